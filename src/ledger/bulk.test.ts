import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { openWorld } from '../../test/ledger-world.ts'
import { checks, openPoster, type Outcome, post, postBatch, type Transaction } from './index.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.drop())

const batch = (transactions: readonly Transaction[]) => db.transaction((tx) => postBatch(tx, transactions))
const results = (outcomes: readonly Outcome[]) =>
  outcomes.map((outcome) => (outcome.result === 'posted' ? 'posted' : outcome.refusal.code))
const differences = async () => {
  const found = await db.snapshot((tx) => Promise.all(checks.map((check) => check.run(tx))))
  return found.flatMap((check) => check.differences)
}

/** So many transfers of one from the till to `a`: enough that the batch is copied. */
async function manyAnd(...others: Transaction[]) {
  const world = await openWorld(db)
  const { till, a, plain, of } = world
  return [...Array.from({ length: 300 }, () => of(plain(till, a, 1n))), ...others]
}

describe('a large batch', () => {
  test('undoes what it did itself, once', async () => {
    const { till, a, b, plain, of, txn, balance } = await openWorld(db)
    const first = of(plain(till, a, 100n), plain(a, b, 30n))
    const undo = { id: txn(), legs: [], reverses: first.id }
    const outcomes = await batch([...(await manyAnd(first)), undo])
    expect(new Set(results(outcomes))).toEqual(new Set(['posted']))
    expect([(await balance(a)).posted, (await balance(b)).posted]).toEqual([0n, 0n])
    const [again] = await batch([{ id: txn(), legs: [], reverses: first.id }])
    expect(results(again === undefined ? [] : [again])).toEqual(['reversed_already'])
  })

  test('keeps its refusals, which are answered again, and posts the rest', async () => {
    const { till, a, b, plain, of, balance } = await openWorld(db)
    const poor = of(plain(a, b, 50n))
    const asked = [...(await manyAnd(poor)), of(plain(till, a, 80n))]
    const outcomes = await batch(asked)
    expect(results(outcomes).slice(300)).toEqual(['funds_insufficient', 'posted'])
    expect(await batch(asked)).toEqual(outcomes)
    expect(await batch([poor])).toEqual(outcomes.slice(300, 301))
    expect((await balance(a)).posted).toBe(80n)
  })

  test('answers a repeat that would be refused now with what was posted then', async () => {
    const { till, a, b, plain, of } = await openWorld(db)
    const spend = of(plain(a, b, 100n))
    const [funded, spent] = await batch([of(plain(till, a, 100n)), spend])
    expect(funded?.result).toBe('posted')
    const outcomes = await batch(await manyAnd(spend))
    expect(outcomes[300]).toEqual(spent)
  })

  test('says that a leg has the id of an older one before it says anything of its funds', async () => {
    const { till, a, b, plain, of } = await openWorld(db)
    const old = plain(till, b, 1n)
    await batch([of(old)])
    const outcomes = await batch(await manyAnd(of({ ...plain(a, b, 100n), id: old.id })))
    expect(results(outcomes).slice(300)).toEqual(['transfer_id_taken'])
  })

  test('leaves nothing that the checks would find', async () => {
    expect(await differences()).toEqual([])
  })
})

describe('a poster', () => {
  test('posts what arrives at the same time together, and each succeeds or fails alone', async () => {
    const { till, a, b, plain, of, balance } = await openWorld(db)
    const poster = openPoster(db)
    const asked = Array.from({ length: 200 }, (_, i) =>
      i % 4 === 3 ? of(plain(a, b, 1_000_000n)) : of(plain(till, a, 1n))
    )
    const outcomes = await Promise.all(asked.map((transaction) => poster.add(transaction)))
    expect(results(outcomes)).toEqual(asked.map((_, i) => (i % 4 === 3 ? 'funds_insufficient' : 'posted')))
    expect((await balance(a)).posted).toBe(150n)
    await poster.close()
  })

  test('gives fifty who post one transaction at the same time the one answer', async () => {
    const { till, a, plain, of, balance } = await openWorld(db)
    const poster = openPoster(db, { sizeMax: 7 })
    const one = of(plain(till, a, 5n))
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => poster.add(one)))
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome, named))).size).toBe(1)
    expect((await balance(a)).posted).toBe(5n)
  })

  test('and those who post past it at the same time wait for each other and lose nothing', async () => {
    const { till, a, b, plain, of, send, balance } = await openWorld(db)
    await send(plain(till, a, 100n))
    const poster = openPoster(db, { sizeMax: 20 })
    const spend = () => of(plain(a, b, 1n))
    const posted = await Promise.allSettled(
      Array.from({ length: 300 }, async (_, i) => {
        if (i % 3 === 0) return db.transaction((tx) => post(tx, spend()))
        const outcome = await poster.add(spend())
        if (outcome.result === 'refused') throw new Error(outcome.refusal.code)
        return outcome
      })
    )
    expect(posted.filter(({ status }) => status === 'fulfilled')).toHaveLength(100)
    expect([(await balance(a)).posted, (await balance(b)).posted]).toEqual([0n, 100n])
    expect(await differences()).toEqual([])
  })
})

const named = (_: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)
