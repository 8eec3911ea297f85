import { derivedId, type Money, money } from '../kernel/index.ts'
import { callKey } from './call.ts'
import {
  type Chargeback,
  laterState,
  type Payment,
  type PaymentCapture,
  type PaymentRefund
} from './payment.ts'
import type { Fact } from './provider.ts'

/** All that is known of one payment. */
export type Dossier = Readonly<{
  payment: Payment
  captures: readonly PaymentCapture[]
  refunds: readonly PaymentRefund[]
  chargebacks: readonly Chargeback[]
}>

/** What has newly become true, and must be posted and told. `payment` is as it stands after it. */
export type Effect =
  | Readonly<{ type: 'authorized'; payment: Payment }>
  | Readonly<{ type: 'captureFailed'; payment: Payment; capture: PaymentCapture; reason: string }>
  | Readonly<{ type: 'captured'; payment: Payment; capture: PaymentCapture }>
  | Readonly<{ type: 'failed'; payment: Payment; reason: string }>
  | Readonly<{ type: 'refunded'; payment: Payment; refund: PaymentRefund }>
  /** `returned`: it had been confirmed before, so the money is at the provider again. */
  | Readonly<{
      type: 'refundFailed'
      payment: Payment
      refund: PaymentRefund
      reason: string
      returned: boolean
    }>
  | Readonly<{ type: 'chargedBack' | 'chargebackReversed'; payment: Payment; chargeback: Chargeback }>
  | Readonly<{ type: 'mismatch'; payment: Payment; reference: string | null; what: string }>

type Step = Readonly<{ dossier: Dossier; effects: readonly Effect[] }>

/**
 * Learns facts. Pure: the same facts again, or in another order, lead to the same amounts, and have no effect twice.
 * What does not fit what was asked is a mismatch: it is kept and shown, and never posted.
 */
export function learn(start: Dossier, facts: readonly Fact[]): Step {
  let dossier = start
  const effects: Effect[] = []
  for (const fact of [...facts].sort((a, b) => order[a.type] - order[b.type])) {
    const step = learnOne(dossier, fact)
    dossier = step.dossier
    effects.push(...step.effects)
  }
  // A capture that is known at once makes the authorization before it no news.
  const captured = dossier.payment.capturedMinor > 0n
  return { dossier, effects: captured ? effects.filter(({ type }) => type !== 'authorized') : effects }
}

/** A capture that was asked for will not happen. */
export function captureRefused(dossier: Dossier, captureId: string | null, reason: string): Step {
  const asked = dossier.captures.find(({ id, state }) => id === captureId && state === 'pending')
  if (asked === undefined) return unchanged(dossier)
  const capture: PaymentCapture = { ...asked, state: 'failed' }
  return {
    dossier: { ...dossier, captures: put(dossier.captures, capture) },
    effects: [{ type: 'captureFailed', payment: dossier.payment, capture, reason }]
  }
}

/** The payment goes by another name at the provider than before: it was made twice there, or the report is not ours. */
export function otherReference(dossier: Dossier, reference: string): Step {
  const known = dossier.payment.reference
  return mismatch(dossier, reference, `reported as ${reference} where it was ${known} before (${reference})`)
}

/** Facts of one report have no order of their own; they are learnt in the order in which such things happen. */
const order: Readonly<Record<Fact['type'], number>> = {
  authorized: 0,
  captured: 1,
  declined: 2,
  voided: 2,
  expired: 2,
  refunded: 3,
  refund_failed: 4,
  charged_back: 5,
  chargeback_reversed: 6
}

function learnOne(dossier: Dossier, fact: Fact): Step {
  switch (fact.type) {
    case 'authorized':
      return authorized(dossier, fact)
    case 'captured':
      return captured(dossier, fact)
    case 'declined':
      return closed(dossier, 'failed', fact.reason)
    case 'voided':
    case 'expired':
      return closed(dossier, fact.type, fact.reason)
    case 'refunded':
      return refunded(dossier, fact)
    case 'refund_failed':
      return refundFailed(dossier, fact)
    case 'charged_back':
      return chargedBack(dossier, fact)
    case 'chargeback_reversed':
      return chargebackReversed(dossier, fact)
  }
}

const unchanged = (dossier: Dossier): Step => ({ dossier, effects: [] })

function mismatch(dossier: Dossier, reference: string | null, what: string): Step {
  if (dossier.payment.mismatch === what) return unchanged(dossier)
  const payment = { ...dossier.payment, mismatch: what }
  return { dossier: { ...dossier, payment }, effects: [{ type: 'mismatch', payment, reference, what }] }
}

