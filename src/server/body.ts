import { z } from 'zod'
import type { Route } from '../api/index.ts'
import { second } from '../kernel/index.ts'
import {
  bodyBroken,
  bodySlow,
  bodyTooLarge,
  contentTypeWrong,
  type FieldError,
  formInvalid,
  pathUnknown,
  textInvalid
} from './failures.ts'
import { decodeUtf8, isExact, isText, readJson } from './json.ts'

/** A body as it was sent, and what stands in it. `text` is empty when there was none. */
export type Body = Readonly<{ text: string; value: unknown }>

/** Reads the body of a request to this route, within its limits and `ms`. What comes later is not read any more. */
export async function readBody(request: Request, route: Route, ms: number): Promise<Body> {
  if (route.method === 'GET') return { text: '', value: undefined }
  const bytes = await readBytesWithin(request, route.bodyBytesMax, ms)
  if (bytes.byteLength === 0) return { text: '', value: undefined }
  const sent = request.headers.get('content-type') ?? undefined
  if (!takes(route.bodyType, sent) || request.headers.has('content-encoding')) {
    throw contentTypeWrong(sent, route.bodyType)
  }
  if (route.bodyType === 'image/*') return { text: '', value: bytes }
  const text = decodeUtf8(bytes)
  if (route.bodyType === 'application/json') return { text, value: readJson(text) }
  if (!isText(text)) throw textInvalid('body', '')
  return { text, value: text }
}

/** The bytes of a body, within these limits. */
export function readBytesWithin(request: Request, bytesMax: number, ms: number): Promise<Uint8Array> {
  return within(ms, readBytes(request, bytesMax, ms))
}

/** How many bytes the body of this request may come to: what it announces, or the most that the route takes. */
export function bytesAnnounced(
  request: Request,
  { method, bodyBytesMax }: Pick<Route, 'method' | 'bodyBytesMax'>
): number {
  if (method === 'GET') return 0
  const length = request.headers.get('content-length')
  if (length === null || !/^\d{1,15}$/.test(length)) return bodyBytesMax
  return Math.min(bodyBytesMax, globalThis.Number(length))
}

/** What is read, or the refusal when that takes longer. Whatever becomes of the reading then, nobody hears of it. */
async function within<T>(ms: number, reading: Promise<T>): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(bodySlow()), ms)
  try {
    return await Promise.race([reading, late])
  } finally {
    clearTimeout(timer)
  }
}

/** What an image says it is; its bytes have to say the same to whoever keeps it. */
const images = ['image/jpeg', 'image/png', 'image/webp']

function takes(type: Route['bodyType'], sent: string | undefined): boolean {
  const [, name = '', charset] =
    /^([\w.+-]+\/[\w.+-]+)\s*(?:;\s*charset\s*=\s*"?([\w-]+)"?\s*)?$/i.exec(sent?.trim() ?? '') ?? []
  if (type === 'image/*') return images.includes(name.toLowerCase()) && charset === undefined
  const known = type === 'application/xml' ? ['application/xml', 'text/xml'] : [type]
  return known.includes(name.toLowerCase()) && (charset === undefined || /^utf-?8$/i.test(charset))
}

async function readBytes(request: Request, bytesMax: number, ms: number): Promise<Uint8Array> {
  const length = request.headers.get('content-length')
  if (length !== null && BigInt(/^\d{1,18}$/.test(length) ? length : '0') > BigInt(bytesMax)) {
    throw bodyTooLarge(bytesMax)
  }
  if (length !== null && globalThis.Number(length) <= smallMax)
    return new Uint8Array(await orBroken(request.arrayBuffer()))
  const announced = length === null ? 0 : globalThis.Number(length)
  return readStream(request, bytesMax, (size, sinceMs) => size < (announced * (sinceMs - stalledMs)) / ms)
}

async function orBroken<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading
  } catch {
    throw bodyBroken()
  }
}

/**
 * Smaller bodies are read in one piece. Of a larger one something must come all the time, and as much as is needed for it to
 * arrive in time: it holds room for what it announced.
 */
const smallMax = 256 * 1024
const stalledMs = 30 * second

