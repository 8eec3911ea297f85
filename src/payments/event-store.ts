import { z } from 'zod'
import { sql, type Tx } from '../db/index.ts'
import type { ProviderEvent } from './provider.ts'
import { ReportJson } from './report.ts'

/** An event that a provider has told. */
export type ToldEvent = Readonly<{ provider: string; event: ProviderEvent }>

/** Keeps verified events, each once; answers those that were new. */
export async function insertProviderEvents<T extends ToldEvent>(
  tx: Tx,
  told: readonly T[]
): Promise<ReadonlySet<T>> {
  if (told.length === 0) return new Set()
  const reports = told.map(({ event: { report } }) =>
    JSON.stringify(z.encode(ReportJson, { ...report, facts: [...report.facts] }))
  )
  const rows = await tx.many(
    z.strictObject({ provider: z.string(), id: z.string() }),
    sql`
    insert into payments_event (provider, id, payment_id, report, state, due_at, received_at)
    select n.provider, n.id, n.payment_id, n.report, 'received', ${tx.now}, ${tx.now}
    from unnest(${told.map(({ provider }) => provider)}::text[], ${told.map(({ event }) => event.id)}::text[],
      ${told.map(({ event }) => event.report.paymentId)}::text[], ${reports}::jsonb[])
      as n (provider, id, payment_id, report)
    order by n.provider, n.id
    on conflict (provider, id) do nothing
    returning provider, id`
  )
  const fresh = new Set(rows.map(({ provider, id }) => `${provider} ${id}`))
  return new Set(told.filter(({ provider, event }) => fresh.delete(`${provider} ${event.id}`)))
}

const EventRow = z.strictObject({
  provider: z.string(),
  id: z.string(),
  attempts: z.number(),
  report: ReportJson
})
/** A webhook event that is to be taken in. */
export type WaitingEvent = z.infer<typeof EventRow>

/** Locks up to `limit` due events, those of one payment in the order in which they came. */
export function claimProviderEvents(tx: Tx, limit: number): Promise<WaitingEvent[]> {
  return tx.many(
    EventRow,
    sql`select provider, id, attempts, report from payments_event where due_at <= ${tx.now}
        order by due_at, received_at, id limit ${limit} for update skip locked`
  )
}

/** What became of an event. */
export type EventOutcome = Readonly<{
  provider: string
  id: string
  state: 'received' | 'done' | 'ignored' | 'stuck'
  attempts: number
  dueAt: Date | null
  error: string | null
}>

/** Writes what became of events. */
export async function finishProviderEvents(tx: Tx, outcomes: readonly EventOutcome[]): Promise<void> {
  if (outcomes.length === 0) return
  await tx.run(sql`
    update payments_event e set state = n.state, attempts = n.attempts, due_at = n.due_at, error = n.error
    from unnest(${outcomes.map((o) => o.provider)}::text[], ${outcomes.map((o) => o.id)}::text[],
      ${outcomes.map((o) => o.state)}::text[], ${outcomes.map((o) => o.attempts)}::integer[],
      ${outcomes.map((o) => o.dueAt)}::timestamptz[], ${outcomes.map((o) => o.error)}::text[])
      as n (provider, id, state, attempts, due_at, error)
    where e.provider = n.provider and e.id = n.id`)
}

/** When the next event is due. */
export async function nextEventDue(tx: Tx): Promise<Date | null> {
  const row = await tx.one(
    z.strictObject({ at: z.date().nullable() }),
    sql`select min(due_at) as at from payments_event where due_at is not null`
  )
  return row.at
}
