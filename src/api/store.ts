import { z } from 'zod'
import { sql, type Tx } from '../db/index.ts'
import { later } from '../kernel/index.ts'

const StoredAnswer = z.strictObject({ request: z.string(), status: z.number(), body: z.string() })
export type StoredAnswer = z.infer<typeof StoredAnswer>

/** True when this transaction now has the key alone; false when a request with it is in flight. */
export async function claimKey(tx: Tx, actor: string, key: string): Promise<boolean> {
  const lock = await tx.one(
    z.strictObject({ claimed: z.boolean() }),
    sql`select pg_try_advisory_xact_lock(hashtextextended(${`${actor}/${key}`}, 0)) as claimed`
  )
  return lock.claimed
}

/** The answer that was given to this key, if it was used. */
export function findAnswer(tx: Tx, actor: string, key: string): Promise<StoredAnswer | undefined> {
  return tx.maybe(
    StoredAnswer,
    sql`select request, status, body from api_idempotency where actor = ${actor} and key = ${key}`
  )
}

/** Keeps the answer, in the transaction of its effect. */
export async function keepAnswer(tx: Tx, actor: string, key: string, answer: StoredAnswer): Promise<void> {
  await tx.run(sql`
    insert into api_idempotency (actor, key, request, status, body, created_at)
    values (${actor}, ${key}, ${answer.request}, ${answer.status}, ${answer.body}, ${tx.now})`)
}

/** Forgets answers older than `ageMs`, at most a thousand at a time. */
export function dropOldAnswers(tx: Tx, ageMs: number): Promise<number> {
  return tx.run(sql`
    delete from api_idempotency where (actor, key) in (
      select actor, key from api_idempotency where created_at < ${later(tx.now, -ageMs)} limit 1000
      for update skip locked)`)
}

/**
 * Elects this transaction, until it ends, for work that is not divided by rows. False while another process has it; with
 * `wait` it is waited for, so that a statement after this one sees what the other did.
 */
export async function claimWork(tx: Tx, work: string, how: 'try' | 'wait' = 'try'): Promise<boolean> {
  const key = sql`hashtextextended(${`work/${work}`}, 0)`
  const lock = await tx.one(
    z.strictObject({ claimed: z.boolean() }),
    how === 'try'
      ? sql`select pg_try_advisory_xact_lock(${key}) as claimed`
      : sql`select pg_advisory_xact_lock(${key}) is not null as claimed`
  )
  return lock.claimed
}
