import type { Job } from '../api/index.ts'
import type { Db, Tx } from '../db/index.ts'
import { carryOut, openDrafts } from './act.ts'
import { close } from './cancel-order.ts'
import { decideByDeadline } from './decide-dispute.ts'
import type { Draft } from './draft.ts'
import { dueOrders, firstDue } from './due-store.ts'
import type { OrderId } from './order.ts'
import { claimOrders } from './order-store.ts'
import { passReturnDeadline } from './return-goods.ts'

const ordersMax = 200

/** Everything that orders do by themselves: expiry, releases, deadlines of disputes and returns. */
export const orderJobs: readonly Job[] = [
  {
    name: 'orders.timers',
    everyMs: 1000,
    run: passDeadlines,
    dueAt: (tx) => firstDue(tx)
  }
]

/** Does what is due with up to two hundred orders, together; if one of them fails, with each alone. */
async function passDeadlines(db: Db): Promise<number> {
  const due = await db.transaction((tx) => dueOrders(tx, ordersMax))
  if (due.length === 0) return 0
  try {
    return await db.transaction((tx) => passThem(tx, due))
  } catch (error) {
    if (due.length === 1) throw error
    return await passEach(db, due)
  }
}

/** One order that cannot go on does not keep the others waiting; its failure is told when they are done. */
async function passEach(db: Db, due: readonly OrderId[]): Promise<number> {
  let done = 0
  let failure: unknown
  for (const orderId of due) {
    try {
      done += await db.transaction((tx) => passThem(tx, [orderId]))
    } catch (error) {
      failure ??= error
    }
  }
  if (failure !== undefined) throw failure
  return done
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
