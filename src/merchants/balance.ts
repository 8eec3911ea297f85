import { z } from 'zod'
import type { Tx } from '../db/index.ts'
import { Currency, idSchema, Money, Timestamp } from '../kernel/index.ts'
import { balances } from '../ledger/index.ts'
import { type MerchantId, merchantAccount, owedAccount, reserveAccount } from './merchant.ts'
import { currenciesOf } from './store.ts'

/** What later rooms know of a merchant's money: amounts by currency, one entry for each at most. */
export type BalanceSources = Readonly<{
  /** Payouts that have left the balance and have not been settled by the bank. */
  onItsWay?(tx: Tx, merchantId: MerchantId): Promise<readonly Money[]>
  /** Held for orders until delivery is proven. */
  held?(tx: Tx, merchantId: MerchantId): Promise<readonly Money[]>
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
  const known = await currenciesOf(tx, merchantId)
  const currencies = [
    ...new Set([...known, ...[...onItsWay, ...held].map((amount) => amount.currency)])
  ].sort()
  const accounts = await balances(
    tx,
    known.flatMap((currency) => [
      merchantAccount(merchantId, currency),
      reserveAccount(merchantId, currency),
      owedAccount(merchantId, currency)
    ])
  )
  return {
    merchantId,
    at: tx.now,
    balances: currencies.map((currency) => {
      const money = (minor: bigint | undefined) => ({ minor: minor ?? 0n, currency })
      const among = (amounts: readonly Money[]) =>
        amounts.find((amount) => amount.currency === currency)?.minor
      return {
        currency,
        available: money(accounts.get(merchantAccount(merchantId, currency))?.available),
        reserve: money(accounts.get(reserveAccount(merchantId, currency))?.posted),
        owed: money(accounts.get(owedAccount(merchantId, currency))?.posted),
        onItsWay: money(among(onItsWay)),
        held: money(among(held))
      }
    })
  }
}
