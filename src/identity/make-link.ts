import type { Actor } from '../api/index.ts'
import { emit } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import type { Id } from '../kernel/index.ts'
import { linkBeyond, linkNotFound, linkShownOnce, linkTooLong, ownerMismatch } from './failures.ts'
import { hashOf } from './secret.ts'
import { linkMinutes, newToken, type PersonKind, type SignInLink, tokenPrefix } from './session.ts'
import { findAskedLink, findLink, insertLink, setLinkRevoked } from './session-store.ts'

/** What a new link is to be. */
export type LinkRequest = Readonly<{
  kind: PersonKind
  label?: string | undefined
  merchantId?: Id<'mer'> | undefined
  buyerId?: Id<'buy'> | undefined
  /** How long it works; left out: a quarter of an hour. */
  minutes?: number | undefined
  /** With this, a repeat by the same actor is refused instead of making a second link. */
  askedKey?: string | undefined
}>

/** A new link and its token, which exists nowhere else and is shown this once. */
export type NewSignInLink = Readonly<{ link: SignInLink; token: string }>

/** Refuses who may not let people of this kind in: a service speaks for the shop, whose buyers and merchants they are. */
export function checkMayLetIn(actor: Pick<Actor, 'kind'>, kind: PersonKind): void {
  const may =
    actor.kind === 'operator' || (actor.kind === 'service' && (kind === 'merchant' || kind === 'buyer'))
  if (!may) throw linkBeyond(actor.kind, kind)
}

/** Makes a link that signs somebody in, once. Its time is the database's own, not that of the clock. */
export async function makeLink(tx: Tx, request: LinkRequest): Promise<NewSignInLink> {
  const { kind, merchantId, buyerId, askedKey, label = '', minutes = linkMinutes.usual } = request
  if ((kind === 'merchant') !== (merchantId !== undefined)) throw ownerMismatch(kind)
  if ((kind === 'buyer') !== (buyerId !== undefined)) throw ownerMismatch(kind)
  if (minutes > linkMinutes.max[kind]) throw linkTooLong(kind, linkMinutes.max[kind])
  const token = newToken('link')
  const link = await insertLink(tx, {
    id: tx.newId('lnk'),
    prefix: tokenPrefix('link', token) ?? '',
    hash: hashOf(token),
    kind,
    merchantId: merchantId ?? null,
    buyerId: buyerId ?? null,
    label,
    askedKey: askedKey ?? null,
    minutes
  })
  if (!link) throw linkShownOnce((await findAskedLink(tx, askedKey ?? ''))?.id ?? '')
  await emit(tx, { type: 'sign_in_link.created', subject: link.id, owner: link.merchantId, data: { kind } })
  return { link, token }
}

/** Ends a link that nobody has used yet. Again, or when it was used: no effect, the same answer. */
export async function revokeLink(tx: Tx, actor: Pick<Actor, 'kind'>, linkId: Id<'lnk'>): Promise<SignInLink> {
  const before = await findLink(tx, linkId)
  if (!before) throw linkNotFound()
  checkMayLetIn(actor, before.kind)
  const after = await setLinkRevoked(tx, linkId)
  if (!after) throw linkNotFound()
  if (before.revokedAt === null) {
    const data = { kind: after.kind }
    await emit(tx, { type: 'sign_in_link.revoked', subject: linkId, owner: after.merchantId, data })
  }
  return after
}
