import type { Tx } from '../db/index.ts'
import { accountId, type NewAccount, openAccounts } from '../ledger/index.ts'
import { openAccountsOfMerchants } from '../merchants/index.ts'
import { partDiffers } from './failures.ts'
import type { NewPart, OrderId } from './part.ts'
import { findParts, insertParts } from './store.ts'

/**
 * Opens the parts of an order with their accounts: nothing is paid yet, `amount` is due. Harmless to repeat; a part
 * that exists in another form is a conflict.
 */
export async function openParts(tx: Tx, orderId: OrderId, parts: readonly NewPart[]): Promise<void> {
  const inserted = await insertParts(tx, orderId, parts)
  if (inserted < parts.length) {
    const known = new Map((await findParts(tx, [orderId])).map((part) => [part.partId, part]))
    for (const { id, merchantId, amount } of parts) {
      const part = known.get(id)
      if (part?.merchantId !== merchantId || part.currency !== amount.currency || part.due !== amount.minor)
        throw partDiffers(id)
    }
  }
  await openAccountsOfMerchants(
    tx,
    parts.flatMap(({ merchantId, amount }) =>
      merchantId === null ? [] : [{ merchantId, currency: amount.currency }]
    )
  )
  const accounts = parts.flatMap(({ id, merchantId, amount: { currency } }): NewAccount[] => [
    { id: accountId('escrow', id, currency), side: 'credit', floor: 0n },
    {
      id: accountId(merchantId === null ? 'fee' : 'commission', 'platform', currency),
      side: 'credit',
      floor: null
    }
  ])
  await openAccounts(tx, [...new Map(accounts.map((account) => [account.id, account])).values()])
}
