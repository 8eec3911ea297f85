import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AccountId, openAccounts, postBatch } from '../src/ledger/index.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { openWorld } from './ledger-world.ts'

/** What holds although many ask at the same moment, and nothing else stands behind it. */
let db: TestDatabase
let world: Awaited<ReturnType<typeof openWorld>>
const [from, into]: AccountId[] = ['till:from:CNY', 'till:into:CNY']

beforeAll(async () => {
  db = await testDatabase(undefined, { connectionsMax: 20 })
  world = await openWorld(db)
  await db.transaction((tx) =>
    openAccounts(
      tx,
      [from, into].flatMap((id) =>
        id === undefined ? [] : [{ id, side: 'credit', floor: null, managed: false }]
      )
    )
  )
})
afterAll(() => db.drop())

describe.each(['limited', 'unlimited'] as const)('twenty at once, of a hold between %s accounts', (which) => {
  test('capture no more than it has, and void what is left once', async () => {
    const { till, a, b, plain, hold, capture, voiding, of, send, balance } = world
    await send(plain(till, a, 1000n))
    const [debit, credit] = which === 'limited' ? [a, b] : [from, into]
    if (debit === undefined || credit === undefined) throw new Error('two accounts')
    const held = hold(debit, credit, 100n)
    await send(held)
    const before = await balance(credit)
    const ask = async (leg: ReturnType<typeof capture>) => {
      const [outcome] = await db.transaction((tx) => postBatch(tx, [of(leg)]))
      return outcome?.result
    }
    const captured = await Promise.all(Array.from({ length: 20 }, () => ask(capture(held, 7n))))
    expect(captured.filter((result) => result === 'posted')).toHaveLength(14)
    expect((await balance(credit)).posted - before.posted).toBe(98n)
    const voided = await Promise.all(Array.from({ length: 20 }, () => ask(voiding(held))))
    expect(voided.filter((result) => result === 'posted')).toHaveLength(1)
    expect((await balance(debit)).held).toBe(0n)
  })
})
