import { z } from 'zod'
import { given, sql, type Tx } from '../db/index.ts'
import { type Id, idSchema } from '../kernel/index.ts'
import { type Endpoint, type EndpointId, EndpointState } from './endpoint.ts'

const EndpointRow = z.strictObject({
  id: idSchema('whe'),
  url: z.string(),
  description: z.string(),
  events: z.array(z.string()),
  merchantId: idSchema('mer').nullable(),
  state: EndpointState,
  reason: z.string().nullable(),
  stateAt: z.date(),
  failures: z.number(),
  failingSince: z.date().nullable(),
  oldSecretUntil: z.date().nullable(),
  createdAt: z.date(),
  updatedAt: z.date()
})
const columns = sql`id, url, description, events, owner as "merchantId", state, reason, state_at as "stateAt", failures,
  failing_since as "failingSince", created_at as "createdAt", updated_at as "updatedAt",
  (select max(until) from webhooks_old_secret o where o.endpoint_id = webhooks_endpoint.id) as "oldSecretUntil"`

/** An endpoint to be written, and whose Idempotency-Key asked for it. */
export type NewEndpoint = Endpoint &
  Readonly<{ secret: string; askedBy: string; askedKey: string; fromPlace: bigint }>

/** False when this Idempotency-Key has made an endpoint already. */
export async function insertEndpoint(tx: Tx, endpoint: NewEndpoint): Promise<boolean> {
  const { id, url, description, events, merchantId, state, secret, askedBy, askedKey, fromPlace } = endpoint
  const added = await tx.run(sql`
    insert into webhooks_endpoint (id, url, description, events, owner, state, state_at, secret, asked_by, asked_key,
      from_place, created_at, updated_at)
    values (${id}, ${url}, ${description}, ${events}, ${merchantId}, ${state}, ${tx.now}, ${secret}, ${askedBy},
      ${askedKey}, ${fromPlace}, ${tx.now}, ${tx.now})
    on conflict (asked_by, asked_key) do nothing`)
  return added === 1
}

/** The id of the endpoint that was made for this Idempotency-Key of somebody. */
export async function findAsked(tx: Tx, askedBy: string, askedKey: string): Promise<EndpointId | undefined> {
  const found = await tx.maybe(
    z.strictObject({ id: idSchema('whe') }),
    sql`select id from webhooks_endpoint where asked_by = ${askedBy} and asked_key = ${askedKey}`
  )
  return found?.id
}

/** Whose endpoints are asked for: those of one merchant, or all. */
export type Viewer = Readonly<{ merchantId: Id<'mer'> | null }>

const mine = ({ merchantId }: Viewer) => given(merchantId, (owner) => sql`and owner = ${owner}`)

/** The endpoint, if it is there for this viewer; locked if `lock` says so. */
export function findEndpoint(
  tx: Tx,
  viewer: Viewer,
  id: EndpointId,
  lock = false
): Promise<Endpoint | undefined> {
  return tx.maybe(
    EndpointRow,
    sql`select ${columns} from webhooks_endpoint where id = ${id} and deleted_at is null ${mine(viewer)}
      ${lock ? sql`for update` : sql``}`
  )
}

/** Endpoints after the one with the id `after`, oldest first. */
export function listEndpoints(
  tx: Tx,
  viewer: Viewer,
  state: EndpointState | undefined,
  after: string,
  limit: number
): Promise<Endpoint[]> {
  return tx.many(
    EndpointRow,
    sql`select ${columns} from webhooks_endpoint
      where id > ${after} and deleted_at is null ${mine(viewer)} ${given(state, (one) => sql`and state = ${one}`)}
      order by id limit ${limit}`
  )
}

/** How many endpoints this merchant has, or the marketplace itself. */
export async function countEndpoints(tx: Tx, owner: Id<'mer'> | null): Promise<number> {
  const { count } = await tx.one(
    z.strictObject({ count: z.number() }),
    sql`select count(*)::integer as count from webhooks_endpoint
      where deleted_at is null and owner is not distinct from ${owner}`
  )
  return count
}

/** Writes what an endpoint is to be; its state keeps its moment unless it changes. */
export async function updateEndpoint(tx: Tx, to: Endpoint): Promise<void> {
  await tx.run(sql`
    update webhooks_endpoint set url = ${to.url}, description = ${to.description}, events = ${to.events},
      state = ${to.state}, reason = ${to.reason}, state_at = ${to.stateAt}, failures = ${to.failures},
      failing_since = ${to.failingSince}, updated_at = ${to.updatedAt}
    where id = ${to.id}`)
}

/** False when this Idempotency-Key has given the endpoint a new secret already. */
export async function insertRotation(
  tx: Tx,
  id: EndpointId,
  { askedBy, askedKey }: Readonly<{ askedBy: string; askedKey: string }>
): Promise<boolean> {
  const added = await tx.run(sql`
    insert into webhooks_rotation (endpoint_id, actor, key, at)
    values (${id}, ${askedBy}, ${askedKey}, ${tx.now}) on conflict do nothing`)
  return added === 1
}

