import { z } from 'zod'
import { day, hour, type Id, idSchema, minute, Timestamp } from '../kernel/index.ts'
import { randomText } from './secret.ts'

/** The kinds of actor that are people. A service is a program and has a key. */
export const personKinds = ['operator', 'merchant', 'buyer', 'auditor'] as const
export type PersonKind = (typeof personKinds)[number]

/** Who somebody is that signs in. */
export type Person = Readonly<{
  kind: PersonKind
  merchantId: Id<'mer'> | null
  buyerId: Id<'buy'> | null
}>

/** How long a link works that nobody uses, in minutes: unless somebody says otherwise, and at most. */
export const linkMinutes = { usual: 15, max: { operator: 60, auditor: 60, merchant: 10_080, buyer: 10_080 } }

/**
 * When a session is over: after so long without a request, and in any case. OWASP's Session Management Cheat Sheet names 15
 * to 30 minutes without a request for low-risk and 2 to 5 for high-value applications, and 4 to 8 hours in all where
 * somebody works the whole day. A desk that is read more than used takes 30 minutes and 8 hours. A buyer sees and does
 * nothing but what belongs to his own orders, on his own phone, over the days that an order takes: 30 days in all is what
 * NIST SP 800-63B allows at its first level.
 */
export const sessionLimits: Readonly<Record<PersonKind, Readonly<{ idleMs: number; wholeMs: number }>>> = {
  operator: { idleMs: 30 * minute, wholeMs: 8 * hour },
  auditor: { idleMs: 30 * minute, wholeMs: 8 * hour },
  merchant: { idleMs: 30 * minute, wholeMs: 8 * hour },
  buyer: { idleMs: 7 * day, wholeMs: 30 * day }
}

/** The most sessions of one party at once; one more ends the one that was idle the longest. */
export const sessionsMax = 20

/** A link as it is shown after its creation: everything but its token. */
export const SignInLink = z
  .strictObject({
    id: idSchema('lnk'),
    kind: z.enum(personKinds),
    merchantId: idSchema('mer').nullable(),
    buyerId: idSchema('buy').nullable(),
    label: z.string(),
    createdAt: Timestamp,
    expiresAt: Timestamp,
    usedAt: Timestamp.nullable(),
    revokedAt: Timestamp.nullable()
  })
  .meta({
    id: 'SignInLink',
    description: "Its times are the database's own, also where Kontor's clock is simulated."
  })
export type SignInLink = z.infer<typeof SignInLink>

/** A session as it is shown: everything but its secret. */
export const Session = z
  .strictObject({
    id: idSchema('ses'),
    kind: z.enum(personKinds),
    merchantId: idSchema('mer').nullable(),
    buyerId: idSchema('buy').nullable(),
    label: z.string(),
    linkId: idSchema('lnk').meta({ description: 'The link that opened it.' }),
    createdAt: Timestamp,
    seenAt: Timestamp.meta({ description: 'When its last request came, to the minute.' }),
    idleEndsAt: Timestamp.meta({ description: 'When it is over unless a request comes.' }),
    expiresAt: Timestamp.meta({ description: 'When it is over in any case.' }),
    endedAt: Timestamp.nullable().meta({ description: 'When somebody ended it.' })
  })
  .meta({
    id: 'Session',
    description: "Its times are the database's own, also where Kontor's clock is simulated."
  })
export type Session = z.infer<typeof Session>

const tokenPattern = /^(kontor_(?:link|session)_[0-9A-Za-z]{8})[0-9A-Za-z]{35}$/

/** The text of a new link or session, which exists nowhere else. */
export function newToken(of: 'link' | 'session'): string {
  return `kontor_${of}_${randomText()}`
}

/** How the token of a link or session begins, or undefined when the text has not its form. */
export function tokenPrefix(of: 'link' | 'session', token: string): string | undefined {
  const prefix = tokenPattern.exec(token)?.[1]
  return prefix?.startsWith(`kontor_${of}_`) ? prefix : undefined
}