/** A body of unknown length, or a large one: counted as it comes. `isLate`: so much of it after so long is too little. */
async function readStream(
  request: Request,
  bytesMax: number,
  isLate: (size: number, sinceMs: number) => boolean
): Promise<Uint8Array> {
  const began = performance.now()
  const parts: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  while (reader) {
    const { done, value } = await within(stalledMs, orBroken(reader.read()))
    if (done) break
    size += value.byteLength
    if (size > bytesMax) {
      await reader.cancel().catch(() => undefined)
      throw bodyTooLarge(bytesMax)
    }
    if (isLate(size, performance.now() - began)) throw bodySlow()
    parts.push(value)
  }
  return Buffer.concat(parts)
}

/** The query of a URL: each name once, well-formed text. */
export function readQuery(search: string): Record<string, string> {
  const query: Record<string, string> = Object.create(null) as Record<string, string>
  for (const pair of search.replace(/^\?/, '').split('&')) {
    if (pair === '') continue
    const at = pair.indexOf('=')
    const name = decode(at < 0 ? pair : pair.slice(0, at))
    const value = decode(at < 0 ? '' : pair.slice(at + 1))
    if (name === undefined || value === undefined) {
      throw formInvalid('query', [{ path: pair.slice(0, 60), message: 'is not percent-encoded UTF-8' }])
    }
    if (!isText(name) || !isText(value)) throw textInvalid('query', name.slice(0, 60))
    if (name in query)
      throw formInvalid('query', [{ path: name.slice(0, 60), message: 'may stand only once' }])
    query[name] = value
  }
  return { ...query }
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

/** Refuses numbers that are not written in plain digits: what turns text into a number would also take 0x10, 1e1 and ''. */
export function checkDigits(
  shape: z.ZodObject,
  query: Readonly<Record<string, string>>
): Readonly<Record<string, string>> {
  for (const [name, value] of Object.entries(query)) {
    if (isNumber(shape.shape[name]) && !/^-?(0|[1-9]\d*)(\.\d+)?$/.test(value)) {
      throw formInvalid('query', [{ path: name, message: 'must be a number in plain digits' }])
    }
    if (isNumber(shape.shape[name]) && !isExact(value)) {
      throw formInvalid('query', [{ path: name, message: 'has more digits than a double holds' }])
    }
  }
  return query
}

function isNumber(schema: unknown): boolean {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return isNumber(schema.unwrap())
  return schema instanceof z.ZodNumber
}

/** Refuses path parameters that no database keeps or that are not percent-encoded UTF-8. */
export function checkParams(params: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  for (const value of Object.values(params))
    if (!isText(value) || /%[\da-f]{0,2}/i.test(value)) throw pathUnknown()
  return params
}

const errorsMax = 50
const messageMax = 300

/** The value in the form of the schema, or the refusal that names every field that is not. */
export function parsePart<T extends z.ZodType>(
  part: 'body' | 'query' | 'path',
  schema: T,
  value: unknown
): z.output<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw formInvalid(part, parsed.error.issues.flatMap((issue) => errorsOf(issue)).slice(0, errorsMax))
}

type Issue = Readonly<{
  path: readonly PropertyKey[]
  message: string
  keys?: readonly string[]
  errors?: readonly (readonly Issue[])[]
}>

/** A member that is unknown is named by its own path; of several allowed forms, the one that is missed by least. */
function errorsOf(issue: Issue, above: readonly PropertyKey[] = []): FieldError[] {
  const steps = [...above, ...issue.path]
  const path = steps.map((step) => String(step).slice(0, 60)).join('.')
  const nearest = issue.errors?.toSorted((a, b) => a.length - b.length)[0]
  if (nearest && nearest.length > 0) return nearest.flatMap((inner) => errorsOf(inner, steps))
  if (!issue.keys) return [{ path, message: issue.message.slice(0, messageMax) }]
  return issue.keys.slice(0, errorsMax).map((key) => ({
    path: path === '' ? key.slice(0, 60) : `${path}.${key.slice(0, 60)}`,
    message: 'is not known here'
  }))
}
