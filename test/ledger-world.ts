import { newId } from '../src/kernel/index.ts'
import {
  type AccountBalance,
  type AccountId,
  balances,
  type Leg,
  openAccounts,
  type Outcome,
  post,
  type Transaction,
  type TransactionId,
  type TransferId
} from '../src/ledger/index.ts'
import type { TestDatabase } from './database.ts'

let worlds = 0

/** Fresh accounts for one test: `till` is unlimited, `a` and `b` never go below zero, `owing` is what is owed to us. */
export async function openWorld(db: TestDatabase) {
  const owner = `world${++worlds}`
  const till: AccountId = `till:${owner}:CNY`
  const a: AccountId = `wallet:${owner}a:CNY`
  const b: AccountId = `wallet:${owner}b:CNY`
  const owing: AccountId = `owing:${owner}:CNY`
  const usd: AccountId = `wallet:${owner}a:USD`
  await db.transaction((tx) =>
    openAccounts(tx, [
      { id: till, side: 'debit', floor: null, managed: false },
      { id: a, side: 'credit', floor: 0n, managed: false },
      { id: b, side: 'credit', floor: 0n, managed: false },
      { id: owing, side: 'debit', floor: 0n, managed: false },
      { id: usd, side: 'credit', floor: 0n, managed: false }
    ])
  )
  const txn = (): TransactionId => newId('txn', db.clock.now())
  const trf = (): TransferId => newId('trf', db.clock.now())
  const plain = (debit: AccountId, credit: AccountId, minor: bigint): Leg => {
    return { id: trf(), type: 'plain', debit, credit, minor, code: 'test' }
  }
  const hold = (debit: AccountId, credit: AccountId, minor: bigint, expiresAt: Date | null = null): Leg => {
    return { id: trf(), type: 'hold', debit, credit, minor, expiresAt, code: 'test' }
  }
  const capture = (of: Leg, minor: bigint): Leg => {
    return { id: trf(), type: 'capture', hold: of.id, minor, code: 'test' }
  }
  const voiding = (of: Leg): Leg => ({ id: trf(), type: 'void', hold: of.id, code: 'test' })
  const of = (...legs: Leg[]): Transaction => ({ id: txn(), legs })
  return {
    till,
    a,
    b,
    owing,
    usd,
    txn,
    trf,
    plain,
    hold,
    capture,
    voiding,
    of,
    send: (...legs: Leg[]) => db.transaction((tx) => post(tx, of(...legs))),
    balance: async (id: AccountId): Promise<AccountBalance> => {
      const found = (await db.snapshot((tx) => balances(tx, [id]))).get(id)
      if (found === undefined) throw new Error(`${id} is not open`)
      return found
    }
  }
}

/** What became of each: posted, or the code of its refusal. */
export const results = (outcomes: readonly Outcome[]): string[] =>
  outcomes.map((outcome) => (outcome.result === 'posted' ? 'posted' : outcome.refusal.code))
