import type { EventTypes } from './generated/types.ts'
import { realMachine } from './machine.ts'

/** The types of all events. A later Kontor may have others. */
export type EventType = EventTypes['types'][number]

/** A webhook of Kontor, as it was sent. */
export type WebhookEvent = Readonly<{
  /** What happened. There are other types than those that are named here. */
  type: EventType | (string & {})
  /** When it happened. */
  timestamp: string
  data: Readonly<{
    /** The id of the event, the same in every attempt: do nothing the second time. */
    id: string
    /** What it happened to. */
    subject: string
    /** The how-manieth event of this subject it is. */
    sequence: number
    /** Its place in the log: `kontor.events.all({ afterPlace: place })` goes on from there. */
    place: number
    /** References, amounts and reasons. Ask Kontor for what the subject is now. */
    data: Readonly<Record<string, unknown>>
  }>
}>

/** Why a webhook is not taken. Answer it with 400. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError'
  readonly code:
    | 'body_missing'
    | 'body_parsed'
    | 'body_invalid'
    | 'header_missing'
    | 'secret_missing'
    | 'secret_invalid'
    | 'signature_wrong'
    | 'time_wrong'

  constructor(code: WebhookError['code'], message: string) {
    super(message)
    this.code = code
  }
}

/** Headers as `fetch`, Node, and the frameworks have them. */
export type WebhookHeaders =
  | Readonly<{ get(name: string): string | null | undefined }>
  | Readonly<Record<string, string | readonly string[] | undefined>>

export type WebhookOptions = Readonly<{
  /** How much older or newer than now a webhook may be. Left out: 300 seconds. */
  toleranceSeconds?: number
  /** What time it is. Left out: the time of the machine. */
  now?: Date
}>

const signaturesMax = 20

/**
 * The event of a webhook that Kontor has sent with one of these secrets, not more than five minutes ago. Everything else is
 * refused with a `WebhookError`. `body` is what came, as it came: what was parsed and written again has another signature.
 */
export async function verifyWebhook(
  body: string | ArrayBuffer | Uint8Array,
  headers: WebhookHeaders,
  secrets: string | readonly string[],
  options: WebhookOptions = {}
): Promise<WebhookEvent> {
  const bytes = bytesOf(body)
  const known = secretsOf(secrets)
  const id = headerOf(headers, 'webhook-id')
  const seconds = headerOf(headers, 'webhook-timestamp')
  const given = headerOf(headers, 'webhook-signature')
  checkTime(seconds, options)
  const head = new TextEncoder().encode(`${id}.${seconds}.`)
  const signed = new Uint8Array(head.length + bytes.length)
  signed.set(head)
  signed.set(bytes, head.length)
  const signatures = signaturesOf(given)
  let isSigned = false
  for (const secret of known) {
    const key = await keyOf(secret)
    // `verify` compares in constant time.
    for (const signature of signatures)
      if (await crypto.subtle.verify('HMAC', key, signature, signed)) isSigned = true
  }
  if (!isSigned)
    throw new WebhookError(
      'signature_wrong',
      'No signature of this webhook was made with one of the secrets.'
    )
  return eventOf(bytes)
}

function bytesOf(body: unknown): Uint8Array<ArrayBuffer> {
  if (body === undefined || body === null)
    throw new WebhookError(
      'body_missing',
      'The body is missing. Give what came with the request, as a text or as bytes.'
    )
  if (typeof body === 'string') return new TextEncoder().encode(body)
  if (body instanceof ArrayBuffer) return new Uint8Array(body)
  if (body instanceof Uint8Array) return Uint8Array.from(body)
  throw new WebhookError(
    'body_parsed',
    'The body is neither a text nor bytes. Give it as it came, before anything has parsed it.'
  )
}

function secretsOf(secrets: unknown): readonly string[] {
  const known: readonly string[] = Array.isArray(secrets)
    ? secrets
    : typeof secrets === 'string'
      ? [secrets]
      : []
  if (known.length === 0 || known[0] === '')
    throw new WebhookError(
      'secret_missing',
      'The secret is missing. Give the secret of the endpoint, whsec_…, or a list of those that may be.'
    )
  return known
}

function headerOf(headers: WebhookHeaders, name: string): string {
  if (typeof headers !== 'object' || headers === null)
    throw new WebhookError('header_missing', 'The headers are missing. Give those of the request.')
  const value =
    'get' in headers && typeof headers.get === 'function'
      ? headers.get(name)
      : Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1]
  const text = Array.isArray(value) ? value.join(' ') : value
  if (typeof text !== 'string' || text === '')
    throw new WebhookError('header_missing', `The header ${name} is missing.`)
  return text
}

function checkTime(
  seconds: string,
  { toleranceSeconds = 300, now = new Date(realMachine.wallMs()) }: WebhookOptions
): void {
  const at = /^\d{1,12}$/.test(seconds) ? parseInt(seconds, 10) : NaN
  if (!(Math.abs(now.getTime() / 1000 - at) <= toleranceSeconds))
    throw new WebhookError(
      'time_wrong',
      `The webhook is of another time: it says ${seconds.slice(0, 20)}, and here it is ${Math.floor(now.getTime() / 1000)}.`
    )
}

/** The signatures of version 1, of which there are several while a secret is changed. */
function signaturesOf(header: string): Uint8Array<ArrayBuffer>[] {
  return header
    .split(' ')
    .slice(0, signaturesMax)
    .flatMap((signature) => {
      const [version, text = '', ...more] = signature.split(',')
      const bytes = version === 'v1' && more.length === 0 ? fromBase64(text) : null
      return bytes === null ? [] : [bytes]
    })
}

function keyOf(secret: string) {
  const bytes = typeof secret === 'string' ? fromBase64(secret.replace(/^whsec_/, '')) : null
  if (bytes === null || bytes.length === 0)
    throw new WebhookError('secret_invalid', 'The secret is not of its form: whsec_ and base64.')
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
  } catch {
    return null
  }
}

function eventOf(bytes: Uint8Array): WebhookEvent {
  try {
    const event = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as WebhookEvent
    if (typeof event.type === 'string' && typeof event.data === 'object' && event.data !== null) return event
  } catch {
    // It is said below what it must be.
  }
  throw new WebhookError('body_invalid', 'The body is signed, but is no event of Kontor.')
}
