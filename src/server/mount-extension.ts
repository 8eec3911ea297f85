import type { Context, Hono } from 'hono'
import { keyOwner } from '../api/index.ts'
import type { Clock } from '../kernel/index.ts'
import type { answerer, ShowProblem, Visit } from './answer.ts'
import { bytesAnnounced, readBytesWithin } from './body.ts'
import type { CallApi, Extension, Visitor } from './extension.ts'
import { formUnreadable, methodWrong, overloaded } from './failures.ts'
import { sharing } from './limits.ts'
import type { Gate } from './options.ts'
import type { Place } from './places.ts'
import type { Problem } from './problem.ts'

type Mounting = Readonly<{
  extension: Extension
  gate: Gate
  answer: ReturnType<typeof answerer>['answer']
  clock: Clock
}>

/** Bytes of the forms that are on their way or in work. Each may take this much again where its pictures are handed on. */
const formBytesMax = 64 * 1024 * 1024
/** So much of it one person may hold at once; a single larger form goes when nothing else of that person is there. */
const formBytesOfOne = 8 * 1024 * 1024
/** An order has 200 lines of goods at the most. */
const partsMax = 500

/** Mounts the pages of a later room. */
export function mountExtension(app: Hono, mounting: Mounting): void {
  const { extension, gate, answer } = mounting
  const forms = sharing(formBytesMax, formBytesOfOne)
  const bare = extension.base.slice(0, -1)
  app.get(bare, (context) =>
    answer(context, bare, false, async () => ({
      status: 308,
      type: 'text/plain',
      text: '',
      headers: { location: extension.base }
    }))
  )
  const path = `${extension.base}*`
  const showTo =
    (context: Context): ShowProblem =>
    (problem) =>
      extension.showProblem(visitorOf(context, mounting, problem, null), problem)
  // It takes no place of its own: each of its calls to the API does.
  app.get(path, (context) =>
    answer(
      context,
      path,
      true,
      (visit) => {
        gate.enterOpen(context)
        return extension.show(visitorOf(context, mounting, visit, null), apiFor(app, context, visit))
      },
      showTo(context)
    )
  )
  app.post(path, (context) =>
    answer(
      context,
      path,
      false,
      async (visit, place) => {
        const actor = await gate.enter(context, visit)
        const bytes = bytesAnnounced(context.req.raw, { ...extension, method: 'POST' })
        const giveBack = forms.take(keyOwner(actor), bytes)
        if (giveBack === undefined) throw overloaded()
        try {
          const form = await formOf(context, mounting, place)
          place.leave()
          return await extension.show(visitorOf(context, mounting, visit, form), apiFor(app, context, visit))
        } finally {
          giveBack()
        }
      },
      showTo(context)
    )
  )
  app.all(path, (context) => answer(context, path, false, () => Promise.reject(methodWrong(['GET', 'POST']))))
}

function visitorOf(
  context: Context,
  { extension, clock }: Mounting,
  { requestId }: Pick<Visit, 'requestId'>,
  form: FormData | null
): Visitor {
  const { pathname, searchParams } = new URL(context.req.url)
  const cookies = context.req.header('cookie') ?? ''
  return {
    method: form === null ? 'GET' : 'POST',
    path: pathname.slice(extension.base.length),
    query: searchParams,
    form,
    now: clock.now(),
    requestId,
    header: (name) => context.req.header(name),
    cookie: (name) =>
      cookies
        .split(';')
        .map((pair) => pair.trim().split('='))
        .find(([found]) => found === name)?.[1]
  }
}

/** Reads a form as browsers send it: within its limits, or refuses it. */
async function formOf(
  context: Context,
  { extension: { bodyBytesMax, bodyMs }, gate }: Mounting,
  place: Place
): Promise<FormData> {
  const request = context.req.raw
  const sender = { name: gate.addressOf(context), open: true }
  const bytes = await place.whileArriving(sender, () => readBytesWithin(request, bodyBytesMax, bodyMs))
  const type = request.headers.get('content-type') ?? ''
  if (partsIn(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), type) > partsMax)
    throw formUnreadable()
  try {
    return await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData()
  } catch {
    throw formUnreadable()
  }
}

/** Fields of a form, or somewhat more: as often as what parts them stands in it. Counted before they are read, up to the limit. */
function partsIn(bytes: Buffer, type: string): number {
  const [, boundary] = /^multipart\/form-data\s*;.*?boundary="?([^";\s]{1,70})/i.exec(type) ?? []
  const between = boundary === undefined ? '&' : `--${boundary}`
  let parts = 0
  for (let at = bytes.indexOf(between); at >= 0 && parts <= partsMax; at = bytes.indexOf(between, at + 1))
    parts++
  return parts
}

/** The headers by which the API knows who asks, and that it was a page of ours. */
const handedOn = ['cookie', 'origin', 'sec-fetch-site', 'host', 'x-forwarded-for']

function apiFor(app: Hono, context: Context, { requestId }: Visit): CallApi {
  return async ({ method, path, key, body }) => {
    const headers = new Headers({ 'x-request-id': requestId })
    for (const name of handedOn) {
      const value = context.req.header(name)
      if (value !== undefined) headers.set(name, value)
    }
    if (key !== undefined) headers.set('idempotency-key', key)
    const image = body instanceof Blob
    if (body !== undefined) headers.set('content-type', image ? body.type : 'application/json')
    const sent = image ? await body.arrayBuffer() : JSON.stringify(body)
    const request = new Request(new URL(path, context.req.url), {
      method,
      headers,
      ...(sent === undefined ? {} : { body: sent })
    })
    const { incoming } = (context.env ?? {}) as Readonly<{ incoming?: unknown }>
    const answer = await app.fetch(request, { incoming })
    const value: unknown = await answer.json()
    if (!answer.ok) return { ok: false, problem: value as Problem }
    return { ok: true, value, replayed: answer.headers.has('idempotency-replayed') }
  }
}
