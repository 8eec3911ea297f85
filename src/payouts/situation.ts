import type { Tx } from '../db/index.ts'
import type { Currency } from '../kernel/index.ts'
import { balances, mainBook } from '../ledger/index.ts'
import {
  accountsOfMerchants,
  lockMerchants,
  findMerchants,
  type MerchantId,
  merchantAccount,
  owedAccount
} from '../merchants/index.ts'
import { currentRates, pairKey } from './load-rates.ts'
import type { PayoutSituation } from './plan.ts'
import type { PayoutProfile } from './profile.ts'
import { findStandings } from './profile-store.ts'
import type { FoundRate } from './quote.ts'
import { withMargin } from './rate.ts'
import type { PayoutSettings } from './settings.ts'

/** What decides on payouts, and the rate behind each currency, for the quote. */
export type FullSituation = PayoutSituation & Readonly<{ found(currency: Currency): FoundRate | undefined }>

/** Reads all that decides on the payouts of these profiles, in a few statements however many they are. */
export async function readSituations(
  tx: Tx,
  profiles: readonly PayoutProfile[],
  settings: PayoutSettings,
  merchants: 'locked' | 'as they are' = 'as they are'
): Promise<FullSituation[]> {
  const ids = profiles.map(({ merchantId }) => merchantId)
  const found = await (merchants === 'locked' ? lockMerchants(tx, ids) : findMerchants(tx, ids))
  const purses = await readPurses(tx, ids)
  const standings = new Map(
    (await findStandings(tx, ids)).map((row) => [`${row.merchantId} ${row.currency}`, row.exempt])
  )
  const pursesOf = Map.groupBy(
    purses.map((purse) => ({
      ...purse,
      exempt: standings.get(`${purse.merchantId} ${purse.currency}`) ?? 0n
    })),
    ({ merchantId }) => merchantId
  )
  const byId = new Map(found.map((merchant) => [merchant.id, merchant]))
  const rates = await currentRates(tx, foreignPairs(byId, pursesOf), settings)
  return profiles.flatMap((profile): FullSituation[] => {
    const merchant = byId.get(profile.merchantId)
    if (merchant === undefined) return []
    const rateOf = (currency: Currency) => rates.get(pairKey(currency, merchant.payoutCurrency))
    return [
      {
        merchant,
        profile,
        purses: pursesOf.get(profile.merchantId) ?? [],
        found: rateOf,
        rateFrom(currency) {
          const rate = rateOf(currency)?.rate
          return rate === undefined ? undefined : withMargin(rate, settings.marginBasisPoints)
        }
      }
    ]
  })
}

type FoundPurse = Readonly<{ merchantId: MerchantId; currency: Currency; available: bigint; owed: bigint }>

/** By merchant and currency what `main`, which pays, has for it, and what it owes in all books: a debt is one anywhere. */
async function readPurses(tx: Tx, ids: readonly MerchantId[]): Promise<readonly FoundPurse[]> {
  const purses = new Map<string, FoundPurse>()
  const kept = await accountsOfMerchants(tx, ids)
  for (const [book, accounts] of Map.groupBy(kept, (account) => account.book)) {
    const names = accounts.flatMap(({ merchantId, currency }) => [
      merchantAccount(merchantId, currency),
      owedAccount(merchantId, currency)
    ])
    const money = await balances(tx, names, { book })
    for (const { merchantId, currency } of accounts) {
      const key = `${merchantId} ${currency}`
      const { available, owed } = purses.get(key) ?? { available: 0n, owed: 0n }
      const own = money.get(merchantAccount(merchantId, currency))?.available ?? 0n
      const debt = money.get(owedAccount(merchantId, currency))?.posted ?? 0n
      purses.set(key, {
        merchantId,
        currency,
        available: available + (book === mainBook ? own : 0n),
        owed: owed + debt
      })
    }
  }
  return [...purses.values()]
}

/** The pairs of currencies that have to be exchanged for somebody. */
function foreignPairs(
  merchants: ReadonlyMap<MerchantId, PayoutSituation['merchant']>,
  purses: ReadonlyMap<MerchantId, PayoutSituation['purses']>
) {
  const pairs = new Map<string, Readonly<{ from: Currency; to: Currency }>>()
  for (const [id, { payoutCurrency: to }] of merchants) {
    for (const { currency: from, available } of purses.get(id) ?? []) {
      if (from !== to && available > 0n) pairs.set(pairKey(from, to), { from, to })
    }
  }
  return [...pairs.values()]
}