const text = ({ minor, currency }: Money) => `${minor} ${currency}`

/** Replaces the element with this id, or adds it. */
function put<T extends Readonly<{ id: string }>>(all: readonly T[], item: T): readonly T[] {
  return all.some(({ id }) => id === item.id)
    ? all.map((old) => (old.id === item.id ? item : old))
    : [...all, item]
}

function authorized(dossier: Dossier, fact: Extract<Fact, { type: 'authorized' }>): Step {
  const { payment } = dossier
  const { amount } = payment
  if (fact.amount.currency !== amount.currency || fact.amount.minor > amount.minor) {
    return mismatch(dossier, null, `authorized ${text(fact.amount)} where ${text(amount)} was asked`)
  }
  if (fact.amount.minor <= payment.authorizedMinor) return unchanged(dossier)
  const open = !payment.closed && payment.capturedMinor < fact.amount.minor
  const next: Payment = {
    ...payment,
    authorizedMinor: fact.amount.minor,
    state: laterState(payment.state, 'authorized'),
    expiresAt: open ? (fact.expiresAt ?? payment.expiresAt) : null
  }
  const news = payment.state === 'pending'
  return {
    dossier: { ...dossier, payment: next },
    effects: news ? [{ type: 'authorized', payment: next }] : []
  }
}

function captured(dossier: Dossier, fact: Extract<Fact, { type: 'captured' }>): Step {
  const { payment, captures } = dossier
  if (captures.some(({ reference }) => reference === fact.reference)) return unchanged(dossier)
  const asked = captures.find(
    (capture) => capture.reference === null && callKey('capture', capture.id) === fact.key
  )
  const capture: PaymentCapture = {
    id: asked?.id ?? derivedId('cap', payment.provider, fact.reference),
    paymentId: payment.id,
    amount: fact.amount,
    state: 'done',
    reference: fact.reference
  }
  const most = asked?.amount ?? payment.amount
  const sum = payment.capturedMinor + fact.amount.minor
  if (
    fact.amount.currency !== payment.amount.currency ||
    fact.amount.minor > most.minor ||
    sum > payment.amount.minor
  ) {
    const kept = { ...dossier, captures: put(captures, { ...capture, state: 'mismatched' as const }) }
    const before = payment.capturedMinor > 0n ? `, ${payment.capturedMinor} captured before` : ''
    const what = `captured ${text(fact.amount)} where ${text(most)} was asked${before} (${fact.reference})`
    return mismatch(kept, fact.reference, what)
  }
  const authorizedMinor = sum > payment.authorizedMinor ? sum : payment.authorizedMinor
  const next: Payment = {
    ...payment,
    authorizedMinor,
    capturedMinor: sum,
    state: 'captured',
    expiresAt: sum >= authorizedMinor ? null : payment.expiresAt
  }
  return {
    dossier: { ...dossier, payment: next, captures: put(captures, capture) },
    effects: [{ type: 'captured', payment: next, capture }]
  }
}

function closed(dossier: Dossier, state: 'failed' | 'voided' | 'expired', reason: string): Step {
  const { payment } = dossier
  if (payment.closed) return unchanged(dossier)
  const next: Payment = {
    ...payment,
    closed: true,
    state: laterState(payment.state, state),
    reason,
    expiresAt: null
  }
  const news = payment.capturedMinor === 0n
  return {
    dossier: { ...dossier, payment: next },
    effects: news ? [{ type: 'failed', payment: next, reason }] : []
  }
}

/** The refund that a fact is about, if its current attempt is meant: an older one was known to have failed. */
function refundOf(dossier: Dossier, fact: Readonly<{ key: string | null; reference: string | null }>) {
  return dossier.refunds.find(
    (refund) =>
      (fact.key !== null && callKey('refund', refund.id, refund.attempt) === fact.key) ||
      (fact.reference !== null && refund.reference === fact.reference)
  )
}

/** Whether an attempt of one of our refunds, of now or before, has this key. */
function isOurs(dossier: Dossier, key: string | null): boolean {
  return dossier.refunds.some(({ id, attempt }) =>
    Array.from({ length: attempt }, (_, i) => callKey('refund', id, i + 1)).some((ours) => ours === key)
  )
}

