import { type Context, Hono } from 'hono'
import type { Route } from '../api/index.ts'
import type { Authenticate } from '../identity/index.ts'
import { answerer, type Visit } from './answer.ts'
import { bytesAnnounced } from './body.ts'
import { methodWrong, overloaded, pathUnknown, rateExceeded } from './failures.ts'
import { type Buckets, defaultLimits, holding, type Limits, tokenBuckets } from './limits.ts'
import { listen, type Listening } from './listen.ts'
import type { Gate, ServerOptions } from './options.ts'
import { createMetrics } from './metrics.ts'
import { openApi } from './openapi.ts'
import { mountPages } from './pages.ts'
import { readCall } from './read-call.ts'
import { type Answer, anonymous, checkPermission, servant } from './serve.ts'

/** A server of routes. */
export type Server = Readonly<{
  /** Answers a request in this process, without the network. */
  fetch(request: Request): Promise<Response>
  /** Listens on the network. Port 0: any that is free. */
  listen(address: Readonly<{ host: string; port: number }>): Promise<Listening>
}>

/** Makes a server of the routes. It does not listen yet. */
export function createServer(options: ServerOptions): Server {
  const { db, routes, log, jobs } = options
  const limits: Limits = { ...defaultLimits, ...options.limits }
  const metrics = options.metrics ?? createMetrics(db, false)
  const { answer, inFlight } = answerer({
    clock: db.clock,
    log,
    metrics,
    limits,
    aheadMs: options.aheadMs ?? (() => 0)
  })
  const gate = gateOf(options.authenticate, limits, tokenBuckets())
  const serve = servant(db, limits.requestsMax)
  const bodies = holding(limits.bodiesBytesMax)
  const app = new Hono()
  const stopping = { now: false }

  mountPages(app, { options, metrics, gate, answer, stopping, document: openApi(routes, options.version) })
  for (const route of byPrecision(routes)) {
    app.on(route.method, route.path, (context) =>
      answer(context, route.path, false, (visit) => visitRoute(context, route, visit))
    )
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const methods = routes.filter((route) => route.path === path).map((route) => route.method)
    app.all(path, (context) => answer(context, path, false, () => Promise.reject(methodWrong(methods))))
  }
  app.notFound((context) => answer(context, 'unknown', false, () => Promise.reject(pathUnknown())))

  async function visitRoute(context: Context, route: Route, visit: Visit): Promise<Answer> {
    const actor = route.permission === null ? anonymous : await gate.enter(context, visit)
    if (route.permission === null) gate.enterOpen(context)
    checkPermission(route, actor)
    const { requestId } = visit
    const request = context.req.raw
    const giveBack = bodies.take(bytesAnnounced(request, route))
    if (giveBack === undefined) throw overloaded()
    try {
      const call = await readCall({ route, actor, requestId, request, params: context.req.param() })
      const reply = await serve(call)
      if (route.method !== 'GET') jobs?.nudge()
      return reply
    } finally {
      giveBack()
    }
  }
  const fetch = async (request: Request, env?: object) => app.fetch(request, env)
  return {
    fetch: (request) => fetch(request),
    listen: (address) =>
      listen(fetch, address, limits, inFlight, () => {
        stopping.now = true
      })
  }
}

/** A path without a parameter goes before one that has one at the same place: `/orders/export` before `/orders/:id`. */
function byPrecision(routes: readonly Route[]): Route[] {
  const form = (route: Route) => route.path.replace(/:\w+/g, '~')
  return [...routes].sort((a, b) => (form(a) < form(b) ? -1 : form(a) > form(b) ? 1 : 0))
}

function gateOf(authenticate: Authenticate, limits: Limits, buckets: Buckets): Gate {
  const spend = (name: string, rate: number, burst: number) => {
    const wait = buckets.take(name, rate, burst)
    if (wait > 0) throw rateExceeded(wait)
  }
  const { addressRatePerSecond, addressBurst, keyRatePerSecond, keyBurst } = limits
  return {
    async enter(context, visit) {
      const actor = await authenticate(context.req.header('authorization')).catch((error: unknown) => {
        spend(`address ${addressOf(context)}`, addressRatePerSecond, addressBurst)
        throw error
      })
      visit.actor = actor.id
      spend(actor.id, keyRatePerSecond, keyBurst)
      return actor
    },
    // Such requests carry a signature and come from few senders, many at once.
    enterOpen: (context) => spend(`open ${addressOf(context)}`, keyRatePerSecond, keyBurst)
  }
}

type NodeEnv =
  Readonly<{ incoming?: Readonly<{ socket?: Readonly<{ remoteAddress?: string }> }> }> | undefined

function addressOf(context: Context): string {
  return (context.env as NodeEnv)?.incoming?.socket?.remoteAddress ?? 'none'
}
