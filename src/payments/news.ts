import type { ClaimedCall } from './call-store.ts'
import { type Call, backoffMs, patienceMs, triesMax, looksMax } from './call.ts'
import type { CallOutcome } from './call-store.ts'
import { later } from '../kernel/index.ts'
import type { Dossier } from './dossier.ts'
import type { PaymentId } from './payment.ts'
import type { Fact } from './provider.ts'

/** How a call was answered. `sent`: it was sent, not only looked up. */
export type Answer = Readonly<{
  call: ClaimedCall
  sent: boolean
  outcome: 'accepted' | 'refused' | 'again' | 'unknown'
  error: string | null
}>

/** What came in about one payment: facts, and how a call was answered if that is how they came. */
export type News = Readonly<{
  paymentId: PaymentId
  reference: string | null
  facts: readonly Fact[]
  answer: Answer | null
}>

/** What the facts known now make of a call that is not finished: done, failed, or still open (null). */
function finished({ payment, captures, refunds }: Dossier, call: Call): 'done' | 'failed' | null {
  switch (call.kind) {
    case 'authorize':
      if (payment.capturedMinor > 0n) return 'done'
      if (payment.closed) return payment.state === 'failed' ? 'failed' : 'done'
      return payment.capture === 'manual' && payment.authorizedMinor > 0n ? 'done' : null
    case 'capture': {
      const capture = captures.find(({ id }) => id === call.about)
      if (capture === undefined || capture.state === 'pending') return null
      return capture.state === 'failed' ? 'failed' : 'done'
    }
    case 'void':
      return payment.closed ? 'done' : null
    case 'refund': {
      const refund = refunds.find(({ id }) => id === call.about)
      if (refund === undefined || refund.state === 'pending') return null
      return refund.state
    }
    case 'look_up':
      return null
  }
}

/** What becomes of an open call: by the facts, else by how it was answered, else null for no change. */
export function outcomeOf(
  dossier: Dossier,
  call: Call,
  answer: Answer | null,
  now: Date
): CallOutcome | null {
  const attempts = call.attempts + (answer?.sent === true ? 1 : 0)
  const looks = call.looks + (answer?.sent === false ? 1 : 0)
  const next = (state: CallOutcome['state'], dueAt: Date | null, error: string | null): CallOutcome => ({
    id: call.id,
    state,
    attempts,
    looks,
    dueAt,
    error
  })
  const byFacts = finished(dossier, call)
  if (byFacts !== null) return next(byFacts, null, answer?.error ?? call.error)
  if (answer === null) {
    const released = call.state === 'planned' && call.dueAt === null && dossier.payment.reference !== null
    return released ? next('planned', now, call.error) : null
  }
  const { outcome, error } = answer
  if (outcome === 'refused') return next('failed', null, error)
  if (outcome === 'accepted' && call.kind === 'look_up') return next('done', null, null)
  const waits = outcome === 'accepted' || answer.call.was === 'waiting'
  if (waits) {
    return looks >= looksMax
      ? next('stuck', null, error)
      : next('waiting', later(now, patienceMs(looks + 1)), error)
  }
  const tries = attempts + looks
  if (tries >= triesMax) return next('stuck', null, error)
  return next(outcome === 'again' ? 'planned' : 'unknown', later(now, backoffMs(tries)), error)
}
