import { emit } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import { derivedId } from '../kernel/index.ts'
import { postAll } from '../ledger/index.ts'
import { merchantAccount, owedAccount, reserveAccount } from '../merchants/index.ts'
import { addExempt, takeDueReserves } from './profile-store.ts'

const reservesMax = 1000

/** Gives back what was kept back long enough: first what the merchant owes is taken from it, the rest is available. */
export async function releaseReserves(tx: Tx): Promise<number> {
  const due = await takeDueReserves(tx, reservesMax)
  if (due.length === 0) return 0
  const posted = await postAll(
    tx,
    due.map(({ id, merchantId, amount: { minor, currency }, payoutId: subject }) => {
      const [debit, credit] = [reserveAccount(merchantId, currency), merchantAccount(merchantId, currency)]
      const leg = (n: number) => ({
        id: derivedId('trf', 'reserve', id, n),
        type: 'plain' as const,
        subject,
        minor
      })
      return {
        id: derivedId('txn', 'reserve', id),
        legs: [
          { ...leg(1), code: 'reserve.release', debit, credit },
          { ...leg(2), code: 'recover', debit: credit, credit: owedAccount(merchantId, currency), upTo: true }
        ]
      }
    })
  )
  await addExempt(
    tx,
    due.map(({ merchantId, amount: { minor, currency } }, i) => ({
      merchantId,
      currency,
      exempt: minor - (posted[i]?.legs[1]?.minor ?? 0n)
    }))
  )
  await emit(
    tx,
    ...due.map(({ merchantId, amount, payoutId }) => ({
      type: 'reserve.released' as const,
      subject: payoutId,
      owner: merchantId,
      data: { amount: amount.minor, currency: amount.currency }
    }))
  )
  return due.length
}