/** The moments until which old secrets of the endpoint sign along, the first first. */
export async function oldSecretEnds(tx: Tx, id: EndpointId): Promise<Date[]> {
  const found = await tx.many(
    z.strictObject({ until: z.date() }),
    sql`select until from webhooks_old_secret where endpoint_id = ${id} and until > ${tx.now} order by until`
  )
  return found.map(({ until }) => until)
}

/** Lets a new secret sign, and the one before it along until `oldUntil`; if that is now, no old one does any more. */
export async function changeSecret(tx: Tx, id: EndpointId, secret: string, oldUntil: Date): Promise<void> {
  const endsAll = oldUntil <= tx.now
  await tx.run(sql`
    delete from webhooks_old_secret where endpoint_id = ${id} and (until <= ${tx.now} or ${endsAll})`)
  await tx.run(sql`
    insert into webhooks_old_secret (endpoint_id, secret, until)
    select id, secret, ${oldUntil} from webhooks_endpoint where id = ${id}`)
  await tx.run(sql`
    update webhooks_endpoint set secret = ${secret}, updated_at = ${tx.now} where id = ${id}`)
}

/** Ends an endpoint for good, and forgets its secrets. */
export async function removeEndpoint(tx: Tx, id: EndpointId): Promise<void> {
  await tx.run(sql`delete from webhooks_old_secret where endpoint_id = ${id}`)
  await tx.run(sql`
    update webhooks_endpoint set deleted_at = ${tx.now}, state = 'disabled', state_at = ${tx.now}, secret = null,
      updated_at = ${tx.now}
    where id = ${id}`)
}

/** An endpoint that events are kept for, and which ones. */
export const Listener = z.strictObject({
  id: idSchema('whe'),
  events: z.array(z.string()),
  owner: idSchema('mer').nullable(),
  state: EndpointState,
  fromPlace: z.bigint()
})
export type Listener = z.infer<typeof Listener>

/** The endpoints of the marketplace and of these merchants, locked against a change of their state. */
export function findListeners(tx: Tx, owners: readonly Id<'mer'>[]): Promise<Listener[]> {
  return tx.many(
    Listener,
    sql`select id, events, owner, state, from_place as "fromPlace" from webhooks_endpoint
      where deleted_at is null and (owner is null or owner = any(${owners}))
      order by id for share`
  )
}

/** Whether there is any endpoint at all. */
export async function anyEndpoint(tx: Tx): Promise<boolean> {
  const { any } = await tx.one(
    z.strictObject({ any: z.boolean() }),
    sql`select exists (select from webhooks_endpoint where deleted_at is null) as any`
  )
  return any
}

/** How far the log has been spread. */
export async function readCursor(tx: Tx): Promise<bigint> {
  const { place } = await tx.one(
    z.strictObject({ place: z.bigint() }),
    sql`select place from webhooks_cursor`
  )
  return place
}

/** Says how far it has been spread now. */
export async function moveCursor(tx: Tx, place: bigint): Promise<void> {
  await tx.run(sql`update webhooks_cursor set place = ${place}`)
}

/** How an endpoint fares, as its attempts change it. */
export const Health = z.strictObject({
  id: idSchema('whe'),
  owner: idSchema('mer').nullable(),
  state: EndpointState,
  deleted: z.boolean(),
  failures: z.number(),
  failingSince: z.date().nullable(),
  slow: z.boolean(),
  restUntil: z.date().nullable()
})
export type Health = z.infer<typeof Health>

/** How these endpoints fare, locked. */
export function lockHealth(tx: Tx, ids: readonly EndpointId[]): Promise<Health[]> {
  return tx.many(
    Health,
    sql`select id, owner, state, deleted_at is not null as deleted, failures, failing_since as "failingSince", slow,
        rest_until as "restUntil"
      from webhooks_endpoint where id = any(${ids}) order by id for update`
  )
}

/** Writes how endpoints fare, and the state that follows from it with its reason. */
export async function writeHealth(
  tx: Tx,
  changed: readonly (Health & Readonly<{ reason: string | null }>)[]
): Promise<void> {
  if (changed.length === 0) return
  await tx.run(sql`
    update webhooks_endpoint e set failures = n.failures, failing_since = n.failing_since, slow = n.slow,
      rest_until = n.rest_until, state = n.state,
      state_at = case when e.state = n.state then e.state_at else ${tx.now} end,
      reason = case when e.state = n.state then e.reason else n.reason end
    from unnest(${changed.map(({ id }) => id)}::text[], ${changed.map(({ failures }) => failures)}::integer[],
      ${changed.map(({ failingSince }) => failingSince)}::timestamptz[], ${changed.map(({ slow }) => slow)}::boolean[],
      ${changed.map(({ restUntil }) => restUntil)}::timestamptz[], ${changed.map(({ state }) => state)}::text[],
      ${changed.map(({ reason }) => reason)}::text[])
      as n (id, failures, failing_since, slow, rest_until, state, reason)
    where e.id = n.id`)
}
