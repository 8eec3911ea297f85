import { emit, type NewEvent } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import { derivedId, money } from '../kernel/index.ts'
import { type Call, callKey } from './call.ts'
import { type CallOutcome, finishCalls, openCallsOf, planCalls } from './call-store.ts'
import { captureRefused, type Dossier, type Effect, learn, otherReference } from './dossier.ts'
import type { PaymentHooks } from './hooks.ts'
import {
  addPending,
  saveCaptures,
  saveChargebacks,
  saveRefunds,
  selectCaptures,
  selectChargebacks,
  selectRefunds
} from './money-store.ts'
import { type News, outcomeOf } from './news.ts'
import type { PaymentId, PaymentRefund } from './payment.ts'
import { performEffects } from './perform-effects.ts'
import type { Fact } from './provider.ts'
import { planRefunds } from './request-refund.ts'
import { lockPaymentRows, selectPayments, updatePayments } from './store.ts'

/**
 * Records what came in from one provider about many payments, in one transaction with all that follows from it: rows,
 * ledger, hooks, events. Learning the same again changes nothing. Answers the ids of payments it does not know.
 */
export async function recordNews(
  tx: Tx,
  hooks: PaymentHooks,
  provider: string,
  news: readonly News[]
): Promise<readonly PaymentId[]> {
  const before = await lockDossiers(tx, hooks, provider, [...new Set(news.map(({ paymentId }) => paymentId))])
  const after = new Map(before)
  const effects = news.flatMap((item) => {
    const dossier = after.get(item.paymentId)
    if (dossier === undefined) return []
    const step = take(dossier, item)
    after.set(item.paymentId, step.dossier)
    return step.effects
  })
  await save(tx, before, after)
  const stuck = await settleCalls(tx, news, after)
  const done = await performEffects(
    tx,
    hooks,
    [...after.values()].map(({ payment }) => payment),
    effects
  )
  await refundUnwanted(tx, provider, done.unwanted)
  await lookIntoMismatches(tx, effects)
  await emit(tx, ...done.events, ...stuck)
  return news.map(({ paymentId }) => paymentId).filter((id) => !before.has(id))
}

/** Locks the subjects, then the payments, in that order everywhere; then reads what is known of them. */
async function lockDossiers(tx: Tx, hooks: PaymentHooks, provider: string, ids: readonly PaymentId[]) {
  const subjects = [...new Set((await selectPayments(tx, ids)).map(({ subject }) => subject))].sort()
  if (subjects.length === 0) return new Map<PaymentId, Dossier>()
  await hooks.lock(tx, subjects)
  const payments = (await lockPaymentRows(tx, ids)).filter((payment) => payment.provider === provider)
  const found = payments.map(({ id }) => id)
  const captures = Map.groupBy(await selectCaptures(tx, found), ({ paymentId }) => paymentId)
  const refunds = Map.groupBy(await selectRefunds(tx, found), ({ paymentId }) => paymentId)
  const chargebacks = Map.groupBy(await selectChargebacks(tx, found), ({ paymentId }) => paymentId)
  return new Map<PaymentId, Dossier>(
    payments.map((payment) => [
      payment.id,
      {
        payment,
        captures: captures.get(payment.id) ?? [],
        refunds: refunds.get(payment.id) ?? [],
        chargebacks: chargebacks.get(payment.id) ?? []
      }
    ])
  )
}

/** Learns one piece of news. A refusal of a call is a fact as well. */
function take(dossier: Dossier, { reference, facts, answer }: News): ReturnType<typeof learn> {
  const known = dossier.payment.reference
  if (reference !== null && known !== null && known !== reference) return otherReference(dossier, reference)
  const payment = { ...dossier.payment, reference: known ?? reference }
  const refusal = refusalOf(answer)
  const step = learn({ ...dossier, payment }, refusal === null ? facts : [...facts, refusal])
  if (answer?.outcome !== 'refused' || answer.call.kind !== 'capture') return step
  const failed = captureRefused(step.dossier, answer.call.about, answer.error ?? 'refused')
  return { dossier: failed.dossier, effects: [...step.effects, ...failed.effects] }
}

