import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { z } from 'zod'
import { serveForBench } from '../cli/bench-serve.ts'
import { readConfig } from '../cli/config.ts'
import { appOf } from '../cli/service.ts'
import type { Surroundings } from '../cli/surroundings.ts'
import { createDatabase, sql } from '../db/index.ts'
import { newId, systemClock } from '../kernel/index.ts'
import { batchRound } from './batches.ts'
import { type BenchOptions, onceFilled, runBench, workloads } from './bench.ts'
import { type Filled, fillOrders, fillTransfers } from './fill.ts'
import { openMarket } from './market.ts'
import { markdownOf, tableOf } from './report.ts'
import { requestOf } from './singles.ts'
import { sweep } from './sweep.ts'
import { type Effort, onStage, type Stage, type Workload } from './stage.ts'

const home = await mkdtemp(join(tmpdir(), 'kontor-bench-test-'))
afterAll(() => rm(home, { recursive: true }))
const surroundings: Pick<Surroundings, 'env' | 'folder'> = { env: { KONTOR_HOME: home }, folder: home }
const config = readConfig(surroundings as Surroundings)
const effort: Effort = {
  rounds: 1,
  probeMs: 20,
  roundMs: 20,
  batchSize: 60,
  batches: 2,
  accounts: 40,
  inFlight: [1, 8],
  halfLoadMs: 60,
  lives: 2,
  livesAtOnce: 2,
  growthBatch: 20,
  growthSingles: 64,
  growthAt: [300, 1000],
  readsAt: [1000],
  orders: 30,
  reads: 6
}
const steps: string[] = []
const options: BenchOptions = {
  serverUrl: inject('server'),
  where: 'DATABASE_URL',
  clock: systemClock,
  version: 'test',
  size: 'tiny',
  effort,
  workloads,
  serve: (url) => serveForBench({ version: 'test' }, config, url),
  folders: [],
  databases: new Set(),
  step: (text) => steps.push(text),
  update: () => {}
}
const stage = <T>(work: (on: Stage) => Promise<T>, more: Partial<Stage> = {}) =>
  onStage({ ...options, keep: () => {}, ...more, template: inject('template') }, work)

/** What a workload measures on a stage of its own. */
async function measuredBy(workload: Workload | undefined, more: Partial<Stage> = {}): Promise<unknown[]> {
  const found: unknown[] = []
  await stage(async (on) => workload?.run(on), { keep: (...some) => void found.push(...some), ...more })
  return found
}

const whole = z.number().int().nonnegative()
const rate = z.number().positive()
const Spread = z
  .strictObject({ min: rate, q1: rate, median: rate, q3: rate, max: rate })
  .refine(({ min, q1, median, q3, max }) => min <= q1 && q1 <= median && median <= q3 && q3 <= max)
const Measurement = z.strictObject({
  workload: z.string(),
  unit: z.enum(['transfers', 'orders', 'reads']),
  count: whole,
  failed: whole,
  rounds: whole,
  perSecond: rate,
  spread: Spread,
  latencyOf: z.string(),
  p50Ms: rate,
  p99Ms: rate,
  limit: z.string(),
  limitPerSecond: rate,
  limitSpread: Spread,
  ratio: rate,
  halfLoad: z.strictObject({ perSecond: rate, p50Ms: rate, p99Ms: rate, failed: whole }).nullable(),
  besides: z.array(z.strictObject({ what: z.string(), perSecond: rate, ratio: rate })),
  bytesEach: whole.nullable(),
  settings: z.record(z.string(), z.number().nonnegative()),
  reading: z.string().regex(/^[^{}]+[.]$/)
})
const Limit = z.strictObject({ what: z.string(), perSecond: rate, spread: Spread, p50Ms: rate, p99Ms: rate })
/** The shape that docs/bench.md promises. */
const Report = z.strictObject({
  format: z.literal(1),
  kontor: z.string(),
  at: z.iso.datetime(),
  size: z.string(),
  effort: z.record(z.string(), z.union([z.number(), z.array(z.number())])),
  machine: z.strictObject({
    cpu: z.string(),
    cores: whole,
    memoryMiB: whole,
    system: z.string(),
    node: z.string(),
    loadAverage: z.number(),
    busy: z.number()
  }),
  database: z.strictObject({
    version: z.string().startsWith('PostgreSQL'),
    where: z.enum(['embedded', 'DATABASE_URL']),
    nodes: whole.min(1),
    fileSystem: z
      .strictObject({ kind: z.string(), device: z.string(), mount: z.string(), freeMiB: whole })
      .nullable(),
    settings: z.record(z.string(), z.string())
  }),
  warnings: z.array(z.string()),
  limits: z.array(Limit).min(1),
  measurements: z.array(Measurement)
})

