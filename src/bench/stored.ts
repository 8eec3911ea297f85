import { placement } from '../books/index.ts'
import { vacuum } from '../db/index.ts'
import type { Transaction } from '../ledger/index.ts'
import { insertBarely, rowsOf } from './bare.ts'
import { batchLimit, batchRound } from './batches.ts'
import { inFlight } from './drive.ts'
import { type Filled, fillOrders, fillTransfers } from './fill.ts'
import { openLoad } from './load.ts'
import { type Market, openMarket } from './market.ts'
import { type About, grouped, type Measurement, measurement, percent } from './measure.ts'
import { together } from './poster.ts'
import { bytesOf, checkpoint } from './probe-store.ts'
import { measureReads } from './reads.ts'
import { book, rounds, type Stage, type Workload } from './stage.ts'
import { rounded } from './stats.ts'

/** Batches and single requests while more and more is stored. */
export const growthWorkload: Workload = {
  name: 'growth',
  summary: 'batches and single requests at 10⁴, 10⁵, 10⁶ and 10⁷ transfers stored in one book',
  run: (stage) => measureStored(stage, stage.effort.growthAt, [])
}

/** Reads over HTTP while more and more is stored. */
export const readsWorkload: Workload = {
  name: 'reads',
  summary: 'balances, statements, orders and lists over HTTP, with 1 and 10 million transfers stored',
  run: (stage) => measureStored(stage, [], stage.effort.readsAt)
}

/** Both on one database, so that it is filled only once. */
export const growthAndReads: Workload = {
  name: 'growth+reads',
  summary: 'both on one database',
  run: (stage) => measureStored(stage, stage.effort.growthAt, stage.effort.readsAt)
}

async function measureStored(
  stage: Stage,
  growthAt: readonly number[],
  readsAt: readonly number[]
): Promise<void> {
  const { db, effort, clock } = stage
  const from = clock.now()
  const market = await openMarket(db, effort.accounts)
  const filled: Filled = { transfers: market.names.length, samples: [] }
  const growth: Measurement[] = []
  const reads: Measurement[] = []
  const orders = readsAt.length > 0 ? await makeOrders(stage, market) : null
  try {
    for (const at of [...new Set([...growthAt, ...readsAt])].sort((a, b) => a - b)) {
      stage.step(`filling up to ${grouped(at)} transfers`)
      await fillTransfers(stage, market, filled, at)
      await rest(stage)
      if (growthAt.includes(at)) {
        const bytesEach = await bytesATransfer(stage, filled)
        await measureGrowth(keeping(stage, growth, { bytesEach }), market, filled, at)
      }
      if (readsAt.includes(at) && orders !== null) {
        const stored = { ...orders, ...storedIn(market, filled), from, to: clock.now() }
        await serveReads(keeping(stage, reads), stored, String(at))
      }
    }
  } finally {
    // Growth is compared with growth that is measured later, so all of it is kept at the end, also when something failed.
    stage.keep(...compared(growth), ...reads)
  }
}

/** The same stage, which keeps what is measured in a list, with what else is known of it. */
const keeping = (stage: Stage, list: Measurement[], more: Partial<Measurement> = {}): Stage => ({
  ...stage,
  keep: (...found) => void list.push(...found.map((one) => ({ ...one, ...more })))
})

/** What of the market and its filling can be asked for. Where nothing had to be filled, there is only what gave the money. */
function storedIn({ names: accounts, funded, random, zipf }: Market, { transfers, samples }: Filled) {
  return { accounts, random, zipf, transfers, transactions: samples.length > 0 ? samples : funded }
}

/** What a stored transfer takes of the disk: all tables of the ledger, with their indexes. */
async function bytesATransfer({ bare }: Stage, { transfers }: Filled): Promise<number> {
  return Math.round((await bare.snapshot((tx) => bytesOf(tx, placement.tables))) / transfers)
}

async function makeOrders(stage: Stage, market: Market) {
  stage.step(`making ${grouped(stage.effort.orders)} orders`)
  return fillOrders(stage, market, stage.effort.orders)
}

async function serveReads(stage: Stage, stored: Parameters<typeof measureReads>[2], label: string) {
  const served = await stage.serve(stage.url)
  const load = openLoad({ apiUrl: served.apiUrl, key: served.serviceKey })
  try {
    await measureReads(stage, load, stored, label)
  } finally {
    await load.close()
    await served.stop()
  }
}

/** After a filling the server has rows to mark, figures to renew and pages to write; what is measured next shall not pay for it. */
async function rest({ url, bare, step }: Stage): Promise<void> {
  step('letting the database settle')
  await vacuum(url)
  await bare.transaction(checkpoint).catch(() => undefined) // only some users may
}

