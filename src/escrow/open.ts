import type { Tx } from '../db/index.ts'
import { accountId, mainBook, type NewAccount, openAccounts } from '../ledger/index.ts'
import { openAccountsOfMerchants } from '../merchants/index.ts'
import { partDiffers } from './failures.ts'
import type { NewPart, OrderId } from './part.ts'
import { findParts, insertParts } from './store.ts'

/** The parts of one order. */
export type OrderParts = Readonly<{ orderId: OrderId; parts: readonly NewPart[]; book?: string }>

/**
 * Opens the parts of an order with their accounts: nothing is paid yet, `amount` is due. Harmless to repeat; a part
 * that exists in another form is a conflict.
 */
export function openParts(tx: Tx, orderId: OrderId, parts: readonly NewPart[]): Promise<void> {
  return openPartsOf(tx, [{ orderId, parts }])
}

/** The same for many orders in few statements, the accounts of their merchants included. All or none. */
export async function openPartsOf(tx: Tx, orders: readonly OrderParts[]): Promise<void> {
  const all = orders.flatMap(({ orderId, parts, book = mainBook }) =>
    parts.map((part) => ({ ...part, orderId, book }))
  )
  if (all.length === 0) return
  const inserted = await insertParts(tx, all)
  if (inserted < all.length) await compare(tx, all)
  const merchants = all.flatMap(({ merchantId, book, amount: { currency } }) =>
    merchantId === null ? [] : [{ merchantId, currency, book }]
  )
  if (merchants.length > 0) await openAccountsOfMerchants(tx, merchants)
  for (const [book, those] of Map.groupBy(all, (part) => part.book)) {
    const accounts = those.flatMap(({ id, merchantId, amount: { currency } }): NewAccount[] => [
      { id: accountId('escrow', id, currency), side: 'credit', floor: 0n },
      {
        id: accountId(merchantId === null ? 'fee' : 'commission', 'platform', currency),
        side: 'credit',
        floor: null
      }
    ])
    const unique = [...new Map(accounts.map((account) => [account.id, account])).values()]
    await openAccounts(tx, unique, { book })
  }
}

async function compare(tx: Tx, parts: readonly (NewPart & Readonly<{ orderId: OrderId }>)[]) {
  const found = await findParts(tx, [...new Set(parts.map((part) => part.orderId))])
  const known = new Map(found.map((part) => [part.partId, part]))
  for (const { id, orderId, merchantId, amount } of parts) {
    const part = known.get(id)
    const same =
      part?.orderId === orderId &&
      part.merchantId === merchantId &&
      part.currency === amount.currency &&
      part.due === amount.minor
    if (!same) throw partDiffers(id)
  }
}
