import { type IncomingMessage, request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP } from 'node:net'
import { type Id, second } from '../kernel/index.ts'
import { isPublic, notPublic, publicLookup, type Resolve, systemResolve } from './address.ts'
import { type Attempt, readRetryAfter } from './schedule.ts'

/** What an operator allows beyond what is safe on the internet, for endpoints in the own network and for trying. */
export type WebhookSettings = Readonly<{
  /**
   * Whose endpoints may be at private, loopback and other addresses that are not of the public internet. A merchant who
   * may can reach into the own network, and reads how it answers.
   */
  allowPrivate: 'nobody' | 'marketplace' | 'everybody'
  /** Endpoints without TLS. */
  allowHttp: boolean
  /** Another way to find addresses, for tests. */
  resolve?: Resolve
  /** How long an attempt may take; left out: 15 s. */
  timeoutMs?: number
}>

/** Nothing but https to the public internet. */
export const strictSettings: WebhookSettings = { allowPrivate: 'nobody', allowHttp: false }

const usualTimeoutMs = 15 * second
/** So much of an answer is read, and so many letters of it are kept. */
const answerBytesMax = 4096
const answerLettersMax = 1000
const errorLettersMax = 300

/** Whose endpoint it is; null: the marketplace's own. */
type Owner = Id<'mer'> | null

const mayBePrivate = ({ allowPrivate }: WebhookSettings, owner: Owner) =>
  allowPrivate === 'everybody' || (allowPrivate === 'marketplace' && owner === null)

/** Why this address cannot be that of an endpoint of this owner; null: it can. */
export function refusalOf(text: string, settings: WebhookSettings, owner: Owner): string | null {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !/^https?:$/.test(url.protocol)) return 'it is no address that begins with https://'
  if (url.protocol === 'http:' && !settings.allowHttp) return 'it must begin with https://'
  if (url.username !== '' || url.password !== '') return 'it holds a user or a password'
  if (url.hash !== '') return 'it ends with a #fragment, which is never sent'
  const host = hostOf(url)
  if (mayBePrivate(settings, owner)) return null
  if (isIP(host) !== 0) return isPublic(host) ? null : notPublic(host)
  return /(^|\.)localhost\.?$/.test(host) ? notPublic(host) : null
}

/** The host as `isIP` wants it: an address of IPv6 without its brackets. */
const hostOf = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, '')

type Sent = Readonly<{
  url: string
  owner: Owner
  headers: Readonly<Record<string, string>>
  body: string
  now: Date
}>

/**
 * Makes one attempt, at the moment `now`, and says what came of it; it never throws. Only 2xx has arrived. Redirects are
 * not followed. The address is refused again here: what is allowed may have become less since the endpoint was made.
 */
export async function send(sent: Sent, settings: WebhookSettings): Promise<Attempt> {
  const { url, owner, now } = sent
  const began = performance.now()
  const done = (rest: Pick<Attempt, 'status' | 'answer' | 'error' | 'retryAfterMs'>): Attempt => ({
    at: now,
    durationMs: Math.round(performance.now() - began),
    ...rest
  })
  const failed = (error: string) => done({ status: null, answer: '', error, retryAfterMs: null })
  const refusal = refusalOf(url, settings, owner)
  if (refusal !== null) return failed(refusal)
  try {
    const { status, answer, retryAfter } = await exchange(sent, settings)
    const error = status >= 200 && status < 300 ? null : whyNot(status)
    return done({ status, answer, error, retryAfterMs: readRetryAfter(retryAfter, now) })
  } catch (error) {
    return failed(reasonOf(error))
  }
}

function whyNot(status: number): string {
  if (status >= 300 && status < 400) return `answered ${status}, and redirects are not followed`
  return status === 410 ? 'answered 410: it is gone for good' : `answered ${status}`
}

function reasonOf(error: unknown): string {
  const { message, code } = error as NodeJS.ErrnoException
  return (message === '' ? (code ?? 'no connection') : message).slice(0, errorLettersMax)
}

type Answer = Readonly<{ status: number; answer: string; retryAfter: string | undefined }>

/** A connection of its own for each attempt: none is kept whose address was looked up at another time. */
function exchange({ url: text, owner, headers, body }: Sent, settings: WebhookSettings): Promise<Answer> {
  const { resolve = systemResolve, timeoutMs = usualTimeoutMs } = settings
  const { promise, resolve: fulfil, reject } = Promise.withResolvers<Answer>()
  const url = new URL(text)
  const sent = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
    method: 'POST',
    agent: false,
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    ...(mayBePrivate(settings, owner) ? {} : { autoSelectFamily: true, lookup: publicLookup(resolve) })
  })
  const timer = setTimeout(
    () => sent.destroy(new Error(`no answer within ${timeoutMs / second} s`)),
    timeoutMs
  )
  let answered = false
  sent.on('response', (message) => {
    answered = true // from here on the status counts, whatever becomes of the rest
    void firstBytes(message).then((bytes) => {
      fulfil({
        status: message.statusCode ?? 0,
        answer: readable(bytes),
        retryAfter: message.headers['retry-after']
      })
      sent.destroy()
    })
  })
  sent.on('error', (error) => {
    if (!answered) reject(error)
  })
  sent.on('close', () => {
    clearTimeout(timer)
    if (!answered) reject(new Error('the connection was lost'))
  })
  sent.end(body)
  return promise
}

/** The beginning of an answer: all of it, what fits, or what had come when it broke off. */
async function firstBytes(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  let bytes = 0
  try {
    for await (const part of message as AsyncIterable<Buffer>) {
      parts.push(part)
      bytes += part.length
      if (bytes >= answerBytesMax) break
    }
  } catch {
    // The status has come, and that is what counts.
  }
  return Buffer.concat(parts).subarray(0, answerBytesMax)
}

/** Text that a database keeps: no NUL, and no half of a letter at its end. */
function readable(bytes: Buffer): string {
  return bytes.toString('utf8').replaceAll('\0', '').slice(0, answerLettersMax).toWellFormed()
}
