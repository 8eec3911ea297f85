import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { openWorld } from '../../test/ledger-world.ts'
import { nextDue, passTime, runJobs } from '../api/index.ts'
import { lastEvents } from '../audit/index.ts'
import { hour, later, minute } from '../kernel/index.ts'
import {
  type AccountId,
  balanceAt,
  closeAccount,
  type Entry,
  freezeAccount,
  ledgerJobs,
  postBatch,
  statement,
  unfreezeAccount
} from './index.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
const jobs = ledgerJobs(() => Promise.resolve(['main']))
afterAll(() => db.drop())

const at = (id: AccountId, moment: Date) => db.snapshot((tx) => balanceAt(tx, id, moment))
const read = (id: AccountId, range: object = {}) =>
  db.snapshot((tx) => statement(tx, id, { limit: 100, ...range }))
const lines = (entries: readonly Entry[]) =>
  entries.map(({ type, change, balance, held }) => `${type} ${change} ${balance} ${held}`)

describe('the past', () => {
  test('a balance stands at any moment as it stood then, for limited and unlimited accounts alike', async () => {
    const { till, a, b, plain, hold, capture, voiding, send } = await openWorld(db)
    const begin = db.clock.now()
    const held = hold(a, b, 40n)
    const acts = [
      () => send(plain(till, a, 100n)),
      () => send(held),
      () => send(capture(held, 15n)),
      () => send(voiding(held))
    ]
    for (const act of acts) {
      db.clock.advance(minute)
      await act()
    }
    const moments = [0, 1, 2, 3, 4, 9].map((n) => later(begin, n * minute))
    const figures = async (id: AccountId) => {
      const found = []
      for (const moment of moments) {
        const { posted, held: aside, available } = await at(id, moment)
        found.push(`${posted} ${aside} ${available}`)
      }
      return found
    }
    expect(await figures(a)).toEqual(['0 0 0', '100 0 100', '100 40 60', '85 25 60', '85 0 85', '85 0 85'])
    expect(await figures(b)).toEqual(['0 0 0', '0 0 0', '0 0 0', '15 0 15', '15 0 15', '15 0 15'])
    expect(await figures(till)).toEqual(['0 0 0', ...Array(5).fill('100 0 100')])
  })

  test('a statement shows each entry with the balance after it', async () => {
    const { till, a, b, plain, hold, capture, voiding, send } = await openWorld(db)
    const held = hold(a, b, 40n)
    await send(plain(till, a, 100n), plain(a, b, 10n), held)
    db.clock.advance(minute)
    await send(capture(held, 15n), plain(b, a, 5n))
    await send(voiding(held))
    expect(lines((await read(a)).entries)).toEqual([
      'plain 100 100 0',
      'plain -10 90 0',
      'hold 0 90 40',
      'capture -15 75 25',
      'plain 5 80 25',
      'void 0 80 0'
    ])
    expect(lines((await read(till)).entries)).toEqual(['plain 100 100 0'])
    const later1 = await read(a, { from: db.clock.now() })
    expect(lines(later1.entries)[0]).toBe('capture -15 75 25')
    expect((await read(a, { to: db.clock.now() })).entries).toHaveLength(3)
  })

  test('pages of any size give the same statement as one page, with the same balances', async () => {
    const { till, a, b, plain, send } = await openWorld(db)
    for (let i = 1; i <= 12; i++) {
      if (i % 3 === 0) db.clock.advance(minute)
      await send(plain(till, a, BigInt(i)), plain(a, till, 1n), plain(till, b, 2n))
    }
    for (const id of [a, till]) {
      const whole = lines((await read(id)).entries)
      for (const limit of [1, 5, 7]) {
        const paged: string[] = []
        let after: { at: Date; seq: bigint } | undefined
        for (;;) {
          const { entries } = await read(id, { limit, after })
          paged.push(...lines(entries))
          after = entries.at(-1)
          if (entries.length < limit) break
        }
        expect(paged).toEqual(whole)
      }
    }
  })

  test('the history of a limited account only grows, even when a clock goes behind', async () => {
    const { till, a, of, plain } = await openWorld(db)
    const behind = later(db.clock.now(), -hour)
    const post1 = () => db.transaction((tx) => postBatch(tx, [of(plain(till, a, 1n))]))
    const [first] = await post1()
    const [second] = await db.transaction((tx) => postBatch({ ...tx, now: behind }, [of(plain(till, a, 1n))]))
    expect(second?.at).toEqual(first?.at)
  })
})

