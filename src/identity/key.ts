import { z } from 'zod'
import { actorKinds } from '../api/index.ts'
import { idSchema, Timestamp } from '../kernel/index.ts'
import { randomText } from './secret.ts'

/** A key as it is shown after its creation: everything but the secret. */
export const ApiKey = z
  .strictObject({
    id: idSchema('key'),
    prefix: z
      .string()
      .meta({ description: 'How the key begins, to tell keys apart.', example: 'kontor_test_9GtYw2Qa' }),
    kind: z.enum(actorKinds),
    permissions: z
      .array(z.string())
      .nullable()
      .meta({ description: 'What it may do; null: everything that its kind may do.' }),
    merchantId: idSchema('mer').nullable(),
    buyerId: idSchema('buy').nullable(),
    test: z.boolean(),
    label: z.string(),
    createdAt: Timestamp,
    expiresAt: Timestamp.nullable(),
    revokedAt: Timestamp.nullable(),
    lastUsedAt: Timestamp.nullable().meta({ description: 'To the hour.' })
  })
  .meta({ id: 'ApiKey' })
export type ApiKey = z.infer<typeof ApiKey>

/** A new key and its text, which exists nowhere else and is shown this once. */
export type NewKey = Readonly<{ key: ApiKey; secret: string }>

const prefixPattern = /^(kontor_(?:test|live)_[0-9A-Za-z]{8})[0-9A-Za-z]{35}$/

/** A new key text with 256 bits of chance. */
export function newSecret(test: boolean): string {
  return `kontor_${test ? 'test' : 'live'}_${randomText()}`
}

/** How the key begins, or undefined when the text has not the form of a key. */
export function prefixOf(secret: string): string | undefined {
  return prefixPattern.exec(secret)?.[1]
}

/**
 * The key text of an Authorization header: `Bearer kontor_…`, or `Basic` with the key as the password or the user, for
 * browsers and scrapers. Undefined when there is none.
 */
export function secretOf(header: string | undefined): string | undefined {
  const [, scheme = '', value = ''] = /^(\w+) +([\w+/=.~-]{1,500})$/.exec(header ?? '') ?? []
  if (scheme.toLowerCase() === 'bearer') return value
  if (scheme.toLowerCase() !== 'basic') return undefined
  return Buffer.from(value, 'base64')
    .toString()
    .split(':')
    .findLast((part) => part !== '')
}
