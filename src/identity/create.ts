import { emit } from '../audit/index.ts'
import type { ActorKind } from '../api/index.ts'
import type { Tx } from '../db/index.ts'
import type { Id } from '../kernel/index.ts'
import { expiryPassed, ownerMismatch, permissionsBeyond, shownOnce } from './failures.ts'
import { type ApiKey, type NewKey, newSecret, prefixOf } from './key.ts'
import { hashOf } from './secret.ts'
import { findAsked, insertKey } from './store.ts'

/** What each kind of actor may do. */
export type PermissionsOf = (kind: ActorKind) => ReadonlySet<string>

/** What a new key is to be. */
export type KeyRequest = Readonly<{
  kind: ActorKind
  label: string
  test: boolean
  merchantId?: Id<'mer'> | undefined
  buyerId?: Id<'buy'> | undefined
  /** Left out: everything that the kind may do, also what it may do in later releases. */
  permissions?: readonly string[] | undefined
  expiresAt?: Date | undefined
  /** With this, a repeat by the same actor is refused instead of making a second key. */
  askedKey?: string | undefined
}>

/** Makes a key. The answer holds its text, which is kept nowhere. */
export async function createKey(tx: Tx, permissionsOf: PermissionsOf, request: KeyRequest): Promise<NewKey> {
  const { kind, label, test, askedKey, permissions } = request
  if ((kind === 'merchant') !== (request.merchantId !== undefined)) throw ownerMismatch(kind)
  if ((kind === 'buyer') !== (request.buyerId !== undefined)) throw ownerMismatch(kind)
  const beyond = permissions?.filter((permission) => !permissionsOf(kind).has(permission)) ?? []
  if (beyond.length > 0) throw permissionsBeyond(kind, beyond.slice(0, 20))
  if (request.expiresAt && request.expiresAt <= tx.now) throw expiryPassed()
  const secret = newSecret(test)
  const key: ApiKey = {
    id: tx.newId('key'),
    prefix: prefixOf(secret) ?? '',
    kind,
    permissions: permissions ? [...permissions] : null,
    merchantId: request.merchantId ?? null,
    buyerId: request.buyerId ?? null,
    test,
    label,
    createdAt: tx.now,
    expiresAt: request.expiresAt ?? null,
    revokedAt: null,
    lastUsedAt: null
  }
  if (!(await insertKey(tx, key, hashOf(secret), askedKey ?? null))) {
    throw shownOnce((await findAsked(tx, askedKey ?? ''))?.id ?? '')
  }
  await emit(tx, { type: 'key.created', subject: key.id, owner: key.merchantId, data: { kind, test } })
  return { key, secret }
}
