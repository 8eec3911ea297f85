import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { databaseClock, type DatabaseClock } from '../src/db/index.ts'
import { day, hour, later, newId } from '../src/kernel/index.ts'
import { startSandbox, type SandboxServer } from '../src/sandbox/index.ts'
import { testDatabase, type TestDatabase } from './database.ts'
import { balancerBefore, clientOf, deed, type Doors, doorsBefore, sendTo, type Told } from './fleet.ts'
import { pause, type Served, serving, until } from './served.ts'

/** Three processes, as a user runs them, on one database and one provider; load goes to all of them in turn. */
const secret = 'a secret between Kontor and its sandbox'
let db: TestDatabase
let clock: DatabaseClock
let follow: NodeJS.Timeout
let sandbox: SandboxServer
let doors: Doors
let balancer: Awaited<ReturnType<typeof balancerBefore>>
let fleet: Served[]
let keys: Record<'operator' | 'service', string>

beforeAll(async () => {
  db = await testDatabase()
  clock = await databaseClock(db.url)
  await clock.set(nextAt(6)) // so that the nights that pass are the same at whatever hour this runs
  follow = setInterval(() => void clock.refresh().catch(() => undefined), 500)
  doors = await doorsBefore(3, () => sandbox.url)
  fleet = await Promise.all(
    doors.urls.map((url) =>
      serving({
        DATABASE_URL: db.url,
        KONTOR_SANDBOX_URL: url,
        KONTOR_SANDBOX_SECRET: secret,
        KONTOR_LOG_LEVEL: 'error'
      })
    )
  )
  balancer = await balancerBefore(() => fleet.map(({ address }) => address))
  const webhookUrl = `${balancer.url}/v1/providers/sandbox/webhooks`
  sandbox = await startSandbox({ url: db.url, clock, secret, webhookUrl })
  await Promise.all(fleet.map((each) => each.start()))
  const key = async (kind: string) =>
    JSON.parse((await fleet[0]?.command('keys', 'create', kind, '--test', '--json')) ?? '').secret as string
  keys = { operator: await key('operator'), service: await key('service') }
}, 180_000)

afterAll(async () => {
  clearInterval(follow)
  for (const each of fleet ?? []) each.kill('SIGKILL')
  balancer.close()
  doors.close()
  await sandbox.close()
  await clock.close()
  await db.drop()
})

const addresses = () => fleet.map(({ address }) => address)
const price = { amount: 5000, currency: 'CNY' }
const byText = (a: string, b: string) => (a < b ? -1 : 1)
const count = async (from: string) =>
  globalThis.Number((await db.superuser(`select count(*) as n from ${from}`))[0]?.['n'])

/** What clients were told, to be looked for at the end. */
const told = { orders: new Map<string, string>(), payments: new Map<string, string>(), transfers: 0 }
const replies: { wish: ReturnType<typeof deed>; first: Told }[] = []

async function trade(from: number, merchants: readonly string[], buyerId: string, running: () => boolean) {
  const { insist, read } = clientOf(addresses(), keys.service)
  for (let i = from; running(); i++) {
    const merchantId = merchants[i % merchants.length]
    const reference = newId('ref', new Date())
    const item = { merchantId, category: 'tea', title: 'Tea', quantity: 1, unitPrice: price }
    const made = deed('/v1/orders', { reference, buyerId, items: [item] })
    const first = await insist(made)
    replies.push({ wish: made, first })
    const orderId = String(JSON.parse(first.text).id)
    told.orders.set(reference, orderId)
    const payment = { provider: 'sandbox', method: 'card', token: 'tok_ok' }
    const paid = await insist(deed(`/v1/orders/${orderId}/payments`, payment))
    told.payments.set(String(JSON.parse(paid.text).id), orderId)
    const leg = {
      id: newId('trf', new Date()),
      type: 'plain',
      code: 'trade',
      amount: { amount: 1, currency: 'CNY' }
    }
    const legs = [{ ...leg, debit: 'source:shop:CNY', credit: 'wallet:shop:CNY' }]
    await insist(deed('/v1/ledger/transactions', { id: newId('txn', new Date()), legs }))
    told.transfers++
    await until('the money', async () => (await read(`/v1/orders/${orderId}`))['state'] === 'paid')
    const parcel = { carrier: 'SF Express', trackingNumber: 'SF0012345678' }
    const shipped = JSON.parse((await insist(deed(`/v1/orders/${orderId}/shipments`, parcel))).text)
    const proof = { kind: 'signed', reference: 'delivery note 7781' }
    await insist(deed(`/v1/shipments/${shipped.id}/deliveries`, { proof }))
  }
}

