import assert from 'node:assert/strict'
import { type Job, runJobs } from '../api/index.ts'
import { attributedTo, type Attribution, type Db, type Tx } from '../db/index.ts'
import { day, later, type ManualClock } from '../kernel/index.ts'
import type { MerchantId } from '../merchants/index.ts'
import { type BuyerId, countOrders, type OrderId, type OrderState } from '../orders/index.ts'
import type { Providers } from '../payments/index.ts'
import { type PayoutSettings, sandboxSettings } from '../payouts/index.ts'
import { isStatementDay, openBank } from './bank.ts'
import { merchants } from './catalogue.ts'
import { buyerOf, type Cast, type Course, courseOf, merchantAt, merchantOf, orderIdOf } from './course.ts'
import { deliver, doDeed, ship, type Stage } from './deeds.ts'
import { openMarketplace, refuseSecondWorld } from './marketplace.ts'
import { withClosedAccount } from './fate.ts'
import type { FateName } from './fates.ts'
import { startPaymentService } from './payment-service.ts'
import { pay, placeOrders } from './place-orders.ts'
import { type Act, play } from './play.ts'
import { writeScript } from './script.ts'
import type { PlannedStep } from './step.ts'

/** What a world is filled with and into. */
export type WorldOptions = Readonly<{
  /** Migrated and empty. Commits need not be durable: a world that was not finished is filled anew. */
  db: Db
  /** The clock of `db`; at or before the world's first day. It stands at `until` in the end. */
  clock: ManualClock
  /** The moment at which the world ends: now. */
  until: Date
  /** All that happens by itself in a program with these payment services. */
  jobsOf(providers: Providers): readonly Job[]
  /** What the sandbox and its users share. */
  secret: string
  /** How payouts are made, as in the program that the world is for. */
  payouts?: PayoutSettings
  days?: number
  seed?: number
  orders?: number
  buyers?: number
  progress?(done: number, total: number): void
}>

/** Who acts for the people of the world; what happens by itself stays the system’s. */
const filler: Attribution = { actor: 'command-line', request: null }

const daysUsual = 90

/** Works that nobody waits for while time flies; they are done at the end. */
const patient = new Set([
  'audit.sequence',
  'ledger.expire',
  'ledger.rollup',
  'http.forget_answers',
  'identity.forget_sign_ins'
])

/** What is asked of the providers, on the days on which the bank sends statements. */
const seldom = new Set(['payments.sweep', 'payouts.settlements'])

/** What there is to see in a world that was filled. */
export type WorldSummary = Readonly<{
  /** An order whose dispute waits for its merchant, and the two parties of it. */
  orderId: OrderId
  merchantId: MerchantId
  buyerId: BuyerId
  /** A merchant that owes the marketplace for refunds after it was paid out. */
  owingMerchantId: MerchantId
  /** A merchant whose payout came back, with the reason. */
  returnedMerchantId: MerchantId
  merchants: number
  buyers: number
  /** Orders by state. */
  orders: Readonly<Partial<Record<OrderState, number>>>
  /** Deeds that were refused, with their reason: none, unless the script does not fit the rules. */
  refused: readonly string[]
}>

/**
 * Fills an empty database with the trade of ninety days, by the operations of the API under the clock of its time; it
 * ends at `until` with nothing left to do. Refused when the database has a world already, whole or begun.
 */
export async function fillWorld(options: WorldOptions): Promise<WorldSummary> {
  const { db, clock, until, seed = 1, orders = 600, buyers = 300, days = daysUsual } = options
  const settings = options.payouts ?? sandboxSettings
  const from = later(until, -days * day)
  await db.transaction(refuseSecondWorld)
  clock.set(from)
  const service = startPaymentService(db, options.secret)
  const jobs = [...service.jobs, ...options.jobsOf(service.providers)]
  const cast = await db.transaction((tx) => openMarketplace(tx, buyers, settings), filler)
  const courses = writeScript({ from, until, seed, orders, buyers }).map(courseOf)
  const refused: string[] = []
  const { provider } = service
  const asking = cast.merchants.filter((_, no) => merchants[no]?.every === 'demand')
  const returning = merchantAt(cast, withClosedAccount)
  await play(
    {
      db,
      clock,
      jobsOf: (now) =>
        jobs.filter(
          ({ name }) => !patient.has(name) && (now >= until || isStatementDay(now) || !seldom.has(name))
        ),
      perform: (tx, acts) => perform(attributedTo(tx, filler), { cast, provider: provider.name }, acts),
      closeDay: openBank({ db, provider, settings, until, seed, asking, returning }),
      refused: ({ course, step }, { code }) =>
        refused.push(`${course.planned.reference} ${course.planned.fate} ${step.kind}: ${code}`),
      progress: options.progress ?? (() => {})
    },
    courses.flatMap(actsOf),
    until
  )
  await runJobs(db, jobs)
  const counts = await db.transaction(countOrders)
  return {
    ...sights(cast, courses),
    merchants: cast.merchants.length,
    buyers,
    orders: Object.fromEntries(counts.map(({ state, count }) => [state, count])),
    refused
  }
}

function sights(cast: Cast, courses: readonly Course[]) {
  const of = (fate: FateName) => {
    const course = courses.find(({ planned, life }) => planned.fate === fate && life !== null)
    assert(course !== undefined, `no order with the fate ${fate} was made`)
    return course
  }
  const disputed = of('dispute_open')
  return {
    orderId: orderIdOf(disputed),
    merchantId: merchantOf(cast, disputed, 0).merchantId,
    buyerId: buyerOf(cast, disputed).buyerId,
    owingMerchantId: merchantOf(cast, of('owed_by_merchant'), 0).merchantId,
    returnedMerchantId: merchantAt(cast, withClosedAccount)
  }
}

/** The acts of an order: it is made, and paid at the same moment if it is; then one act for each deed. */
function actsOf(course: Course): Act[] {
  const { placed, at, steps } = course.planned
  const [first] = steps
  const paid = first !== undefined && first.deed.kind === 'pay' && first.at.getTime() === at.getTime()
  const payments = paid && first.deed.kind === 'pay' ? first.deed.payments : []
  const rest = paid ? steps.slice(1) : steps
  return [
    actOf(course, placed, at, { kind: 'place', payments }),
    ...rest.map((step) => actOf(course, step.happened, step.at, step.deed))
  ]
}

function actOf(course: Course, happened: Date, at: Date, step: PlannedStep): Act {
  const together = step.kind === 'place' || step.kind === 'ship' || step.kind === 'deliver'
  return { course, happened, at, step, together }
}

async function perform(tx: Tx, stage: Stage, acts: readonly Act[]): Promise<void> {
  const placed = acts.flatMap(({ course, step }) =>
    step.kind === 'place' ? [{ course, payments: step.payments }] : []
  )
  if (placed.length > 0) {
    await placeOrders(
      tx,
      stage.cast,
      placed.map(({ course }) => course)
    )
    return pay(tx, stage.provider, placed)
  }
  const shipped = acts.flatMap(({ course, happened, step }) =>
    step.kind === 'ship' ? [{ course, happened, deed: step }] : []
  )
  if (shipped.length > 0) return ship(tx, stage, shipped)
  const delivered = acts.flatMap(({ course, happened, step }) =>
    step.kind === 'deliver' ? [{ course, happened, deed: step }] : []
  )
  if (delivered.length > 0) return deliver(tx, stage, delivered)
  for (const { course, step } of acts) if (step.kind !== 'place') await doDeed(tx, stage, course, step)
}
