import { timingSafeEqual } from 'node:crypto'
import type { Actor } from '../api/index.ts'
import type { Db } from '../db/index.ts'
import { Failure, second } from '../kernel/index.ts'
import type { PermissionsOf } from './create.ts'
import { keyExpired, keyMissing, keyRevoked, keyUnknown } from './failures.ts'
import { type ApiKey, hashOf, prefixOf, secretOf } from './key.ts'
import { findByPrefix, touchKey } from './store.ts'

/** How long a key that was found is remembered: a revoked key dies in every process within this time. */
const keyMemoryMs = 2 * second
const remembered = 10_000

/**
 * Says who sends a request with this Authorization header, or refuses with a Failure of the kind unauthenticated. Calls
 * `admit` before the database is asked about a key that it has not found valid the last time; what that throws refuses.
 */
export type Authenticate = (authorization: string | undefined, admit?: () => void) => Promise<Actor>

type Found = Readonly<{ actor: Actor; expiresAt: Date | null }>
type Remembered = Readonly<{ found: Promise<Found>; forgetAt: number }>

/** Makes the one that knows keys. It asks the database once in `memoryMs` for each key, however many come with it. */
export function authenticator(
  db: Db,
  permissionsOf: PermissionsOf,
  memoryMs: number = keyMemoryMs
): Authenticate {
  const memory = new Map<string, Remembered>()
  const valid = lastNames(remembered)
  return async (authorization, admit) => {
    const secret = secretOf(authorization)
    if (secret === undefined) throw keyMissing()
    const prefix = prefixOf(secret)
    if (prefix === undefined) throw keyUnknown()
    const hash = hashOf(secret)
    const name = hash.toString('base64')
    let known = memory.get(name)
    if (!known || known.forgetAt <= performance.now()) {
      if (!valid.has(name)) admit?.()
      const found = lookUp(db, prefix, hash).then((key) => ({
        actor: actorOf(key, permissionsOf),
        expiresAt: key.expiresAt
      }))
      known = { found, forgetAt: performance.now() + memoryMs }
      if (memory.size >= remembered) memory.clear()
      memory.set(name, known)
      // A refusal is not remembered: those who have come meanwhile are told, the next one is looked up again.
      found.then(
        () => valid.add(name),
        (error: unknown) => {
          memory.delete(name)
          if (error instanceof Failure && error.kind === 'unauthenticated') valid.delete(name)
        }
      )
    }
    const { actor, expiresAt } = await known.found
    if (expiresAt && expiresAt <= db.clock.now()) throw keyExpired()
    return actor
  }
}

/** The names that were added last, at most so many. */
function lastNames(most: number) {
  const names = new Set<string>()
  return {
    has: (name: string) => names.has(name),
    delete: (name: string) => names.delete(name),
    add(name: string) {
      names.delete(name)
      names.add(name)
      for (const oldest of names) {
        if (names.size <= most) break
        names.delete(oldest)
      }
    }
  }
}

async function lookUp(db: Db, prefix: string, hash: Buffer): Promise<ApiKey> {
  const key = await db.transaction(async (tx) => {
    const candidates = await findByPrefix(tx, prefix)
    const match = candidates.find((candidate) => timingSafeEqual(candidate.hash, hash))
    if (match && match.revokedAt === null) await touchKey(tx, match.id)
    return match
  })
  if (!key) throw keyUnknown()
  if (key.revokedAt !== null) throw keyRevoked()
  return key
}

function actorOf(key: ApiKey, permissionsOf: PermissionsOf): Actor {
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
