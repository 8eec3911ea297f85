import { day, later, type Money, money, portion } from '../kernel/index.ts'
import type { Fact, Report } from '../payments/index.ts'
import type { Entry, Payment, Request, Timer } from './state.ts'
import { behaviourOf } from './token.ts'

/** What a request or a timer did to a payment: the new state, what is new, and what it means for the books. */
export type Move = Readonly<{
  payment: Payment
  facts: readonly Fact[]
  entries: readonly Entry[]
  refusal: string | null
}>

const authorizationMs = 30 * day
const percent = (minor: bigint, share: bigint) => (minor * share) / 100n
const of = (payment: Payment, minor: bigint): Money => money(minor, payment.currency)
const sum = (all: readonly { minor: bigint }[]) => all.reduce((total, { minor }) => total + minor, 0n)

/** Refuses, and changes nothing. */
export function refuse(payment: Payment, refusal: string): Move {
  return { payment, facts: [], entries: [], refusal }
}

const still = (payment: Payment): Move => ({ payment, facts: [], entries: [], refusal: null })

const behaviour = (payment: Payment) => behaviourOf(payment.token, payment.method)

/** What the service earns: 1 % of a card, 0.6 % of a wallet, nothing of the others; each chargeback costs 1000. */
function feeOf(payment: Payment, kind: Entry['kind'], minor: bigint): bigint {
  if (kind === 'chargeback') return 1000n
  if (kind !== 'capture') return 0n
  return payment.method === 'card'
    ? portion(minor, 100n)
    : payment.method === 'wallet'
      ? portion(minor, 60n)
      : 0n
}

function entry(payment: Payment, kind: Entry['kind'], reference: string, amount: Money): Entry {
  const { minor, currency } = amount
  const gross = kind === 'refund' || kind === 'chargeback' ? -minor : minor
  return { reference, kind, paymentId: payment.paymentId, currency, gross, fee: feeOf(payment, kind, minor) }
}

/** Begins a payment. `reference` is a new name, derived from the key. */
export function authorize(draft: Payment, now: Date): Move {
  const { decline, payAfterMs } = behaviourOf(draft.token, draft.method)
  if (decline !== undefined) {
    const declined: Payment = { ...draft, state: 'declined', reason: decline }
    return { ...refuse(declined, decline), facts: [{ type: 'declined', reason: decline }] }
  }
  if (payAfterMs === undefined) return pay(draft, now)
  return still(payAfterMs === Infinity ? draft : at(draft, later(now, payAfterMs), 'pay'))
}

const at = (payment: Payment, when: Date, act: Timer['act'], about: string | null = null): Payment => ({
  ...payment,
  timers: [...payment.timers, { at: when, act, about }]
})

/** The buyer has paid, or agreed to. */
function pay(payment: Payment, now: Date): Move {
  const { buyerDeclines, captureAfterMs, unstoppable } = behaviour(payment)
  if (payment.state !== 'pending') {
    const anyway = unstoppable === true && payment.captures.length === 0
    return anyway
      ? captureAll({ ...payment, state: 'authorized', authorized: payment.minor }, now)
      : still(payment)
  }
  if (buyerDeclines) {
    const declined: Payment = { ...payment, state: 'declined', reason: 'declined_by_buyer' }
    return { ...still(declined), facts: [{ type: 'declined', reason: 'declined_by_buyer' }] }
  }
  const expiresAt = payment.capture === 'manual' ? later(now, authorizationMs) : null
  const authorized: Payment = { ...payment, state: 'authorized', authorized: payment.minor, expiresAt }
  const facts: Fact[] = [{ type: 'authorized', amount: of(payment, payment.minor), expiresAt }]
  if (expiresAt !== null) return { ...still(at(authorized, expiresAt, 'expire')), facts }
  if (captureAfterMs !== undefined)
    return { ...still(at(authorized, later(now, captureAfterMs), 'capture')), facts }
  const captured = captureAll(authorized, now)
  return { ...captured, facts: [...facts, ...captured.facts] }
}

function captureAll(payment: Payment, now: Date): Move {
  if (payment.state !== 'authorized') return still(payment)
  const minor = percent(payment.authorized, behaviour(payment).capturePercent ?? 100n)
  return capture(payment, minor, null, now)
}

