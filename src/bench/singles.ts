import { z } from 'zod'
import type { Db } from '../db/index.ts'
import type { Leg, Transaction } from '../ledger/index.ts'
import { insertBarely, rowsOf } from './bare.ts'
import { atRate, type Driven, inFlight } from './drive.ts'
import { openLoad, type Request } from './load.ts'
import { type Market, openMarket } from './market.ts'
import {
  type FixedLoad,
  fixedLoad,
  grouped,
  type Measurement,
  measurement,
  percent,
  rateOf,
  type Round
} from './measure.ts'
import { together, separately } from './poster.ts'
import { createRival, transferPlainly } from './probe-store.ts'
import { book, rounds, type Stage, type Workload } from './stage.ts'
import { median, rounded } from './stats.ts'

const limitOf = (inFlight: number) =>
  inFlight === 1
    ? 'bare inserts of the same rows, one a transaction'
    : `bare multi-row inserts of the same rows, ${inFlight} a transaction`

/** Single requests in process, of which some are always under way. */
export const singleWorkload: Workload = {
  name: 'ledger.single',
  summary: 'transfers as single requests in process, with 1, 16, 64 and 256 in flight',
  async run(stage) {
    const { db, bare, effort } = stage
    const market = await openMarket(db, effort.accounts)
    await bare.transaction((tx) => createRival(tx, effort.accounts))
    const poster = together(db, book)
    const post = (transaction: Transaction) => poster.post(transaction)
    try {
      await measureEach(stage, market, (count) => ({
        prefix: 'ledger.single',
        count,
        inFlight: (transactions) => inFlight(transactions, count, post),
        atRate: (transactions, perSecond) => atRate(transactions, perSecond, post),
        rivals: rivalsOf(stage, market, count)
      }))
    } finally {
      await poster.close()
    }
  }
}

/** Keeps one measurement for each number of requests under way at once. */
async function measureEach(
  stage: Stage,
  market: Market,
  sendingOf: (count: number) => Sending
): Promise<void> {
  for (const count of stage.effort.inFlight) {
    const sending = sendingOf(count)
    stage.step(`${sending.prefix}.${count}`)
    stage.keep(await measureSingles(stage, market, sending))
  }
}

/** The same over HTTP, on a Kontor that is served. */
export const httpWorkload: Workload = {
  name: 'http.single',
  summary: 'the same over HTTP: POST /v1/ledger/transactions on a served Kontor',
  async run(stage) {
    const { db, effort, url } = stage
    const market = await openMarket(db, effort.accounts)
    const served = await stage.serve(url)
    const load = openLoad({ apiUrl: served.apiUrl, key: served.serviceKey })
    try {
      await measureEach(stage, market, (count) => ({
        prefix: 'http.single',
        count,
        inFlight: (transactions) => load.inFlight(transactions.map(requestOf), count),
        atRate: (transactions, perSecond) => load.atRate(transactions.map(requestOf), perSecond),
        rivals: {}
      }))
    } finally {
      await load.close()
      await served.stop()
    }
  }
}

/** Holds as single requests: each is set aside, and then captured or voided. */
export const holdSinglesWorkload: Workload = {
  name: 'ledger.holds.single',
  summary: 'holds as single requests, each then captured or voided, 64 in flight',
  async run(stage) {
    const { db, bare, effort } = stage
    const count = Math.min(64, Math.max(...effort.inFlight))
    const market = await openMarket(db, effort.accounts)
    const poster = together(db, book)
    const name = `ledger.holds.single.${count}`
    stage.step(name)
    const counter = counterOf(stage, count)
    const measured = await rounds(stage, async () => {
      const lives = Array.from({ length: Math.ceil(counter.next('own') / 2) }, (_, i) => {
        const hold = market.hold(market.zipf)
        return [hold, market.settle(hold, i % 2 === 0 ? 'capture' : 'void')] as const
      })
      const driven = await inFlight(lives, count, async (steps) => {
        for (const step of steps) await poster.post(step)
      })
      mustSucceed(name, driven)
      counter.saw('own', { count: lives.length * 2, ms: driven.ms })
      const rows = await rowsOf(bare, book, lives.flat())
      const limit = await insertBarely(bare, rows, count)
      return { count: lives.length * 2, ms: driven.ms, times: driven.times, limit }
    })
    await poster.close()
    stage.keep(
      measurement(
        {
          workload: name,
          unit: 'transfers',
          latencyOf: 'hold and what ends it',
          limit: limitOf(count),
          settings: { inFlight: count, accounts: effort.accounts },
          read: ({ perSecond, p99Ms }) =>
            `${grouped(rounded(perSecond / 2))} holds a second are set aside and then captured or voided; of 100 of them 99 are through in ${p99Ms} ms.`
        },
        measured
      )
    )
  }
}

type Sending = Readonly<{
  prefix: string
  count: number
  inFlight(transactions: readonly Transaction[]): Promise<Driven>
  atRate(transactions: readonly Transaction[], perSecond: number): Promise<Driven>
  /** What else is driven in each round, with as many in flight. */
  rivals: Readonly<Record<string, (count: number) => Promise<Driven>>>
}>

