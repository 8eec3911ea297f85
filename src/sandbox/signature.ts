import { createHmac, timingSafeEqual } from 'node:crypto'
import { minute } from '../kernel/index.ts'

/** The header that a webhook's signature stands in: `t=<seconds>,v1=<hex of HMAC-SHA256 over "t.body">`. */
export const signatureHeader = 'sandbox-signature'

const toleranceMs = 5 * minute

const macOf = (secret: string, seconds: string, text: string) =>
  createHmac('sha256', secret).update(`${seconds}.${text}`).digest()

/** Signs a webhook at this time. */
export function sign(secret: string, text: string, now: Date): string {
  const seconds = String(Math.floor(now.getTime() / 1000))
  return `t=${seconds},v1=${macOf(secret, seconds, text).toString('hex')}`
}

/** Whether the webhook was signed with the secret, not more than five minutes from `now`. */
export function isSigned(secret: string, text: string, header: string | undefined, now: Date): boolean {
  const [, seconds, hex] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header ?? '') ?? []
  if (seconds === undefined || hex === undefined) return false
  const age = now.getTime() - globalThis.Number(seconds) * 1000
  return (
    Math.abs(age) <= toleranceMs && timingSafeEqual(macOf(secret, seconds, text), Buffer.from(hex, 'hex'))
  )
}
