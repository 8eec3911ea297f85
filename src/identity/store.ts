import { z } from 'zod'
import { type ActorKind, actorKinds } from '../api/index.ts'
import { given, sql, type Tx } from '../db/index.ts'
import { hour, idSchema, later } from '../kernel/index.ts'
import type { ApiKey } from './key.ts'

const KeyRow = z.strictObject({
  id: idSchema('key'),
  prefix: z.string(),
  kind: z.enum(actorKinds),
  permissions: z.array(z.string()).nullable(),
  merchantId: idSchema('mer').nullable(),
  buyerId: idSchema('buy').nullable(),
  test: z.boolean(),
  label: z.string(),
  createdAt: z.date(),
  expiresAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
  lastUsedAt: z.date().nullable()
})
const columns = sql`id, prefix, kind, permissions, merchant_id as "merchantId", buyer_id as "buyerId", test, label,
  created_at as "createdAt", expires_at as "expiresAt", revoked_at as "revokedAt", last_used_at as "lastUsedAt"`

const SecretRow = KeyRow.extend({ hash: z.instanceof(Buffer) })

/** The keys that begin like this, with their hashes. */
export function findByPrefix(tx: Tx, prefix: string): Promise<z.infer<typeof SecretRow>[]> {
  return tx.many(SecretRow, sql`select ${columns}, hash from identity_key where prefix = ${prefix}`)
}

export function findKey(tx: Tx, id: string): Promise<ApiKey | undefined> {
  return tx.maybe(KeyRow, sql`select ${columns} from identity_key where id = ${id}`)
}

/** The id of the key that was made for this actor's Idempotency-Key. */
export function findAsked(tx: Tx, askedKey: string): Promise<Readonly<{ id: string }> | undefined> {
  return tx.maybe(
    z.strictObject({ id: z.string() }),
    sql`select id from identity_key where asked_by = ${tx.by.actor} and asked_key = ${askedKey}`
  )
}

/** False when the actor's Idempotency-Key has made a key already. */
export async function insertKey(
  tx: Tx,
  key: ApiKey,
  hash: Buffer,
  askedKey: string | null
): Promise<boolean> {
  const added = await tx.run(sql`
    insert into identity_key (id, prefix, hash, kind, permissions, merchant_id, buyer_id, test, label, asked_by,
      asked_key, created_at, expires_at)
    values (${key.id}, ${key.prefix}, ${hash}, ${key.kind}, ${key.permissions}, ${key.merchantId}, ${key.buyerId},
      ${key.test}, ${key.label}, ${tx.by.actor}, ${askedKey}, ${key.createdAt}, ${key.expiresAt})
    on conflict (asked_by, asked_key) do nothing`)
  return added === 1
}

/** Marks the key revoked unless it is; answers it as it is now. */
export function setRevoked(tx: Tx, id: string): Promise<ApiKey | undefined> {
  return tx.maybe(
    KeyRow,
    sql`update identity_key set revoked_at = coalesce(revoked_at, ${tx.now}) where id = ${id} returning ${columns}`
  )
}

/** Notes that the key is in use, at most once an hour. */
export async function touchKey(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`update identity_key set last_used_at = ${tx.now}
    where id = ${id} and (last_used_at is null or last_used_at < ${later(tx.now, -hour)})`)
}

export type KeyFilter = Readonly<{
  kind?: string | undefined
  merchantId?: string | undefined
  buyerId?: string | undefined
}>

/** Keys after the one with the id `after`, oldest first. */
export function listKeys(tx: Tx, filter: KeyFilter, after: string, limit: number): Promise<ApiKey[]> {
  return tx.many(
    KeyRow,
    sql`select ${columns} from identity_key
    where id > ${after}
      ${given(filter.kind, (kind) => sql`and kind = ${kind}`)}
      ${given(filter.merchantId, (merchantId) => sql`and merchant_id = ${merchantId}`)}
      ${given(filter.buyerId, (buyerId) => sql`and buyer_id = ${buyerId}`)}
    order by id limit ${limit}`
  )
}

/** How many keys for tests can still be used. */
export async function countTestKeys(tx: Tx): Promise<number> {
  const found = await tx.one(
    z.strictObject({ count: z.bigint() }),
    sql`select count(*) as count from identity_key
    where test and revoked_at is null and (expires_at is null or expires_at > ${tx.now})`
  )
  return globalThis.Number(found.count)
}

/** The keys that can be used now, oldest first, at most a thousand. */
export function keysOf(tx: Tx): Promise<ApiKey[]> {
  return tx.many(
    KeyRow,
    sql`select ${columns} from identity_key
    where revoked_at is null and (expires_at is null or expires_at > ${tx.now}) order by id limit 1000`
  )
}

const KindRow = z.strictObject({ id: z.string(), kind: z.enum(actorKinds) })

/** Whose keys and sessions these are; what is neither is left out. */
export async function kindsOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, ActorKind>> {
  const asked = [...new Set(ids)].filter((id) => /^(key|ses)_/.test(id))
  if (asked.length === 0) return new Map()
  const rows = await tx.many(
    KindRow,
    sql`select id, kind from identity_key where id = any(${asked})
      union all select id, kind from identity_session where id = any(${asked})`
  )
  return new Map(rows.map(({ id, kind }) => [id, kind]))
}
