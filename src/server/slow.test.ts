import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { hold, thing, thingServer } from '../../test/things.ts'
import type { Limits } from './limits.ts'

const db = await testDatabase()
afterAll(() => db.drop())
const { serverWith, made } = thingServer(db)

const endings: (() => unknown)[] = []
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end()
})

async function listening(limits: Partial<Limits>) {
  const server = await serverWith(limits).listen({ host: '127.0.0.1', port: 0 })
  endings.push(server.close)
  return server
}

/** A peer that sends what it is told and never closes its side. With `deaf` it reads nothing, either. */
function peer(port: number, text: string, deaf = false) {
  const seen = { text: '', closed: false }
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  endings.push(() => socket.destroy())
  socket.on('error', () => (seen.closed = true)).on('close', () => (seen.closed = true))
  if (!deaf) socket.on('data', (part) => (seen.text += String(part)))
  socket.write(text)
  const more = (rest: string) => new Promise<void>((resolve) => socket.write(rest, () => resolve()))
  return { seen, more, status: () => /^HTTP\/1.1 (\d+)/.exec(seen.text)?.[1] }
}

let count = 0
const bodyText = JSON.stringify(thing)
const head = (path: string, length: number, who?: string, type = 'application/json') =>
  `POST ${path} HTTP/1.1\r\nHost: kontor\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n` +
  (who === undefined ? '' : `Authorization: Bearer ${who}\r\nIdempotency-Key: slow-${count++}\r\n`) +
  '\r\n'
const slowThing = (port: number, who = 'anna', deaf = false) =>
  peer(port, head('/v1/things', bodyText.length, who) + bodyText.slice(0, 5), deaf)
const slowStatement = (port: number, deaf = false) =>
  peer(port, `${head('/v1/statements', 10, undefined, 'application/xml')}<`, deaf)
const wholeThing = (port: number, who = 'anna') =>
  peer(port, head('/v1/things', bodyText.length, who) + bodyText)
const answered = (asked: ReturnType<typeof peer>, status: string) =>
  vi.waitFor(() => expect(asked.status()).toBe(status), 10_000)

/** So many of these wait, and the others are told to come back. */
const someWait = (asked: readonly ReturnType<typeof peer>[], waiting: number) =>
  vi.waitFor(() => {
    const told = asked.map((each) => each.status()).filter((status) => status !== undefined)
    expect(told).toEqual(Array.from({ length: asked.length - waiting }, () => '429'))
  }, 10_000)

test.each([
  ['reads', false],
  ['reads nothing', true]
])('a peer whose body does not come is cut off, although it keeps its side open and %s', async (_, deaf) => {
  const { port } = await listening({ requestsMax: 2, requestMs: 300 })
  const before = await made()
  const slow = [1, 2, 3].map(() => slowThing(port, 'anna', deaf))
  if (deaf) await wait(2000)
  else for (const each of slow) await answered(each, '408')
  if (!deaf) expect(slow[0]?.seen.text).toContain('http.body_slow')
  for (const each of slow) await each.more(bodyText.slice(5))
  await vi.waitFor(async () => {
    for (const each of slow) await each.more(' ')
    expect(slow.map(({ seen }) => seen.closed)).toEqual([true, true, true])
  }, 10_000)
  expect(await made()).toBe(before)
  await answered(wholeThing(port), '201')
})

test('a head that does not end, and one that does not begin, are cut off', async () => {
  const { port } = await listening({ headMs: 300 })
  const slow = ['GET /v1/things HTTP/1.1\r\nHost: kontor\r\n', 'G'].map((text) => peer(port, text))
  for (const each of slow) await answered(each, '408')
  await vi.waitFor(async () => {
    for (const each of slow) await each.more('x')
    expect(slow.map(({ seen }) => seen.closed)).toEqual([true, true])
  }, 10_000)
})

test('what is not HTTP is cut off once it had the time to read why', async () => {
  const { port } = await listening({})
  const wrong = peer(port, 'NOT HTTP AT ALL\r\n\r\n')
  await answered(wrong, '400')
  await vi.waitFor(async () => {
    await wrong.more('x')
    expect(wrong.seen.closed).toBe(true)
  }, 10_000)
})

test('bodies on their way take no place of those in work, and strangers no share of those with a key', async () => {
  const { port } = await listening({ requestsMax: 2, arrivingOneMax: { key: 3, address: 4 } })
  await someWait(
    Array.from({ length: 6 }, () => slowStatement(port)),
    4
  )
  await someWait(
    Array.from({ length: 5 }, () => slowThing(port)),
    3
  )
  const berta = slowThing(port, 'berta')
  await answered(wholeThing(port), '201')
  await berta.more(bodyText.slice(5))
  await answered(berta, '201')
})

test('all strangers together, and all together, have bounds of their own', async () => {
  const { port } = await listening({ arrivingMax: 4, arrivingOpenMax: 2 })
  const strangers = [1, 2, 3].map(() => slowStatement(port))
  await someWait(strangers, 2)
  await someWait(
    ['anna', 'berta', 'anna'].map((who) => slowThing(port, who)),
    2
  )
  await answered(wholeThing(port), '201')
  await someWait(strangers, 2)
})

test('strangers announce their bodies within room of their own', async () => {
  const { port } = await listening({ bodiesBytesMax: 1000, openBodiesBytesMax: 15 })
  await someWait([slowStatement(port), slowStatement(port)], 1)
  await answered(wholeThing(port), '201')
})

test('a body that has arrived while all places are taken is told to come back', async () => {
  const { port } = await listening({ requestsMax: 1 })
  const slow = slowThing(port, 'berta')
  await wait(300)
  const open = hold()
  const inWork = wholeThing(port)
  await wait(300)
  await slow.more(bodyText.slice(5))
  await answered(slow, '429')
  open()
  await answered(inWork, '201')
})
