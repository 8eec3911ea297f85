import { timingSafeEqual } from 'node:crypto'
import type { Actor } from '../api/index.ts'
import type { Db } from '../db/index.ts'
import { second } from '../kernel/index.ts'
import type { PermissionsOf } from './create.ts'
import { keyExpired, keyMissing, keyRevoked, keyUnknown, sessionOver, sessionUnknown } from './failures.ts'
import { type ApiKey, prefixOf, secretOf } from './key.ts'
import { type Found, memory } from './memory.ts'
import { hashOf } from './secret.ts'
import { type Session, tokenPrefix } from './session.ts'
import { findSessionsByPrefix, touchSession } from './session-store.ts'
import { findByPrefix, touchKey } from './store.ts'

/** How long a key or session that was found is remembered: one that was ended dies in every process within this time. */
const memoryMsUsual = 2 * second

/** What a request shows to say who sends it. Where there are both, the Authorization header counts. */
export type Shown = Readonly<{
  authorization?: string | undefined
  /** The secret of a session, from its cookie. */
  session?: string | undefined
}>

/**
 * Says who sends a request that shows this, or refuses with a Failure of the kind unauthenticated. Calls `admit` before the
 * database is asked about something that it has not found valid the last time; what that throws refuses.
 */
export type Authenticate = (shown: Shown, admit?: () => void) => Promise<Actor>

/** Makes the one that knows keys and sessions. It asks the database once in `memoryMs` for each, however many come with it. */
export function authenticator(
  db: Db,
  permissionsOf: PermissionsOf,
  memoryMs: number = memoryMsUsual
): Authenticate {
  const remember = memory(memoryMs)
  return async ({ authorization, session }, admit) => {
    if (authorization === undefined && session !== undefined) {
      const prefix = tokenPrefix('session', session)
      if (prefix === undefined) throw sessionUnknown()
      const hash = hashOf(session)
      return remember(hash, () => foundSession(db, permissionsOf, prefix, hash), admit)
    }
    const secret = secretOf(authorization)
    if (secret === undefined) throw keyMissing()
    const prefix = prefixOf(secret)
    if (prefix === undefined) throw keyUnknown()
    const hash = hashOf(secret)
    return remember(hash, () => foundKey(db, permissionsOf, prefix, hash), admit)
  }
}

async function foundKey(db: Db, permissionsOf: PermissionsOf, prefix: string, hash: Buffer): Promise<Found> {
  const key = await db.transaction(async (tx) => {
    const candidates = await findByPrefix(tx, prefix)
    const match = candidates.find((candidate) => timingSafeEqual(candidate.hash, hash))
    if (match && match.revokedAt === null) await touchKey(tx, match.id)
    return match
  })
  if (!key) throw keyUnknown()
  if (key.revokedAt !== null) throw keyRevoked()
  const { expiresAt } = key
  return {
    actor: actorOfKey(key, permissionsOf),
    mustHold() {
      if (expiresAt && expiresAt <= db.clock.now()) throw keyExpired()
    }
  }
}

/** A session goes by the database's time, of which its row says how much is left. */
async function foundSession(
  db: Db,
  permissionsOf: PermissionsOf,
  prefix: string,
  hash: Buffer
): Promise<Found> {
  const asked = performance.now()
  const session = await db.transaction(async (tx) => {
    const candidates = await findSessionsByPrefix(tx, prefix)
    const match = candidates.find((candidate) => timingSafeEqual(candidate.hash, hash))
    if (match && match.leftMs > 0) await touchSession(tx, match.id)
    return match
  })
  if (!session) throw sessionUnknown()
  const { leftMs } = session
  if (leftMs <= 0) throw sessionOver()
  return {
    actor: actorOfSession(session, permissionsOf),
    forgetAt: asked + leftMs,
    mustHold() {}
  }
}

function actorOfKey(key: ApiKey, permissionsOf: PermissionsOf): Actor {
  const may = permissionsOf(key.kind)
  return {
    id: key.id,
    kind: key.kind,
    permissions:
      key.permissions === null ? may : new Set(key.permissions.filter((permission) => may.has(permission))),
    merchantId: key.merchantId,
    buyerId: key.buyerId
  }
}

function actorOfSession({ id, kind, merchantId, buyerId }: Session, permissionsOf: PermissionsOf): Actor {
  return { id, kind, permissions: permissionsOf(kind), merchantId, buyerId }
}