const reads = ['balance', 'past_balance', 'statement', 'transaction', 'order', 'orders']
const parts = [
  ['ledger.batch', ['ledger.batch', 'ledger.batch.2']],
  ['ledger.single', ['ledger.single.1', 'ledger.single.8']],
  ['ledger.books', ['ledger.books.1', 'ledger.books.2', 'ledger.books.4']],
  ['http.single', ['http.single.1', 'http.single.8']],
  ['ledger.holds', ['ledger.hold', 'ledger.capture', 'ledger.void']],
  ['ledger.holds.single', ['ledger.holds.single.8']],
  ['ledger.hot', ['ledger.hot']],
  ['orders.http', ['orders.http']],
  [
    'growth+reads',
    ['growth.batch.300', 'growth.single.300', 'growth.batch.1000', 'growth.single.1000'].concat(
      reads.map((kind) => `reads.1000.${kind}`)
    )
  ]
] as const

describe('the harness', () => {
  const measured: z.output<typeof Measurement>[] = []

  test.each(parts)(
    'measures %s, each of its cases beside a limit',
    async (name, cases) => {
      const workload = onceFilled(workloads).find((one) => one.name === name)
      const found = await measuredBy(workload)
      const parsed = z.array(Measurement).parse(JSON.parse(JSON.stringify(found)))
      expect(parsed.map((one) => one.workload)).toEqual(cases)
      expect(parsed.filter(({ failed, rounds }) => failed > 0 || rounds !== effort.rounds)).toEqual([])
      measured.push(...parsed)
    },
    180_000
  )

  test('leaves out none of the workloads, and fills once for growth and reads', () => {
    expect(onceFilled(workloads).map(({ name }) => name)).toEqual(parts.map(([name]) => name))
    const growth = workloads.filter(({ name }) => name === 'growth')
    expect(onceFilled(growth)).toEqual(growth)
  })

  test('measures single requests beside others, and at half of the load', () => {
    const single = measured.find(({ workload }) => workload === 'ledger.single.8')
    expect(single?.besides.map(({ what }) => what)).toEqual([
      'one transaction a request',
      'plain SQL of one’s own'
    ])
    expect(measured.filter(({ halfLoad }) => halfLoad !== null).map(({ workload }) => workload)).toEqual(
      parts.flatMap(([, cases]) => cases).filter((name) => /^(ledger|http)\.single|^reads/.test(name))
    )
  })

  test('says what a stored transfer takes of the disk, and what several books gain over one', () => {
    const growth = measured.filter(({ workload }) => workload.startsWith('growth.'))
    expect(growth).toHaveLength(4)
    for (const { bytesEach } of growth) expect(bytesEach).toBeGreaterThan(200)
    const gains = measured.flatMap(({ workload, besides }) =>
      workload.startsWith('ledger.books.') ? [besides.map(({ what }) => what)] : []
    )
    expect(gains).toEqual([[], ['the same requests in one book'], ['the same requests in one book']])
  })

  test('counts the transfers of order lives: the capture and the release, as there is no commission', () => {
    const lives = measured.find(({ workload }) => workload === 'orders.http')
    expect(lives?.besides.map(({ what }) => what)).toEqual(['transfers that the lives posted'])
    expect(lives?.besides[0]?.ratio).toBe(0.5)
  })

  test('reports in the shape that is promised, as JSON, as a table and as a page', async () => {
    const { report: one } = await runBench({ ...options, workloads: workloads.slice(0, 1) })
    const report = { ...one, measurements: [...measured] }
    expect(Report.parse(JSON.parse(JSON.stringify(report))).database.settings).toMatchObject({
      full_page_writes: expect.any(String) as string,
      shared_buffers: expect.any(String) as string
    })
    expect(one.measurements.map(({ workload }) => workload)).toEqual(['ledger.batch', 'ledger.batch.2'])
    expect(steps).toContain('ledger.batch.2')
    const [page, table] = [markdownOf(report), tableOf(report)]
    for (const { workload, reading } of measured) {
      expect(page).toContain(`### ${workload}\n\n${reading}\n`)
      expect(table).toContain(`\n${workload} `)
    }
    expect(page + table).not.toMatch(/undefined|NaN|null|\b1 rounds|Half of the rounds|factor|and still/)
    expect(table).toMatch(/bare copy of the same rows: \S.* a second; the workload is at \S+ % of that/)
  })

  test('reads what gave the accounts their money, where no more is stored than that', async () => {
    const few = { ...effort, readsAt: [effort.accounts] }
    const reading = workloads.find(({ name }) => name === 'reads')
    const found = await measuredBy(reading, { effort: few })
    expect(z.array(Measurement).parse(found)).toMatchObject(
      reads.map((kind) => ({ workload: `reads.40.${kind}`, settings: { transfers: 40 } }))
    )
  })

  test('keeps what was measured before something failed, and says what ended it', async () => {
    const [batch] = workloads
    const failing: Workload = {
      name: 'failing',
      summary: '',
      run: async () => {
        throw new Error('the workload failed')
      }
    }
    const { report, failure } = await runBench({
      ...options,
      workloads: [...(batch === undefined ? [] : [batch]), failing]
    })
    expect(failure).toMatchObject({ workload: 'failing', error: { message: 'the workload failed' } })
    expect(report.measurements.map(({ workload }) => workload)).toEqual(['ledger.batch', 'ledger.batch.2'])
    expect(report.warnings[0]).toBe(
      'The run ended in failing: the workload failed. Only what was measured before that stands here.'
    )
  })

  test('keeps growth that was measured before the reads failed on the same database', async () => {
    const both = onceFilled(workloads).find(({ name }) => name === 'growth+reads')
    const kept: string[] = []
    const broken = measuredBy(both, {
      keep: (...some) => void kept.push(...some.map(({ workload }) => workload)),
      serve: async () => {
        throw new Error('no Kontor')
      }
    })
    await expect(broken).rejects.toThrow('no Kontor')
    expect(kept).toEqual(['growth.batch.300', 'growth.single.300', 'growth.batch.1000', 'growth.single.1000'])
  })

  test('drops its databases, also when a workload fails', async () => {
    let made = ''
    const failing = {
      name: 'failing',
      summary: '',
      run: async ({ url }: Stage) => {
        made = new URL(url).pathname.slice(1)
        throw new Error('the workload failed')
      }
    }
    await expect(runBench({ ...options, workloads: [failing] })).rejects.toThrow('the workload failed')
    expect(made).toMatch(/^kontor_bench_/)
    const left = await stage(({ bare }) =>
      bare.snapshot((tx) => tx.rows(sql`select datname from pg_database where datname = ${made}`))
    )
    expect(left).toEqual([])
  })
})

