import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { day } from '../kernel/index.ts'
import { conformance, type ConformanceSubject, type RawWebhook } from '../payments/index.ts'
import {
  createSandbox,
  type Faults,
  inProcess,
  overHttp,
  sandboxProvider,
  type SandboxServer,
  startSandbox
} from './index.ts'

const secret = 'a secret of this test'
const everyFault: Faults = {
  seed: 7,
  timeout: 0.03,
  lostReply: 0.1,
  errorBefore: 0.08,
  errorAfter: 0.08,
  busy: 0.08,
  garbage: 0.08,
  webhookDuplicate: 0.3,
  webhookLate: 0.3,
  webhookDropped: 0.1
}

let db: TestDatabase
let ear: Server
let server: SandboxServer
const heard: RawWebhook[] = []

beforeAll(async () => {
  db = await testDatabase()
  ear = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => (text += chunk))
    request.on('end', () => {
      const headers = request.headers
      heard.push({ text, header: (name) => headers[name]?.toString() })
      response.end()
    })
  })
  await new Promise<void>((resolve) => ear.listen(0, '127.0.0.1', resolve))
  const webhookUrl = `http://127.0.0.1:${(ear.address() as AddressInfo).port}/hooks`
  server = await startSandbox({
    url: db.url,
    clock: db.clock,
    secret,
    webhookUrl,
    everyMs: null,
    holdMs: 2000
  })
})
afterAll(async () => {
  await server.close()
  ear.close()
  await db.drop()
})

const tokens = { ok: 'tok_ok', declined: 'tok_declined' }
const untilSettled = async (tick: () => Promise<number>) => {
  db.clock.advance(day)
  while ((await tick()) > 0);
}
const nextWebhook = async (tick: () => Promise<number>) => {
  for (let tries = 0; tries < 100; tries++) {
    await tick()
    const found = heard.pop()
    if (found !== undefined) return found
    db.clock.advance(60_000)
  }
  throw new Error('no webhook came')
}

const overWire = (): ConformanceSubject => ({
  provider: sandboxProvider({ secret, transport: overHttp(server.url, secret, 150) }),
  tokens,
  currency: 'USD',
  now: () => db.clock.now(),
  webhook: () => nextWebhook(server.tick),
  untilSettled: () => untilSettled(server.tick)
})

describe('the sandbox over HTTP', () => {
  test.each(conformanceOf(overWire))('%s', async (_, run) => {
    server.setFaults({})
    await run()
  })
})

describe('the sandbox over HTTP with every fault on', () => {
  test.each(conformanceOf(overWire))('%s', async (_, run) => {
    server.setFaults(everyFault)
    await run()
  })
})

describe('the sandbox in process with every fault on', () => {
  const inside = (): ConformanceSubject => {
    const sandbox = createSandbox({
      db,
      secret,
      faults: everyFault,
      async deliver(text, headers) {
        heard.push({ text, header: (name) => headers[name] })
        return true
      }
    })
    return {
      ...overWire(),
      currency: 'JPY',
      provider: sandboxProvider({ secret, transport: inProcess(sandbox, secret) }),
      webhook: () => nextWebhook(sandbox.tick),
      untilSettled: () => untilSettled(sandbox.tick)
    }
  }
  test.each(conformanceOf(inside))('%s', (_, run) => run())
})

/** The cases of a subject that exists only when they run. */
function conformanceOf(subject: () => ConformanceSubject): [string, () => Promise<void>][] {
  const late = {} as ConformanceSubject
  return conformance(late).map(({ name }, i) => [name, async () => conformance(subject())[i]?.run()])
}
