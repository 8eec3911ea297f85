import type { Db } from '../db/index.ts'
import { Failure } from '../kernel/index.ts'
import { claimCalls, type ClaimedCall } from './call-store.ts'
import type { PaymentHooks } from './hooks.ts'
import type { Answer, News } from './news.ts'
import type { LookUp, Provider, Providers, Reply, Report } from './provider.ts'
import { recordNews } from './record-news.ts'

/** How much one run takes on, how many calls are on their way at once, and the number of this process among others. */
export type CallLimits = Readonly<{ batchMax: number; atOnceMax: number; sender: () => number | null }>

/**
 * Makes the calls that are due: claims a batch in one transaction, sends it outside of any, and records the answers
 * together. A crash anywhere loses nothing: when its process is seen to be gone, or at the latest when the lease runs out,
 * the call is looked up, and sent again with the same key if the provider has not seen it. Answers how many calls were made.
 */
export async function performCalls(
  db: Db,
  providers: Providers,
  hooks: PaymentHooks,
  { batchMax, atOnceMax, sender }: CallLimits
): Promise<number> {
  const number = sender()
  const claimed = await db.transaction((tx) => claimCalls(tx, [...providers.keys()], batchMax, number))
  const queue = [...claimed]
  const news = new Map<string, News[]>()
  const work = async () => {
    for (let call = queue.shift(); call !== undefined; call = queue.shift()) {
      const provider = providers.get(call.provider)
      if (provider === undefined) continue
      const item = await perform(provider, call)
      news.set(call.provider, [...(news.get(call.provider) ?? []), item])
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnceMax, claimed.length) }, work))
  for (const [provider, items] of news) await recordTogether(db, hooks, provider, items)
  return claimed.length
}

/** Records news in one transaction; if that fails, one by one, so that only what fails is left for later. */
async function recordTogether(
  db: Db,
  hooks: PaymentHooks,
  provider: string,
  news: readonly News[]
): Promise<void> {
  try {
    await db.transaction((tx) => recordNews(tx, hooks, provider, news))
  } catch (error) {
    if (isOutage(error)) throw error
    for (const item of news) await recordAlone(db, hooks, provider, item)
  }
}

async function recordAlone(db: Db, hooks: PaymentHooks, provider: string, item: News): Promise<void> {
  try {
    await db.transaction((tx) => recordNews(tx, hooks, provider, [item]))
  } catch (error) {
    if (isOutage(error) || item.answer === null) throw error
    // What the provider said could not be taken in; it will be asked again, and say the same.
    const answer: Answer = {
      ...item.answer,
      outcome: 'unknown',
      error: `could not be recorded: ${messageOf(error)}`
    }
    await db.transaction((tx) =>
      recordNews(tx, hooks, provider, [{ ...item, reference: null, facts: [], answer }])
    )
  }
}

const isOutage = (error: unknown) => error instanceof Failure && error.kind === 'busy'

/** What went wrong, short enough to keep. */
export function messageOf(error: unknown): string {
  return (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 300)
}

async function perform(provider: Provider, call: ClaimedCall): Promise<News> {
  try {
    if (call.kind === 'look_up') return toNews(call, false, await lookUpPayment(provider, call))
    const neverSent = call.was === 'planned'
    if (neverSent) return toNews(call, true, await send(provider, call))
    const found = await provider.lookUp({ key: call.id })
    if (found.outcome !== 'missing') return toNews(call, false, found)
    return toNews(call, true, await send(provider, call))
  } catch (error) {
    return toNews(call, true, { outcome: 'unknown', reason: messageOf(error) })
  }
}

async function lookUpPayment(provider: Provider, call: ClaimedCall): Promise<LookUp> {
  if (call.reference === null) return { outcome: 'unknown', reason: 'the payment has no reference yet' }
  return provider.lookUp({ reference: call.reference })
}

function send(provider: Provider, call: ClaimedCall): Promise<Reply> | Reply {
  const { id: key, paymentId, reference, amount, method, capture, token, instalments, total } = call
  if (call.kind === 'authorize') {
    return provider.authorize({ key, paymentId, method, amount: total, capture, token, instalments })
  }
  if (reference === null) return withoutReference(call)
  if (call.kind === 'void') return provider.void({ key, paymentId, reference })
  if (amount === null) return { outcome: 'refused', reason: 'the call has no amount', report: null }
  if (call.kind === 'capture') return provider.capture({ key, paymentId, reference, amount })
  return provider.refund({ key, paymentId, reference, amount, reason: call.refundReason ?? '' })
}

/** A void is due without a reference only where the authorization was taken back before it was sent. */
function withoutReference({ kind, paymentId, about }: ClaimedCall): Reply {
  if (kind !== 'void')
    return { outcome: 'refused', reason: 'the provider does not know the payment', report: null }
  const reason = about ?? 'voided'
  return { outcome: 'accepted', report: { paymentId, reference: '', facts: [{ type: 'voided', reason }] } }
}

function toNews(call: ClaimedCall, sent: boolean, reply: Reply | LookUp): News {
  const { paymentId } = call
  const answer = (outcome: Answer['outcome'], error: string | null): Answer => ({
    call,
    sent,
    outcome,
    error
  })
  const news = (report: Report | null, given: Answer): News => ({
    paymentId,
    reference: report === null || report.reference === '' ? null : report.reference,
    facts: (report?.facts ?? []).map((fact) =>
      fact.type === 'voided' && call.kind === 'void' && call.about === 'expired'
        ? { type: 'expired', reason: 'expired' }
        : fact
    ),
    answer: given
  })
  switch (reply.outcome) {
    case 'accepted':
    case 'found':
      if (reply.report.paymentId !== paymentId)
        return news(null, answer('unknown', 'the answer is about another payment'))
      return news(reply.report, answer('accepted', null))
    case 'refused':
      return news(reply.report, answer('refused', reply.reason))
    case 'again':
    case 'unknown':
      return news(null, answer(reply.outcome, reply.reason))
    case 'missing':
      return news(null, answer('unknown', 'the provider does not know the payment'))
  }
}
