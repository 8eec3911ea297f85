import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { failureOf, openShop, type Shop, timeOf } from '../../test/shop.ts'
import type { Job } from '../api/index.ts'
import { day, money } from '../kernel/index.ts'
import {
  paymentJobs,
  type Provider,
  providerAccount,
  refundAccount,
  requestRefund,
  retryRefund
} from '../payments/index.ts'
import { createSandbox, inProcess, sandboxJobs, sandboxProvider } from './index.ts'

let db: TestDatabase
let shop: Shop
let provider: Provider
let jobs: readonly Job[]
const secret = 'a secret of this test'
const cny = (minor: bigint) => money(minor, 'CNY')

beforeAll(async () => {
  db = await testDatabase()
  shop = openShop(db)
  const sandbox = createSandbox({ db, secret, deliver: null })
  provider = sandboxProvider({ secret, transport: inProcess(sandbox, secret) })
  jobs = [...paymentJobs(new Map([['sandbox', provider]]), shop.hooks), ...sandboxJobs(sandbox)]
})
afterAll(() => db.drop())

const pay: Shop['pay'] = (draft) => shop.pay(draft)
const now: Shop['now'] = (payment) => shop.now(payment)
const settle = () => timeOf(db, () => jobs).settle()
const pass = (ms: number) => timeOf(db, () => jobs).pass(ms)

describe('a refund', () => {
  const captured = async (draft: Parameters<Shop['pay']>[0] = {}) => {
    const payment = await pay(draft)
    await settle()
    return payment
  }

  test('goes back in parts', async () => {
    const payment = await captured()
    const before = await shop.balance(providerAccount('sandbox', 'CNY'))
    await shop.refund(payment, 300n)
    await shop.refund(payment, 200n)
    expect(await now(payment)).toMatchObject({ refundPendingMinor: 500n, refundedMinor: 0n })
    expect(await shop.balance(refundAccount(payment))).toBe(500n)
    await settle()
    expect(await now(payment)).toMatchObject({ refundPendingMinor: 0n, refundedMinor: 500n })
    expect(await shop.balance(refundAccount(payment))).toBe(0n)
    expect(await shop.balance(providerAccount('sandbox', 'CNY'))).toBe(before - 500n)
    expect(shop.toldOf(payment).slice(1).sort()).toEqual([
      `refunded ${payment.subject} 200`,
      `refunded ${payment.subject} 300`
    ])
  })

  test('of 50 at once never goes beyond what was captured', async () => {
    const payment = await captured()
    const results = await Promise.all(Array.from({ length: 50 }, () => failureOf(shop.refund(payment, 100n))))
    expect(results.filter((code) => typeof code === 'string' && code.startsWith('rfd_'))).toHaveLength(0)
    expect(results.filter((code) => code === null)).toHaveLength(10)
    await settle()
    expect(await now(payment)).toMatchObject({ refundedMinor: 1000n, refundPendingMinor: 0n })
  })

  test('asked for twice by one id goes once', async () => {
    const payment = await captured()
    const id = 'rfd_01h455vb4pex5vsknk084sn02q' as const
    await Promise.all(Array.from({ length: 5 }, () => shop.refund(payment, 100n, id)))
    await settle()
    expect(await now(payment)).toMatchObject({ refundedMinor: 100n })
  })

  test('that nobody funded is refused', async () => {
    const payment = await captured()
    const asked = db.transaction((tx) =>
      requestRefund(tx, { paymentId: payment.id, refundId: tx.newId('rfd'), amount: cny(1n), reason: 'x' })
    )
    expect(await failureOf(asked)).toBe('payments.refund_unfunded')
  })

  test('that the provider refuses stays where it is, and can be tried again', async () => {
    const payment = await captured({ token: 'tok_refund_refused_once' })
    const id = await shop.refund(payment, 400n)
    await settle()
    expect(shop.toldOf(payment).at(-1)).toBe(`refundFailed ${payment.subject} 400 account_closed`)
    expect(await now(payment)).toMatchObject({ refundPendingMinor: 400n, refundedMinor: 0n })
    expect(await shop.balance(refundAccount(payment))).toBe(400n)
    await db.transaction((tx) => retryRefund(tx, payment.id, id))
    await settle()
    expect(await now(payment)).toMatchObject({ refundPendingMinor: 0n, refundedMinor: 400n })
    expect(await failureOf(db.transaction((tx) => retryRefund(tx, payment.id, id)))).toBe(
      'payments.refund_not_failed'
    )
  })

  test('that comes through late is waited for', async () => {
    const payment = await captured({ token: 'tok_refund_late' })
    await shop.refund(payment, 400n)
    await settle()
    expect(await now(payment)).toMatchObject({ refundPendingMinor: 400n })
    await pass(3 * day)
    expect(await now(payment)).toMatchObject({ refundPendingMinor: 0n, refundedMinor: 400n })
  })

  test('that bounces after it was confirmed comes back into the refund account', async () => {
    const payment = await captured({ token: 'tok_refund_bounces' })
    const before = await shop.balance(providerAccount('sandbox', 'CNY'))
    await shop.refund(payment, 400n)
    await settle()
    expect(await now(payment)).toMatchObject({ refundedMinor: 400n })
    await pass(5 * day)
    expect(await now(payment)).toMatchObject({ refundedMinor: 0n, refundPendingMinor: 400n })
    expect(await shop.balance(refundAccount(payment))).toBe(400n)
    expect(await shop.balance(providerAccount('sandbox', 'CNY'))).toBe(before)
  })

  test('that fails late can be tried again', async () => {
    const payment = await captured({ token: 'tok_refund_fails_late' })
    await shop.refund(payment, 400n)
    await pass(3 * day)
    expect(shop.toldOf(payment).at(-1)).toBe(`refundFailed ${payment.subject} 400 account_closed`)
  })
})

describe('a chargeback', () => {
  test('that no webhook tells of is learnt from the settlement, taken from the order, and given back when it is reversed', async () => {
    const payment = await pay({ token: 'tok_chargeback_reversed' })
    await settle()
    await pass(20 * day)
    // A settlement of less than nothing is not made; other sales bring it into the positive.
    for (let sales = 0; sales < 3; sales++) await pay()
    await pass(2 * day)
    expect(await now(payment)).toMatchObject({ chargedBackMinor: 1000n })
    expect(await shop.balance(shop.orderAccount(payment.subject))).toBe(0n)
    await pass(11 * day)
    expect(await now(payment)).toMatchObject({ chargedBackMinor: 0n })
    expect(await shop.balance(shop.orderAccount(payment.subject))).toBe(1000n)
    expect(shop.toldOf(payment).slice(1)).toEqual([
      `chargedBack ${payment.subject} 1000`,
      `chargebackReversed ${payment.subject} 1000`
    ])
  })
})
