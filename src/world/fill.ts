import { type Job, runJobs } from '../api/index.ts'
import { type Db, type Tx } from '../db/index.ts'
import { day, type Failure, later, type ManualClock } from '../kernel/index.ts'
import type { Providers } from '../payments/index.ts'
import { type PayoutSettings, sandboxSettings } from '../payouts/index.ts'
import { openBank } from './bank.ts'
import { merchants } from './catalogue.ts'
import { type Course, courseOf } from './course.ts'
import { deliver, doDeed, ship, type Stage } from './deeds.ts'
import { openMarketplace } from './marketplace.ts'
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

const daysUsual = 90

/** Works that nobody waits for while time flies; they are done at the end. */
const patient = new Set(['audit.sequence', 'ledger.expire', 'ledger.rollup', 'http.forget_answers'])

export async function fillWorld(options: WorldOptions): Promise<unknown> {
  const { db, clock, until, seed = 1, orders = 600, buyers = 300, days = daysUsual } = options
  const settings = options.payouts ?? sandboxSettings
  const from = later(until, -days * day)
  clock.set(from)
  const service = startPaymentService(db, options.secret)
  const jobs = [...service.jobs, ...options.jobsOf(service.providers)]
  const cast = await db.transaction((tx) => openMarketplace(tx, buyers, settings))
  const stage: Stage = { cast, provider: service.provider.name }
  const courses = writeScript({ from, until, seed, orders, buyers }).map(courseOf)
  const refusals: { act: Act; failure: Failure }[] = []
  await play(
    {
      db,
      clock,
      jobs: jobs.filter((job) => !patient.has(job.name)),
      perform: (tx, acts) => perform(tx, stage, acts),
      closeDay: openBank({
        db,
        provider: service.provider,
        settings,
        until,
        seed,
        asking: merchants.flatMap((merchant, no) =>
          merchant.every === 'demand' ? cast.merchants.slice(no, no + 1) : []
        ),
        returning: cast.merchants.at(-1)
      }),
      refused: (act, failure) => refusals.push({ act, failure }),
      progress: options.progress ?? (() => {})
    },
    courses.flatMap(actsOf),
    until
  )
  await runJobs(db, jobs)
  return { refusals, courses }
}

/** The acts of an order: it is made, and paid at the same moment if it is; then one act for each deed. */
function actsOf(course: Course): Act[] {
  const { at, steps } = course.planned
  const [first] = steps
  const paid = first !== undefined && first.deed.kind === 'pay' && first.at.getTime() === at.getTime()
  const payments = paid && first.deed.kind === 'pay' ? first.deed.payments : []
  const rest = paid ? steps.slice(1) : steps
  return [
    actOf(course, at, { kind: 'place', payments }),
    ...rest.map((step) => actOf(course, step.at, step.deed))
  ]
}

function actOf(course: Course, at: Date, step: PlannedStep): Act {
  const together = step.kind === 'place' || step.kind === 'ship' || step.kind === 'deliver'
  return { course, at, step, together, calls: step.kind === 'place' || step.kind === 'pay' }
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
  const shipped = acts.flatMap(({ course, step }) => (step.kind === 'ship' ? [{ course, deed: step }] : []))
  if (shipped.length > 0) return ship(tx, stage, shipped)
  const delivered = acts.flatMap(({ course, step }) =>
    step.kind === 'deliver' ? [{ course, deed: step }] : []
  )
  if (delivered.length > 0) return deliver(tx, stage, delivered)
  for (const { course, step } of acts) if (step.kind !== 'place') await doDeed(tx, stage, course, step)
}
