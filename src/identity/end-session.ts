import type { Actor } from '../api/index.ts'
import { emit } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import type { Id } from '../kernel/index.ts'
import { sessionNotFound } from './failures.ts'
import type { Session } from './session.ts'
import { findSession, setEnded } from './session-store.ts'

/** Whose sessions an actor sees and may end: an operator's are all, anybody else's those of the same party. */
export function sessionsOf(actor: Pick<Actor, 'kind' | 'merchantId' | 'buyerId'>): string | undefined {
  return actor.kind === 'operator' ? undefined : (actor.merchantId ?? actor.buyerId ?? actor.kind)
}

/** Ends a session of this actor; every process stops taking it within two seconds. Again: no effect, the same answer. */
export async function endSession(tx: Tx, actor: Actor, id: Id<'ses'>): Promise<Session> {
  const before = await findSession(tx, id)
  const party = sessionsOf(actor)
  if (!before || (party !== undefined && party !== partyOf(before))) throw sessionNotFound()
  const how = id === actor.id ? 'signed_out' : 'ended'
  return (await end(tx, id, how)) ?? (await findSession(tx, id)) ?? before
}

/** Ends the session of somebody who signs out, or signs in anew from the same browser. */
export async function signOut(tx: Tx, id: Id<'ses'>): Promise<void> {
  await end(tx, id, 'signed_out')
}

const partyOf = ({ merchantId, buyerId, kind }: Session) => merchantId ?? buyerId ?? kind

async function end(tx: Tx, id: Id<'ses'>, how: 'signed_out' | 'ended'): Promise<Session | undefined> {
  const ended = await setEnded(tx, id)
  if (ended) {
    const { kind, merchantId } = ended
    await emit(tx, { type: 'session.ended', subject: id, owner: merchantId, data: { kind, how } })
  }
  return ended
}
