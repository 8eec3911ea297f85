import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { passTime } from '../api/index.ts'
import { day, later } from '../kernel/index.ts'
import { latestRates, loadRates } from '../payouts/index.ts'
import { exampleRatesJob, loadExampleRates } from './rates.ts'

const db = await testDatabase()
afterAll(() => db.drop())

const job = exampleRatesJob()
const currencies = ['CNY', 'USD', 'JPY', 'EUR'] as const
const both = currencies.flatMap((from) => currencies.flatMap((to) => (from === to ? [] : [{ from, to }])))
const fresh = () =>
  db.transaction((tx) => latestRates(tx, both, later(tx.now, -7 * day), tx.now)).then((rates) => rates.length)

test('the rates of the example go on as long as time does, and begin nothing where there are none', async () => {
  await passTime(db, [job], db.clock, later(db.clock.now(), 30 * day))
  expect(await fresh()).toBe(0)

  await db.transaction((tx) => loadExampleRates(tx, 1))
  expect(await db.transaction((tx) => job.dueAt(tx))).toEqual(later(db.clock.now(), 7 * day))
  expect(await job.run(db)).toBe(0)
  await passTime(db, [job], db.clock, later(db.clock.now(), 40 * day))
  expect(await fresh()).toBe(both.length)
  const loaded = await db.superuser(
    `select count(*)::int as n, min(source) as source from payouts_rate where source = 'example rates'`
  )
  expect(loaded).toEqual([{ n: 6 * 6, source: 'example rates' }])
})

test('a pair whose rate somebody else has loaded is left to them', async () => {
  const own = { base: 'EUR', quote: 'USD', rate: '1.1', source: 'our bank', at: db.clock.now() } as const
  await db.transaction((tx) => loadRates(tx, [own]))
  await passTime(db, [job], db.clock, later(db.clock.now(), 20 * day))
  const [found] = await db.transaction((tx) =>
    latestRates(tx, [{ from: 'USD', to: 'EUR' }], new Date(0), tx.now)
  )
  expect(found).toMatchObject({ source: 'our bank' })
})
