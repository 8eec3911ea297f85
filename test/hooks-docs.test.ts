import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { eventTypes } from '../src/audit/index.ts'
import { hour, minute, second } from '../src/kernel/index.ts'
import { EventPattern } from '../src/webhooks/endpoint.ts'
import { waitsMs } from '../src/webhooks/schedule.ts'
import { testDatabase } from './database.ts'
import { newSubject, openHookWorld } from './hooks.ts'
import { freePort, until } from './served.ts'
import { fillSmallWorld } from './small-world.ts'

/** docs/webhooks.md says what is so. */
const page = readFileSync('docs/webhooks.md', 'utf8')
const folder = mkdtempSync(join(tmpdir(), 'kontor-receiver-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the receiver of the page takes what Kontor sends, and nothing else', async () => {
  const [, program = ''] = /```js\n([^]*?)```/.exec(page) ?? []
  const file = join(folder, 'receiver.mjs')
  writeFileSync(file, program)
  const db = await testDatabase(new Date())
  const hooks = openHookWorld(db)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}/`
  const { endpoint, secret } = await hooks.add(url, { events: ['thing.*'] })
  const child = spawn(process.execPath, [file], { env: { WEBHOOK_SECRET: secret, PORT: String(port) } })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (printed += String(part)))
  try {
    const post = async (headers: Record<string, string>) =>
      (await fetch(url, { method: 'POST', headers, body: '{"type":"thing.forged","data":{}}' })).status
    await until('the receiver', async () => (await post({})) === 400)
    const forged = { 'webhook-id': 'evt_1', 'webhook-signature': 'v1,AAAA v1, v2 ,' }
    expect(await post({ ...forged, 'webhook-timestamp': String(Math.floor(Date.now() / 1000)) })).toBe(400)
    expect(await post({ ...forged, 'webhook-timestamp': 'now' })).toBe(400)
    const subject = newSubject()
    await hooks.happen(subject, 1)
    await hooks.settle()
    const [delivery] = await hooks.deliveries(endpoint.id)
    expect(delivery).toMatchObject({ state: 'delivered', lastStatus: 204 })
    await until('what it prints', async () => printed !== '')
    expect(printed).toBe(`thing.changed ${subject} ${delivery?.eventId}\n`)
    // An hour old by the clock of the receiver, it is not taken any more.
    db.clock.set(new Date(Date.now() + hour))
    await hooks.happen(subject, 1)
    await hooks.settle()
    expect((await hooks.deliveries(endpoint.id)).at(-1)).toMatchObject({ state: 'waiting', lastStatus: 400 })
  } finally {
    child.kill()
    await db.drop()
  }
})

test('the table of tries is the schedule', () => {
  const units = new Map([
    ['second', second],
    ['minute', minute],
    ['hour', hour]
  ])
  const rows = [...page.matchAll(/^\| (\d+) +\| (?:at once|(\d+) (second|minute|hour)s?) +\|$/gm)]
  const waits = rows.map(([, , count = '0', unit = '']) => Number(count) * (units.get(unit) ?? 0))
  expect(waits).toEqual([0, ...waitsMs])
})

test('the page names every event that can happen, and no other', { timeout: 300_000 }, async () => {
  const db = await testDatabase()
  await fillSmallWorld(db)
  const happened = new Set(
    (await db.superuser('select distinct type from audit_event')).map((row) => row['type'])
  )
  await db.drop()
  const table = page.slice(page.indexOf('## Events'))
  const named = [...table.matchAll(/`([a-z_]+\.[a-z_]+)`/g)].map(([, type = '']) => type)
  expect(named.length).toBeGreaterThan(60)
  expect(new Set(named)).toEqual(new Set(eventTypes))
  expect([...happened].filter((type) => !named.includes(String(type)))).toEqual([])
  for (const type of named) expect(EventPattern.safeParse(type).success).toBe(true)
})
