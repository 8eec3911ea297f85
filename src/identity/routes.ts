import { z } from 'zod'
import { actorKinds, pageOf, pageQuery, readCursor, type Route, route, toPage } from '../api/index.ts'
import { idSchema, nameText, Timestamp, typed } from '../kernel/index.ts'
import { createKey, type PermissionsOf } from './create.ts'
import { keyNotFound, merchantUnknown, repeatKeyMissing } from './failures.ts'
import { ApiKey } from './key.ts'
import { revokeKey } from './revoke.ts'
import { findSession } from './session-store.ts'
import { sessionRoutes, type SessionRoutesOptions } from './session-routes.ts'
import { findKey, listKeys } from './store.ts'

/** What identity cannot know by itself. */
type IdentityRoutesOptions = SessionRoutesOptions &
  Readonly<{
    permissionsOf: PermissionsOf
    /** Whether keys made over the API are for tests. */
    testKeys: boolean
  }>

const KeyBody = z
  .strictObject({
    kind: z.enum(actorKinds),
    label: nameText(100, typed).meta({ description: 'What it is for.', example: 'shop backend' }),
    merchantId: idSchema('mer').optional(),
    buyerId: idSchema('buy').optional(),
    permissions: z
      .array(z.string().max(100))
      .max(200)
      .optional()
      .meta({ description: 'Narrows what the kind may do. Left out: all of it.' }),
    expiresAt: Timestamp.optional()
  })
  .meta({ id: 'NewApiKey' })

const KeyWithSecret = z
  .strictObject({
    key: ApiKey,
    secret: z.string().meta({ description: 'The key itself. It is shown this once and kept nowhere.' })
  })
  .meta({ id: 'ApiKeyWithSecret' })

const keyParams = z.strictObject({ keyId: idSchema('key') })

const readers = [
  route({
    method: 'GET',
    path: '/v1/api-keys',
    tag: 'API keys',
    summary: 'List API keys.',
    permission: 'keys.read',
    grantedTo: ['operator', 'auditor'],
    query: z.strictObject({
      ...pageQuery,
      kind: z.enum(actorKinds).optional(),
      merchantId: idSchema('mer').optional(),
      buyerId: idSchema('buy').optional()
    }),
    reply: pageOf(ApiKey),
    handle: async ({ tx, query }) => {
      const { limit, cursor, ...filters } = query
      const rows = await listKeys(tx, filters, readCursor({ cursor }, filters) ?? '', limit + 1)
      return toPage(
        rows,
        limit,
        filters,
        (key) => key.id,
        (key) => key
      )
    }
  }),
  route({
    method: 'GET',
    path: '/v1/api-keys/:keyId',
    tag: 'API keys',
    summary: 'Show an API key, without its secret.',
    permission: 'keys.read',
    grantedTo: ['operator', 'auditor'],
    params: keyParams,
    reply: ApiKey,
    failures: ['identity.key_not_found'],
    handle: async ({ tx, params }) => {
      const key = await findKey(tx, params.keyId)
      if (!key) throw keyNotFound()
      return key
    }
  }),
  route({
    method: 'GET',
    path: '/v1/me',
    tag: 'API keys',
    summary: 'Show who sends this request, and what it may do.',
    permission: 'me.read',
    grantedTo: actorKinds,
    reply: z
      .strictObject({
        id: z.string(),
        kind: z.enum(actorKinds),
        merchantId: idSchema('mer').nullable(),
        buyerId: idSchema('buy').nullable(),
        label: z.string().meta({ description: 'What the key or the link is for.' }),
        permissions: z.array(z.string()),
        session: z
          .strictObject({
            id: idSchema('ses'),
            expiresAt: Timestamp.meta({
              description: "When it is over in any case, by the database's own time."
            })
          })
          .nullable()
          .meta({ description: 'The session of the cookie; null: a key was sent.' })
      })
      .meta({ id: 'Me' }),
    handle: async ({ tx, actor }) => {
      const { id, kind, merchantId, buyerId } = actor
      const session = await findSession(tx, id)
      const { label } = session ?? (await findKey(tx, id)) ?? { label: '' }
      return {
        id,
        kind,
        merchantId,
        buyerId,
        label,
        permissions: [...actor.permissions].sort(),
        session: session ? { id: session.id, expiresAt: session.expiresAt } : null
      }
    }
  })
]

const revoke = route({
  method: 'DELETE',
  path: '/v1/api-keys/:keyId',
  tag: 'API keys',
  summary: 'Revoke an API key for good.',
  description: 'Every process stops taking it within two seconds.',
  permission: 'keys.write',
  grantedTo: ['operator'],
  params: keyParams,
  reply: ApiKey,
  failures: ['identity.key_not_found'],
  handle: ({ tx, params }) => revokeKey(tx, params.keyId)
})

/** The routes of API keys, of sign-in links and of sessions. */
export function identityRoutes(options: IdentityRoutesOptions): readonly Route[] {
  const create = route({
    method: 'POST',
    path: '/v1/api-keys',
    tag: 'API keys',
    summary: 'Make an API key.',
    description:
      'The answer is the only place where the key stands, so it is not kept for a repeat: the same Idempotency-Key ' +
      'again is answered with a conflict that names the key.',
    permission: 'keys.write',
    grantedTo: ['operator'],
    body: KeyBody,
    reply: KeyWithSecret,
    ownIdempotency: 'by key',
    failures: ['identity.owner_mismatch', 'identity.merchant_unknown', 'identity.key_shown_once'],
    handle: async ({ tx, body, raw }) => {
      const askedKey = raw.header('idempotency-key')
      if (!askedKey || askedKey.length > 255) throw repeatKeyMissing('key')
      if (body.merchantId && !(await options.merchantExists(tx, body.merchantId))) {
        throw merchantUnknown(body.merchantId)
      }
      return createKey(tx, options.permissionsOf, { ...body, test: options.testKeys, askedKey })
    }
  })
  return [...readers, create, revoke, ...sessionRoutes(options)]
}