test('what a run that was killed has left is dropped by the next', async () => {
  const prefix = 'kontor_swept'
  const name = newId(prefix, new Date('2026-01-01T00:00:00Z'))
  await createDatabase(options.serverUrl, name)
  const heard: string[] = []
  await sweep({ ...options, step: (text) => heard.push(text) }, prefix)
  expect(heard).toEqual([`Dropping what an earlier run left: ${name}`])
  await sweep({ ...options, step: (text) => heard.push(text) }, prefix)
  expect(heard).toHaveLength(1)
})

describe('a filled book', () => {
  test('holds exactly what the ledger would have left, and every check of verify holds', async () => {
    await stage(async (on) => {
      const market = await openMarket(on.db, effort.accounts)
      const filled: Filled = { transfers: effort.accounts, samples: [] }
      await fillTransfers(on, market, filled, 17_001)
      const { orders, merchants, buyers } = await fillOrders(on, market, 120)
      expect(filled.transfers).toBe(17_001)
      expect([orders.length, merchants.length, buyers.length]).toEqual([120, 100, 120])
      const rows = await on.bare.snapshot((tx) => tx.rows(sql`select count(*) from ledger_transfer`))
      expect(rows).toEqual([[17_001n]])
      const wrong: unknown[] = []
      await on.db.snapshot(async (tx) => {
        for (const check of appOf(config).checks) {
          const { differences } = await check.run(tx)
          wrong.push(...differences)
        }
      })
      expect(wrong).toEqual([])
    })
  })
})

