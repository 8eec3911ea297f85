import assert from 'node:assert/strict'
import { emit } from '../audit/index.ts'
import { mustBeBooks } from '../books/index.ts'
import type { Tx } from '../db/index.ts'
import { referenceTaken } from './failures.ts'
import type { Merchant, NewMerchant } from './merchant.ts'
import { openAccountsOfMerchants } from './open-accounts.ts'
import { findByReference, insertMerchants } from './store.ts'

/** Makes a merchant and its accounts in its payout currency. Refused when the reference is taken. */
export async function createMerchant(tx: Tx, draft: NewMerchant): Promise<Merchant> {
  const [made] = await makeMerchants(tx, [draft])
  if (made !== undefined) return made
  const [other] = await findByReference(tx, [draft.reference])
  assert(other !== undefined)
  throw referenceTaken(draft.reference, other.id)
}

/** The merchants of these references, made where they are missing: for loading many. In the order given. */
export async function ensureMerchants(tx: Tx, drafts: readonly NewMerchant[]): Promise<Merchant[]> {
  const unique = [...new Map(drafts.map((draft) => [draft.reference, draft])).values()]
  await makeMerchants(tx, unique)
  const found = await findByReference(
    tx,
    unique.map((draft) => draft.reference)
  )
  const byReference = new Map(found.map((merchant) => [merchant.reference, merchant]))
  return drafts.map((draft) => {
    const merchant = byReference.get(draft.reference)
    assert(merchant !== undefined)
    return merchant
  })
}

async function makeMerchants(tx: Tx, drafts: readonly NewMerchant[]): Promise<Merchant[]> {
  const books = drafts.flatMap(({ book }) => book ?? [])
  if (books.length > 0) await mustBeBooks(tx, books)
  const made = await insertMerchants(tx, drafts)
  await openAccountsOfMerchants(
    tx,
    made.map(({ id, payoutCurrency, book }) => ({ merchantId: id, currency: payoutCurrency, book }))
  )
  await emit(
    tx,
    ...made.map((merchant) => ({
      type: 'merchant.created' as const,
      subject: merchant.id,
      owner: merchant.id,
      data: { payoutCurrency: merchant.payoutCurrency, book: merchant.book }
    }))
  )
  return made
}
