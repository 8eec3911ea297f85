import { z } from 'zod'
import { given, sql, type Tx } from '../db/index.ts'
import type { ServedRequest } from './request.ts'

/** Writes requests. The commit does not wait for the disk: the last of them may be lost in a crash. No job waits for them. */
export async function insertRequests(tx: Tx, requests: readonly ServedRequest[]): Promise<void> {
  const column = <K extends keyof ServedRequest>(name: K) => requests.map((request) => request[name])
  await tx.quiet()
  await tx.run(sql`select set_config('synchronous_commit', 'off', true)`)
  await tx.run(sql`
    insert into desk_request (at, request_id, method, route, status, code, actor, idempotency_key, replayed, preview, ms)
    select * from unnest(${column('at')}::timestamptz[], ${column('requestId')}::text[], ${column('method')}::text[],
      ${column('route')}::text[], ${column('status')}::smallint[], ${column('code')}::text[], ${column('actor')}::text[],
      ${column('idempotencyKey')}::text[], ${column('replayed')}::boolean[], ${column('preview')}::boolean[],
      ${column('ms')}::float8[])`)
}

/** What the log can be narrowed to. */
export type RequestFilter = Readonly<{
  actor?: string | undefined
  method?: string | undefined
  route?: string | undefined
  requestId?: string | undefined
  code?: string | undefined
  /** Statuses from here on, up to and without `statusBelow`. */
  statusFrom?: number | undefined
  statusBelow?: number | undefined
}>

/** Said in so many words, so that the index of the few refusals serves for it. */
const refused = sql`status >= 400`

const Row = z.strictObject({
  no: z.bigint(),
  at: z.date(),
  requestId: z.string(),
  method: z.string(),
  route: z.string(),
  status: z.number(),
  code: z.string().nullable(),
  actor: z.string().nullable(),
  idempotencyKey: z.string().nullable(),
  replayed: z.boolean(),
  preview: z.boolean(),
  ms: z.number()
})

/** A page of the log, the newest first, before the row `before` (null: from the newest on). */
export function listRequests(
  tx: Tx,
  filter: RequestFilter,
  before: bigint | null,
  limit: number
): Promise<(ServedRequest & Readonly<{ no: bigint }>)[]> {
  return tx.many(
    Row,
    sql`
    select no, at, request_id as "requestId", method, route, status, code, actor, idempotency_key as "idempotencyKey",
      replayed, preview, ms
    from desk_request
    where true ${given(before, (before) => sql`and no < ${before}`)}
      ${given(filter.actor, (actor) => sql`and actor = ${actor}`)}
      ${given(filter.method, (method) => sql`and method = ${method}`)}
      ${given(filter.route, (route) => sql`and route = ${route}`)}
      ${given(filter.requestId, (id) => sql`and request_id = ${id}`)}
      ${given(filter.code, (code) => sql`and code = ${code} and ${refused}`)}
      ${given(filter.statusFrom, (from) => sql`and status >= ${from} ${from >= 400 ? sql`and ${refused}` : sql``}`)}
      ${given(filter.statusBelow, (below) => sql`and status < ${below}`)}
    order by no desc limit ${limit}`
  )
}

/** Forgets rows that are older than `ageMs`, and those beyond so many, at most `limit` at once. Answers how many. */
export function forgetRequests(
  tx: Tx,
  { ageMs, rowsMax, limit }: Readonly<{ ageMs: number; rowsMax: number; limit: number }>
): Promise<number> {
  return tx.run(sql`
    delete from desk_request where no in (
      select no from desk_request
      where no < greatest(
        coalesce(
          (select no from desk_request where kept_at >= now() - ${ageMs}::float8 * interval '1 millisecond' order by no limit 1),
          (select max(no) + 1 from desk_request)),
        (select max(no) - ${rowsMax}::bigint + 1 from desk_request))
      order by no limit ${limit})`)
}
