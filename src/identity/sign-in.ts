import { timingSafeEqual } from 'node:crypto'
import { claimWork } from '../api/index.ts'
import { emit } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import { minute } from '../kernel/index.ts'
import { linkExpired, linkRevoked, linkUnknown, linkUsed } from './failures.ts'
import { hashOf } from './secret.ts'
import {
  newToken,
  type Session,
  sessionLimits,
  sessionsMax,
  type SignInLink,
  tokenPrefix
} from './session.ts'
import { endBeyond, findLinksByPrefix, insertSession, setUsed } from './session-store.ts'

/** A new session and its secret, which exists nowhere else and goes into a cookie. */
export type NewSession = Readonly<{ session: Session; secret: string }>

/** The link of a token that would sign somebody in now; refuses one that is unknown, used, revoked or too old. */
export async function findLinkOf(tx: Tx, token: string): Promise<SignInLink> {
  const prefix = tokenPrefix('link', token)
  if (prefix === undefined) throw linkUnknown()
  const hash = hashOf(token)
  const found = (await findLinksByPrefix(tx, prefix)).find((link) => timingSafeEqual(link.hash, hash))
  if (!found) throw linkUnknown()
  const { hash: _, expired, ...link } = found
  if (link.usedAt !== null) throw linkUsed()
  if (link.revokedAt !== null) throw linkRevoked()
  if (expired) throw linkExpired()
  return link
}

/** Uses a link up and opens the session that it is for: of many who try at once, one gets it. */
export async function signIn(tx: Tx, token: string): Promise<NewSession> {
  const link = await findLinkOf(tx, token)
  if (!(await setUsed(tx, link.id))) throw linkUsed()
  const { kind, merchantId, buyerId, label, id: linkId } = link
  const party = merchantId ?? buyerId ?? kind
  await claimWork(tx, `sessions of ${party}`, 'wait')
  const secret = newToken('session')
  const { idleMs, wholeMs } = sessionLimits[kind]
  const session = await insertSession(tx, {
    kind,
    merchantId,
    buyerId,
    label,
    linkId,
    id: tx.newId('ses'),
    prefix: tokenPrefix('session', secret) ?? '',
    hash: hashOf(secret),
    idleMinutes: idleMs / minute,
    minutes: wholeMs / minute
  })
  const by = { actor: session.id, request: tx.by.request }
  const data = { kind, linkId }
  await emit(tx, { type: 'session.started', subject: session.id, owner: merchantId, data, by })
  for (const { id } of await endBeyond(tx, party, sessionsMax, session.id)) {
    await emit(tx, {
      type: 'session.ended',
      subject: id,
      owner: merchantId,
      data: { kind, how: 'too_many' },
      by
    })
  }
  return { session, secret }
}
