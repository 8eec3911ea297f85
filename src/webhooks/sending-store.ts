import { z } from 'zod'
import { sql, type Tx } from '../db/index.ts'
import { idSchema, later } from '../kernel/index.ts'
import { type DeliveryId, leaseMs } from './delivery.ts'
import { Lane } from './delivery-store.ts'
import type { Attempt } from './schedule.ts'

/** What a sender needs to know of a delivery that it has taken. `claim`: the how-manieth time somebody took it. */
export const Claimed = z.strictObject({
  id: idSchema('whd'),
  endpointId: idSchema('whe'),
  eventId: idSchema('evt'),
  subject: z.string(),
  sequence: z.bigint(),
  replayed: z.boolean(),
  test: z.boolean(),
  tries: z.number(),
  claim: z.number(),
  url: z.string(),
  owner: idSchema('mer').nullable(),
  secret: z.string(),
  oldSecrets: z.array(z.string())
})
export type Claimed = z.infer<typeof Claimed>

/** Which deliveries are taken, and how many: at most so many on their way to one endpoint, from all processes together. */
export type Claiming = Readonly<{ slow: boolean; limit: number; perEndpointMax: number }>

/**
 * Takes deliveries that are due, for `leaseMs`: those of endpoints that are quick, or those of slow ones and tests. What a
 * dead process left is due when its lease is over.
 */
export function claimDeliveries(tx: Tx, { slow, limit, perEndpointMax }: Claiming): Promise<Claimed[]> {
  return tx.many(
    Claimed,
    sql`
    with open as (
      select e.id, ${perEndpointMax} - (select count(*) from webhooks_delivery s
        where s.endpoint_id = e.id and s.state = 'sending' and s.due_at > ${tx.now}) as room
      from webhooks_endpoint e
      where e.state = 'enabled' and e.slow = ${slow} and (e.rest_until is null or e.rest_until <= ${tx.now})
    ), waiting as (
      select d.id from open cross join lateral (
        select w.id, w.due_at from webhooks_delivery w
        where w.endpoint_id = open.id and w.due_at <= ${tx.now} and not w.test
        order by w.due_at, w.place limit greatest(open.room, 0) for update skip locked) d
      order by d.due_at limit ${limit}
    ), tests as (
      select w.id from webhooks_delivery w join webhooks_endpoint e on e.id = w.endpoint_id
      where w.test and w.due_at <= ${tx.now} and e.deleted_at is null and ${slow}
      order by w.due_at limit ${limit} for update of w skip locked
    ), taken as (
      update webhooks_delivery d
      set state = 'sending', claims = claims + 1, due_at = ${later(tx.now, leaseMs)}
      where d.id in (select id from waiting union all select id from tests)
      returning d.*
    )
    select d.id, d.endpoint_id as "endpointId", d.event_id as "eventId", d.subject, d.sequence, d.replayed, d.test,
      d.tries, d.claims as claim, e.url, e.owner, e.secret,
      array(select o.secret from webhooks_old_secret o where o.endpoint_id = e.id and o.until > ${tx.now}
        order by o.until desc, o.secret) as "oldSecrets"
    from taken d join webhooks_endpoint e on e.id = d.endpoint_id
    order by d.place`
  )
}

/**
 * When the next delivery is due that may be sent. Where as many as may be are on their way to an endpoint, that is when the
 * first of their leases is over: a dead process may hold them all.
 */
export async function nextDeliveryDue(
  tx: Tx,
  { slow, perEndpointMax }: Omit<Claiming, 'limit'>
): Promise<Date | null> {
  const { at } = await tx.one(
    z.strictObject({ at: z.date().nullable() }),
    sql`select least(
      (select min(greatest(d.due_at, e.rest_until, full_until)) from webhooks_endpoint e cross join lateral (
        select due_at from webhooks_delivery w where w.endpoint_id = e.id and w.due_at is not null and not w.test
        order by w.due_at limit 1) d cross join lateral (
        select case when count(*) >= ${perEndpointMax} then min(s.due_at) end as full_until from webhooks_delivery s
        where s.endpoint_id = e.id and s.state = 'sending' and s.due_at > ${tx.now}) s
      where e.state = 'enabled' and e.slow = ${slow}),
      (select min(w.due_at) from webhooks_delivery w join webhooks_endpoint e on e.id = w.endpoint_id
        where w.test and w.due_at is not null and e.deleted_at is null and ${slow})) as at`
  )
  return at
}