async function openShop(): Promise<{ merchants: string[]; buyerId: string }> {
  const { insist } = clientOf(addresses(), keys.operator)
  const make = async (path: string, body: unknown) =>
    String(JSON.parse((await insist(deed(path, body))).text).id)
  const merchants = []
  for (let i = 1; i <= 6; i++) {
    const shop = { reference: `shop ${i}`, displayName: `Shop ${i}`, payoutCurrency: 'CNY' }
    const id = await make('/v1/merchants', shop)
    const bankAccount = { holder: `Shop ${i}`, iban: 'FR1420041010050500013M02606' }
    await insist(
      deed(`/v1/merchants/${id}/payout-profile`, { schedule: { every: 'day' }, bankAccount }, 'PUT')
    )
    merchants.push(id)
  }
  await make('/v1/commission-schedules', { basisPoints: 500 })
  const source = { id: 'source:shop:CNY', side: 'debit', floor: null }
  const wallet = { id: 'wallet:shop:CNY', side: 'credit', floor: { amount: 0, currency: 'CNY' } }
  for (const account of [source, wallet]) await make('/v1/ledger/accounts', account)
  const { insist: serve } = clientOf(addresses(), keys.service)
  const buyer = await serve(deed('/v1/buyers', { reference: 'buyer' }))
  return { merchants, buyerId: String(JSON.parse(buyer.text).id) }
}

const victim = 1

test('orders go on while one of three processes is killed in the middle of its calls, and the others take those over', async () => {
  const { merchants, buyerId } = await openShop()
  let running = true
  const clients = Array.from({ length: 6 }, (_, i) => trade(i, merchants, buyerId, () => running))
  onTestFinished(() => {
    running = false // also where it fails half way: the tests after it count what there is
  })
  await until('some orders', async () => told.orders.size > 15)
  const busy = () => new Set(doors.asked.map(({ who }) => who)).size
  await until('calls of all three processes', async () => busy() === 3)

  const before = doors.asked.length
  doors.silence(victim)
  const lost = () =>
    doors.asked.slice(before).filter(({ who, method }) => who === victim && method === 'POST')
  await until('calls of the victim under way', async () => lost().length > 1)
  fleet[victim]?.kill('SIGKILL')
  const unheard = new Set(lost().flatMap(({ key }) => key ?? []))

  // Their leases run for two minutes; what was under way in the dead process is done long before that.
  const rows = `payments_call where id = any($1) and state <> 'done'`
  await until('what the dead one had begun', async () => {
    const [row] = await db.superuser(`select count(*)::integer as n from ${rows}`, [[...unheard]])
    return row?.['n'] === 0
  })
  const [lease] = await db.superuser(
    `select max(updated_at) < min(created_at) + interval '100 seconds' as early from payments_call where id = any($1)`,
    [[...unheard]]
  )
  expect(lease).toEqual({ early: true })
  await pause(500)
  running = false
  await Promise.all(clients)
  doors.answer(victim)
  await fleet[victim]?.start()
}, 120_000)

test('each call reached the provider once, those alone excepted whose answer the dead process never heard', async () => {
  await until('every capture', async () => (await count(`payments_call where state <> 'done'`)) === 0)
  const posts = Map.groupBy(
    doors.asked.filter(({ method }) => method === 'POST'),
    ({ key }) => key ?? ''
  )
  expect(posts.size).toBeGreaterThanOrEqual(told.payments.size)
  // Only what nobody had heard the answer of was sent again, and not blindly: it was asked first what had become of it.
  const sentAgain = [...posts].filter(([, sent]) => sent.length > 1)
  expect(sentAgain.length).toBeGreaterThan(0)
  expect(sentAgain.filter(([, sent]) => sent.slice(0, -1).some(({ answered }) => answered))).toEqual([])
  const wasAsked = (key: string) =>
    doors.asked.some(({ method, path }) => method === 'GET' && path === `/requests/${key}`)
  expect(sentAgain.filter(([key]) => !wasAsked(key))).toEqual([])

  const captured = await db.superuser(
    `select payment_id, gross::text from sandbox_entry where kind = 'capture'`
  )
  expect(captured.map((row) => String(row['payment_id'])).toSorted(byText)).toEqual(
    [...told.payments.keys()].toSorted(byText)
  )
  expect(captured.every(({ gross }) => gross === '5000')).toBe(true)
})

test('everything that was acknowledged is there once', async () => {
  const orders = await db.superuser('select id, reference from orders_order')
  expect(new Map(orders.map((row) => [row['reference'], row['id']]))).toEqual(told.orders)
  expect(orders).toHaveLength(told.orders.size)
  const { read } = clientOf(addresses(), keys.operator)
  expect(await read('/v1/ledger/accounts/wallet:shop:CNY')).toMatchObject({
    balance: { amount: told.transfers }
  })
})

test('a request repeated at another process gets the answer of the first', async () => {
  for (const { wish, first } of replies.slice(0, 30)) {
    const other = addresses().find((address) => address !== first.by) ?? ''
    expect(await sendTo(other, keys.service, wish)).toEqual({ ...first, by: other, replayed: true })
  }
})

