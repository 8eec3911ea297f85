import type { EventOf, NewEvent } from '../audit/index.ts'
import { type Attribution, attributedTo, type Tx } from '../db/index.ts'
import { type Money, money } from '../kernel/index.ts'
import type { Effect } from './dossier.ts'
import type { PaymentHooks } from './hooks.ts'
import type { Payment } from './payment.ts'
import { captureOf, chargebackOf, type Postings, postingsFor, refundOf } from './postings.ts'

type Captured = Extract<Effect, { type: 'captured' }>
type Done = Readonly<{ events: readonly NewEvent[]; unwanted: readonly Captured[] }>

/**
 * Tells the hooks and moves the money, in the order given. `unwanted` answers the captures (with the amount) that
 * nobody took.
 */
export async function performEffects(
  tx: Tx,
  hooks: PaymentHooks,
  payments: readonly Payment[],
  effects: readonly Effect[]
): Promise<Done> {
  const postings = postingsFor(tx, payments)
  const unwanted: Captured[] = []
  const waiting = new Map<string, Captured>()
  const takeWaiting = async () => {
    if (waiting.size > 0) unwanted.push(...(await takeCaptures(tx, hooks, postings, [...waiting.values()])))
    waiting.clear()
  }
  for (const effect of effects) {
    // Captures of different subjects are told together; whatever else is told of a subject waits for its capture.
    const { subject } = effect.payment
    if (waiting.has(subject) || looksAtBalances(effect)) await takeWaiting()
    if (effect.type === 'captured') waiting.set(subject, effect)
    else await perform(attributedTo(tx, byWhom(tx, effect)), hooks, postings, effect)
  }
  await takeWaiting()
  await postings.flush()
  return { events: effects.map((effect) => ({ ...eventOf(effect), by: byWhom(tx, effect) })), unwanted }
}

/**
 * Who did it: the provider, of what it reported; `provider:` and its name. An authorization that ran out, and a void that
 * no provider was asked for, are the doing of whoever the transaction acts for.
 */
function byWhom(tx: Tx, { type, payment }: Effect): Attribution {
  const { state, reference, provider } = payment
  const isOurs = type === 'failed' && (state === 'expired' || (state === 'voided' && reference === null))
  return isOurs ? tx.by : { actor: `provider:${provider}`, request: null }
}

const looksAtBalances = ({ type }: Effect) => type === 'chargedBack' || type === 'chargebackReversed'

/** Tells captures and moves their money; answers what nobody took. */
async function takeCaptures(
  tx: Tx,
  hooks: PaymentHooks,
  postings: Postings,
  effects: readonly Captured[]
): Promise<Captured[]> {
  const [first] = effects
  if (first === undefined) return []
  // What is recorded together comes from one provider.
  const answers = await hooks.captured(attributedTo(tx, byWhom(tx, first)), effects)
  return effects.flatMap((effect, i) => {
    const { payment, capture } = effect
    const answer = answers[i] ?? 'unwanted'
    const { unwanted, transaction } = captureOf(payment, capture, answer === 'unwanted' ? [] : answer)
    postings.add(payment, transaction)
    if (unwanted === 0n) return []
    return [{ ...effect, capture: { ...capture, amount: money(unwanted, capture.amount.currency) } }]
  })
}

async function perform(tx: Tx, hooks: PaymentHooks, postings: Postings, effect: Exclude<Effect, Captured>) {
  const { payment } = effect
  switch (effect.type) {
    case 'authorized':
      return hooks.authorized(tx, payment)
    case 'failed':
      return hooks.failed(tx, payment, effect.reason)
    case 'refunded':
      postings.add(payment, refundOf(payment, effect.refund, false))
      if (effect.refund.origin === 'asked') await hooks.refunded(tx, payment, effect.refund)
      return
    case 'refundFailed':
      if (effect.returned) postings.add(payment, refundOf(payment, effect.refund, true))
      if (effect.refund.origin === 'asked')
        await hooks.refundFailed(tx, payment, effect.refund, effect.reason)
      return
    case 'chargedBack':
    case 'chargebackReversed': {
      // These hooks look at balances, so what came before must be in the ledger.
      await postings.flush()
      const { chargeback } = effect
      const told = effect.type === 'chargedBack' ? hooks.chargedBack : hooks.chargebackReversed
      postings.add(payment, chargebackOf(payment, chargeback, await told(tx, payment, chargeback)))
      return postings.flush()
    }
    case 'captureFailed':
    case 'mismatch':
  }
}

const priced = ({ minor, currency }: Money) => ({ minor, currency })

/** How it ended; one that was captured and is closed without that was voided. */
const endOf = ({ state }: Payment) =>
  state === 'failed' || state === 'expired' ? (`payment.${state}` as const) : 'payment.voided'

function eventOf(effect: Effect): NewEvent {
  const { payment } = effect
  const told = (type: EventOf<'payment'>, more: Record<string, unknown>): NewEvent => ({
    type,
    subject: payment.id,
    data: { for: payment.subject, ...more }
  })
  switch (effect.type) {
    case 'authorized':
      return told('payment.authorized', { minor: payment.authorizedMinor, currency: payment.amount.currency })
    case 'captured':
      return told('payment.captured', { captureId: effect.capture.id, ...priced(effect.capture.amount) })
    case 'captureFailed':
      return told('payment.capture_failed', { captureId: effect.capture.id, reason: effect.reason })
    case 'failed':
      return told(endOf(payment), { reason: effect.reason })
    case 'refunded':
      return told('payment.refunded', { refundId: effect.refund.id, ...priced(effect.refund.amount) })
    case 'refundFailed':
      return told('payment.refund_failed', {
        refundId: effect.refund.id,
        reason: effect.reason,
        returned: effect.returned
      })
    case 'chargedBack':
    case 'chargebackReversed':
      return told(effect.type === 'chargedBack' ? 'payment.charged_back' : 'payment.chargeback_reversed', {
        chargebackId: effect.chargeback.id,
        ...priced(effect.chargeback.amount),
        reason: effect.chargeback.reason
      })
    case 'mismatch':
      return told('payment.mismatch', { reference: effect.reference, what: effect.what })
  }
}
