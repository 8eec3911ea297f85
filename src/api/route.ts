import { z } from 'zod'
import type { Tx } from '../db/index.ts'
import { Failure, type Id } from '../kernel/index.ts'

/** The kinds of actor. What each may do is a set of permissions, given with its key. */
export const actorKinds = ['operator', 'service', 'merchant', 'buyer', 'auditor'] as const
export type ActorKind = (typeof actorKinds)[number]

/** Who asks. A merchant's actor sees its own things only, a buyer's likewise; the others see all they have permission for. */
export type Actor = Readonly<{
  id: string
  kind: ActorKind
  permissions: ReadonlySet<string>
  merchantId: Id<'mer'> | null
  buyerId: Id<'buy'> | null
}>

/**
 * Whose an Idempotency-Key is: the API key's that sent it; of a merchant or buyer who is signed in the person's, so that what was
 * sent before its session ended happens once when it is sent again after signing in anew.
 */
export const keyOwner = ({ id, merchantId, buyerId }: Actor): string =>
  id.startsWith('ses_') ? (merchantId ?? buyerId ?? id) : id

/** What a handler is told. `raw` is the body as it was sent, for signatures. */
export type RouteRequest<Params, Query, Body> = Readonly<{
  tx: Tx
  actor: Actor
  params: Params
  query: Query
  body: Body
  raw: Readonly<{ text: string; header(name: string): string | undefined }>
}>

/**
 * Whose Idempotency-Key asks, for routes that remember the key instead of the answer; refuses a request without one.
 */
export function askedOf(
  actor: Actor,
  raw: RouteRequest<never, never, never>['raw']
): Readonly<{ askedBy: string; askedKey: string }> {
  const askedKey = raw.header('idempotency-key')
  if (askedKey && askedKey.length <= 255) return { askedBy: keyOwner(actor), askedKey }
  throw new Failure(
    'invalid',
    'http.key_missing',
    'The header Idempotency-Key is missing. Nothing was changed.',
    {
      advice:
        'Send `Idempotency-Key:` with 1 to 255 visible letters that are new for each act, such as a UUID.'
    }
  )
}

/** Answered for a request that must wait until its neighbours are done: two acts on one order, for instance. */
export const notYet = Symbol('not yet')

/**
 * A route is a value. From one list come the server, the OpenAPI document, the permission test and the clients.
 * Everything a handler does happens in one transaction, together with the record of its Idempotency-Key.
 */
export type Route = Readonly<{
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Such as `/v1/orders/:orderId`; each `:name` stands in `params`. */
  path: `/v1/${string}`
  /** The heading it stands under in the documentation: `Orders`. */
  tag: string
  /** One line, in the imperative. */
  summary: string
  description?: string
  /** `orders.read`; null where anybody may come: such a handler checks a signature itself. */
  permission: string | null
  /** Who has the permission by default. */
  grantedTo: readonly ActorKind[]
  params: z.ZodObject
  query: z.ZodObject
  body: z.ZodType | null
  /** `application/json` unless it says otherwise; XML gives the handler a string, an image its bytes. */
  bodyType: 'application/json' | 'application/xml' | 'image/*'
  bodyBytesMax: number
  /** The time in which the body must have arrived where that is longer than the server's limit: a picture over a weak line. */
  bodyMs: number
  reply: z.ZodType
  /** With `image/*` the reply is an ImageReply, which says its type itself. */
  replyType: 'application/json' | 'application/xml' | 'text/csv' | 'image/*'
  status: 200 | 201 | 202
  /**
   * True where the operation itself makes a repeat harmless and the answers are too large to keep (ledger batches). 'by
   * key' where it remembers the Idempotency-Key instead of the answer, which holds a secret that is kept nowhere.
   */
  ownIdempotency: boolean | 'by key'
  /**
   * True where `?preview=true` may be asked: the handler runs as usual and is answered as usual, and everything it wrote is
   * rolled back. So it must do nothing outside the transaction: what is to happen there is a row that a job reads.
   */
  previewable: boolean
  /** Failure codes that this route answers, for the documentation. */
  failures: readonly string[]
  /** A Failure that is thrown rolls back; one that is returned is answered alike, but what was written stays. */
  handle(request: RouteRequest<never, never, never>): Promise<unknown>
  /**
   * Handles requests that arrive at the same time in one transaction, in few statements; null where each has its own.
   * Each request's `tx` acts for that request alone. What is answered is as of `handle`, for each; if it throws, the
   * requests are tried again in smaller groups, down to each alone.
   */
  handleMany:
    ((tx: Tx, requests: readonly RouteRequest<never, never, never>[]) => Promise<readonly unknown[]>) | null
  /**
   * Requests of which this answers different names are never handled together, since what holds up the one would hold up
   * the other as well; null where any may be.
   */
  apart: ((request: Omit<RouteRequest<never, never, never>, 'tx'>) => string) | null
}>

type Draft<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, R extends z.ZodType> = Pick<
  Route,
  'method' | 'path' | 'tag' | 'summary' | 'permission' | 'grantedTo'
> &
  Partial<
    Pick<
      Route,
      | 'description'
      | 'bodyType'
      | 'bodyBytesMax'
      | 'bodyMs'
      | 'replyType'
      | 'status'
      | 'ownIdempotency'
      | 'previewable'
      | 'failures'
    >
  > & {
    params?: P
    query?: Q
    body?: B
    reply: R
  } & (
    | { handle(request: RouteRequest<z.output<P>, z.output<Q>, z.output<B>>): Promise<z.output<R> | Failure> }
    | {
        handleMany: (
          tx: Tx,
          requests: readonly RouteRequest<z.output<P>, z.output<Q>, z.output<B>>[]
        ) => Promise<readonly (z.output<R> | Failure | typeof notYet)[]>
        apart?: (request: Omit<RouteRequest<z.output<P>, z.output<Q>, z.output<B>>, 'tx'>) => string
      }
  )

const nothing = z.strictObject({})
const binary = { override: { type: 'string', format: 'binary' } } as const

/** A picture as it is shown: its type, and the name under which it is saved. */
export type ImageReply = Readonly<{ type: string; bytes: Uint8Array<ArrayBuffer>; name: string }>

/** The reply of a route that shows a picture. */
export const ImageReply = z.custom<ImageReply>().meta({ id: 'ImageReply', ...binary })

/** The body of a route that takes a picture. */
export const ImageBody = z.instanceof(Uint8Array).meta({ id: 'ImageBody', ...binary })

/** Fills in what most routes leave out: no parameters, JSON both ways, 64 KiB, 200 for GET and 201 for POST. */
export function route<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, R extends z.ZodType>(
  draft: Draft<P, Q, B, R>
): Route {
  const many = 'handleMany' in draft ? draft.handleMany : null
  return {
    params: nothing,
    query: nothing,
    body: null,
    bodyType: 'application/json',
    bodyBytesMax: 64 * 1024,
    bodyMs: 0,
    replyType: 'application/json',
    status: draft.method === 'POST' ? 201 : 200,
    ownIdempotency: false,
    previewable: false,
    failures: [],
    handleMany: many,
    apart: null,
    ...(many && { handle: (request: RouteRequest<never, never, never>) => handleOne(many, request) }),
    ...draft
  } as unknown as Route
}

/** A group of one. */
async function handleOne<Request extends Readonly<{ tx: Tx }>>(
  handleMany: (tx: Tx, requests: readonly Request[]) => Promise<readonly unknown[]>,
  request: Request
): Promise<unknown> {
  const [reply] = await handleMany(request.tx, [request])
  if (reply instanceof Failure) throw reply
  return reply
}