/** The names of the rivals, as they stand in the report. */
const alone = 'one transaction a request'
const plainSql = 'plain SQL of one’s own'

function rivalsOf({ db, bare }: Stage, market: Market, count: number): Sending['rivals'] {
  const separate = separately(db, book)
  return {
    [alone]: (many) => inFlight(plains(market, many), count, (transaction) => separate.post(transaction)),
    [plainSql]: (many) => inFlight(pairs(market, many), count, (pair) => transferBarely(bare, pair))
  }
}

/** So many transfers between accounts that Zipf's law picks. */
export const plains = (market: Market, many: number) =>
  Array.from({ length: many }, () => market.plain(market.zipf))

function pairs({ zipf, names }: Market, many: number): (readonly [number, number])[] {
  return Array.from({ length: many }, () => {
    const [from, to] = [zipf(), zipf()]
    return [from, to === from ? (from + 1) % names.length : to]
  })
}

const transferBarely = (bare: Db, [from, to]: readonly [number, number]) =>
  bare.transaction((tx) => transferPlainly(tx, from, to, 1n))

/** Rounds of single requests, the same with each rival, and then half of the reached load at a fixed rate. */
async function measureSingles(stage: Stage, market: Market, sending: Sending): Promise<Measurement> {
  const { bare, effort } = stage
  const { count, prefix, rivals } = sending
  const counter = counterOf(stage, count)
  const measured = await rounds(stage, async (): Promise<Round> => {
    const transactions = plains(market, counter.next('own'))
    const driven = await sending.inFlight(transactions)
    mustSucceed(prefix, driven)
    counter.saw('own', { count: driven.times.length, ms: driven.ms })
    const rows = await rowsOf(bare, book, transactions)
    const limit = await insertBarely(bare, rows, count)
    const besides: Record<string, Readonly<{ count: number; ms: number }>> = {}
    for (const [name, run] of Object.entries(rivals)) {
      const { times, ms } = await run(counter.next(name))
      counter.saw(name, (besides[name] = { count: times.length, ms }))
    }
    const { times, ms, failed } = driven
    return { count: times.length, ms, times, failed, limit, besides }
  })
  const halfLoad = await atHalfLoad(stage, market, sending, median(measured.map(rateOf)) / 2)
  return measurement(
    {
      workload: `${prefix}.${count}`,
      unit: 'transfers',
      latencyOf: 'request',
      limit: limitOf(count),
      settings: { inFlight: count, accounts: effort.accounts },
      halfLoad,
      read: readSingles
    },
    measured
  )
}

function readSingles({ besides, ratio, halfLoad }: Omit<Measurement, 'reading'>): string {
  const shared = besides.find(({ what }) => what === alone)
  const half =
    halfLoad === null
      ? ''
      : ` At half of this load, 99 of 100 requests are durable within ${halfLoad.p99Ms} ms of the moment they were due.`
  return shared === undefined
    ? `${percent(ratio)} of what bare inserts of the same rows reach.${half}`
    : `${percent(shared.ratio)} of the rate with one transaction a request, and ${percent(ratio)} of bare inserts.${half}`
}

async function atHalfLoad(
  { effort }: Stage,
  market: Market,
  sending: Sending,
  perSecond: number
): Promise<FixedLoad> {
  const many = Math.max(10, Math.round((perSecond * effort.halfLoadMs) / 1000))
  return fixedLoad(perSecond, await sending.atRate(plains(market, many), perSecond))
}

const requestsMax = 100_000

/** How many requests the next round gets, so that it lasts about as long as asked: by the rate of the one before. */
export function counterOf({ effort }: Pick<Stage, 'effort'>, inFlight: number) {
  const rates = new Map<string, number>()
  const least = Math.max(20, inFlight * 4)
  return {
    next: (name: string) =>
      Math.min(requestsMax, Math.max(least, Math.round(((rates.get(name) ?? 0) * effort.roundMs) / 1000))),
    saw: (name: string, timing: Readonly<{ count: number; ms: number }>) => rates.set(name, rateOf(timing))
  }
}

/** A round without any success has no rate. */
export function mustSucceed(name: string, { failed, failure, times }: Driven): void {
  if (failed > 0 && times.length === 0) throw new Error(`${name}: no request succeeded. ${failure ?? ''}`)
}

const wireLeg = z.custom<Leg & { type: 'plain' }>((leg) => (leg as Leg).type === 'plain')

/** A transaction of plain transfers as a request of the API. */
export function requestOf({ id, legs }: Transaction): Request {
  const sent = legs.map((leg) => {
    const { minor, id: transfer, type, debit, credit, code, subject } = wireLeg.parse(leg)
    const amount = { amount: globalThis.Number(minor), currency: debit.slice(-3) }
    return { id: transfer, type, debit, credit, amount, code, subject }
  })
  return { method: 'POST', path: '/v1/ledger/transactions', body: JSON.stringify({ id, legs: sent }) }
}