function refusalOf(answer: News['answer']): Fact | null {
  if (answer?.outcome !== 'refused') return null
  const reason = answer.error ?? 'refused'
  const { kind, id: key, amount } = answer.call
  if (kind === 'authorize') return { type: 'declined', reason }
  if (kind !== 'refund' || amount === null) return null
  return { type: 'refund_failed', reference: null, key, amount, reason }
}

const changedOf = <T>(before: readonly T[] | undefined, after: readonly T[]) =>
  after.filter((item) => before?.includes(item) !== true)

async function save(tx: Tx, before: ReadonlyMap<PaymentId, Dossier>, after: ReadonlyMap<PaymentId, Dossier>) {
  const dossiers = [...after.values()]
  const was = ({ payment }: Dossier) => before.get(payment.id)
  await updatePayments(
    tx,
    dossiers.map(({ payment }) => payment)
  )
  await saveCaptures(
    tx,
    dossiers.flatMap((dossier) => changedOf(was(dossier)?.captures, dossier.captures))
  )
  await saveRefunds(
    tx,
    dossiers.flatMap((dossier) => changedOf(was(dossier)?.refunds, dossier.refunds))
  )
  await saveChargebacks(
    tx,
    dossiers.flatMap((dossier) => changedOf(was(dossier)?.chargebacks, dossier.chargebacks))
  )
}

/** Finishes calls, plans the next attempt, or lets those go that waited for a reference. Answers events of stuck ones. */
async function settleCalls(
  tx: Tx,
  news: readonly News[],
  after: ReadonlyMap<PaymentId, Dossier>
): Promise<NewEvent[]> {
  const answers = new Map(
    news.flatMap(({ answer }) => (answer === null ? [] : [[answer.call.id, answer] as const]))
  )
  const open = await openCallsOf(tx, [...after.keys()])
  const outcomes = open.flatMap((call): { call: Call; outcome: CallOutcome }[] => {
    const dossier = after.get(call.paymentId)
    const outcome = dossier && outcomeOf(dossier, call, answers.get(call.id) ?? null, tx.now)
    return outcome ? [{ call, outcome }] : []
  })
  await finishCalls(
    tx,
    outcomes.map(({ outcome }) => outcome)
  )
  return outcomes
    .filter(({ call, outcome }) => outcome.state === 'stuck' && call.state !== 'stuck')
    .map(({ call, outcome }) => ({
      type: 'payment.call_stuck',
      subject: call.paymentId,
      data: { callId: call.id, kind: call.kind, error: outcome.error }
    }))
}

/** Money that its subject did not take goes back by itself. */
async function refundUnwanted(
  tx: Tx,
  provider: string,
  unwanted: readonly Extract<Effect, { type: 'captured' }>[]
) {
  if (unwanted.length === 0) return
  const refunds = unwanted.map(({ payment, capture }): PaymentRefund => ({
    id: derivedId('rfd', 'unwanted', capture.id),
    paymentId: payment.id,
    amount: capture.amount,
    origin: 'unwanted',
    state: 'pending',
    attempt: 1,
    bounces: 0,
    reason: 'the order took no more money',
    failure: null,
    reference: null
  }))
  await addPending(tx, refunds)
  await planRefunds(tx, provider, refunds)
}

/** What does not fit may be half a story: the provider is asked for the whole of it, once. */
async function lookIntoMismatches(tx: Tx, effects: readonly Effect[]) {
  await planCalls(
    tx,
    effects
      .filter((effect) => effect.type === 'mismatch')
      .filter(({ payment }) => payment.reference !== null)
      .map(({ payment, what }) => ({
        id: callKey('look_up', `${payment.id} ${what}`),
        paymentId: payment.id,
        provider: payment.provider,
        kind: 'look_up',
        about: what,
        amount: money(payment.amount.minor, payment.amount.currency),
        dueAt: tx.now
      }))
  )
}