function refunded(dossier: Dossier, fact: Extract<Fact, { type: 'refunded' }>): Step {
  const { payment } = dossier
  const refund = refundOf(dossier, fact)
  if (refund === undefined) {
    if (isOurs(dossier, fact.key)) return unchanged(dossier)
    return mismatch(
      dossier,
      fact.reference,
      `refunded ${text(fact.amount)} that nobody asked for (${fact.reference})`
    )
  }
  if (refund.state !== 'pending') return unchanged(dossier)
  if (fact.amount.minor !== refund.amount.minor || fact.amount.currency !== refund.amount.currency) {
    return mismatch(
      dossier,
      fact.reference,
      `refunded ${text(fact.amount)} where ${text(refund.amount)} was asked`
    )
  }
  const next: Payment = {
    ...payment,
    refundPendingMinor: payment.refundPendingMinor - fact.amount.minor,
    refundedMinor: payment.refundedMinor + fact.amount.minor
  }
  const done: PaymentRefund = { ...refund, state: 'done', reference: fact.reference }
  return {
    dossier: { ...dossier, payment: next, refunds: put(dossier.refunds, done) },
    effects: [{ type: 'refunded', payment: next, refund: done }]
  }
}

function refundFailed(dossier: Dossier, fact: Extract<Fact, { type: 'refund_failed' }>): Step {
  const { payment } = dossier
  const refund = refundOf(dossier, fact)
  if (refund === undefined || refund.state === 'failed') return unchanged(dossier)
  const returned = refund.state === 'done'
  const back = returned ? refund.amount.minor : 0n
  const next: Payment = {
    ...payment,
    refundPendingMinor: payment.refundPendingMinor + back,
    refundedMinor: payment.refundedMinor - back
  }
  const reference = fact.reference ?? refund.reference
  const bounces = refund.bounces + (returned ? 1 : 0)
  const failed: PaymentRefund = { ...refund, state: 'failed', bounces, failure: fact.reason, reference }
  return {
    dossier: { ...dossier, payment: next, refunds: put(dossier.refunds, failed) },
    effects: [{ type: 'refundFailed', payment: next, refund: failed, reason: fact.reason, returned }]
  }
}

function chargedBack(dossier: Dossier, fact: Extract<Fact, { type: 'charged_back' }>): Step {
  const { payment, chargebacks } = dossier
  const known = chargebacks.find(({ reference }) => reference === fact.reference)
  // One that did not fit may fit now: its capture was told later than the chargeback.
  if (known !== undefined && known.state !== 'mismatched') return unchanged(dossier)
  const chargeback: Chargeback = {
    id: derivedId('cbk', payment.provider, fact.reference),
    paymentId: payment.id,
    amount: fact.amount,
    reason: fact.reason,
    state: 'lost',
    reference: fact.reference
  }
  const most = money(payment.capturedMinor - payment.chargedBackMinor, payment.amount.currency)
  if (fact.amount.currency !== most.currency || fact.amount.minor > most.minor) {
    const kept = {
      ...dossier,
      chargebacks: put(chargebacks, { ...chargeback, state: 'mismatched' as const })
    }
    return mismatch(
      kept,
      fact.reference,
      `charged back ${text(fact.amount)} of ${text(most)} captured (${fact.reference})`
    )
  }
  const next: Payment = {
    ...payment,
    chargedBackMinor: payment.chargedBackMinor + fact.amount.minor,
    mismatch: payment.mismatch?.endsWith(`(${fact.reference})`) ? null : payment.mismatch
  }
  return {
    dossier: { ...dossier, payment: next, chargebacks: put(chargebacks, chargeback) },
    effects: [{ type: 'chargedBack', payment: next, chargeback }]
  }
}

function chargebackReversed(dossier: Dossier, fact: Extract<Fact, { type: 'chargeback_reversed' }>): Step {
  const known = dossier.chargebacks.find(({ reference }) => reference === fact.reference)
  if (known === undefined) {
    // The news of the chargeback itself is late or lost; it must have been there.
    const first = chargedBack(dossier, { ...fact, type: 'charged_back', reason: 'reversed since' })
    const second = chargebackReversed(first.dossier, fact)
    return { dossier: second.dossier, effects: [...first.effects, ...second.effects] }
  }
  if (known.state !== 'lost') return unchanged(dossier)
  const payment: Payment = {
    ...dossier.payment,
    chargedBackMinor: dossier.payment.chargedBackMinor - known.amount.minor
  }
  const chargeback: Chargeback = { ...known, state: 'reversed' }
  return {
    dossier: { ...dossier, payment, chargebacks: put(dossier.chargebacks, chargeback) },
    effects: [{ type: 'chargebackReversed', payment, chargeback }]
  }
}
