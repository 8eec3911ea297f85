import pg from 'pg'
import { Failure } from '../kernel/index.ts'

/**
 * Whether this says that the server cannot be worked with any more over this connection: it went away, goes down, or
 * takes no writes because another is the primary now.
 */
export function isLost(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof Failure) return false
  if (error instanceof pg.DatabaseError) return /^(08|57P0|25006)/.test(error.code ?? '')
  if ('code' in error && /^E[A-Z]+$/.test(String(error.code))) return true
  return error.name === 'Error' && withoutCode.test(error.message)
}

/** What the driver and its pool say without a code, and `hosts.ts`; from the beginning, since others quote what they were sent. */
const withoutCode =
  /^(Connection terminated|timeout exceeded when trying to connect|Client (has encountered a connection error|was closed) and is not queryable|connection to a host that is primary no more)/

const unsure = new WeakSet<object>()

/** Listens whether the server gives up waiting for its standby in the middle of a commit, as when an operator cancels it. */
export function hearCommits(client: pg.Client): void {
  client.on('notice', (notice) => {
    if (notice.routine === 'SyncRepWaitForLSN') unsure.add(client)
  })
}

/** Refuses to take a commit for certain that no standby has confirmed, where one should have. */
export function assertSynced(client: pg.Client): void {
  if (!unsure.delete(client)) return
  throw new Failure(
    'busy',
    'db.commit_unsure',
    'The commit was not confirmed by the standby server. Whether the request took effect for good is not known.',
    { retryAfterSeconds: 2, advice: 'Repeat it with the same Idempotency-Key.' }
  )
}