/** What an attempt made of a delivery. `dueAt` null: it is done. */
export type Recorded = Readonly<{
  id: DeliveryId
  claim: number
  state: 'waiting' | 'delivered' | 'failed' | 'skipped'
  dueAt: Date | null
  attempt: Attempt
}>

const RecordedRow = Lane.extend({ id: idSchema('whd'), done: z.boolean() })

/**
 * Writes what attempts made of their deliveries. Answers those that were still the sender's, with their lanes: what came
 * after its lease does not count.
 */
export async function recordAttempts(
  tx: Tx,
  recorded: readonly Recorded[]
): Promise<z.infer<typeof RecordedRow>[]> {
  if (recorded.length === 0) return []
  const attempts = recorded.map(({ attempt }) => attempt)
  return tx.many(
    RecordedRow,
    sql`
    with new as (
      select * from unnest(${recorded.map(({ id }) => id)}::text[], ${recorded.map(({ claim }) => claim)}::integer[],
        ${recorded.map(({ state }) => state)}::text[], ${recorded.map(({ dueAt }) => dueAt)}::timestamptz[],
        ${attempts.map(({ at }) => at)}::timestamptz[], ${attempts.map(({ durationMs }) => durationMs)}::integer[],
        ${attempts.map(({ status }) => status)}::integer[], ${attempts.map(({ answer }) => answer)}::text[],
        ${attempts.map(({ error }) => error)}::text[])
        as n (id, claim, state, due_at, at, duration_ms, status, answer, error)
    ), written as (
      update webhooks_delivery d set state = n.state, attempts = d.attempts + 1, tries = d.tries + 1, due_at = n.due_at,
        last_status = n.status, last_error = n.error, done_at = case when n.due_at is null then ${tx.now}::timestamptz end
      from new n where d.id = n.id and d.claims = n.claim and d.state = 'sending'
      returning d.id, d.endpoint_id, d.subject, d.replayed, d.attempts, d.done_at is not null as done
    ), kept as (
      insert into webhooks_attempt (delivery_id, no, at, duration_ms, status, answer, error)
      select w.id, w.attempts, n.at, n.duration_ms, n.status, n.answer, n.error
      from written w join new n on n.id = w.id
    )
    select id, endpoint_id as "endpointId", subject, replayed, done from written`
  )
}

/** Drops deliveries that were done before this moment, with their attempts. */
export function dropDone(tx: Tx, before: Date, limit: number): Promise<number> {
  return tx.run(sql`
    delete from webhooks_delivery where id in (
      select id from webhooks_delivery where done_at < ${before} order by done_at limit ${limit} for update skip locked)`)
}

/** Skips deliveries that have waited since before this moment for an endpoint that is paused. Answers their lanes. */
export function skipStale(tx: Tx, before: Date, limit: number): Promise<Lane[]> {
  return tx.many(
    Lane,
    sql`
    update webhooks_delivery d set state = 'skipped', due_at = null, done_at = ${tx.now},
      last_error = 'the endpoint was paused for too long'
    where id in (
      select w.id from webhooks_delivery w join webhooks_endpoint e on e.id = w.endpoint_id
      where w.state = 'waiting' and w.created_at < ${before} and e.state = 'paused' and not w.test
      order by w.created_at, w.place limit ${limit} for update of w skip locked)
    returning d.endpoint_id as "endpointId", d.subject, d.replayed`
  )
}

/** The oldest moments at which a delivery was done, and at which one began to wait for a paused endpoint. */
export function oldestKept(tx: Tx): Promise<Readonly<{ done: Date | null; waits: Date | null }>> {
  return tx.one(
    z.strictObject({ done: z.date().nullable(), waits: z.date().nullable() }),
    sql`select (select min(done_at) from webhooks_delivery where done_at is not null) as done,
      (select min(w.created_at) from webhooks_endpoint e cross join lateral (
        select created_at from webhooks_delivery w
        where w.endpoint_id = e.id and w.state = 'waiting' and not w.test order by w.created_at limit 1) w
      where e.state = 'paused') as waits`
  )
}
