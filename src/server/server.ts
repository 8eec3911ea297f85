import { setImmediate as turn } from 'node:timers/promises'
import { type Context, Hono } from 'hono'
import { type Actor, keyOwner, type Route } from '../api/index.ts'
import { answerer, type Visit } from './answer.ts'
import { bytesAnnounced } from './body.ts'
import { sessionCookie } from './cookie.ts'
import { methodWrong, overloaded, pathUnknown } from './failures.ts'
import { gateOf } from './gate.ts'
import { defaultLimits, holding, type Limits, sharing, tokenBuckets } from './limits.ts'
import { listen, type Listening } from './listen.ts'
import { mountExtension } from './mount-extension.ts'
import type { ServerOptions } from './options.ts'
import { createMetrics } from './metrics.ts'
import { openApi } from './openapi.ts'
import { mountPages } from './pages.ts'
import type { Place } from './places.ts'
import { readCall } from './read-call.ts'
import { anonymous, checkPermission, type Reply, servant } from './serve.ts'

/** A server of routes. */
export type Server = Readonly<{
  /** Answers a request in this process, without the network. */
  fetch(request: Request): Promise<Response>
  /** Listens on the network. Port 0: any that is free. */
  listen(address: Readonly<{ host: string; port: number }>): Promise<Listening>
}>

/** Makes a server of the routes. It does not listen yet. */
export function createServer(options: ServerOptions): Server {
  const { db, routes, log, jobs, aheadMs = () => 0, noteRequest } = options
  const limits: Limits = { ...defaultLimits, ...options.limits }
  const metrics = options.metrics ?? createMetrics(db, false)
  const { answer, inFlight } = answerer({ clock: db.clock, log, metrics, limits, aheadMs, noteRequest })
  const cookie = sessionCookie(options.publicUrl)
  const gate = gateOf({ ...options, cookie }, limits, tokenBuckets())
  const serve = servant(db, limits)
  const admitBody = bodyAdmission(limits)
  const app = new Hono()
  const stopping = { now: false }

  const document = () => openApi(routes, options.version)
  mountPages(app, { options, metrics, gate, cookie, answer, stopping, document })
  for (const route of byPrecision(routes)) {
    app.on(route.method, route.path, (context) =>
      answer(context, route.path, false, (visit, place) => visitRoute(context, route, visit, place))
    )
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const methods = routes.filter((route) => route.path === path).map((route) => route.method)
    app.all(path, (context) => answer(context, path, false, () => Promise.reject(methodWrong(methods))))
  }
  for (const extension of options.extensions ?? [])
    mountExtension(app, { extension, gate, answer, clock: db.clock })
  app.notFound((context) => answer(context, 'unknown', false, () => Promise.reject(pathUnknown())))

  async function visitRoute(context: Context, route: Route, visit: Visit, place: Place): Promise<Reply> {
    const actor = route.permission === null ? anonymous : await gate.enter(context, visit)
    if (route.permission === null) gate.enterOpen(context)
    checkPermission(route, actor)
    const { requestId } = visit
    const request = context.req.raw
    const open = route.permission === null
    const giveBack = admitBody(bytesAnnounced(request, route), actor, open)
    try {
      const params = context.req.param()
      const read = () => readCall({ route, actor, requestId, request, params, bodyMs: limits.requestMs })
      const sender = { name: open ? gate.addressOf(context) : actor.id, open }
      const call = await ((await hasArrived(context)) ? read() : place.whileArriving(sender, read))
      const reply = await serve(call)
      if (route.method !== 'GET' && !call.isPreview) jobs?.nudge()
      return reply
    } finally {
      giveBack()
    }
  }
  const fetch = async (request: Request, env?: object) => app.fetch(request, env)
  return {
    fetch: (request) => fetch(request),
    listen: (address) =>
      listen(fetch, address, { ...limits, requestMs: slowestMs(options, limits) }, inFlight, () => {
        stopping.now = true
      })
  }
}

/** The time after which no request can still be arriving. */
function slowestMs({ routes, extensions = [] }: ServerOptions, { requestMs }: Limits): number {
  return Math.max(requestMs, ...[...routes, ...extensions].map(({ bodyMs }) => bodyMs))
}

/** A path without a parameter goes before one that has one at the same place: `/orders/export` before `/orders/:id`. */
function byPrecision(routes: readonly Route[]): Route[] {
  const form = (route: Route) => route.path.replace(/:\w+/g, '~')
  return [...routes].sort((a, b) => (form(a) < form(b) ? -1 : form(a) > form(b) ? 1 : 0))
}

/**
 * Takes a body of so many bytes in, or refuses; answers how to let it go. Those who need no key never take up all the room, nor
 * do merchants and buyers: half of it is left to the marketplace's own systems, and an eighth is the most of one of them.
 */
function bodyAdmission(limits: Limits) {
  const bodies = holding(limits.bodiesBytesMax)
  const openBodies = holding(limits.openBodiesBytesMax)
  const ofPeople = sharing(limits.bodiesBytesMax / 2, limits.bodiesBytesMax / 8)
  return (bytes: number, actor: Actor, open: boolean): (() => void) => {
    const isOnesOwn = actor.merchantId !== null || actor.buyerId !== null
    const giveBackShare = open
      ? openBodies.take(bytes)
      : isOnesOwn
        ? ofPeople.take(keyOwner(actor), bytes)
        : () => undefined
    if (giveBackShare === undefined) throw overloaded()
    const giveBack = bodies.take(bytes)
    if (giveBack === undefined) {
      giveBackShare()
      throw overloaded()
    }
    return () => {
      giveBack()
      giveBackShare()
    }
  }
}

/** Whether all of the request is here, as it is in this process, and at the end of the turn in which it came in one piece. */
async function hasArrived(context: Context): Promise<boolean> {
  const { incoming } = (context.env ?? {}) as Readonly<{ incoming?: Readonly<{ complete: boolean }> }>
  if (incoming?.complete === false) await turn()
  return incoming?.complete ?? true
}
