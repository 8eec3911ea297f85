import type { Money } from '../../api/index.ts'

/** How an amount in dispute is shared. */
export type Share = Readonly<{ toBuyer: Money; toMerchant: Money }>

/** Who gets what of an amount in dispute: what the buyer does not get is the merchant's. Null where that cannot be. */
export function shareOf(
  amount: Money,
  outcome: 'buyer' | 'merchant' | 'split',
  toBuyerMinor: number | null
): Share | null {
  const { currency } = amount
  const buyer = outcome === 'buyer' ? amount.amount : outcome === 'merchant' ? 0 : toBuyerMinor
  if (buyer === null || buyer < 0 || buyer > amount.amount) return null
  if (outcome === 'split' && (buyer === 0 || buyer === amount.amount)) return null
  return { toBuyer: { amount: buyer, currency }, toMerchant: { amount: amount.amount - buyer, currency } }
}
