import { z } from 'zod'
import { pageOf, pageQuery, readCursor, type Route, route, toPage } from '../api/index.ts'
import type { Tx } from '../db/index.ts'
import { type Id, idSchema, nameText, typed } from '../kernel/index.ts'
import { endSession, sessionsOf } from './end-session.ts'
import { buyerUnknown, merchantUnknown, repeatKeyMissing } from './failures.ts'
import { checkMayLetIn, makeLink, revokeLink } from './make-link.ts'
import { linkMinutes, personKinds, Session, SignInLink } from './session.ts'
import { listSessions } from './session-store.ts'

/** What the routes of signing in cannot know by themselves. */
export type SessionRoutesOptions = Readonly<{
  merchantExists(tx: Tx, id: Id<'mer'>): Promise<boolean>
  buyerExists(tx: Tx, id: Id<'buy'>): Promise<boolean>
  /** Where people reach this installation: `https://pay.example`. */
  origin: string
}>

const LinkBody = z
  .strictObject({
    kind: z.enum(personKinds),
    label: nameText(100, typed)
      .optional()
      .meta({ description: 'Whom or what it is for, shown to whoever signs in.', example: 'back office' }),
    merchantId: idSchema('mer').optional(),
    buyerId: idSchema('buy').optional(),
    validMinutes: z
      .number()
      .int()
      .min(1)
      .max(linkMinutes.max.buyer)
      .optional()
      .meta({
        description:
          `How long it works, in minutes. Left out: ${linkMinutes.usual}. At most ${linkMinutes.max.operator} for ` +
          `operators and auditors, ${linkMinutes.max.buyer} (seven days) for merchants and buyers.`
      })
  })
  .meta({ id: 'NewSignInLink' })

const LinkWithUrl = z
  .strictObject({
    link: SignInLink,
    url: z.string().meta({
      description: 'The link itself. It is shown this once and kept nowhere.',
      example: 'https://pay.example/sign-in/kontor_link_…'
    }),
    expiresAt: SignInLink.shape.expiresAt
  })
  .meta({ id: 'SignInLinkWithUrl' })

const sessions: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/sessions',
    tag: 'Sessions',
    summary: 'List sessions that are not over.',
    description: 'Those of the same merchant, buyer or kind; an operator sees all.',
    permission: 'sessions.read',
    grantedTo: personKinds,
    query: z.strictObject(pageQuery),
    reply: pageOf(Session),
    handle: async ({ tx, actor, query }) => {
      const { limit } = query
      const rows = await listSessions(tx, sessionsOf(actor), readCursor(query, {}), limit + 1)
      return toPage(
        rows,
        limit,
        {},
        (session) => session.id,
        (session) => session
      )
    }
  }),
  route({
    method: 'DELETE',
    path: '/v1/sessions/:sessionId',
    tag: 'Sessions',
    summary: 'End a session for good.',
    description: 'Every process stops taking it within two seconds.',
    permission: 'sessions.write',
    grantedTo: personKinds,
    params: z.strictObject({ sessionId: idSchema('ses') }),
    reply: Session,
    failures: ['identity.session_not_found'],
    handle: ({ tx, actor, params }) => endSession(tx, actor, params.sessionId)
  })
]

const revoke = route({
  method: 'DELETE',
  path: '/v1/sign-in-links/:linkId',
  tag: 'Sessions',
  summary: 'Take a sign-in link back.',
  description: 'It then signs nobody in any more. A session that it has opened goes on.',
  permission: 'sign_in_links.write',
  grantedTo: ['operator', 'service'],
  params: z.strictObject({ linkId: idSchema('lnk') }),
  reply: SignInLink,
  failures: ['identity.link_not_found', 'identity.link_beyond'],
  handle: ({ tx, actor, params }) => revokeLink(tx, actor, params.linkId)
})

/** The routes by which people are let in, and of the sessions that this opens. */
export function sessionRoutes({
  merchantExists,
  buyerExists,
  origin
}: SessionRoutesOptions): readonly Route[] {
  const create = route({
    method: 'POST',
    path: '/v1/sign-in-links',
    tag: 'Sessions',
    summary: 'Make a link that signs somebody in, once.',
    description:
      'Send it to nobody else: whoever opens it first is signed in. The answer is the only place where the link ' +
      'stands, so it is not kept for a repeat: the same Idempotency-Key again is answered with a conflict that names ' +
      'the link. An operator makes links for all, a service for merchants and buyers.',
    permission: 'sign_in_links.write',
    grantedTo: ['operator', 'service'],
    body: LinkBody,
    reply: LinkWithUrl,
    ownIdempotency: 'by key',
    failures: [
      'identity.link_beyond',
      'identity.owner_mismatch',
      'identity.merchant_unknown',
      'identity.buyer_unknown',
      'identity.link_too_long',
      'identity.link_shown_once'
    ],
    handle: async ({ tx, actor, body, raw }) => {
      const askedKey = raw.header('idempotency-key')
      if (!askedKey || askedKey.length > 255) throw repeatKeyMissing('link')
      const { merchantId, buyerId, validMinutes: minutes } = body
      checkMayLetIn(actor, body.kind)
      if (merchantId && !(await merchantExists(tx, merchantId))) throw merchantUnknown(merchantId)
      if (buyerId && !(await buyerExists(tx, buyerId))) throw buyerUnknown(buyerId)
      const { link, token } = await makeLink(tx, { ...body, minutes, askedKey })
      return { link, url: `${origin}/sign-in/${token}`, expiresAt: link.expiresAt }
    }
  })
  return [create, revoke, ...sessions]
}
