import { afterAll, beforeAll, expect, test } from 'vitest'
import { bankOver, groundOf } from './bank-history-banks.ts'
import { check } from './bank-history-check.ts'
import { type Chance, chanceFrom, play, storyOf } from './bank-history-clients.ts'
import { cuttingProxy, type Proxy, targetOf } from './cutting-proxy.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { nightly, seed } from './nightly.ts'
import { pause, type Served, serving } from './served.ts'

/** A served Kontor, its clients behind one wire, its PostgreSQL behind another, and all of it failing again and again. */
const ground = groundOf(6)
const opsMin = nightly ? 5000 : 400
const killEveryMs = 3000
let db: TestDatabase
let kontor: Served
let toDatabase: Proxy
let toKontor: Proxy

beforeAll(async () => {
  db = await testDatabase()
  toDatabase = await cuttingProxy(targetOf(db.url))
  const { pathname, username, password } = new URL(db.url)
  const user = password === '' ? username : `${username}:${password}`
  kontor = await serving(
    {
      DATABASE_URL: `postgres://${user}@127.0.0.1:${toDatabase.port}${pathname}`,
      KONTOR_KEY_RATE: '100000',
      KONTOR_KEY_BURST: '100000'
    },
    '--no-sandbox'
  )
  toKontor = await cuttingProxy({ host: '127.0.0.1', port: kontor.port })
  await kontor.start()
})

afterAll(async () => {
  kontor.kill('SIGKILL')
  await Promise.all([toKontor.close(), toDatabase.close()])
  await db.drop()
})

type Faults = Record<'backends killed' | 'clients cut' | 'database cut' | 'pauses' | 'kontor killed', number>

/** Lets one thing after the other go wrong until told to stop. */
async function disturb(chance: Chance, faults: Faults, running: () => boolean): Promise<void> {
  let lastKill = Date.now()
  while (running()) {
    await pause(100 + chance.below(250))
    const dice = chance.below(4)
    if (Date.now() - lastKill > killEveryMs) {
      kontor.kill('SIGKILL')
      await pause(chance.below(100))
      await kontor.start()
      faults['kontor killed']++
      lastKill = Date.now()
    } else if (dice === 0) {
      const rows = await db.superuser(
        `select pg_terminate_backend(pid) from (select pid from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'
         order by md5(pid::text || $1) limit 3) chosen`,
        [String(chance.next())]
      )
      faults['backends killed'] += rows.length
    } else if (dice === 1) faults['clients cut'] += toKontor.cut(1 + chance.below(5), chance.below)
    else if (dice === 2) faults['database cut'] += toDatabase.cut(1 + chance.below(5), chance.below)
    else {
      kontor.kill('SIGSTOP')
      await pause(100 + chance.below(200))
      kontor.kill('SIGCONT')
      faults.pauses++
    }
  }
}

test('a served ledger, cut off, paused and killed meanwhile: one order explains every answer and every balance', async () => {
  const { secret } = JSON.parse(await kontor.command('keys', 'create', 'operator', '--test', '--json')) as {
    secret: string
  }
  for (const [i, id] of [ground.source, ...ground.limited].entries()) {
    const answer = await fetch(`${kontor.address}/v1/ledger/accounts`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${secret}`,
        'content-type': 'application/json',
        'idempotency-key': `open-${i}`
      },
      body: JSON.stringify({ id, side: 'credit', floor: i === 0 ? null : { amount: 0, currency: 'CNY' } })
    })
    expect(answer.status).toBe(201)
  }
  let running = true
  const bank = bankOver(`http://127.0.0.1:${toKontor.port}`, secret)
  const faults = { 'backends killed': 0, 'clients cut': 0, 'database cut': 0, pauses: 0, 'kontor killed': 0 }
  let failed: unknown
  const disturbing = disturb(chanceFrom(seed), faults, () => running).catch((error: unknown) => {
    failed = error
  })
  const enough = (count: number) => failed !== undefined || (count > opsMin && faults['kontor killed'] > 1)
  const ops = await play(bank, ground, seed, { clients: 12, readers: 4, enough })
  running = false
  await disturbing
  expect(failed).toBe(undefined)
  const verdict = check(await storyOf(bank, ground, ops))
  console.log(
    `bank history over HTTP (KONTOR_SEED=${seed}): ${JSON.stringify({ ...verdict.figures, ...faults })}`
  )
  expect(verdict.anomalies).toEqual([])
  expect(verdict.figures.posted).toBeGreaterThan(50)
  expect(verdict.figures.reads).toBeGreaterThan(20)
  expect(verdict.figures.unanswered).toBeGreaterThan(0)
  expect(faults['kontor killed']).toBeGreaterThan(0)
}, 1_800_000)
