import type { AccountId, TransactionId } from '../ledger/index.ts'
import { inFlight } from './drive.ts'
import type { FilledOrders } from './fill.ts'
import type { Load, Request } from './load.ts'
import { type FixedLoad, fixedLoad, grouped, measurement, rateOf, type Round } from './measure.ts'
import { readNothing } from './probe-store.ts'
import { rounds, type Stage } from './stage.ts'
import { median } from './stats.ts'

/** What is stored, and so can be asked for. */
export type Stored = FilledOrders &
  Readonly<{
    transfers: number
    accounts: readonly AccountId[]
    transactions: readonly TransactionId[]
    /** Between these moments the transfers were posted. */
    from: Date
    to: Date
    random: () => number
    zipf: () => number
  }>

const pageSize = 50
const readersAtOnce = 16

/** The kinds of reads, each asked for as trade asks: busy accounts and merchants more often than others. */
function kindsOf(stored: Stored): Readonly<Record<string, () => string>> {
  const { accounts, transactions, orders, merchants, buyers, from, to, random, zipf } = stored
  const any = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T
  const busy = <T>(list: readonly T[]) => list[zipf() % list.length] as T
  const moment = () =>
    new Date(from.getTime() + Math.floor(random() * (to.getTime() - from.getTime()))).toISOString()
  const account = () => `/v1/ledger/accounts/${busy(accounts)}`
  return {
    balance: account,
    past_balance: () => `${account()}?at=${moment()}`,
    statement: () => `${account()}/statement?limit=${pageSize}&from=${moment()}`,
    transaction: () => `/v1/ledger/transactions/${any(transactions)}`,
    order: () => `/v1/orders/${any(orders)}`,
    orders: () => {
      const whose = random() < 0.5 ? `merchantId=${busy(merchants)}` : `buyerId=${busy(buyers)}`
      return `/v1/orders?limit=${pageSize}&${whose}`
    }
  }
}

/**
 * Reads over HTTP. Their latencies are those of one reader who asks one thing after another; their rate is that of sixteen
 * readers. Half of that rate, from the moment each read was due, is measured as well.
 */
export async function measureReads(stage: Stage, load: Load, stored: Stored, label: string): Promise<void> {
  for (const [kind, pathOf] of Object.entries(kindsOf(stored))) {
    const workload = `reads.${label}.${kind}`
    stage.step(workload)
    const many = (count: number): Request[] =>
      Array.from({ length: count }, () => ({ method: 'GET', path: pathOf() }))
    const measured = await rounds(stage, () => readRound(stage, load, workload, many))
    const halfLoad = await readAtHalf(stage, load, median(measured.map(rateOf)) / 2, many)
    stage.keep(measurement({ ...about(stored), workload, halfLoad }, measured))
  }
}

type Many = (count: number) => readonly Request[]

async function readRound({ bare, effort }: Stage, load: Load, workload: string, many: Many): Promise<Round> {
  const alone = await load.inFlight(many(effort.reads), 1)
  const { ms, failure, times } = await load.inFlight(many(effort.reads), readersAtOnce)
  if (failure !== null || alone.failure !== null) throw new Error(`${workload}: ${failure ?? alone.failure}`)
  const empty = await inFlight(many(effort.reads), readersAtOnce, () => bare.transaction(readNothing))
  return { count: times.length, ms, times: alone.times, limit: { count: empty.times.length, ms: empty.ms } }
}

async function readAtHalf({ effort }: Stage, load: Load, perSecond: number, many: Many): Promise<FixedLoad> {
  const count = Math.max(10, Math.round((perSecond * effort.halfLoadMs) / 1000))
  return fixedLoad(perSecond, await load.atRate(many(count), perSecond))
}

const about = ({ transfers, accounts, orders }: Stored) => ({
  unit: 'reads',
  latencyOf: 'request of one reader',
  limit: `empty transactions, ${readersAtOnce} in flight`,
  settings: {
    transfers,
    accounts: accounts.length,
    orders: orders.length,
    inFlight: readersAtOnce,
    pageSize
  },
  read: ({ p99Ms }: Readonly<{ p99Ms: number }>) =>
    `With ${grouped(transfers)} transfers stored, 99 of 100 are answered within ${p99Ms} ms.`
})
