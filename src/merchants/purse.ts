import { type Currency, smaller } from '../kernel/index.ts'
import { mainBook } from '../ledger/index.ts'
import type { MerchantId } from './merchant.ts'

/** What a merchant has in one book and currency, in minor units. */
export type Purse = Readonly<{
  merchantId: MerchantId
  currency: Currency
  book: string
  available: bigint
  /** What it owes, but for what is on its way to pay that. */
  owed: bigint
  /** Whether its balance can be moved: not frozen, not closed. */
  isOpen: boolean
  /** Whether its debt can be. */
  isDebtOpen: boolean
}>

/** Money that is to go to another book: to pay a debt there, or into the balance. */
export type Way = Readonly<{ from: string; to: string; into: 'debt' | 'balance'; minor: bigint }>

/**
 * What is to go between the books of one merchant in one currency. What a book can spare is its balance less the debt in
 * that same book. It pays the debts of the other books first, and what is left goes to `main`, which pays merchants. The
 * balance in `main` pays debts after all others have, as it need not be carried otherwise.
 */
export function waysBetween(purses: readonly Purse[]): readonly Way[] {
  const inMain = ({ book }: Purse) => (book === mainBook ? 1 : 0)
  const ordered = [...purses].sort((a, b) => inMain(a) - inMain(b) || (a.book < b.book ? -1 : 1))
  const debts = new Map(
    ordered.flatMap((purse): [string, bigint][] =>
      purse.isDebtOpen && purse.owed > purse.available ? [[purse.book, purse.owed - purse.available]] : []
    )
  )
  const isMainOpen = purses.find((purse) => inMain(purse))?.isOpen ?? true
  return ordered.flatMap((purse): Way[] => {
    const from = purse.book
    let spare = purse.isOpen ? purse.available - purse.owed : 0n
    const ways: Way[] = []
    for (const [to, debt] of debts) {
      const minor = smaller(spare, debt)
      if (minor <= 0n) continue
      ways.push({ from, to, into: 'debt', minor })
      debts.set(to, debt - minor)
      spare -= minor
    }
    if (spare > 0n && from !== mainBook && isMainOpen)
      ways.push({ from, to: mainBook, into: 'balance', minor: spare })
    return ways
  })
}