describe('holds expire by themselves', () => {
  test('at the very moment, without anyone asking, what was left is given back', async () => {
    const { till, a, b, plain, hold, capture, send, balance, of } = await openWorld(db)
    const expiry = later(db.clock.now(), hour)
    const held = hold(a, b, 60n, expiry)
    await send(plain(till, a, 100n), held)
    await send(capture(held, 20n))
    expect(await nextDue(db, jobs)).toEqual(expiry)
    const [late] = await db.transaction((tx) => postBatch({ ...tx, now: expiry }, [of(capture(held, 1n))]))
    expect(late).toMatchObject({ result: 'refused', refusal: { code: 'hold_expired' } })
    expect((await balance(a)).held).toBe(40n)
    await passTime(db, jobs, db.clock, later(expiry, hour))
    expect(await balance(a)).toMatchObject({ posted: 80n, held: 0n, available: 80n })
    const { entries } = await read(a)
    expect(entries.at(-1)).toMatchObject({ type: 'void', minor: 40n, code: 'expired', at: expiry })
    expect(await nextDue(db, jobs)).toBeNull()
    const [after] = await db.transaction((tx) => postBatch(tx, [of(capture(held, 1n))]))
    expect(after).toMatchObject({ refusal: { code: 'hold_expired' } })
  })

  test('many at once, in two workers, each once', async () => {
    const { till, a, b, plain, hold, send, balance } = await openWorld(db)
    const expiry = later(db.clock.now(), minute)
    await send(plain(till, a, 900n), ...Array.from({ length: 600 }, () => hold(a, b, 1n, expiry)))
    expect((await balance(a)).held).toBe(600n)
    db.clock.advance(minute)
    await Promise.all([runJobs(db, jobs), runJobs(db, jobs)])
    await runJobs(db, jobs)
    expect((await balance(a)).held).toBe(0n)
    expect((await read(a, { from: expiry, limit: 1000 })).entries).toHaveLength(600)
  })

  test('also between accounts that are frozen', async () => {
    const { till, a, b, plain, hold, send, balance } = await openWorld(db)
    await send(plain(till, a, 9n), hold(a, b, 5n, later(db.clock.now(), minute)))
    await db.transaction((tx) => freezeAccount(tx, a))
    db.clock.advance(minute)
    await runJobs(db, jobs)
    expect((await balance(a)).held).toBe(0n)
  })
})

test('what unlimited accounts have waiting is rolled up, and no balance changes by it', async () => {
  const { till, a, plain, send, balance } = await openWorld(db)
  const waiting = async () => (await db.superuser('select count(*)::int as n from ledger_delta'))[0]?.['n']
  const before = await balance(till)
  for (let i = 0; i < 25; i++) await Promise.all(Array.from({ length: 20 }, () => send(plain(till, a, 1n))))
  const seen: bigint[] = []
  const watch = async () => {
    for (let i = 0; i < 20; i++) seen.push((await balance(till)).posted)
  }
  await Promise.all([runJobs(db, jobs), watch(), runJobs(db, jobs)])
  expect(new Set(seen)).toEqual(new Set([before.posted + 500n]))
  expect(await waiting()).toBeLessThan(500)
  expect((await balance(till)).posted).toBe(before.posted + 500n)
})

describe('freezing and closing', () => {
  const of = (id: AccountId, change: typeof freezeAccount) => db.transaction((tx) => change(tx, id))

  test('a frozen account moves again when it is unfrozen, and events tell of both', async () => {
    const { till, a, plain, send } = await openWorld(db)
    await of(a, freezeAccount)
    await of(a, freezeAccount)
    await expect(send(plain(till, a, 1n))).rejects.toMatchObject({ code: 'ledger.account_frozen' })
    await of(a, unfreezeAccount)
    await send(plain(till, a, 1n))
    const events = await db.transaction((tx) => lastEvents(tx, 100))
    const types = events.filter(({ subject }) => subject === a).map(({ type }) => type)
    expect(types).toEqual(['ledger.account_unfrozen', 'ledger.account_frozen'])
  })

  test.each(['limited', 'unlimited'])(
    'a %s account closes only when it is empty, and then for ever',
    async (kind) => {
      const world = await openWorld(db)
      const { till, a, b, plain, hold, voiding, send } = world
      await send(plain(till, a, 5n), plain(a, till, 5n), plain(till, a, 10n))
      const id = kind === 'limited' ? a : till
      await expect(of(id, closeAccount)).rejects.toMatchObject({
        code: 'ledger.account_not_empty',
        kind: 'refused'
      })
      const held = hold(till, b, 1n)
      await send(plain(a, till, 10n), held)
      if (kind === 'unlimited') {
        await expect(of(id, closeAccount)).rejects.toMatchObject({ code: 'ledger.account_not_empty' })
      }
      await send(voiding(held))
      expect((await of(id, closeAccount)).state).toBe('closed')
      expect((await of(id, closeAccount)).state).toBe('closed')
      await expect(of(id, unfreezeAccount)).rejects.toMatchObject({ code: 'ledger.account_closed' })
      await expect(send(plain(till, a, 1n))).rejects.toMatchObject({ code: 'ledger.account_closed' })
    }
  )

  test('an unlimited account that is being moved waits with its closing, and is then not empty', async () => {
    const { till, a, plain, of: transaction } = await openWorld(db)
    let posted = () => {}
    const underWay = new Promise<void>((resolve) => (posted = resolve))
    const moving = db.transaction(async (tx) => {
      await postBatch(tx, [transaction(plain(till, a, 1n))])
      posted()
      await new Promise((resolve) => setTimeout(resolve, 150))
    })
    await underWay
    await expect(of(till, closeAccount)).rejects.toMatchObject({ code: 'ledger.account_not_empty' })
    await moving
  })

  test('nobody can freeze what does not exist', async () => {
    await expect(of('wallet:nobody:CNY', freezeAccount)).rejects.toMatchObject({ kind: 'not_found' })
  })
})

test('any list of texts survives the way into a column', async () => {
  const { textColumn } = await import('./array-text.ts')
  const { sql } = await import('../db/index.ts')
  const text = fc.option(
    fc.string({ unit: 'binary' }).filter((found) => !found.includes('\0') && found.isWellFormed())
  )
  await fc.assert(
    fc.asyncProperty(fc.array(text), async (texts) => {
      const column = textColumn(texts, (found) => found)
      const ones = texts.map(() => 1)
      const rows = await db.transaction((tx) =>
        tx.rows(sql`select texts from unnest(${column}::text[], ${ones}::int[]) as pair (texts, ones)`)
      )
      expect(rows.map(([found]) => found)).toEqual(texts)
    }),
    { numRuns: 200 }
  )
})