const growthInFlight = 64

/**
 * A round adds a fiftieth of what is stored, within these limits: more would change how much that is, and fewer would
 * measure only the first moments after a checkpoint, in which every page that is touched is written to the log whole.
 */
const growthRound = { share: 50, batchesMin: 4, batchesMax: 100, singlesMax: 20_000 } as const

function growthCounts({ growthBatch, growthSingles }: Stage['effort'], at: number) {
  const { share, batchesMin, batchesMax, singlesMax } = growthRound
  const batches = Math.min(batchesMax, Math.max(batchesMin, Math.floor(at / share / growthBatch)))
  return { batches, singles: Math.min(singlesMax, Math.max(growthSingles, Math.floor(at / share))) }
}

async function measureGrowth(stage: Stage, market: Market, filled: Filled, at: number): Promise<void> {
  const counts = growthCounts(stage.effort, at)
  const make = (count: number): Transaction[] =>
    Array.from({ length: count }, () => market.plain(market.zipf))
  const about = {
    unit: 'transfers',
    settings: { transfers: at, accounts: stage.effort.accounts },
    read: ({ ratio }: Readonly<{ ratio: number }>) =>
      `${percent(ratio)} of bare inserts with ${grouped(at)} transfers stored.`
  }
  stage.keep(await growthOfBatches(stage, { ...about, at, filled, make, count: counts.batches }))
  stage.keep(await growthOfSingles(stage, { ...about, at, filled, make, count: counts.singles }))
}

type Growth = Pick<About, 'unit' | 'settings' | 'read'> &
  Readonly<{
    at: number
    filled: Filled
    make: (count: number) => Transaction[]
    /** Batches of a round, or single requests. */
    count: number
  }>

async function growthOfBatches(
  stage: Stage,
  { at, filled, make, count, ...about }: Growth
): Promise<Measurement> {
  const { growthBatch: batchSize } = stage.effort
  const workload = `growth.batch.${at}`
  stage.step(workload)
  const round = async (batches: number) => {
    const measured = await batchRound(
      stage,
      Array.from({ length: batches }, () => make(batchSize)),
      1
    )
    filled.transfers += measured.count
    return measured
  }
  const first = await round(growthRound.batchesMin)
  const what = `the first ${grouped(first.count)} after a checkpoint`
  const measured = await rounds(stage, async () => {
    const one = await round(count)
    return { ...one, besides: { ...one.besides, [what]: first } }
  })
  const settings = { ...about.settings, batchSize }
  return measurement({ ...about, workload, latencyOf: 'batch', limit: batchLimit, settings }, measured)
}

async function growthOfSingles(
  stage: Stage,
  { at, filled, make, count, ...about }: Growth
): Promise<Measurement> {
  const { db, bare } = stage
  const workload = `growth.single.${at}`
  stage.step(workload)
  const poster = together(db, book)
  const measured = await rounds(stage, async () => {
    const transactions = make(count)
    const { times, ms, failed } = await inFlight(transactions, growthInFlight, (one) => poster.post(one))
    filled.transfers += times.length
    const limit = await insertBarely(bare, await rowsOf(bare, book, transactions), growthInFlight)
    return { count: times.length, ms, times, failed, limit }
  })
  await poster.close()
  const limit = `${batchLimit}, ${growthInFlight} a transaction`
  const settings = { ...about.settings, inFlight: growthInFlight }
  return measurement({ ...about, workload, latencyOf: 'request', limit, settings }, measured)
}

/** Beside what the same load reached at 10⁵ (or where measuring began above that): flat is 100 %. */
const base = 100_000

function compared(growth: readonly Measurement[]): Measurement[] {
  return growth.map((one) => {
    const alike = growth.filter(({ latencyOf }) => latencyOf === one.latencyOf)
    const from = alike.find(({ settings }) => settings['transfers'] === base) ?? alike[0]
    if (from === undefined || from === one) return one
    const before = grouped(from.settings['transfers'] ?? 0)
    const ratio = rounded(one.perSecond / from.perSecond)
    const shares = rounded(one.ratio / from.ratio)
    return {
      ...one,
      besides: one.besides.concat([
        { what: `the same with ${before} stored`, perSecond: from.perSecond, ratio },
        { what: `the same, both as shares of their limits`, perSecond: from.perSecond, ratio: shares }
      ]),
      reading: `${percent(ratio)} of what it reached with ${before} stored; ${one.reading}`
    }
  })
}
