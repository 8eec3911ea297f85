import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { newId } from '../kernel/index.ts'
import {
  type AccountId,
  balances,
  type Leg,
  openAccounts,
  post,
  postBatch,
  type Transaction
} from './index.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.drop())

let count = 0

/** Fresh accounts for a test: an unlimited source, and limited `a` and `b`. */
async function accounts() {
  const owner = `t${count++}`
  const [source, a, b]: AccountId[] = [
    `provider:${owner}:CNY`,
    `escrow:${owner}:CNY`,
    `merchant:${owner}:CNY`
  ]
  await db.transaction((tx) =>
    openAccounts(tx, [
      { id: source as AccountId, side: 'debit', floor: null },
      { id: a as AccountId, side: 'credit', floor: 0n },
      { id: b as AccountId, side: 'credit', floor: 0n }
    ])
  )
  return { source: source as AccountId, a: a as AccountId, b: b as AccountId }
}

const id = <P extends 'txn' | 'trf'>(prefix: P) => newId(prefix, db.clock.now())

function plain(debit: AccountId, credit: AccountId, minor: bigint): Transaction {
  const leg: Leg = { id: id('trf'), type: 'plain', debit, credit, minor, code: 'test' }
  return { id: id('txn'), legs: [leg] }
}

async function posted(account: AccountId): Promise<bigint | undefined> {
  const found = await db.snapshot((tx) => balances(tx, [account]))
  return found.get(account)?.posted
}

test('a transaction moves its amount, and its repeat moves nothing more', async () => {
  const { source, a } = await accounts()
  const transaction = plain(source, a, 100n)
  const first = await db.transaction((tx) => post(tx, transaction))
  const again = await db.transaction((tx) => post(tx, transaction))
  expect(again).toEqual(first)
  expect(await posted(source)).toBe(100n)
  expect(await posted(a)).toBe(100n)
})

test('two hundred withdrawals of 10 from 100 at once: ten are accepted, 190 refused, nothing is left', async () => {
  const { source, a, b } = await accounts()
  await db.transaction((tx) => post(tx, plain(source, a, 100n)))
  const outcomes = await Promise.all(
    Array.from({ length: 200 }, () => db.transaction((tx) => postBatch(tx, [plain(a, b, 10n)])))
  )
  const results = outcomes.flat().map(({ result }) => result)
  expect(results.filter((result) => result === 'posted')).toHaveLength(10)
  expect(results.filter((result) => result === 'refused')).toHaveLength(190)
  expect(await posted(a)).toBe(0n)
  expect(await posted(b)).toBe(100n)
})
