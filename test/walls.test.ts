import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emit } from '../src/audit/index.ts'
import { listEvents, placeEvents } from '../src/audit/store.ts'
import { money } from '../src/kernel/index.ts'
import { type AccountId, openAccounts, postBatch } from '../src/ledger/index.ts'
import { paymentJobs, requestCapture } from '../src/payments/index.ts'
import { createSandbox, inProcess, sandboxJobs, sandboxProvider } from '../src/sandbox/index.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { openWorld } from './ledger-world.ts'
import { failureOf, openShop, type Shop, timeOf } from './shop.ts'

/** What holds although many ask at the same moment, and nothing else stands behind it. */
let db: TestDatabase
let world: Awaited<ReturnType<typeof openWorld>>
const [from, into]: AccountId[] = ['till:from:CNY', 'till:into:CNY']

beforeAll(async () => {
  db = await testDatabase(undefined, { connectionsMax: 20 })
  world = await openWorld(db)
  await db.transaction((tx) =>
    openAccounts(
      tx,
      [from, into].flatMap((id) =>
        id === undefined ? [] : [{ id, side: 'credit', floor: null, managed: false }]
      )
    )
  )
})
afterAll(() => db.drop())

describe.each(['limited', 'unlimited'] as const)('twenty at once, of a hold between %s accounts', (which) => {
  test('capture no more than it has, and void what is left once', async () => {
    const { till, a, b, plain, hold, capture, voiding, of, send, balance } = world
    await send(plain(till, a, 1000n))
    const [debit, credit] = which === 'limited' ? [a, b] : [from, into]
    if (debit === undefined || credit === undefined) throw new Error('two accounts')
    const held = hold(debit, credit, 100n)
    await send(held)
    const before = await balance(credit)
    const ask = async (leg: ReturnType<typeof capture>) => {
      const [outcome] = await db.transaction((tx) => postBatch(tx, [of(leg)]))
      return outcome?.result
    }
    const captured = await Promise.all(Array.from({ length: 20 }, () => ask(capture(held, 7n))))
    expect(captured.filter((result) => result === 'posted')).toHaveLength(14)
    expect((await balance(credit)).posted - before.posted).toBe(98n)
    const voided = await Promise.all(Array.from({ length: 20 }, () => ask(voiding(held))))
    expect(voided.filter((result) => result === 'posted')).toHaveLength(1)
    expect((await balance(debit)).held).toBe(0n)
  })
})

describe('payments', () => {
  const cny = (minor: bigint) => money(minor, 'CNY')
  let shop: Shop
  let settle: () => Promise<number>

  beforeAll(() => {
    shop = openShop(db)
    const secret = 'a secret of this test'
    const sandbox = createSandbox({ db, secret, deliver: null })
    const provider = sandboxProvider({ secret, transport: inProcess(sandbox, secret) })
    const jobs = [...paymentJobs(new Map([['sandbox', provider]]), shop.hooks), ...sandboxJobs(sandbox)]
    settle = timeOf(db, () => jobs).settle
  })

  test('a payment gives back no more than it brought, though its order has the money of another as well', async () => {
    const one = await shop.pay({ subject: 'ord_both' })
    await shop.pay({ subject: 'ord_both' })
    await settle()
    expect(await shop.balance(shop.orderAccount('ord_both'))).toBe(2000n)
    expect(await failureOf(shop.refund(one, 1001n))).toBe('payments.refund_too_much')
    const results = await Promise.all(Array.from({ length: 20 }, () => failureOf(shop.refund(one, 100n))))
    expect(results.filter((code) => code === null)).toHaveLength(10)
    expect(results.filter((code) => code === 'payments.refund_too_much')).toHaveLength(10)
  })

  test('of twenty captures at once no more are asked for than was authorized', async () => {
    const payment = await shop.pay({ capture: 'manual' })
    await settle()
    const ask = () => failureOf(db.transaction((tx) => requestCapture(tx, payment.id, cny(100n))))
    const results = await Promise.all(Array.from({ length: 20 }, ask))
    expect(results.filter((code) => code === null)).toHaveLength(10)
    await settle()
    expect(await shop.now(payment)).toMatchObject({ capturedMinor: 1000n, mismatch: null })
  })
})

test('while one sequencer gives places others give none, and what was written meanwhile comes after', async () => {
  const hasty = await testDatabase(undefined, { statementTimeoutMs: 2000 })
  const write = (subject: string) => hasty.transaction((tx) => emit(tx, { type: 'a.b' as never, subject }))
  const place = () => hasty.transaction((tx) => placeEvents(tx, 100))
  await write('thg_1')
  await hasty.transaction(async (tx) => {
    expect(await placeEvents(tx, 100)).toBe(1)
    await write('thg_2')
    expect(await place()).toBe(0)
  })
  expect(await place()).toBe(1)
  const events = await hasty.snapshot((tx) => listEvents(tx, {}, 0n, 10))
  expect(events.map((event) => [event.subject, event.place])).toEqual([
    ['thg_1', 1],
    ['thg_2', 2]
  ])
  await hasty.drop()
})
