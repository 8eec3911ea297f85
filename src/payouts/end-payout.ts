import { emit } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import { derivedId } from '../kernel/index.ts'
import { mainBook, post, type Transaction } from '../ledger/index.ts'
import { merchantAccount, type MerchantId, openAccountsOfMerchants } from '../merchants/index.ts'
import { payoutFileNotSent, payoutNotPlanned, payoutNotReturnable, payoutUnknown } from './failures.ts'
import { type Payout, payoutAccount, type PayoutId } from './payout.ts'
import { resolveMissing } from './difference-store.ts'
import { addExempt, blockProfiles, lockProfiles } from './profile-store.ts'
import { returnReasonText, type ReturnReason } from './statement.ts'
import { lockPayouts, updatePayouts } from './store.ts'

/** Calls a payout off that is in no file yet. The money is available again, in the currency of the payout. */
export async function cancelPayout(tx: Tx, payoutId: PayoutId, asker: MerchantId | null): Promise<Payout> {
  const payout = await lockOne(tx, payoutId, asker)
  if (payout.state !== 'planned') throw payoutNotPlanned(payoutId, payout.state)
  const ended: Payout = { ...payout, state: 'cancelled', endedAt: tx.now, expectedBy: null }
  await giveBack(tx, ended)
  return ended
}

/** Calls off payouts of merchants who were suspended since, before they get into a file. */
export async function cancelSuspended(tx: Tx, payouts: readonly Payout[]): Promise<void> {
  for (const payout of payouts)
    await giveBack(tx, { ...payout, state: 'cancelled', endedAt: tx.now, expectedBy: null })
}

/**
 * Records that the bank refused a payout before it booked it. The money is available again. Refused before the file was
 * sent: the payout stands in the file, and would be paid all the same.
 */
export async function rejectPayout(tx: Tx, payoutId: PayoutId, reason: ReturnReason): Promise<Payout> {
  const payout = await lockOne(tx, payoutId, null)
  if (payout.state === 'in_file') throw payoutFileNotSent(payoutId, payout.fileId)
  if (payout.state !== 'sent') throw payoutNotReturnable(payoutId, payout.state)
  const ended = returned(payout, reason, tx.now)
  await giveBack(tx, ended)
  await blockProfiles(tx, blocksOf([ended]))
  return ended
}

/** The payout, returned for this reason, told in a sentence. */
export function returned(payout: Payout, reason: ReturnReason, at: Date): Payout {
  const text = returnReasonText(reason)
  return {
    ...payout,
    state: 'returned',
    endedAt: at,
    expectedBy: null,
    returned: { code: reason.code, text }
  }
}

/** Accounts that took no money are not tried again by themselves. */
export function blocksOf(payouts: readonly Payout[]) {
  return payouts.map(({ merchantId, returned: why }) => ({
    merchantId,
    reason: `The last payout came back: ${why?.text ?? 'the bank gave no reason.'}`
  }))
}

/** Tells of payouts that the bank has booked, and of those that came back, whoever found it out: statement or operator. */
export function tellEnded(tx: Tx, settled: readonly Payout[], back: readonly Payout[]): Promise<void> {
  const about = ({ id, merchantId, amount }: Payout) => ({
    subject: id,
    owner: merchantId,
    data: { amount: amount.minor, currency: amount.currency }
  })
  return emit(
    tx,
    ...settled.map((payout) => ({ type: 'payout.settled' as const, ...about(payout) })),
    ...back.map((payout) => ({
      type: 'payout.returned' as const,
      ...about(payout),
      data: { ...about(payout).data, code: payout.returned?.code ?? null }
    }))
  )
}

async function giveBack(tx: Tx, ended: Payout): Promise<void> {
  const { id, merchantId, amount } = ended
  await lockProfiles(tx, [merchantId])
  await openAccountsOfMerchants(tx, [{ merchantId, currency: amount.currency, book: mainBook }])
  await post(tx, backFromPayout(ended))
  await addExempt(tx, [{ merchantId, currency: amount.currency, exempt: amount.minor }])
  await updatePayouts(tx, [ended])
  await resolveMissing(tx, [id], 'The money has been given back.')
  await emit(tx, {
    type: ended.state === 'cancelled' ? 'payout.cancelled' : 'payout.returned',
    subject: id,
    owner: merchantId,
    data: { amount: amount.minor, currency: amount.currency, code: ended.returned?.code ?? null }
  })
}

function backFromPayout({ id, merchantId, state, amount: { minor, currency } }: Payout): Transaction {
  const [debit, credit] = [payoutAccount(id, currency), merchantAccount(merchantId, currency)]
  const code = `payout.${state}`
  return {
    id: derivedId('txn', 'payout back', id),
    legs: [
      { id: derivedId('trf', 'payout back', id), type: 'plain', code, subject: id, debit, credit, minor }
    ]
  }
}

async function lockOne(tx: Tx, payoutId: PayoutId, asker: MerchantId | null): Promise<Payout> {
  const [payout] = await lockPayouts(tx, { ids: [payoutId] })
  if (payout === undefined || (asker !== null && payout.merchantId !== asker)) throw payoutUnknown(payoutId)
  return payout
}
