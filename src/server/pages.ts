import type { Context, Hono } from 'hono'
import type { answerer } from './answer.ts'
import { readQuery } from './body.ts'
import { docsPage } from './docs-page.ts'
import { mountConsole } from './console.ts'
import type { SessionCookie } from './cookie.ts'
import { methodWrong } from './failures.ts'
import { type Metrics, metricsText } from './metrics.ts'
import type { OpenApi } from './openapi.ts'
import { type Answer, checkPermission } from './serve.ts'
import type { Gate, ServerOptions } from './options.ts'
import { away, homeOf, mountSignIn } from './sign-in.ts'
import { statusPage } from './status-page.ts'

/** The permissions of the pages that are not routes, and who has them by default. */
export const pagePermissions = [
  { permission: 'status.read', grantedTo: ['operator', 'auditor'] },
  { permission: 'metrics.read', grantedTo: ['operator', 'auditor'] }
] as const

type Mounting = Readonly<{
  options: ServerOptions
  metrics: Metrics
  gate: Gate
  cookie: SessionCookie
  answer: ReturnType<typeof answerer>['answer']
  stopping: Readonly<{ now: boolean }>
  /** The description of the API. It takes a while to make, so it is made when somebody first asks for it. */
  document: () => OpenApi
}>

type Page = Readonly<{
  path: string
  permission: string | null
  always: boolean
  /** What is shown, and to whom: `home` is where the pages of whoever is signed in are, undefined where nobody is. */
  show: (home: () => Promise<string | undefined>) => Promise<Answer>
}>

const eventsShown = 15
const json = (status: number, value: unknown): Answer => ({
  status,
  type: 'application/json',
  text: JSON.stringify(value)
})

/** Mounts what a server answers beside its routes: health, metrics, documentation, status, signing in, the console. */
export function mountPages(app: Hono, mounting: Mounting): void {
  const { answer, gate, options, cookie } = mounting
  const { db, publicUrl, consoleFolder } = options
  for (const { path, permission, always, show } of pagesOf(mounting)) {
    app.get(path, (context: Context) =>
      answer(context, path, always, async (visit) => {
        if (permission !== null && !options.openPages) {
          checkPermission({ permission }, await gate.enter(context, visit))
        }
        readQuery(new URL(context.req.url).search)
        return show(async () => {
          if (cookie.read(context) === undefined) return undefined
          const actor = await gate.enter(context, visit).catch(() => undefined)
          return actor && homeOf(actor.kind)
        })
      })
    )
    app.all(path, (context) => answer(context, path, false, () => Promise.reject(methodWrong(['GET']))))
  }
  mountSignIn(app, { db, gate, cookie, publicUrl, answer })
  mountConsole(app, { gate, answer, folder: consoleFolder })
}

function pagesOf({ options, metrics, stopping, document }: Mounting): readonly Page[] {
  const { db, statusOf, figuresOf } = options
  const description = made(document)
  const documentText = made(() => JSON.stringify(description()))
  const docs = made(() => docsPage(description()))
  const figures = async () => (figuresOf ? await db.snapshot(figuresOf) : [])
  const metricsWithLags = async () => {
    for (const { name, seconds } of (await options.jobs?.lags()) ?? [])
      metrics.jobLag.set({ job: name }, seconds)
    return metricsText(metrics, await figures())
  }
  return [
    { path: '/', permission: null, always: false, show: async (home) => away((await home()) ?? '/docs') },
    { path: '/healthz', permission: null, always: true, show: async () => json(200, { status: 'alive' }) },
    { path: '/readyz', permission: null, always: true, show: () => readiness(options, stopping.now) },
    { path: '/docs', permission: null, always: false, show: async () => docs() },
    {
      path: '/v1/openapi.json',
      permission: null,
      always: false,
      show: async () => ({ status: 200, type: 'application/json', text: documentText() })
    },
    {
      path: '/metrics',
      permission: 'metrics.read',
      always: true,
      show: async () => ({
        status: 200,
        type: metrics.registry.contentType,
        text: await metricsWithLags()
      })
    },
    {
      path: '/status',
      permission: 'status.read',
      always: false,
      show: async () => {
        const shown = statusOf ? await db.snapshot(statusOf) : { money: [], orders: [], events: [] }
        return statusPage(
          { ...shown, events: shown.events.slice(0, eventsShown) },
          db.clock.now(),
          options.aheadMs?.() ?? 0
        )
      }
    }
  ]
}

/** What is made once, when it is first asked for. */
function made<T>(make: () => T): () => T {
  let one: { made: T } | undefined
  return () => (one ??= { made: make() }).made
}

/** Ready when all its checks hold; a check that fails or throws names itself. */
async function readiness({ ready = [] }: ServerOptions, stopping: boolean): Promise<Answer> {
  const checks = await Promise.all(
    ready.map(async ({ name, run }) => ({ name, ok: await run().catch(() => false) }))
  )
  const all = [{ name: 'not_stopping', ok: !stopping }, ...checks]
  const ok = all.every((check) => check.ok)
  return json(ok ? 200 : 503, { status: ok ? 'ready' : 'not_ready', checks: all })
}
