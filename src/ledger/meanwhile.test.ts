import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { openWorld, results } from '../../test/ledger-world.ts'
import { later, minorMax } from '../kernel/index.ts'
import {
  type AccountId,
  checks,
  openAccounts,
  type Outcome,
  post,
  postAll,
  postBatch,
  type Transaction
} from './index.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase(undefined, { connectionsMax: 20 })
})
afterAll(() => db.drop())

const batch = (...transactions: Transaction[]) => db.transaction((tx) => postBatch(tx, transactions))

/** Posts the first in a transaction that stays open until the second waits for it; answers what became of the second. */
async function whileOpen(first: Transaction, second: readonly Transaction[]): Promise<string[]> {
  let commit = () => {}
  const open = new Promise<void>((resolve) => (commit = resolve))
  let posted = () => {}
  const begun = new Promise<void>((resolve) => (posted = resolve))
  const holding = db.transaction(async (tx) => {
    await post(tx, first)
    posted()
    await open
  })
  await begun
  const waiting = batch(...second)
  await db.somebodyWaits()
  commit()
  await holding
  return results(await waiting)
}

describe.each([0, 100])('what comes in between, in a batch with %i others', (others) => {
  test('a hold that another posts meanwhile is found by its capture', async () => {
    const { till, a, b, of, plain, hold, capture, send } = await openWorld(db)
    await send(plain(till, a, 1000n))
    const held = hold(a, b, 10n)
    const first = of(held)
    const filler = Array.from({ length: others }, () => of(plain(till, a, 1n)))
    const outcomes = await whileOpen(first, [...filler, first, of(capture(held, 10n))])
    expect(outcomes.slice(others)).toEqual(['posted', 'posted'])
  })

  test('an original that another posts meanwhile is found by its reversal', async () => {
    const { till, a, of, plain, txn, balance } = await openWorld(db)
    const first = of(plain(till, a, 10n))
    const filler = Array.from({ length: others }, () => of(plain(till, a, 1n)))
    const outcomes = await whileOpen(first, [...filler, first, { id: txn(), legs: [], reverses: first.id }])
    expect(outcomes.slice(others)).toEqual(['posted', 'posted'])
    expect((await balance(a)).posted).toBe(BigInt(others))
  })

  test('a refusal that was caught leaves no trace, so that it may pass later', async () => {
    const { till, a, b, of, plain, send, balance } = await openWorld(db)
    const poor = of(plain(b, a, 5n))
    const filler = Array.from({ length: others }, () => of(plain(till, a, 1n)))
    await db.transaction(async (tx) => {
      await expect(postAll(tx, [...filler, poor])).rejects.toMatchObject({
        code: 'ledger.funds_insufficient'
      })
    })
    expect((await balance(a)).posted).toBe(0n)
    await send(plain(till, b, 5n))
    expect(results(await batch(...filler, poor))).toEqual([...filler, poor].map(() => 'posted'))
  })
})

test('what is no hold cannot be captured, also together with the repeat of its own transaction', async () => {
  const { till, a, of, plain, capture } = await openWorld(db)
  const moved = plain(till, a, 10n)
  const first = of(moved)
  expect(results(await batch(first))).toEqual(['posted'])
  expect(results(await batch(first, of(capture(moved, 10n))))).toEqual(['posted', 'hold_unknown'])
})

describe('the largest sums', () => {
  const most = minorMax - 2n ** 50n // of an unlimited account

  /** An unlimited account that takes in what the till gives. */
  async function withRevenue() {
    const world = await openWorld(db)
    const revenue: AccountId = `revenue:${world.usd.split(':')[1]}:CNY`
    await db.transaction((tx) =>
      openAccounts(tx, [{ id: revenue, side: 'credit', floor: null, managed: false }])
    )
    return { ...world, revenue }
  }

  test('of an unlimited account are kept by many amounts, each of them far below', async () => {
    const { till, revenue, of, plain, balance } = await withRevenue()
    const share = 2n ** 43n
    const outcomes: Outcome[] = []
    for (let i = 0; i < 2; i++) {
      outcomes.push(...(await batch(...Array.from({ length: 1000 }, () => of(plain(till, revenue, share))))))
    }
    const posted = results(outcomes).filter((result) => result === 'posted').length
    expect(posted).toBe(Number(most / share))
    expect((await balance(revenue)).posted).toBe(BigInt(posted) * share)
    expect(new Set(results(outcomes))).toEqual(new Set(['posted', 'sum_overflow']))
  })

  test('are kept by those who post to it at once', async () => {
    const { till, revenue, of, plain, balance } = await withRevenue()
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => batch(of(plain(till, revenue, most - 1n))))
    )
    expect(results(outcomes.flat()).toSorted()).toEqual(['posted', ...Array(7).fill('sum_overflow')])
    const small = await Promise.all(Array.from({ length: 8 }, () => batch(of(plain(till, revenue, 1n)))))
    expect(results(small.flat()).toSorted()).toEqual(['posted', ...Array(7).fill('sum_overflow')])
    expect((await balance(revenue)).posted).toBe(most)
  })

  test('of an account with an overdraft leave what can be taken an amount', async () => {
    const { till, of, plain, balance, usd } = await openWorld(db)
    const deep: AccountId = `deep:${usd.split(':')[1]}:CNY`
    const floor = -(2n ** 52n)
    await db.transaction((tx) => openAccounts(tx, [{ id: deep, side: 'credit', floor, managed: false }]))
    const room = minorMax + floor
    expect(results(await batch(of(plain(till, deep, room)), of(plain(till, deep, 1n))))).toEqual([
      'posted',
      'sum_overflow'
    ])
    expect((await balance(deep)).available).toBe(minorMax)
  })
})

test('an expiry counts by the time that the transaction gets, also where its accounts are ahead of the clock', async () => {
  const { till, a, b, of, plain, hold, capture, send } = await openWorld(db)
  await send(plain(till, a, 100n))
  const start = db.clock.now()
  const held = hold(a, b, 10n, later(start, 10))
  await send(held)
  let go = () => {}
  const gate = new Promise<void>((resolve) => (go = resolve))
  let begun = () => {}
  const began = new Promise<void>((resolve) => (begun = resolve))
  const late = db.transaction(async (tx) => {
    begun()
    await gate
    return postBatch(tx, [of(capture(held, 10n)), of(hold(a, b, 1n, later(start, 15)))])
  })
  await began
  db.clock.advance(20)
  await send(plain(till, a, 1n))
  go()
  expect(results(await late)).toEqual(['hold_expired', 'expiry_past'])
})

test('and the books prove themselves', async () => {
  for (const check of checks) {
    expect(await db.snapshot((tx) => check.run(tx)), check.name).toMatchObject({ differences: [] })
  }
})
