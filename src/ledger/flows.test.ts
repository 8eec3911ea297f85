import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { openWorld } from '../../test/ledger-world.ts'
import { hour, later, minute } from '../kernel/index.ts'
import { lookAtFlows } from './check-store.ts'
import { flows, flowsByDay, flowsWait, keepFlows } from './flows.ts'
import { post, postBatch } from './post.ts'
import { rollUp } from './roll-up.ts'
import { trialBalance } from './trial-balance.ts'

describe('what moved between kinds of account', () => {
  let db: TestDatabase
  let world: Awaited<ReturnType<typeof openWorld>>
  const begin = new Date('2026-03-02T09:20:00Z')
  beforeAll(async () => {
    db = await testDatabase(begin)
    world = await openWorld(db)
  })
  afterAll(() => db.drop())

  /** So many transfers of one from the till to a wallet, in one go. */
  async function fill(count: number) {
    const { till, a, plain, of } = world
    const transactions = Array.from({ length: count }, () => of(plain(till, a, 1n)))
    await db.transaction((tx) => postBatch(tx, transactions))
  }
  const keep = async () => {
    await db.transaction((tx) => rollUp(tx, 'main'))
    return db.transaction((tx) => keepFlows(tx, 'main'))
  }
  /** From the till to wallets, up to a moment, and back. */
  const sums = async (until: Date | null) => {
    const found = await db.snapshot((tx) => flows(tx, until))
    const of = (debitKind: string, creditKind: string) =>
      found.find((flow) => flow.debitKind === debitKind && flow.creditKind === creditKind)?.minor ?? 0n
    return { in: of('till', 'wallet'), out: of('wallet', 'till') }
  }
  const marks = () => db.superuser('select seq from ledger_flow_mark')
  const rows = () => db.superuser('select hour, transfers::int, minor::int from ledger_flow order by hour')
  const proven = async () => (await db.snapshot(lookAtFlows)).differences

  test('is added up transfer by transfer as long as there are few', async () => {
    await fill(30)
    const { till, a, b, plain, hold, send } = world
    await send(plain(a, till, 4n))
    await send(hold(a, b, 5n))
    expect(await keep()).toBe(0)
    expect(await marks()).toEqual([])
    expect(await sums(null)).toEqual({ in: 30n, out: 4n })
    expect(await sums(later(begin, -1))).toEqual({ in: 0n, out: 0n })
  })

  test('is kept hour by hour once there are many, and is the same at every moment as before', async () => {
    const moments: Date[] = []
    const figures: unknown[] = []
    for (const count of [3000, 2500, 10, 5200, 7]) {
      db.clock.advance(25 * minute)
      await fill(count)
      moments.push(db.clock.now(), later(db.clock.now(), 3 * minute))
    }
    for (const moment of moments) figures.push(await sums(moment))
    const before = await sums(null)
    expect(await keep()).toBeGreaterThan(10_000)
    expect((await rows()).length).toBeGreaterThan(2)
    const after: unknown[] = []
    for (const moment of moments) after.push(await sums(moment))
    expect(after).toEqual(figures)
    expect(figures.at(-1)).toEqual({ in: 10_747n, out: 4n })
    expect(await sums(null)).toEqual(before)
    expect(await proven()).toEqual([])
  })

  test('counts nothing twice when it is kept again, by several at once, while more is posted', async () => {
    await fill(6000)
    await db.transaction((tx) => rollUp(tx, 'main'))
    expect(await db.snapshot((tx) => flowsWait(tx, 'main'))).toBe(true)
    await Promise.all([
      ...Array.from({ length: 5 }, () => db.transaction((tx) => keepFlows(tx, 'main'))),
      fill(100),
      fill(100)
    ])
    expect(await keep()).toBe(0)
    expect(await sums(null)).toEqual({ in: 16_947n, out: 4n })
    expect(await proven()).toEqual([])
  })

  test('has what was begun earlier and posted later at its time, wherever the hours end', async () => {
    const { till, b, plain, of } = world
    await db.transaction(async (tx) => {
      await tx.flush()
      db.clock.advance(2 * hour)
      await fill(6000)
      await keep()
      await post(tx, of(plain(till, b, 5n)))
    })
    expect(await sums(null)).toEqual({ in: 22_952n, out: 4n })
    await fill(6000)
    await keep()
    expect(await sums(null)).toEqual({ in: 28_952n, out: 4n })
    expect(await proven()).toEqual([])
  })

  test('by day sums to what moved in all', async () => {
    const days = await db.snapshot((tx) => flowsByDay(tx, new Date('2026-03-01T00:00:00Z')))
    expect([...new Set(days.map(({ day }) => day))]).toEqual(['2026-03-02'])
    const moved = days.filter(({ debitKind }) => debitKind === 'till')
    expect(moved.reduce((sum, { minor }) => sum + minor, 0n)).toBe(28_952n)
    expect(await db.snapshot((tx) => flowsByDay(tx, new Date('2026-03-03T00:00:00Z')))).toEqual([])
  })

  test('is proven: an hour that says otherwise is found', async () => {
    const [row] = await db.superuser('update ledger_flow set minor = minor + 1 returning minor')
    expect(row).toBeDefined()
    expect((await proven())[0]).toMatch(/flow in main, hour .* CNY from till to wallet \(\): /)
    await db.superuser('update ledger_flow set minor = minor - 1')
    expect(await proven()).toEqual([])
  })
})

describe('a trial balance', () => {
  const flow = (debitKind: string, creditKind: string, minor: bigint, currency = 'CNY') => ({
    currency,
    debitKind,
    creditKind,
    minor,
    code: '',
    transfers: 1n
  })

  test('nets each kind on the side where it stands, and both columns are equal', () => {
    const { lines, totals } = trialBalance([
      flow('provider', 'escrow', 1000n),
      flow('escrow', 'merchant', 700n),
      flow('escrow', 'commission', 300n),
      flow('merchant', 'owed', 50n),
      flow('wallet', 'wallet', 9n),
      flow('provider', 'escrow', 5n, 'USD')
    ])
    expect(
      lines.map(({ currency, kind, debit, credit }) => `${currency} ${kind} ${debit} ${credit}`)
    ).toEqual([
      'CNY commission 0 300',
      'CNY escrow 0 0',
      'CNY merchant 0 650',
      'CNY owed 0 50',
      'CNY provider 1000 0',
      'CNY wallet 0 0',
      'USD escrow 0 5',
      'USD provider 5 0'
    ])
    expect(totals).toEqual([
      { currency: 'CNY', debit: 1000n, credit: 1000n },
      { currency: 'USD', debit: 5n, credit: 5n }
    ])
  })
})
