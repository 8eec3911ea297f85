import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Db, openDb } from '../db/index.ts'
import type { Clock } from '../kernel/index.ts'
import { deliverTo } from './deliver.ts'
import type { Faults } from './faults.ts'
import { createSandbox, type Outcome, type Sandbox } from './sandbox.ts'
import { nextDue } from './store.ts'

export type SandboxServerOptions = Readonly<{
  /** The PostgreSQL database that it keeps its books in. */
  url: string
  port?: number
  host?: string
  clock: Clock
  secret: string
  faults?: Faults
  /** Where webhooks go; null: nowhere. */
  webhookUrl: string | null
  /** How often it looks for what is due; null: only when told by `tick`. */
  everyMs?: number | null
  /** How long a request that shall time out is held before its connection is closed. */
  holdMs?: number
}>

/** A running sandbox. */
export type SandboxServer = Readonly<{
  url: string
  sandbox: Sandbox
  setFaults(faults: Faults): void
  tick(): Promise<number>
  close(): Promise<void>
}>

const bodyBytesMax = 64 * 1024

/** Starts the sandbox as a server of its own. It goes on from where it was; whatever it answered is committed. */
export async function startSandbox(options: SandboxServerOptions): Promise<SandboxServer> {
  const {
    url,
    port = 0,
    host = '127.0.0.1',
    clock,
    secret,
    faults = {},
    webhookUrl,
    everyMs = 250,
    holdMs = 30_000
  } = options
  const db = openDb({ url, clock, connectionsMax: 4 })
  const sandbox = createSandbox({
    db,
    secret,
    faults,
    deliver: webhookUrl === null ? null : deliverTo(webhookUrl)
  })
  const server = createServer((request, response) => {
    void serve(sandbox, holdMs, request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const look = lookout(db, clock, sandbox)
  let last = Promise.resolve(0)
  let ticking = false
  const tick = () => {
    last = last.then(() => sandbox.tick())
    return last
  }
  const timer =
    everyMs === null
      ? undefined
      : setInterval(() => {
          if (ticking) return
          ticking = true
          // The database may be away for a while; the next tick tries again.
          last = look().catch(() => 0)
          void last.then(() => (ticking = false))
        }, everyMs)
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    sandbox,
    setFaults: sandbox.setFaults,
    tick,
    async close() {
      clearInterval(timer)
      await last.catch(() => 0)
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
      await db.close()
    }
  }
}

/** Looks whether something is due, and does it. While nothing changes on the server, what it saw there still holds. */
function lookout(db: Db, clock: Clock, sandbox: Sandbox): () => Promise<number> {
  let seen: Readonly<{ mark: string | null; due: Date | null }> = { mark: null, due: null }
  return async () => {
    const mark = await db.mark()
    if (mark === null || mark !== seen.mark)
      seen = { mark, due: await db.snapshot((tx) => nextDue(tx, sandbox.delivers)) }
    return seen.due !== null && seen.due <= clock.now() ? sandbox.tick() : 0
  }
}

async function serve(sandbox: Sandbox, holdMs: number, request: IncomingMessage, response: ServerResponse) {
  const text = await readBody(request)
  if (text === undefined)
    return write(response, { type: 'answer', status: 413, body: { error: 'too_large' } })
  const body = text === '' ? {} : parseJson(text)
  if (body === undefined)
    return write(response, { type: 'answer', status: 400, body: { error: 'body_invalid' } })
  const key = request.headers['idempotency-key']
  const outcome = await sandbox.handle({
    method: request.method ?? '',
    path: request.url ?? '',
    key: typeof key === 'string' ? key : null,
    secret: /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null,
    body
  })
  if (outcome.type !== 'timeout') return write(response, outcome)
  const timer = setTimeout(() => response.destroy(), holdMs)
  response.once('close', () => clearTimeout(timer))
}

function write(response: ServerResponse, outcome: Outcome) {
  if (outcome.type === 'answer') {
    response
      .writeHead(outcome.status, { 'content-type': 'application/json' })
      .end(JSON.stringify(outcome.body))
  } else if (outcome.type === 'garbage') {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Bad gateway')
  } else {
    response.destroy()
  }
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > bodyBytesMax) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
