import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from './database.ts'
import { nightly } from './nightly.ts'
import { openReceiver, type Receiver } from './receiver.ts'
import { pause, type Served, serving, until } from './served.ts'

/** Two processes that send webhooks, killed again and again: nothing is lost, and nothing overtakes. */
let db: TestDatabase
let receiver: Receiver
const processes: Served[] = []
const home = mkdtempSync(join(tmpdir(), 'kontor-hooks-crash-'))
const crashes = nightly ? 40 : 4
const merchantsEach = 10

beforeAll(async () => {
  db = await testDatabase(new Date())
  receiver = await openReceiver(() => new Promise((resolve) => setTimeout(() => resolve(200), 30)))
  const env = {
    DATABASE_URL: db.url,
    KONTOR_HOME: home,
    KONTOR_WEBHOOK_ALLOW_PRIVATE: '1',
    KONTOR_WEBHOOK_ALLOW_HTTP: '1'
  }
  // One that is asked and never killed sends as well, so that a dead one’s work is seen to be taken over by another.
  processes.push(await serving(env, '--no-sandbox'), await serving(env, '--no-sandbox'))
  for (const served of processes) await served.start()
})
afterAll(async () => {
  for (const served of processes) served.kill('SIGTERM')
  await pause(1000)
  await receiver.close()
  await db.drop()
  rmSync(home, { recursive: true, force: true })
})

test(
  'kill -9 at any moment: every event arrives, in the order of its subject',
  { timeout: 600_000 },
  async () => {
    const [asked, killed] = processes
    if (!asked || !killed) throw new Error('two processes')
    const { secret: key } = JSON.parse(await asked.command('keys', 'create', 'operator', '--json')) as {
      secret: string
    }
    let count = 0
    const post = async (path: string, body: object) => {
      const answer = await fetch(asked.address + path, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${key}`,
          'content-type': 'application/json',
          'idempotency-key': `crash-${++count}`
        },
        body: JSON.stringify(body)
      })
      expect(answer.ok).toBe(true)
      return (await answer.json()) as { id: string; secret: string; endpoint: { id: string } }
    }
    const { secret } = await post('/v1/webhook-endpoints', { url: receiver.url, events: ['merchant.*'] })
    for (let crash = 0; crash < crashes; crash++) {
      await Promise.all(
        Array.from({ length: merchantsEach }, async () => {
          const reference = `m-${++count}`
          const { id } = await post('/v1/merchants', {
            reference,
            displayName: reference,
            payoutCurrency: 'CNY'
          })
          for (const displayName of ['one', 'two']) await post(`/v1/merchants/${id}/details`, { displayName })
        })
      )
      await pause(40 * crash)
      killed.kill('SIGKILL')
      await pause(100)
      await killed.start()
    }
    const open = async () => {
      const [found] = await db.superuser(
        `select count(*)::integer as open from audit_event e left join webhooks_delivery d on d.event_id = e.id
       where e.type like 'merchant.%' and d.state is distinct from 'delivered'`
      )
      return found?.['open']
    }
    // What was being sent by the dead is due again after a minute, by the clock.
    await asked.command('clock', 'advance', '2m')
    await until('everything', async () => (await open()) === 0, 60_000)
    const told = await db.superuser(`select id from audit_event where type like 'merchant.%'`)
    expect(told).toHaveLength(crashes * merchantsEach * 3)
    const came = new Map<string, number[]>()
    const seen = new Set<string>()
    for (const { id, subject, sequence, text, headers } of receiver.received) {
      expect(headers['webhook-signature']).toBe(
        new Webhook(secret).sign(id, new Date(Number(headers['webhook-timestamp']) * 1000), text)
      )
      if (!seen.has(id)) came.set(subject, [...(came.get(subject) ?? []), sequence])
      seen.add(id)
    }
    expect(seen.size).toBe(told.length)
    for (const sequences of came.values()) expect(sequences).toEqual([1, 2, 3])
    for (const served of processes) expect(served.errors()).toEqual([])
  }
)
