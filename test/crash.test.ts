import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chanceFrom } from './bank-history-clients.ts'
import { bankBeside } from './crash-bank.ts'
import { checkAcknowledged, compareBooks } from './crash-check.ts'
import { apiAt, nothingTold, post, trade, transfer } from './crash-clients.ts'
import { type CrashPlace, crashPlace, deathsOf } from './crash-place.ts'
import { nightly, seed } from './nightly.ts'
import { pause, until } from './served.ts'

/** Kontor, its PostgreSQL and its provider as a user runs them, killed in the middle of traffic, again and again. */
const crashes = parseInt(process.env['KONTOR_CRASHES'] ?? (nightly ? '200' : '5'), 10)
/** So often all books are compared; in between, what was acknowledged is looked for. */
const compareEvery = 50
let place: CrashPlace

beforeAll(async () => {
  place = await crashPlace()
}, 120_000)

afterAll(() => place.remove())

async function traffic() {
  const { kontor } = place
  const key = async (kind: string) =>
    JSON.parse(await kontor.command('keys', 'create', kind, '--test', '--json')).secret as string
  const operator = apiAt(kontor.address, await key('operator'))
  const service = apiAt(kontor.address, await key('service'))
  const shop = { reference: 'shop', displayName: 'Shop', payoutCurrency: 'CNY' }
  const merchantId = String((await operator.insist(post('/v1/merchants', shop)))?.['id'])
  const bankAccount = { holder: 'Shop', iban: 'FR1420041010050500013M02606' }
  const profile = { schedule: { every: 'demand' }, bankAccount }
  await operator.insist(post(`/v1/merchants/${merchantId}/payout-profile`, profile, 'PUT'))
  const buyerId = String((await service.insist(post('/v1/buyers', { reference: 'buyer' })))?.['id'])
  const source = { id: 'source:shop:CNY', side: 'debit', floor: null }
  const wallet = { id: 'wallet:shop:CNY', side: 'credit', floor: { amount: 0, currency: 'CNY' } }
  for (const account of [source, wallet]) await operator.insist(post('/v1/ledger/accounts', account))

  const told = nothingTold()
  const bank = bankBeside(operator, merchantId, told)
  const transferring = 3
  return {
    told,
    bank,
    underWay: transferring,
    run: (running: () => boolean) =>
      Promise.all([
        ...Array.from({ length: 4 }, (_, i) => trade({ service, merchantId, buyerId, told }, i, running)),
        ...Array.from({ length: transferring }, () => transfer(service, told, running)),
        bank.work(running)
      ])
  }
}

/** What was killed, when Kontor was ready again, and what processor time a Kontor that was started anew took until then. */
type Death = Readonly<{ victim: string; readyMs: number | null; cpuMs: number | null }>
const startedAnew = (victim: string) => victim.startsWith('kontor') || victim === 'all three'

const quantile = (sorted: readonly number[], share: number) =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)

function distribution(deaths: readonly Death[]): string[] {
  const line = (name: string, some: readonly Death[]) => {
    const sorted = (times: number[]) => times.toSorted((a, b) => a - b)
    const shown = (times: number[], shares: number[]) =>
      shares.map((share) => (times.length > 0 ? `${quantile(times, share)}` : '–'))
    const times = sorted(some.flatMap(({ readyMs }) => readyMs ?? []))
    const cpu = sorted(some.flatMap(({ cpuMs }) => cpuMs ?? []))
    const figures = [...shown(times, [0.5, 0.9, 0.99, 1]), ...shown(cpu, [0.5, 1])]
    return `| ${[name, some.length, ...figures].join(' | ')} |`
  }
  const victims = Map.groupBy(deaths, ({ victim }) => victim)
  return [
    '| killed | times | ready again: p50 ms | p90 ms | p99 ms | max ms | processor time: p50 ms | max ms |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...[...victims].map(([victim, some]) => line(victim, some)),
    line('all', deaths)
  ]
}

test('kill -9 of Kontor and of PostgreSQL in the middle of traffic loses nothing acknowledged and doubles nothing', async () => {
  const chance = chanceFrom(seed)
  const ways = Object.entries(deathsOf(place, chance.below))
  const { told, bank, underWay, run } = await traffic()
  const deaths: Death[] = []
  for (let count = 0; count < crashes;) {
    let running = true
    const clients = run(() => running)
    // A client that is refused, or never answered, ends the test at once.
    clients.catch(() => undefined)
    const part = Math.min(crashes, count + compareEvery)
    for (; count < part; count++) {
      const before = told.transactions.size
      await Promise.race([clients, until('load', async () => told.transactions.size > before + 5, 180_000)])
      await Promise.race([clients, pause(chance.below(1200))])
      const [victim, die] = nightly
        ? chance.pick(ways)
        : (ways[(seed + count) % ways.length] ?? chance.pick(ways))
      const readyMs = await die()
      const cpuMs = startedAnew(victim) ? place.kontor.cpuMs() : null
      deaths.push({ victim, readyMs, cpuMs })
      await checkAcknowledged(place.rows, told, underWay)
    }
    running = false
    await clients
    await compareBooks(place.rows, told, bank)
    const verified = JSON.parse(await place.kontor.command('verify', '--json'))
    expect(verified.checks.filter((check: { ok: boolean }) => !check.ok)).toEqual([])
  }
  const sizes = Object.entries(told).map(([what, { size }]) => `${size} ${what}`)
  const report = [
    `Seed ${seed}, ${deaths.length} crashes. Acknowledged, and found once: ${sizes.join(', ')}.`,
    '',
    ...distribution(deaths)
  ].join('\n')
  console.log(report)
  const file = process.env['KONTOR_CRASH_REPORT']
  if (file !== undefined) writeFileSync(file, `${report}\n`)
  expect(told.confirmed.size).toBeGreaterThan(0)
  expect(told.transactions.size).toBeGreaterThan(10)
  for (const { readyMs } of deaths) if (readyMs !== null) expect(readyMs).toBeLessThan(60_000)
}, 7_200_000)
