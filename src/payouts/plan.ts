import { type Currency, formatDecimal, minorMax, type Money, portion } from '../kernel/index.ts'
import type { Merchant } from '../merchants/index.ts'
import type { PayoutProfile } from './profile.ts'
import { bought, type Rate } from './rate.ts'

/** A merchant's money in one currency. `exempt` came out of the reserve or back from the bank: no reserve is kept of it. */
type Purse = Readonly<{ currency: Currency; available: bigint; owed: bigint; exempt: bigint }>

/** All that decides on what a merchant is paid. */
export type PayoutSituation = Readonly<{
  merchant: Merchant
  profile: PayoutProfile
  purses: readonly Purse[]
  /** The effective rate into the payout currency, margin taken off; undefined where there is none. */
  rateFrom(currency: Currency): Rate | undefined
}>

/** One payout to be made: `leaves` is `sold` plus `reserve`, and `sold` becomes `amount`. */
export type PlannedPayout = Readonly<{
  leaves: Money
  reserve: Money
  sold: Money
  amount: Money
  exemptUsed: bigint
}>

/** Why nothing, or not all, is paid. */
type Wait = Readonly<{
  code:
    | 'merchant_suspended'
    | 'blocked'
    | 'owing'
    | 'nothing_available'
    | 'below_minimum'
    | 'rate_missing'
    | 'too_large'
  reason: string
  advice: string
}>

/** What is paid now, and why the rest waits. */
export type PayoutPlan = Readonly<{ payouts: readonly PlannedPayout[]; waits: readonly Wait[] }>

const written = (amount: Money) => `${formatDecimal(amount)} ${amount.currency}`
const refuse = (code: Wait['code'], reason: string, advice: string): PayoutPlan => ({
  payouts: [],
  waits: [{ code, reason, advice }]
})

/** Decides what a merchant is paid: everything available, less the reserve, in each currency for itself. */
export function planPayouts(situation: PayoutSituation, requested: Money | null = null): PayoutPlan {
  const { merchant, profile, purses } = situation
  if (merchant.state === 'suspended') {
    const why = `The merchant is suspended: ${merchant.stateReason ?? ''}`
    return refuse('merchant_suspended', why, 'It is paid out when an operator has reinstated it.')
  }
  if (profile.blocked !== null) {
    return refuse('blocked', profile.blocked, 'Set the payout profile again, with the right bank account.')
  }
  const owing = purses.find(({ owed }) => owed > 0n)
  if (owing !== undefined) {
    const amount = written({ minor: owing.owed, currency: owing.currency })
    return refuse('owing', `The merchant owes ${amount}.`, 'It is recovered from coming sales first.')
  }
  const decisions = purses
    .map((purse) => limitTo(purse, requested))
    .filter(({ available }) => available > 0n)
    .map((purse) => planOne(situation, purse))
  if (decisions.length === 0) {
    return refuse(
      'nothing_available',
      'Nothing is available.',
      'Money becomes available when orders are released.'
    )
  }
  return {
    payouts: decisions.filter((decision) => 'amount' in decision),
    waits: decisions.filter((decision) => 'code' in decision)
  }
}

/** A request names a currency, and how much of it. */
function limitTo(purse: Purse, requested: Money | null): Purse {
  if (requested === null) return purse
  if (requested.currency !== purse.currency) return { ...purse, available: 0n }
  return { ...purse, available: requested.minor < purse.available ? requested.minor : purse.available }
}

function planOne({ merchant, profile, rateFrom }: PayoutSituation, purse: Purse): PlannedPayout | Wait {
  const { currency } = purse
  const leaves = purse.available
  const exemptUsed = purse.exempt < leaves ? purse.exempt : leaves
  const reserve = portion(leaves - exemptUsed, BigInt(profile.reserveBasisPoints))
  const sold = { minor: leaves - reserve, currency }
  const rate = rateFrom(currency)
  if (currency !== merchant.payoutCurrency && rate === undefined) {
    return {
      code: 'rate_missing',
      reason: `${written(sold)} waits for a current rate to ${merchant.payoutCurrency}.`,
      advice: 'An operator loads rates.'
    }
  }
  const amount = rate === undefined || currency === merchant.payoutCurrency ? sold : bought(sold, rate)
  if (amount.minor > minorMax) {
    return {
      code: 'too_large',
      reason: `${written(sold)} is more ${amount.currency} than one payout can carry.`,
      advice: 'Ask for a payout of a part of it.'
    }
  }
  const minimum = profile.minimumMinor > 1n ? profile.minimumMinor : 1n
  if (amount.minor < minimum) {
    const least = written({ minor: minimum, currency: merchant.payoutCurrency })
    return {
      code: 'below_minimum',
      reason: `${written(amount)} would be paid, which is below the minimum of ${least}.`,
      advice: 'It waits until there is more, or lower the minimum.'
    }
  }
  return {
    leaves: { minor: leaves, currency },
    reserve: { minor: reserve, currency },
    sold,
    amount,
    exemptUsed
  }
}
