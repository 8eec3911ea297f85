import { z } from 'zod'
import { sql, type Tx } from '../db/index.ts'

const StoredAnswer = z.strictObject({ request: z.string(), status: z.number(), body: z.string() })
export type StoredAnswer = z.infer<typeof StoredAnswer>

/** An Idempotency-Key as an actor has used it. */
export type UsedKey = Readonly<{ actor: string; key: string }>

/** Which of these keys this transaction now has alone; with one that it has not, a request is in flight. */
export async function claimKeys(tx: Tx, keys: readonly UsedKey[]): Promise<readonly boolean[]> {
  const rows = await tx.rows(sql`
    select pg_try_advisory_xact_lock(hashtextextended(name, 0))
    from unnest(${keys.map(({ actor, key }) => `${actor}/${key}`)}::text[]) with ordinality as n (name, no) order by no`)
  const claimed = rows.map(([mine]) => mine === true)
  const seen = new Set<string>()
  // A lock that a transaction has already is given to it again.
  return keys.map(({ actor, key }, i) => {
    const name = `${actor}/${key}`
    if (seen.has(name)) return false
    seen.add(name)
    return claimed[i] === true
  })
}

/** The answers that were given to these keys, undefined to one that was not used. Claim the keys before. */
export async function findAnswers(
  tx: Tx,
  keys: readonly UsedKey[]
): Promise<readonly (StoredAnswer | undefined)[]> {
  const rows = await tx.many(
    StoredAnswer.extend({ no: z.number() }),
    sql`
    select n.no::integer as no, i.request, i.status, i.body
    from unnest(${keys.map(({ actor }) => actor)}::text[], ${keys.map(({ key }) => key)}::text[])
        with ordinality as n (actor, key, no)
      join api_idempotency i on i.actor = n.actor and i.key = n.key`
  )
  const found = new Map(rows.map(({ no, ...answer }) => [no, answer]))
  return keys.map((_, i) => found.get(i + 1))
}

/**
 * Keeps answers, in the transaction of their effects. They age by the database's time: a clock that was moved ahead, or is
 * wrong on one machine, must make nobody act twice.
 */
export async function keepAnswers(tx: Tx, answers: readonly (UsedKey & StoredAnswer)[]): Promise<void> {
  if (answers.length === 0) return
  const column = <K extends keyof (UsedKey & StoredAnswer)>(name: K) => answers.map((answer) => answer[name])
  await tx.run(sql`
    insert into api_idempotency (actor, key, request, status, body, created_at)
    select n.*, now() from unnest(${column('actor')}::text[], ${column('key')}::text[],
      ${column('request')}::text[], ${column('status')}::integer[], ${column('body')}::text[]) as n`)
}

/** Forgets answers older than `ageMs` by the database's time, at most a thousand at a time; one process does it at a time. */
export async function dropOldAnswers(tx: Tx, ageMs: number): Promise<number> {
  if (!(await claimWork(tx, 'http.forget_answers'))) return 0
  return tx.run(sql`
    delete from api_idempotency where (actor, key) in (
      select actor, key from api_idempotency
      where created_at < now() - ${ageMs}::float8 * interval '1 millisecond' limit 1000)`)
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
