import { z } from 'zod'
import { given, sql, type Tx } from '../db/index.ts'
import { idSchema } from '../kernel/index.ts'
import { type Delivery, type DeliveryId, DeliveryState, type DeliveryWithAttempts } from './delivery.ts'
import type { EndpointId } from './endpoint.ts'
import type { Viewer } from './endpoint-store.ts'

const DeliveryRow = z.strictObject({
  id: idSchema('whd'),
  endpointId: idSchema('whe'),
  eventId: idSchema('evt'),
  type: z.string(),
  subject: z.string(),
  place: z.bigint(),
  sequence: z.bigint(),
  state: DeliveryState,
  replayed: z.boolean(),
  attempts: z.number(),
  dueAt: z.date().nullable(),
  lastStatus: z.number().nullable(),
  lastError: z.string().nullable(),
  createdAt: z.date(),
  doneAt: z.date().nullable()
})
const columns = sql`d.id, d.endpoint_id as "endpointId", d.event_id as "eventId", d.type, d.subject, d.place, d.sequence,
  d.state, d.replayed, d.attempts, d.due_at as "dueAt", d.last_status as "lastStatus", d.last_error as "lastError",
  d.created_at as "createdAt", d.done_at as "doneAt"`

const toDelivery = ({ place, sequence, ...row }: z.infer<typeof DeliveryRow>): Delivery => ({
  ...row,
  place: globalThis.Number(place),
  sequence: globalThis.Number(sequence)
})

export type DeliveryFilter = Readonly<{
  state?: DeliveryState | undefined
  type?: string | undefined
  eventId?: string | undefined
  subject?: string | undefined
}>

/** Deliveries of an endpoint in front of the place `before`, newest first. */
export async function listDeliveries(
  tx: Tx,
  endpointId: EndpointId,
  filter: DeliveryFilter,
  before: bigint | undefined,
  limit: number
): Promise<Delivery[]> {
  const rows = await tx.many(
    DeliveryRow,
    sql`select ${columns} from webhooks_delivery d where d.endpoint_id = ${endpointId}
      ${given(before, (place) => sql`and d.place < ${place}`)}
      ${given(filter.state, (state) => sql`and d.state = ${state}`)}
      ${given(filter.type, (type) => sql`and d.type = ${type}`)}
      ${given(filter.eventId, (eventId) => sql`and d.event_id = ${eventId}`)}
      ${given(filter.subject, (subject) => sql`and d.subject = ${subject}`)}
      order by d.place desc limit ${limit}`
  )
  return rows.map(toDelivery)
}

/** One delivery, if its endpoint is there for this viewer. */
export async function findDelivery(
  tx: Tx,
  { merchantId }: Viewer,
  id: DeliveryId
): Promise<Delivery | undefined> {
  const row = await tx.maybe(
    DeliveryRow,
    sql`select ${columns} from webhooks_delivery d join webhooks_endpoint e on e.id = d.endpoint_id
      where d.id = ${id} and e.deleted_at is null ${given(merchantId, (owner) => sql`and e.owner = ${owner}`)}`
  )
  return row && toDelivery(row)
}

const AttemptRow = z.strictObject({
  no: z.number(),
  at: z.date(),
  durationMs: z.number(),
  status: z.number().nullable(),
  answer: z.string(),
  error: z.string().nullable()
})

/** What came of its attempts: the newest hundred, oldest first. */
export async function attemptsOf(tx: Tx, id: DeliveryId): Promise<DeliveryWithAttempts['attemptsMade']> {
  const rows = await tx.many(
    AttemptRow,
    sql`select no, at, duration_ms as "durationMs", status, answer, error from webhooks_attempt
      where delivery_id = ${id} order by no desc limit 100`
  )
  return rows.reverse()
}

/** Where a delivery stands in line: of one lane the next is not sent before the one before is done. */
export const Lane = z.strictObject({
  endpointId: idSchema('whe'),
  subject: z.string(),
  replayed: z.boolean()
})
export type Lane = z.infer<typeof Lane>

/** What of a lane stands in line, as text that tells lanes apart. */
export const laneName = ({ endpointId, subject, replayed }: Lane): string =>
  `${endpointId} ${replayed ? 'again' : 'new'} ${subject}`

const lanesOf = (lanes: readonly Lane[]) => sql`unnest(${lanes.map(({ endpointId }) => endpointId)}::text[],
  ${lanes.map(({ subject }) => subject)}::text[], ${lanes.map(({ replayed }) => replayed)}::boolean[])
  as lane (endpoint_id, subject, replayed)`