function capture(payment: Payment, minor: bigint, key: string | null, now: Date): Move {
  const { chargebackAfterMs, currency } = behaviour(payment)
  const reference = `${payment.reference}_c${payment.captures.length + 1}`
  const amount = money(minor, currency ?? payment.currency)
  const captured: Payment = {
    ...payment,
    state: 'captured',
    captures: [...payment.captures, { reference, key, minor, currency: amount.currency }]
  }
  const first = payment.captures.length === 0 && chargebackAfterMs !== undefined
  return {
    payment: first ? at(captured, later(now, chargebackAfterMs), 'chargeback', reference) : captured,
    facts: [{ type: 'captured', reference, key, amount }],
    entries: [entry(payment, 'capture', reference, amount)],
    refusal: null
  }
}

/** Captures a part of what was authorized. */
export function captureSome(payment: Payment, { key, amount }: Request, now: Date): Move {
  const open = payment.state === 'authorized' || (payment.state === 'captured' && !payment.closed)
  if (amount === null || amount.currency !== payment.currency) return refuse(payment, 'amount_invalid')
  if (!open || payment.capture !== 'manual') return refuse(payment, `payment_${payment.state}`)
  if (behaviour(payment).capture === 'refused') return refuse(payment, 'capture_refused')
  if (sum(payment.captures) + amount.minor > payment.authorized) return refuse(payment, 'amount_too_large')
  return capture(payment, percent(amount.minor, behaviour(payment).capturePercent ?? 100n), key, now)
}

/** Lets go of what is not captured. */
export function letGo(payment: Payment, type: 'voided' | 'expired'): Move {
  if (payment.closed || payment.state === 'declined') return still(payment)
  const left = payment.state === 'pending' || sum(payment.captures) < payment.authorized
  if (!left) return refuse(payment, 'already_captured')
  const state = payment.state === 'captured' ? 'captured' : type
  const stopped: readonly Timer['act'][] = behaviour(payment).unstoppable
    ? ['expire', 'capture']
    : ['expire', 'capture', 'pay']
  const timers = payment.timers.filter(({ act }) => !stopped.includes(act))
  return {
    ...still({ ...payment, state, closed: true, reason: type, timers }),
    facts: [{ type, reason: type }]
  }
}

/** Sends money back. */
export function refund(payment: Payment, { key, amount }: Request, now: Date): Move {
  if (amount === null || amount.currency !== payment.currency) return refuse(payment, 'amount_invalid')
  const out = sum(payment.refunds.filter(({ state }) => state !== 'failed'))
  const lost = sum(payment.chargebacks.filter(({ state }) => state === 'lost'))
  if (out + lost + amount.minor > sum(payment.captures)) return refuse(payment, 'amount_too_large')
  const how = behaviour(payment).refund
  if (how === 'refused' || (how === 'refused_once' && payment.refundsRefused === 0)) {
    return refuse({ ...payment, refundsRefused: payment.refundsRefused + 1 }, 'account_closed')
  }
  const reference = `${payment.reference}_r${payment.refunds.length + 1}`
  const late = how === 'late' || how === 'fails_late'
  const asked = {
    reference,
    key,
    minor: amount.minor,
    state: late ? ('pending' as const) : ('done' as const)
  }
  const next: Payment = { ...payment, refunds: [...payment.refunds, asked] }
  if (late) return still(at(next, later(now, 2 * day), how === 'late' ? 'refund' : 'refund_fail', reference))
  return {
    payment: how === 'bounces' ? at(next, later(now, 3 * day), 'refund_fail', reference) : next,
    facts: [{ type: 'refunded', reference, key, amount }],
    entries: [entry(payment, 'refund', reference, amount)],
    refusal: null
  }
}

function settleRefund(payment: Payment, reference: string | null, works: boolean): Move {
  const asked = payment.refunds.find((one) => one.reference === reference)
  if (asked === undefined) return still(payment)
  const state = works ? ('done' as const) : ('failed' as const)
  const next: Payment = {
    ...payment,
    refunds: payment.refunds.map((one) => (one === asked ? { ...one, state } : one))
  }
  const amount = of(payment, asked.minor)
  const named = { reference: asked.reference, key: asked.key, amount }
  if (works) {
    const entries = [entry(payment, 'refund', asked.reference, amount)]
    return { ...still(next), facts: [{ type: 'refunded', ...named }], entries }
  }
  const entries = asked.state === 'done' ? [entry(payment, 'refund_return', asked.reference, amount)] : []
  return { ...still(next), facts: [{ type: 'refund_failed', ...named, reason: 'account_closed' }], entries }
}

