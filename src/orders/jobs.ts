import { claimWork, type Job } from '../api/index.ts'
import { emit } from '../audit/index.ts'
import type { Db, Tx } from '../db/index.ts'
import { day, Failure, hour, later } from '../kernel/index.ts'
import { carryOut, openDrafts } from './act.ts'
import { close } from './cancel-order.ts'
import { dropCodeRequests } from './code-store.ts'
import { decideByDeadline } from './decide-dispute.ts'
import type { Draft } from './draft.ts'
import { type DueOrder, dueOrders, firstDue, putOffOrder } from './due-store.ts'
import type { OrderId } from './order.ts'
import { dropLoose } from './evidence-store.ts'
import { claimOrders } from './order-store.ts'
import { passReturnDeadline } from './return-goods.ts'

const ordersMax = 200

/** Everything that orders do by themselves: expiry, releases, deadlines of disputes and returns. */
export const orderJobs: readonly Job[] = [
  {
    name: 'orders.timers',
    everyMs: 1000,
    pieceMax: ordersMax,
    run: passDeadlines,
    dueAt: (tx) => firstDue(tx)
  },
  {
    name: 'orders.forget_evidence',
    everyMs: hour,
    run: (db) => db.transaction(forgetEvidence),
    dueAt: async () => null
  },
  {
    name: 'orders.forget_code_requests',
    everyMs: hour,
    run: (db) => db.transaction(forgetCodeRequests),
    dueAt: async () => null
  }
]

const looseDays = 7

/** Forgets pictures that nothing has referred to for a week. */
async function forgetEvidence(tx: Tx): Promise<number> {
  if (!(await claimWork(tx, 'orders.forget_evidence'))) return 0
  return dropLoose(tx, later(tx.now, -looseDays * day))
}

/** As long as an answer is kept for the repeats of other requests. */
const codeRequestDays = 14

/** Forgets under which Idempotency-Keys delivery codes were given out long ago. */
async function forgetCodeRequests(tx: Tx): Promise<number> {
  if (!(await claimWork(tx, 'orders.forget_code_requests'))) return 0
  return dropCodeRequests(tx, codeRequestDays * day)
}

/** Does what is due with up to two hundred orders, together; if one of them fails, with each alone. */
async function passDeadlines(db: Db): Promise<number> {
  const due = await db.transaction((tx) => dueOrders(tx, ordersMax))
  if (due.length === 0) return 0
  const ids = due.map(({ id }) => id)
  return db
    .transaction((tx) => passThem(tx, ids))
    .catch((error: unknown) => {
      if (due.length === 1 && !isRefusal(error)) throw error
      return passEach(db, due)
    })
}

/** One order that cannot go on does not keep the others waiting: it is put off. A bug is told when they are done. */
async function passEach(db: Db, due: readonly DueOrder[]): Promise<number> {
  let done = 0
  let bug: unknown
  for (const order of due) {
    try {
      done += await db.transaction((tx) => passThem(tx, [order.id]))
    } catch (error) {
      if (isRefusal(error)) done += await db.transaction((tx) => putOff(tx, order, error))
      else bug ??= error
    }
  }
  if (bug !== undefined) throw bug
  return done
}

/** Whether the order itself cannot go on, as it is. Not so when only the database had no time. */
function isRefusal(error: unknown): error is Failure {
  return error instanceof Failure && error.kind !== 'busy'
}

const putOffMinMs = hour
const putOffMaxMs = 6 * hour

/** Tries the order again after as long as it has been due already, within bounds: an hour at first, later every six. */
async function putOff(tx: Tx, { id, at }: DueOrder, { code, message }: Failure): Promise<number> {
  const overdueMs = tx.now.getTime() - at.getTime()
  const until = later(tx.now, Math.min(putOffMaxMs, Math.max(putOffMinMs, overdueMs)))
  await putOffOrder(tx, id, until)
  await emit(tx, {
    type: 'order.timer_failed',
    subject: id,
    data: { code, message, dueSince: at.toISOString(), nextTry: until.toISOString() }
  })
  return 1
}

async function passThem(tx: Tx, due: readonly OrderId[]): Promise<number> {
  const drafts = await openDrafts(tx, await claimOrders(tx, due))
  for (const draft of drafts) passDue(draft)
  await carryOut(tx, drafts)
  return drafts.filter((draft) => draft.life !== draft.before).length
}

/** What is due now; releases follow from settling. */
function passDue(draft: Draft): void {
  const { order, disputes, returns } = draft.life
  const isDue = (at: Date | null) => at !== null && at <= draft.now
  if (isDue(order.expiresAt)) close(draft, 'expired', 'expiry', 'The order was not paid in time.')
  for (const dispute of disputes) if (isDue(dispute.dueAt)) decideByDeadline(draft, dispute)
  for (const found of returns) if (isDue(found.dueAt)) passReturnDeadline(draft, found)
}
