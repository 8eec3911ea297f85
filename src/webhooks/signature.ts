import { createHmac, randomBytes } from 'node:crypto'

const secretBytes = 32
const prefix = 'whsec_'

/** A new secret: `whsec_` and the base64 of 32 bytes from the system's random source. */
export function newSecret(): string {
  return prefix + randomBytes(secretBytes).toString('base64')
}

/**
 * The headers of a webhook by Standard Webhooks 1.0: its id, the moment of this attempt in seconds, and one signature for
 * each secret, so that the receiver may know the old one or the new one while they change.
 */
export function signedHeaders(
  secrets: readonly string[],
  id: string,
  at: Date,
  body: string
): Readonly<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>> {
  const seconds = String(Math.floor(at.getTime() / 1000))
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(prefix.length), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`
  })
  return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': signatures.join(' ') }
}
