import { z } from 'zod'
import { given, sql, type Tx } from '../db/index.ts'
import { idSchema } from '../kernel/index.ts'
import { type Person, personKinds, type Session, type SignInLink } from './session.ts'

const LinkRow = z.strictObject({
  id: idSchema('lnk'),
  kind: z.enum(personKinds),
  merchantId: idSchema('mer').nullable(),
  buyerId: idSchema('buy').nullable(),
  label: z.string(),
  createdAt: z.date(),
  expiresAt: z.date(),
  usedAt: z.date().nullable(),
  revokedAt: z.date().nullable()
})
const linkColumns = sql`id, kind, merchant_id as "merchantId", buyer_id as "buyerId", label, created_at as "createdAt",
  expires_at as "expiresAt", used_at as "usedAt", revoked_at as "revokedAt"`

const HashedLinkRow = LinkRow.extend({ hash: z.instanceof(Buffer), expired: z.boolean() })
export type HashedLink = z.infer<typeof HashedLinkRow>

const SessionRow = z.strictObject({
  id: idSchema('ses'),
  kind: z.enum(personKinds),
  merchantId: idSchema('mer').nullable(),
  buyerId: idSchema('buy').nullable(),
  label: z.string(),
  linkId: idSchema('lnk'),
  createdAt: z.date(),
  seenAt: z.date(),
  idleEndsAt: z.date(),
  expiresAt: z.date(),
  endedAt: z.date().nullable()
})
const idleEnd = sql`seen_at + idle_minutes * interval '1 minute'`
const sessionColumns = sql`id, kind, merchant_id as "merchantId", buyer_id as "buyerId", label, link_id as "linkId",
  created_at as "createdAt", seen_at as "seenAt", ${idleEnd} as "idleEndsAt", expires_at as "expiresAt",
  ended_at as "endedAt"`
const alive = sql`ended_at is null and least(expires_at, ${idleEnd}) > now()`

const HashedSessionRow = SessionRow.extend({ hash: z.instanceof(Buffer), leftMs: z.number() })
export type HashedSession = z.infer<typeof HashedSessionRow>

export type NewLink = Person &
  Readonly<{
    id: string
    prefix: string
    hash: Buffer
    label: string
    askedKey: string | null
    minutes: number
  }>

/** The link as it was written; undefined when the actor's Idempotency-Key has made one already. */
export function insertLink(tx: Tx, link: NewLink): Promise<SignInLink | undefined> {
  return tx.maybe(
    LinkRow,
    sql`insert into identity_link (id, prefix, hash, kind, merchant_id, buyer_id, label, asked_by, asked_key, expires_at)
    values (${link.id}, ${link.prefix}, ${link.hash}, ${link.kind}, ${link.merchantId}, ${link.buyerId}, ${link.label},
      ${tx.by.actor}, ${link.askedKey}, now() + ${link.minutes}::integer * interval '1 minute')
    on conflict (asked_by, asked_key) do nothing returning ${linkColumns}`
  )
}

/** The id of the link that was made for this actor's Idempotency-Key. */
export function findAskedLink(tx: Tx, askedKey: string): Promise<Readonly<{ id: string }> | undefined> {
  return tx.maybe(
    z.strictObject({ id: z.string() }),
    sql`select id from identity_link where asked_by = ${tx.by.actor} and asked_key = ${askedKey}`
  )
}

export function findLink(tx: Tx, id: string): Promise<SignInLink | undefined> {
  return tx.maybe(LinkRow, sql`select ${linkColumns} from identity_link where id = ${id}`)
}

/** The links whose tokens begin like this, with their hashes. */
export function findLinksByPrefix(tx: Tx, prefix: string): Promise<HashedLink[]> {
  return tx.many(
    HashedLinkRow,
    sql`select ${linkColumns}, hash, expires_at <= now() as expired from identity_link where prefix = ${prefix}`
  )
}

