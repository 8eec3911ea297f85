import { type Outcome, postBatch, type Transaction } from '../ledger/index.ts'
import { copyBarely, insertBarely, rowsOf } from './bare.ts'
import { inFlight } from './drive.ts'
import { hotAccounts, type Market, openMarket } from './market.ts'
import { measurement, percent, type Round } from './measure.ts'
import { book, rounds, type Stage, type Workload } from './stage.ts'

export const batchLimit = 'bare multi-row inserts of the same rows'
const bareCopy = 'bare copy of the same rows'

/** Batches of transfers between accounts that Zipf's law picks, one batch at a time and two at once. */
export const batchWorkload: Workload = {
  name: 'ledger.batch',
  summary: 'transfers in batches, accounts picked by Zipf’s law, one batch at a time and two at once',
  async run(stage) {
    const { db, effort } = stage
    const market = await openMarket(db, effort.accounts)
    for (const lanes of [1, 2]) {
      const workload = lanes === 1 ? 'ledger.batch' : `ledger.batch.${lanes}`
      stage.step(workload)
      const measured = await rounds(stage, () =>
        batchRound(
          stage,
          manyOf(stage, () => market.plain(market.zipf)),
          lanes
        )
      )
      stage.keep(
        measurement(
          {
            workload,
            unit: 'transfers',
            latencyOf: 'batch',
            limit: batchLimit,
            settings: { batchSize: effort.batchSize, atOnce: lanes, accounts: effort.accounts },
            read: ({ ratio }) =>
              `With every rule checked: ${percent(ratio)} of the rate at which PostgreSQL takes the bare rows.`
          },
          measured
        )
      )
    }
  }
}

/** The same batches where most transfers touch a few accounts, beside batches where none is touched more than others. */
export const hotWorkload: Workload = {
  name: 'ledger.hot',
  summary: `batches in which 80 % of the transfers touch ${hotAccounts} accounts, beside the uniform case`,
  async run(stage) {
    const { db, effort } = stage
    const market = await openMarket(db, effort.accounts)
    stage.step('ledger.hot')
    const measured = await rounds(stage, async () => {
      const hot = await batchRound(stage, manyOf(stage, market.hot), 1)
      const uniform = await batchRound(
        stage,
        manyOf(stage, () => market.plain(market.uniform)),
        1
      )
      return { ...hot, besides: { 'uniform accounts': uniform, ...hot.besides } }
    })
    const found = measurement(
      {
        workload: 'ledger.hot',
        unit: 'transfers',
        latencyOf: 'batch',
        limit: batchLimit,
        settings: { batchSize: effort.batchSize, hotAccounts, hotShare: 0.8, accounts: effort.accounts },
        read: ({ besides: [uniform] }) =>
          `With hot accounts it runs at ${percent(uniform?.ratio ?? 0)} of the rate with uniform ones.`
      },
      measured
    )
    stage.keep(found)
  }
}

/** Holds, captures and voids in batches, each beside the inserting of its rows. */
export const holdsWorkload: Workload = {
  name: 'ledger.holds',
  summary: 'holds, captures of them and voids, in batches',
  async run(stage) {
    const { db, effort } = stage
    const market = await openMarket(db, effort.accounts)
    stage.step('ledger.holds')
    const measured = await rounds(stage, () => holdRound(stage, market))
    const settings = { batchSize: effort.batchSize, accounts: effort.accounts }
    const found = (['hold', 'capture', 'void'] as const).map((type) =>
      measurement(
        {
          workload: `ledger.${type}`,
          unit: 'transfers',
          latencyOf: 'batch',
          limit: batchLimit,
          settings,
          read: ({ ratio }) => `${readings[type]} ${percent(ratio)} of the inserting of its rows alone.`
        },
        measured.map((round) => round[type])
      )
    )
    stage.keep(...found)
  }
}

const readings = {
  hold: 'A hold also writes what it has left: it runs at',
  capture: 'A capture also locks its hold and lessens it: it runs at',
  void: 'A void also locks its hold and ends it: it runs at'
} as const

async function holdRound(stage: Stage, market: Market) {
  const holds = manyOf(stage, () => market.hold(market.zipf))
  const hold = await batchRound(stage, holds, 1)
  // Every other hold is captured, whole or by half, and the rest voided.
  const settled = (turn: number, how: (no: number) => 'half' | 'capture' | 'void') =>
    holds.map((batch) => batch.filter((_, i) => i % 2 === turn).map((held, i) => market.settle(held, how(i))))
  const capture = await batchRound(
    stage,
    settled(0, (no) => (no % 2 === 0 ? 'half' : 'capture')),
    1
  )
  const voids = await batchRound(
    stage,
    settled(1, () => 'void'),
    1
  )
  return { hold, capture, void: voids }
}

function manyOf({ effort }: Stage, make: () => Transaction): Transaction[][] {
  return Array.from({ length: effort.batches }, () => Array.from({ length: effort.batchSize }, make))
}

/** Posts batches, so many at once; then writes the rows that they left barely, by inserts and by copy, as many at once. */
export async function batchRound(
  { db, bare }: Pick<Stage, 'db' | 'bare'>,
  batches: readonly (readonly Transaction[])[],
  lanes: number
): Promise<Round> {
  const outcomes: Outcome[] = []
  const driven = await inFlight(batches, lanes, async (batch) => {
    const batched = await db.transaction((tx) => postBatch(tx, batch, { book }))
    outcomes.push(...batched)
  })
  if (driven.failure !== null) throw new Error(`A batch failed: ${driven.failure}`)
  const failed = outcomes.filter(({ result }) => result === 'refused').length
  const rows = await rowsOf(bare, book, batches.flat())
  const size = batches[0]?.length ?? 1
  const limit = await insertBarely(bare, rows, size, lanes)
  const besides = { [bareCopy]: await copyBarely(bare, rows, size, lanes) }
  return { count: outcomes.length - failed, ms: driven.ms, times: driven.times, failed, limit, besides }
}
