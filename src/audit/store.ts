import { z } from 'zod'
import { type Attribution, given, sql, type Tx } from '../db/index.ts'
import { type Id, idSchema } from '../kernel/index.ts'
import type { Event, NewEvent, SequencedEvent } from './event.ts'

const EventRow = z.strictObject({
  id: idSchema('evt'),
  place: z.bigint().nullable(),
  at: z.date(),
  actor: z.string(),
  request: z.string().nullable(),
  type: z.string(),
  subject: z.string(),
  data: z.record(z.string(), z.unknown())
})

const toEvent = (row: z.infer<typeof EventRow>): Event => ({
  ...row,
  place: row.place === null ? null : globalThis.Number(row.place)
})

/** An event with its id and moment, ready to be written. */
export type TimedEvent = NewEvent & Readonly<{ id: Id<'evt'>; at: Date; by: Attribution }>

/** Writes events, and puts them in the queue of the sequencer, with one statement. */
export async function insertEvents(tx: Tx, events: readonly TimedEvent[]): Promise<void> {
  const rows = events.map(({ id, at, by: { actor, request }, type, subject, owner, data }) => {
    return { id, at, actor, request, type, subject, owner: owner ?? null, data: data ?? {} }
  })
  const json = JSON.stringify(rows, (_, value) =>
    typeof value === 'bigint' ? globalThis.Number(value) : value
  )
  await tx.run(sql`
    with added as (
      insert into audit_event (id, at, actor, request, type, subject, owner, data)
      select id, at, actor, request, type, subject, owner, data
      from json_to_recordset(${json}::json)
        as new (id text, at timestamptz, actor text, request text, type text, subject text, owner text, data jsonb)
      returning no, id
    )
    insert into audit_pending (no, event_id) select no, id from added`)
}

/**
 * Gives places to committed events. An event that commits later gets a later place, so what a reader has passed never
 * changes; two changes of one object keep their order, for the second began after the first had ended.
 */
export async function placeEvents(tx: Tx, limit: number): Promise<number> {
  const lock = await tx.one(
    z.strictObject({ mine: z.boolean() }),
    sql`select pg_try_advisory_xact_lock(7201002) as mine`
  )
  if (!lock.mine) return 0
  return tx.run(sql`
    with ready as (
      delete from audit_pending where no in (select no from audit_pending order by no limit ${limit})
      returning no, event_id
    )
    insert into audit_place (place, event_id)
    select coalesce((select max(place) from audit_place), 0) + row_number() over (order by no), event_id
    from ready`)
}

/** Whether some event waits for its place. */
export async function eventsWait(tx: Tx): Promise<boolean> {
  const found = await tx.one(
    z.strictObject({ waits: z.boolean() }),
    sql`select exists (select from audit_pending) as waits`
  )
  return found.waits
}

export type EventFilter = Readonly<{
  subject?: string | undefined
  type?: string | undefined
  owner?: Id<'mer'> | undefined
}>

/** An event as it is sent on: sequenced, with the merchant whose business it is. */
export type OwnedEvent = SequencedEvent & Readonly<{ owner: Id<'mer'> | null }>

const OwnedRow = EventRow.extend({
  place: z.bigint(),
  sequence: z.bigint(),
  owner: idSchema('mer').nullable()
})

const toOwned = ({ place, sequence, ...row }: z.infer<typeof OwnedRow>): OwnedEvent => ({
  ...row,
  place: globalThis.Number(place),
  sequence: globalThis.Number(sequence)
})

/** The columns of a placed event `e` at the place `p`. A subject has few events, so they are counted. */
const ownedColumns = sql`e.id, p.place, e.at, e.actor, e.request, e.type, e.subject, e.data, e.owner,
  (select count(*) from audit_event s join audit_place sp on sp.event_id = s.id
    where s.subject = e.subject and sp.place <= p.place) as sequence`

/** Events in the order of the log, after `after`. Only placed ones: what a reader has passed never changes. */
export async function listEvents(
  tx: Tx,
  filter: EventFilter,
  after: bigint,
  limit: number
): Promise<OwnedEvent[]> {
  await tx.flush()
  const rows = await tx.many(
    OwnedRow,
    sql`
    select ${ownedColumns}
    from audit_place p join audit_event e on e.id = p.event_id
    where p.place > ${after}
      ${given(filter.subject, (subject) => sql`and e.subject = ${subject}`)}
      ${given(filter.type, (type) => sql`and e.type = ${type}`)}
      ${given(filter.owner, (owner) => sql`and e.owner = ${owner}`)}
    order by p.place limit ${limit}`
  )
  return rows.map(toOwned)
}

/** These events, as far as they have places. */
export async function findPlaced(tx: Tx, ids: readonly Id<'evt'>[]): Promise<OwnedEvent[]> {
  const rows = await tx.many(
    OwnedRow,
    sql`select ${ownedColumns} from audit_place p join audit_event e on e.id = p.event_id where e.id = any(${ids})`
  )
  return rows.map(toOwned)
}

/** The last place of the log, 0 while it is empty. */
export async function lastPlace(tx: Tx): Promise<bigint> {
  const { place } = await tx.one(
    z.strictObject({ place: z.bigint() }),
    sql`select coalesce(max(place), 0) as place from audit_place`
  )
  return place
}

/** A subject whose events are wanted; of one merchant's business alone if `owner` says so. */
export type About = Readonly<{ subject: string; owner: Id<'mer'> | null }>

const AboutRow = EventRow.extend({ asked: z.number() })

/** What happened to each of these, oldest first, placed or not, at most `limit` events of each; in the order asked. */
export async function eventsAbout(tx: Tx, asked: readonly About[], limit: number): Promise<Event[][]> {
  await tx.flush()
  const rows = await tx.many(
    AboutRow,
    sql`
    select a.no::integer as asked, e.id, p.place, e.at, e.actor, e.request, e.type, e.subject, e.data
    from unnest(${asked.map(({ subject }) => subject)}::text[], ${asked.map(({ owner }) => owner)}::text[])
        with ordinality a (subject, owner, no)
      cross join lateral (
        select * from audit_event e where e.subject = a.subject and (a.owner is null or e.owner = a.owner)
        order by e.no limit ${limit}) e
      left join audit_place p on p.event_id = e.id
    order by a.no, e.no`
  )
  const found = asked.map((): Event[] => [])
  for (const { asked: no, ...row } of rows) found[no - 1]?.push(toEvent(row))
  return found
}

/** The last events, newest first, placed or not. */
export async function lastEvents(tx: Tx, limit: number): Promise<Event[]> {
  await tx.flush()
  const rows = await tx.many(
    EventRow,
    sql`
    select e.id, p.place, e.at, e.actor, e.request, e.type, e.subject, e.data
    from audit_event e left join audit_place p on p.event_id = e.id
    order by e.no desc limit ${limit}`
  )
  return rows.map(toEvent)
}

/** The end of the log as it is now, for counting from here. */
export async function eventMark(tx: Tx): Promise<bigint> {
  const { mark } = await tx.one(
    z.strictObject({ mark: z.bigint() }),
    sql`select coalesce(max(no), 0) as mark from audit_event`
  )
  return mark
}

/** How many events of each type were written after the mark. */
export async function countEvents(tx: Tx, mark: bigint): Promise<ReadonlyMap<string, number>> {
  await tx.flush()
  const rows = await tx.many(
    z.strictObject({ type: z.string(), count: z.number() }),
    sql`select type, count(*)::integer as count from audit_event where no > ${mark} group by type`
  )
  return new Map(rows.map(({ type, count }) => [type, count]))
}