test('a request that arrives at all three processes at once takes effect once', async () => {
  for (let i = 0; i < 10; i++) {
    const wish = deed('/v1/buyers', { reference: `at once ${i}` })
    const answers = await Promise.all(addresses().map((address) => sendTo(address, keys.service, wish)))
    const given = answers.flatMap((answer) => (answer === null ? [] : [answer.text]))
    expect(new Set(given).size).toBe(1)
    expect(await count(`orders_buyer where reference = 'at once ${i}'`)).toBe(1)
  }
})

test('a key that is revoked at one process stops working at all of them', async () => {
  const [first = '', ...others] = addresses()
  const { insist } = clientOf([first], keys.operator)
  const made = JSON.parse(
    (await insist(deed('/v1/api-keys', { kind: 'auditor', label: 'for a while' }))).text
  )
  const ask = async (address: string) =>
    (await fetch(`${address}/v1/me`, { headers: { authorization: `Bearer ${made.secret}` } })).status
  expect(await Promise.all(addresses().map(ask))).toEqual([200, 200, 200])
  const revoked = await fetch(`${first}/v1/api-keys/${made.key.id}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${keys.operator}`, 'idempotency-key': newId('idem', new Date()) }
  })
  expect(revoked.status, await revoked.text()).toBe(200)
  for (const address of [first, ...others])
    await until('its refusal', async () => (await ask(address)) === 401)
})

/** The next moment at which it is so many o'clock UTC. */
function nextAt(hours: number): Date {
  const today = Math.floor(clock.now().getTime() / day) * day + hours * hour
  return new Date(today > clock.now().getTime() ? today : today + day)
}

test('released money is paid out once, and each payout stands in one file', async () => {
  const paidOut = async () => {
    const rows = await db.superuser('select end_to_end_id as id, minor::text from payouts_payout')
    return {
      ids: rows.map(({ id }) => String(id)),
      minor: rows.reduce((sum, { minor }) => sum + BigInt(String(minor)), 0n)
    }
  }
  const earned = BigInt(told.orders.size) * 4750n
  await clock.set(later(clock.now(), 7 * day + 2 * hour))
  await until('all releases', async () => (await count(`orders_order where state <> 'completed'`)) === 0)
  // Some may have been paid out in between: the jump passes the hour of the payouts on each of its days.
  await clock.set(nextAt(5))
  await until('payouts', async () => (await paidOut()).minor >= earned)
  await clock.set(nextAt(14))
  await until('files', async () => (await count(`payouts_payout where state = 'planned'`)) === 0)
  await pause(1500) // a process that comes late finds nothing left to do
  const paid = await paidOut()
  expect(paid.minor).toBe(earned)
  const files = await db.superuser('select document from payouts_file')
  const listed = files.flatMap(({ document }) =>
    [...String(document).matchAll(/<EndToEndId>(.+?)<\/EndToEndId>/g)].map(([, id]) => id)
  )
  expect(listed).toHaveLength(paid.ids.length)
  expect(new Set(listed)).toEqual(new Set(paid.ids))
})

test('each settlement is fetched by one process and recorded once', async () => {
  const recorded = () => db.superuser('select reference from payouts_settlement')
  await until('settlements', async () => {
    // A request has each process look at once for what is due; by itself it does so each minute.
    const wish = deed('/v1/buyers', { reference: newId('ref', new Date()) })
    for (const address of addresses())
      await sendTo(address, keys.service, { ...wish, key: newId('idem', new Date()) })
    return (await recorded()).length > 0
  })
  const made = await db.superuser('select id from sandbox_settlement')
  const names = (await recorded()).map(({ reference }) => reference)
  expect(new Set(names).size).toBe(names.length)
  expect(made.map(({ id }) => id)).toEqual(expect.arrayContaining(names))
  // Due at the start and after each of two jumps over the night: once to fetch, once to look for what is missing.
  const asked = doors.asked.filter(({ path }) => path.startsWith('/settlements'))
  // If each process did it for itself, there would be three times as many; the clock may jump while one is about to ask.
  expect(asked.length).toBeLessThanOrEqual(2 * 3 + 2)
})

test('the log of events has no gap and no event twice', async () => {
  await until('the sequencer', async () => (await count('audit_pending')) === 0)
  const [log] = await db.superuser(`select count(*)::integer as events, max(place)::integer as last,
    count(distinct event_id)::integer as different from audit_place`)
  const events = await count('audit_event')
  expect(log).toEqual({ events, last: events, different: events })
})

test('verify finds nothing, and no process has logged an error', async () => {
  const verified = JSON.parse((await fleet[0]?.command('verify', '--json')) ?? '')
  expect(verified.checks.filter((check: { ok: boolean }) => !check.ok)).toEqual([])
  expect(fleet.flatMap((each) => each.errors())).toEqual([])
})
