import { z } from 'zod'
import type { Tx } from '../db/index.ts'
import { Currency, idSchema, Money, Timestamp } from '../kernel/index.ts'
import { type AccountId, balances } from '../ledger/index.ts'
import {
  merchantAccount,
  merchantAccounts,
  type MerchantId,
  owedAccount,
  reserveAccount
} from './merchant.ts'
import { accountsOfMerchants, type MerchantBookCurrency } from './store.ts'

/** What later rooms know of a merchant's money: amounts by currency, one entry for each at most. */
export type BalanceSources = Readonly<{
  /** Payouts that have left the balance and have not been settled by the bank. */
  onItsWay?(tx: Tx, merchantId: MerchantId): Promise<readonly Money[]>
  /** Held for orders until delivery is proven. */
  held?(tx: Tx, merchantId: MerchantId): Promise<readonly Money[]>
  /** The same for each book: several entries for a currency where orders are in several. */
  heldByBook?(tx: Tx, merchantId: MerchantId): Promise<readonly Readonly<{ book: string; amount: Money }>[]>
}>

/** A merchant's money in one currency. */
const MerchantBalance = z
  .strictObject({
    currency: Currency,
    available: Money.meta({ description: 'Can be paid out.' }),
    reserve: Money.meta({ description: 'Kept back until the reserve days have passed.' }),
    owed: Money.meta({ description: 'Owed to the marketplace; taken from coming sales first.' }),
    onItsWay: Money.meta({ description: 'Payouts that the bank has not settled yet.' }),
    held: Money.meta({ description: 'Held for orders until delivery is proven.' })
  })
  .meta({ id: 'MerchantBalance' })

/** A merchant's money by currency at one moment. */
export const MerchantBalances = z
  .strictObject({ merchantId: idSchema('mer'), at: Timestamp, balances: z.array(MerchantBalance) })
  .meta({ id: 'MerchantBalances' })

/** What the merchant has, in each currency it has accounts in. */
export async function merchantBalances(
  tx: Tx,
  merchantId: MerchantId,
  sources: BalanceSources
): Promise<z.output<typeof MerchantBalances>> {
  const onItsWay = (await sources.onItsWay?.(tx, merchantId)) ?? []
  const held = (await sources.held?.(tx, merchantId)) ?? []
  const kept = await accountsOfMerchants(tx, [merchantId])
  const known = [...new Set(kept.map(({ currency }) => currency))]
  const currencies = [
    ...new Set([...known, ...[...onItsWay, ...held].map((amount) => amount.currency)])
  ].sort()
  const sums = await sumsOf(tx, merchantId, kept)
  return {
    merchantId,
    at: tx.now,
    balances: currencies.map((currency) => {
      const money = (minor: bigint | undefined) => ({ minor: minor ?? 0n, currency })
      const among = (amounts: readonly Money[]) =>
        amounts.find((amount) => amount.currency === currency)?.minor
      return {
        currency,
        available: money(sums.get(merchantAccount(merchantId, currency))?.available),
        reserve: money(sums.get(reserveAccount(merchantId, currency))?.posted),
        owed: money(sums.get(owedAccount(merchantId, currency))?.posted),
        onItsWay: money(among(onItsWay)),
        held: money(among(held))
      }
    })
  }
}

/** The merchant's accounts by name, added up over the books that it is and was in. */
async function sumsOf(tx: Tx, merchantId: MerchantId, kept: readonly MerchantBookCurrency[]) {
  const sums = new Map<AccountId, Readonly<{ available: bigint; posted: bigint }>>()
  for (const [book, those] of Map.groupBy(kept, (account) => account.book)) {
    const ids = those.flatMap(({ currency }) => merchantAccounts(merchantId, currency).map(({ id }) => id))
    for (const [id, { available, posted }] of await balances(tx, ids, { book })) {
      const before = sums.get(id) ?? { available: 0n, posted: 0n }
      sums.set(id, { available: before.available + available, posted: before.posted + posted })
    }
  }
  return sums
}