function chargeBack(payment: Payment, about: string | null, now: Date): Move {
  const captured = payment.captures.find(({ reference }) => reference === about)
  if (captured === undefined) return still(payment)
  const reference = `${captured.reference}_b`
  const amount = of(payment, captured.minor)
  const next: Payment = {
    ...payment,
    chargebacks: [...payment.chargebacks, { reference, minor: captured.minor, state: 'lost' }]
  }
  const { reverseAfterMs } = behaviour(payment)
  return {
    payment: reverseAfterMs === undefined ? next : at(next, later(now, reverseAfterMs), 'reverse', reference),
    facts: [{ type: 'charged_back', reference, amount, reason: 'fraudulent' }],
    entries: [entry(payment, 'chargeback', reference, amount)],
    refusal: null
  }
}

function reverse(payment: Payment, about: string | null): Move {
  const lost = payment.chargebacks.find(({ reference, state }) => reference === about && state === 'lost')
  if (lost === undefined) return still(payment)
  const amount = of(payment, lost.minor)
  return {
    payment: {
      ...payment,
      chargebacks: payment.chargebacks.map((one) => (one === lost ? { ...one, state: 'reversed' } : one))
    },
    facts: [{ type: 'chargeback_reversed', reference: lost.reference, amount }],
    entries: [entry(payment, 'chargeback_reversal', lost.reference, amount)],
    refusal: null
  }
}

/** Lets the first due timer go off; undefined when none is due. */
export function tick(payment: Payment, now: Date): Move | undefined {
  const timer = payment.timers
    .filter((one) => one.at <= now)
    .reduce<Timer | undefined>(
      (first, one) => (first === undefined || one.at < first.at ? one : first),
      undefined
    )
  if (timer === undefined) return undefined
  const rest: Payment = { ...payment, timers: payment.timers.filter((one) => one !== timer) }
  switch (timer.act) {
    case 'pay':
      return pay(rest, timer.at)
    case 'capture':
      return captureAll(rest, timer.at)
    case 'expire':
      return rest.closed || sum(rest.captures) >= rest.authorized ? still(rest) : letGo(rest, 'expired')
    case 'refund':
    case 'refund_fail':
      return settleRefund(rest, timer.about, timer.act === 'refund')
    case 'chargeback':
      return chargeBack(rest, timer.about, timer.at)
    case 'reverse':
      return reverse(rest, timer.about)
  }
}

/** Everything that the sandbox can say about a payment. */
export function reportOf(payment: Payment): Report {
  const facts: Fact[] = []
  if (payment.authorized > 0n) {
    facts.push({ type: 'authorized', amount: of(payment, payment.authorized), expiresAt: payment.expiresAt })
  }
  if (payment.state === 'declined') facts.push({ type: 'declined', reason: payment.reason ?? 'declined' })
  for (const { reference, key, minor, currency } of payment.captures) {
    facts.push({ type: 'captured', reference, key, amount: money(minor, currency) })
  }
  if (payment.closed)
    facts.push({ type: payment.reason === 'expired' ? 'expired' : 'voided', reason: payment.reason ?? '' })
  for (const { reference, key, minor, state } of payment.refunds) {
    const named = { reference, key, amount: of(payment, minor) }
    if (state === 'done') facts.push({ type: 'refunded', ...named })
    if (state === 'failed') facts.push({ type: 'refund_failed', ...named, reason: 'account_closed' })
  }
  for (const { reference, minor, state } of payment.chargebacks) {
    facts.push({ type: 'charged_back', reference, amount: of(payment, minor), reason: 'fraudulent' })
    if (state === 'reversed')
      facts.push({ type: 'chargeback_reversed', reference, amount: of(payment, minor) })
  }
  return { paymentId: payment.paymentId, reference: payment.reference, facts }
}