describe('the bare limit', () => {
  test('inserts exactly the rows that the ledger wrote, holds among them', async () => {
    await stage(async (on) => {
      const { db, bare } = on
      const market = await openMarket(db, effort.accounts)
      await bare.transaction((tx) => tx.run(sql`create table bench_before as select id from ledger_transfer`))
      const holds = Array.from({ length: 30 }, () => market.hold(market.uniform))
      const ends = holds.map((hold, i) =>
        market.settle(hold, (['half', 'capture', 'void'] as const)[i % 3] ?? 'void')
      )
      for (const batches of [
        [
          Array.from({ length: 100 }, () => market.plain(market.zipf)),
          Array.from({ length: 50 }, market.hot)
        ],
        [holds],
        [ends]
      ]) {
        const round = await batchRound(on, batches, 1)
        expect(round).toMatchObject({ count: batches.flat().length, failed: 0 })
        expect(round.limit.count).toBe(batches.flat().length)
      }
      const columns = sql`book, debit_no, credit_no, minor, at, debit_balance, debit_held, credit_balance, credit_held,
        id, transaction, hold, leg, type, code, subject`
      const difference = await bare.snapshot((tx) =>
        tx.rows(sql`
          (select ${columns} from ledger_transfer where id not in (select id from bench_before)
            except all select ${columns} from ledger_bare)
          union all
          (select ${columns} from ledger_bare except all select ${columns} from ledger_transfer)
          union all
          (select ${columns} from ledger_bare except all select ${columns} from ledger_bare_copy)
          union all
          (select ${columns} from ledger_bare_copy except all select ${columns} from ledger_bare)`)
      )
      expect(difference).toEqual([])
      const shapes = await bare.snapshot((tx) =>
        tx.rows(sql`
          select replace(replace(indexdef, indexname, ''), tablename, '') from pg_indexes where tablename = 'ledger_bare'
          except
          select replace(replace(indexdef, indexname, ''), tablename, '') from pg_indexes where tablename = 'ledger_transfer'`)
      )
      expect(shapes).toEqual([])
    })
  })
})

describe('the market', () => {
  test('moves money the same way in every run, and 80 % of the hot transfers touch ten accounts', async () => {
    const legs = () =>
      stage(async ({ db }) => {
        const market = await openMarket(db, 1000)
        const made = Array.from({ length: 2000 }, market.hot).map(({ legs: [leg] }) => leg)
        return made.map((leg) => (leg?.type === 'plain' ? [leg.debit, leg.credit, leg.minor] : []))
      })
    const first = await legs()
    expect(await legs()).toEqual(first)
    const hot = new Set(Array.from({ length: 10 }, (_, i) => `wallet:w${i}:CNY`))
    const share = first.filter((leg) => leg.some((name) => hot.has(String(name)))).length / first.length
    expect(share).toBeGreaterThan(0.77)
    expect(share).toBeLessThan(0.85)
  })

  test('sends over HTTP what it posts in process', async () => {
    await stage(async ({ db, url, serve }) => {
      const market = await openMarket(db, effort.accounts)
      const transaction = market.plain(market.uniform)
      const served = await serve(url)
      try {
        const { method, path, body = '' } = requestOf(transaction)
        const headers = { authorization: `Bearer ${served.serviceKey}`, 'content-type': 'application/json' }
        const answer = await fetch(served.apiUrl + path, { method, body, headers })
        expect(answer.status).toBe(201)
        const { minor, ...leg } = z
          .looseObject({ id: z.string(), debit: z.string(), credit: z.string(), minor: z.bigint() })
          .parse(transaction.legs[0])
        expect(await answer.json()).toMatchObject({
          result: 'posted',
          id: transaction.id,
          legs: [
            {
              id: leg.id,
              debit: leg.debit,
              credit: leg.credit,
              amount: { amount: globalThis.Number(minor), currency: 'CNY' }
            }
          ]
        })
      } finally {
        await served.stop()
      }
    })
  })
})