/** Uses the link up; false where somebody else has, or where it does not work any more. */
export async function setUsed(tx: Tx, id: string): Promise<boolean> {
  const used = await tx.run(sql`update identity_link set used_at = now()
    where id = ${id} and used_at is null and revoked_at is null and expires_at > now()`)
  return used === 1
}

/** Marks the link revoked unless it is; answers it as it is now. */
export function setLinkRevoked(tx: Tx, id: string): Promise<SignInLink | undefined> {
  return tx.maybe(
    LinkRow,
    sql`update identity_link set revoked_at = coalesce(revoked_at, now()) where id = ${id} returning ${linkColumns}`
  )
}

export type NewSession = Person &
  Readonly<{
    id: string
    prefix: string
    hash: Buffer
    label: string
    linkId: string
    idleMinutes: number
    minutes: number
  }>

export function insertSession(tx: Tx, session: NewSession): Promise<Session> {
  return tx.one(
    SessionRow,
    sql`insert into identity_session (id, prefix, hash, kind, merchant_id, buyer_id, label, link_id, idle_minutes,
      expires_at)
    values (${session.id}, ${session.prefix}, ${session.hash}, ${session.kind}, ${session.merchantId},
      ${session.buyerId}, ${session.label}, ${session.linkId}, ${session.idleMinutes},
      now() + ${session.minutes}::integer * interval '1 minute')
    returning ${sessionColumns}`
  )
}

export function findSession(tx: Tx, id: string): Promise<Session | undefined> {
  return tx.maybe(SessionRow, sql`select ${sessionColumns} from identity_session where id = ${id}`)
}

/** The sessions whose secrets begin like this, with their hashes and how long each lasts unless it is used. */
export function findSessionsByPrefix(tx: Tx, prefix: string): Promise<HashedSession[]> {
  return tx.many(
    HashedSessionRow,
    sql`select ${sessionColumns}, hash, extract(epoch from
      least(expires_at, ${idleEnd}, coalesce(ended_at, 'infinity')) - now())::float8 * 1000 as "leftMs"
    from identity_session where prefix = ${prefix}`
  )
}

/** Notes that the session is in use, at most once a minute. */
export async function touchSession(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`update identity_session set seen_at = now()
    where id = ${id} and seen_at < now() - interval '1 minute'`)
}

/** Ends the session unless it is over; answers it when this ended it. */
export function setEnded(tx: Tx, id: string): Promise<Session | undefined> {
  return tx.maybe(
    SessionRow,
    sql`update identity_session set ended_at = now() where id = ${id} and ${alive} returning ${sessionColumns}`
  )
}

/** Ends those sessions of a party that are beyond `most`, the ones that were idle the longest, and never `kept`. */
export function endBeyond(tx: Tx, party: string, most: number, kept: string): Promise<Session[]> {
  return tx.many(
    SessionRow,
    sql`update identity_session set ended_at = now() where id in (
      select id from identity_session where party = ${party} and id <> ${kept} and ${alive}
      order by seen_at desc, id desc offset ${most - 1})
    returning ${sessionColumns}`
  )
}

/** Sessions that are not over, the newest first, from before the one with the id `before`; of one party, or of all. */
export function listSessions(
  tx: Tx,
  party: string | undefined,
  before: string | undefined,
  limit: number
): Promise<Session[]> {
  return tx.many(
    SessionRow,
    sql`select ${sessionColumns} from identity_session
    where ${alive} ${given(party, (one) => sql`and party = ${one}`)} ${given(before, (id) => sql`and id < ${id}`)}
    order by id desc limit ${limit}`
  )
}

/** Forgets links and sessions that were over so many days ago, at most a thousand of each at a time. */
export async function dropOld(tx: Tx, days: number): Promise<number> {
  const old = sql`expires_at < now() - ${days}::integer * interval '1 day'`
  const links = await tx.run(
    sql`delete from identity_link where id in (select id from identity_link where ${old} limit 1000)`
  )
  const sessions = await tx.run(
    sql`delete from identity_session where id in (select id from identity_session where ${old} limit 1000)`
  )
  return links + sessions
}