/**
 * Which of these lanes have somebody in line. The last in each is locked until this transaction ends: whoever ends it
 * afterwards sees what this transaction has put behind it, and whoever ended it before has left the lane empty.
 */
export async function lockBusyLanes(tx: Tx, lanes: readonly Lane[]): Promise<Set<string>> {
  if (lanes.length === 0) return new Set()
  const rows = await tx.many(
    Lane,
    sql`select d.endpoint_id as "endpointId", d.subject, d.replayed
      from webhooks_delivery d
      where d.id in (
        select l.id from ${lanesOf(lanes)} cross join lateral (
          select id from webhooks_delivery w
          where w.endpoint_id = lane.endpoint_id and w.subject = lane.subject and w.replayed = lane.replayed
            and w.state in ('waiting', 'sending') and not w.test
          order by w.place desc limit 1) l)
        and d.state in ('waiting', 'sending')
      order by d.id for share`
  )
  return new Set(rows.map(laneName))
}

/** Makes the first of each lane due in which none is due or on its way. Answers how many were made so. */
export async function promote(tx: Tx, lanes: readonly Lane[]): Promise<number> {
  if (lanes.length === 0) return 0
  return tx.run(sql`
    update webhooks_delivery set due_at = ${tx.now}
    where state = 'waiting' and due_at is null and id in (
      select l.id from ${lanesOf(lanes)} cross join lateral (
        select id from webhooks_delivery w
        where w.endpoint_id = lane.endpoint_id and w.subject = lane.subject and w.replayed = lane.replayed
          and w.state in ('waiting', 'sending') and not w.test
        order by w.place limit 1) l
      where not exists (
        select from webhooks_delivery o
        where o.endpoint_id = lane.endpoint_id and o.subject = lane.subject and o.replayed = lane.replayed
          and o.state in ('waiting', 'sending') and not o.test and o.due_at is not null))`)
}

/** A delivery to be written; `dueAt` null: one before it in its lane is not done. */
export type NewDelivery = Pick<
  Delivery,
  'id' | 'endpointId' | 'eventId' | 'type' | 'subject' | 'place' | 'sequence' | 'dueAt'
> &
  Readonly<{ test: boolean }>

/** Writes deliveries, with one statement. */
export async function insertDeliveries(tx: Tx, added: readonly NewDelivery[]): Promise<void> {
  if (added.length === 0) return
  const column = <K extends keyof NewDelivery>(name: K) => added.map((delivery) => delivery[name])
  await tx.run(sql`
    insert into webhooks_delivery (id, endpoint_id, event_id, type, subject, place, sequence, due_at, test, state, created_at)
    select n.*, 'waiting', ${tx.now}
    from unnest(${column('id')}::text[], ${column('endpointId')}::text[], ${column('eventId')}::text[],
      ${column('type')}::text[], ${column('subject')}::text[], ${column('place')}::bigint[],
      ${column('sequence')}::bigint[], ${column('dueAt')}::timestamptz[], ${column('test')}::boolean[]) as n`)
}

/** Skips all that is not done of this endpoint, for this reason; tests too if `tests` says so. Answers how many. */
export function skipOpen(tx: Tx, endpointId: EndpointId, reason: string, tests: boolean): Promise<number> {
  return tx.run(sql`
    update webhooks_delivery set state = 'skipped', due_at = null, done_at = ${tx.now}, last_error = ${reason}
    where endpoint_id = ${endpointId} and state in ('waiting', 'sending') and (not test or ${tests})`)
}

/** Puts deliveries that are done back in line, behind those of their lane. The lanes must be locked. */
export async function waitAgain(tx: Tx, ids: readonly DeliveryId[]): Promise<number> {
  return tx.run(sql`
    update webhooks_delivery set state = 'waiting', replayed = true, tries = 0, due_at = null, done_at = null
    where id = any(${ids}) and state in ('delivered', 'failed', 'skipped') and not test`)
}

/** Deliveries of this endpoint that were given up or skipped since a moment, oldest first. */
export async function findLost(
  tx: Tx,
  endpointId: EndpointId,
  since: Date,
  limit: number
): Promise<readonly Readonly<{ id: DeliveryId; subject: string }>[]> {
  return tx.many(
    z.strictObject({ id: idSchema('whd'), subject: z.string() }),
    sql`select id, subject from webhooks_delivery
      where endpoint_id = ${endpointId} and done_at >= ${since} and state in ('failed', 'skipped') and not test
      order by place limit ${limit}`
  )
}
