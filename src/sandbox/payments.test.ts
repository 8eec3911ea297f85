import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { failureOf, openShop, type Shop, timeOf } from '../../test/shop.ts'
import type { Job } from '../api/index.ts'
import { day, hour, money } from '../kernel/index.ts'
import {
  type NewPayment,
  type PaymentId,
  paymentJobs,
  type Provider,
  requestCapture,
  requestVoid,
  refundAccount
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
const calls = (id: PaymentId) =>
  db.superuser(
    `select kind, state, attempts, looks, error from payments_call where payment_id = $1 order by created_at, id`,
    [id]
  )

describe('a payment', () => {
  test('is captured, and its money is the order’s', async () => {
    const payment = await pay()
    await settle()
    expect(await now(payment)).toMatchObject({
      state: 'captured',
      capturedMinor: 1000n,
      authorizedMinor: 1000n,
      expiresAt: null
    })
    expect(await shop.balance(shop.orderAccount(payment.subject))).toBe(1000n)
    expect(shop.toldOf(payment)).toEqual([`captured ${payment.subject} 1000`])
    expect(await shop.events(payment)).toEqual(['payment.created', 'payment.captured'])
    expect(await db.superuser('select token from payments_payment where id = $1', [payment.id])).toEqual([
      { token: null }
    ])
  })

  test('with an id of the caller is made once, and refused with another body', async () => {
    const id = 'pay_01h455vb4pex5vsknk084sn02q' as const
    const [a, b] = [await pay({ id, subject: 'ord_same' }), await pay({ id, subject: 'ord_same' })]
    expect(b).toEqual(a)
    expect(await failureOf(pay({ id, subject: 'ord_same', amount: cny(1n) }))).toBe(
      'payments.payment_differs'
    )
  })

  test.each([
    ['tok_declined', 'card_declined'],
    ['tok_insufficient_funds', 'insufficient_funds'],
    ['tok_nobody_has', 'unknown_token']
  ])('with %s fails', async (token, reason) => {
    const payment = await pay({ token })
    await settle()
    expect(await now(payment)).toMatchObject({ state: 'failed', closed: true, reason, capturedMinor: 0n })
    expect(shop.toldOf(payment)).toEqual([`failed ${payment.subject} ${reason}`])
  })

  test('of a bank transfer waits for the buyer, and is looked up until he pays', async () => {
    const payment = await pay({ method: 'bank_transfer', token: 'tok_slow' })
    await settle()
    expect(await now(payment)).toMatchObject({ state: 'pending' })
    await pass(hour)
    expect(await now(payment)).toMatchObject({ state: 'captured' })
    expect(await calls(payment.id)).toMatchObject([{ kind: 'authorize', state: 'done', attempts: 1 }])
  })

  test('that is never paid expires and is let go at the provider', async () => {
    const payment = await pay({ method: 'bank_transfer', token: 'tok_never_paid' })
    await pass(15 * day)
    expect(await now(payment)).toMatchObject({ state: 'expired', closed: true })
    expect(shop.toldOf(payment)).toEqual([`failed ${payment.subject} expired`])
    // That was our time limit; what a provider reports has the provider for its actor.
    const events = await db.superuser('select type, actor from audit_event where subject = $1', [payment.id])
    expect(events).toContainEqual({ type: 'payment.expired', actor: 'system' })
    expect(await calls(payment.id)).toMatchObject([{ state: 'done' }, { kind: 'void', state: 'done' }])
  })

  test('that comes after it was given up is recorded, and refunded by itself when nobody wants it', async () => {
    const payment = await pay({ method: 'bank_transfer', token: 'tok_late_payment' })
    shop.closed.add(payment.subject)
    await pass(19 * day)
    expect(await now(payment)).toMatchObject({ state: 'expired' })
    await pass(3 * day)
    // No webhook told of it: it stood in the settlement of that day.
    expect(await now(payment)).toMatchObject({
      state: 'captured',
      capturedMinor: 1000n,
      refundedMinor: 1000n,
      refundPendingMinor: 0n
    })
    expect(await shop.balance(refundAccount(payment))).toBe(0n)
    expect(await shop.balance(shop.orderAccount(payment.subject))).toBe(0n)
  })

  test('that the buyer declines later fails', async () => {
    const payment = await pay({ method: 'wallet', token: 'tok_cancelled' })
    await pass(hour)
    expect(await now(payment)).toMatchObject({ state: 'failed', reason: 'declined_by_buyer' })
  })

  test('whose capture comes late is authorized first', async () => {
    const payment = await pay({ token: 'tok_late_capture' })
    await settle()
    expect(await now(payment)).toMatchObject({
      state: 'authorized',
      authorizedMinor: 1000n,
      capturedMinor: 0n
    })
    await pass(5 * hour)
    expect(await now(payment)).toMatchObject({ state: 'captured' })
    expect(shop.toldOf(payment)).toEqual([
      `authorized ${payment.subject} 1000`,
      `captured ${payment.subject} 1000`
    ])
  })

  test('that brings less than was asked brings that much', async () => {
    const payment = await pay({ token: 'tok_short' })
    await settle()
    expect(await now(payment)).toMatchObject({ state: 'captured', capturedMinor: 900n, mismatch: null })
    expect(await shop.balance(shop.orderAccount(payment.subject))).toBe(900n)
  })

  test.each([
    ['tok_over', /captured 1100 CNY where 1000 CNY was asked/],
    ['tok_other_currency', /captured 1000 XAF where 1000 CNY was asked/]
  ])('with %s shows a mismatch and posts nothing', async (token, what) => {
    const payment = await pay({ token })
    await pass(hour)
    const after = await now(payment)
    expect(after).toMatchObject({ state: 'authorized', capturedMinor: 0n })
    expect(after.mismatch).toMatch(what)
    expect(await shop.events(payment)).toContain('payment.mismatch')
    expect((await shop.events(payment)).filter((type) => type === 'payment.mismatch')).toHaveLength(1)
    expect(await shop.balance(shop.orderAccount(payment.subject))).toBe(0n)
    expect(
      await db.superuser('select state from payments_capture where payment_id = $1', [payment.id])
    ).toEqual([{ state: 'mismatched' }])
  })
})

describe('a manual capture', () => {
  const authorized = async (draft: Partial<NewPayment> = {}) => {
    const payment = await pay({ capture: 'manual', ...draft })
    await settle()
    return payment
  }

  test('takes parts, up to what was authorized', async () => {
    const payment = await authorized()
    expect(shop.toldOf(payment)).toEqual([`authorized ${payment.subject} 1000`])
    await db.transaction((tx) => requestCapture(tx, payment.id, cny(300n)))
    await db.transaction((tx) => requestCapture(tx, payment.id, cny(700n)))
    expect(await failureOf(db.transaction((tx) => requestCapture(tx, payment.id, cny(1n))))).toBe(
      'payments.capture_too_much'
    )
    await settle()
    expect(await now(payment)).toMatchObject({ capturedMinor: 1000n })
    expect(await shop.balance(shop.orderAccount(payment.subject))).toBe(1000n)
  })

  test('of 50 at once takes no more than there is', async () => {
    const payment = await authorized()
    const results = await Promise.all(
      Array.from({ length: 50 }, () =>
        failureOf(db.transaction((tx) => requestCapture(tx, payment.id, cny(100n))))
      )
    )
    expect(results.filter((code) => code === 'payments.capture_too_much')).toHaveLength(40)
    await settle()
    expect(await now(payment)).toMatchObject({ capturedMinor: 1000n })
  })

  test('with an id of its own happens once', async () => {
    const payment = await authorized()
    const id = 'cap_01h455vb4pex5vsknk084sn02q' as const
    await Promise.all(
      Array.from({ length: 10 }, () => db.transaction((tx) => requestCapture(tx, payment.id, cny(100n), id)))
    )
    await settle()
    expect(await now(payment)).toMatchObject({ capturedMinor: 100n })
    expect(await failureOf(db.transaction((tx) => requestCapture(tx, payment.id, cny(2n), id)))).toBe(
      'payments.capture_differs'
    )
  })

  test('that the provider refuses changes nothing and is told', async () => {
    const payment = await authorized({ token: 'tok_capture_refused' })
    await db.transaction((tx) => requestCapture(tx, payment.id, cny(100n)))
    await settle()
    expect(await now(payment)).toMatchObject({ state: 'authorized', capturedMinor: 0n })
    expect(await shop.events(payment)).toContain('payment.capture_failed')
    // The room it took is free again.
    await db.transaction((tx) => requestCapture(tx, payment.id, cny(1000n)))
  })

  test('is let go of in part by a void', async () => {
    const payment = await authorized()
    await db.transaction((tx) => requestCapture(tx, payment.id, cny(300n)))
    await settle()
    await db.transaction((tx) => requestVoid(tx, payment.id))
    await settle()
    expect(await now(payment)).toMatchObject({ state: 'captured', closed: true, capturedMinor: 300n })
    expect(await failureOf(db.transaction((tx) => requestCapture(tx, payment.id, cny(1n))))).toBe(
      'payments.not_authorized'
    )
    expect(await failureOf(db.transaction((tx) => requestVoid(tx, payment.id)))).toBe(
      'payments.void_too_late'
    )
  })

  test.each([
    ['in another currency', 'payments.currency_differs', { capture: 'manual' as const }, money(1n, 'USD')],
    ['of an automatic one', 'payments.capture_automatic', { capture: 'automatic' as const }, cny(1n)],
    [
      'of a declined one',
      'payments.not_authorized',
      { capture: 'manual' as const, token: 'tok_declined' },
      cny(1n)
    ]
  ])('%s is refused', async (_, code, draft, amount) => {
    const payment = await authorized(draft)
    expect(await failureOf(db.transaction((tx) => requestCapture(tx, payment.id, amount)))).toBe(code)
  })

  test('not taken within the authorization expires', async () => {
    const payment = await authorized()
    await pass(31 * day)
    expect(await now(payment)).toMatchObject({ state: 'expired' })
  })
})

describe('a void', () => {
  test('before anything was sent never reaches the provider', async () => {
    const payment = await pay()
    await db.transaction((tx) => requestVoid(tx, payment.id))
    await settle()
    expect(await now(payment)).toMatchObject({ state: 'voided', reference: null })
    expect(await db.superuser('select from sandbox_payment where payment_id = $1', [payment.id])).toEqual([])
    expect(shop.toldOf(payment)).toEqual([`failed ${payment.subject} voided`])
  })

  test('of an authorized payment, twice, lets go once', async () => {
    const payment = await pay({ capture: 'manual' })
    await settle()
    await db.transaction((tx) => requestVoid(tx, payment.id))
    await db.transaction((tx) => requestVoid(tx, payment.id))
    await settle()
    await db.transaction((tx) => requestVoid(tx, payment.id))
    expect(await now(payment)).toMatchObject({ state: 'voided' })
    expect((await shop.events(payment)).filter((type) => type === 'payment.void_requested')).toHaveLength(1)
  })
})
