import { emit } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import { day, derivedId, later } from '../kernel/index.ts'
import { balances, postAll } from '../ledger/index.ts'
import { merchantAccount, owedAccount, reserveAccount } from '../merchants/index.ts'
import { addExempt, postponeReserves, type Reserve, takeDueReserves } from './profile-store.ts'

const reservesMax = 1000

/**
 * Gives back what was kept back long enough: first what the merchant owes is taken from it, the rest is available. Where
 * an account of the merchant is frozen or closed, it is tried again a day later; the others do not wait for it.
 */
export async function releaseReserves(tx: Tx): Promise<number> {
  const taken = await takeDueReserves(tx, reservesMax)
  if (taken.length === 0) return 0
  const money = await balances(tx, [...new Set(taken.flatMap(accountsOf))])
  const open = (reserve: Reserve) => accountsOf(reserve).every((id) => money.get(id)?.state === 'open')
  const waiting = taken.filter((reserve) => !open(reserve)).map(({ id }) => id)
  await postponeReserves(tx, waiting, later(tx.now, day))
  await release(tx, taken.filter(open))
  return taken.length
}

const accountsOf = ({ merchantId, amount: { currency } }: Reserve) => [
  reserveAccount(merchantId, currency),
  merchantAccount(merchantId, currency),
  owedAccount(merchantId, currency)
]

async function release(tx: Tx, due: readonly Reserve[]): Promise<void> {
  if (due.length === 0) return
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
}
