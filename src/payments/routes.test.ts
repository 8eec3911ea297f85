import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { failureOf } from '../../test/shop.ts'
import type { Actor, Route } from '../api/index.ts'
import { type Id, money } from '../kernel/index.ts'
import { checks, createPayment, type Payment, paymentRoutes } from './index.ts'

const ada = 'buy_01h455vb4pex5vsknk084sn02a' as const
const bob = 'buy_01h455vb4pex5vsknk084sn02b' as const
let db: TestDatabase
let payment: Payment

beforeAll(async () => {
  db = await testDatabase()
  payment = await pay(ada)
  await pay(bob)
})
afterAll(() => db.drop())

const pay = (buyerId: Id<'buy'>) =>
  db.transaction((tx) =>
    createPayment(tx, {
      subject: 'ord_1',
      buyerId,
      provider: 'sandbox',
      method: 'card',
      amount: money(1000n, 'CNY'),
      capture: 'manual',
      token: 'tok_ok'
    })
  )

const actor = (more: Partial<Actor> = {}): Actor => ({
  id: 'someone',
  kind: 'operator',
  permissions: new Set(),
  merchantId: null,
  buyerId: null,
  ...more
})

const buyer = (buyerId: Id<'buy'>) => actor({ kind: 'buyer', buyerId })
const merchant = actor({ kind: 'merchant', merchantId: 'mer_01h455vb4pex5vsknk084sn02q' })

/** Asks a route as the server does, and answers what goes over the wire. */
async function ask(
  who: Actor,
  path: string,
  given: Readonly<{ params?: object; query?: object; body?: object }> = {}
) {
  const [method, name] = path.split(' ')
  const route = paymentRoutes(new Map()).find((one) => one.method === method && one.path === name) as Route
  return db.transaction(async (tx) => {
    const reply = await route.handle({
      tx,
      actor: who,
      params: route.params.parse(given.params ?? {}),
      query: route.query.parse(given.query ?? {}),
      body: route.body?.parse(given.body ?? {}),
      raw: { text: '', header: () => undefined }
    } as unknown as Parameters<Route['handle']>[0])
    return route.reply.encode(reply) as Record<string, unknown>
  })
}

describe('payments over the API', () => {
  const one = 'GET /v1/payments/:paymentId'

  test('are shown to their buyer and to staff, and do not exist for others', async () => {
    const params = { paymentId: payment.id }
    const shown = {
      id: payment.id,
      state: 'pending',
      amount: { amount: 1000, currency: 'CNY' },
      captures: [],
      refunds: []
    }
    expect(await ask(buyer(ada), one, { params })).toMatchObject(shown)
    expect(await ask(actor(), one, { params })).toMatchObject(shown)
    for (const stranger of [buyer(bob), merchant]) {
      expect(await failureOf(ask(stranger, one, { params }))).toBe('payments.payment_unknown')
    }
  })

  test('never show the token', async () => {
    expect(JSON.stringify(await ask(actor(), one, { params: { paymentId: payment.id } }))).not.toContain(
      'tok_'
    )
  })

  test('are listed page by page, to each its own', async () => {
    const list = async (who: Actor, query: object) =>
      (await ask(who, 'GET /v1/payments', { query })) as { items: { id: string }[]; next: string | null }
    const first = await list(actor(), { subject: 'ord_1', limit: 1 })
    const second = await list(actor(), { subject: 'ord_1', limit: 1, cursor: first.next })
    expect([first.items.length, second.items.length, second.next]).toEqual([1, 1, null])
    expect(second.items[0]?.id).not.toBe(first.items[0]?.id)
    expect((await list(buyer(ada), {})).items.map(({ id }) => id)).toEqual([payment.id])
    expect((await list(merchant, {})).items).toEqual([])
    expect((await list(actor(), { mismatched: 'true' })).items).toEqual([])
  })

  test.each([
    [
      'POST /v1/payments/:paymentId/captures',
      { amount: { amount: 1, currency: 'CNY' } },
      'payments.not_authorized'
    ],
    ['POST /v1/payments/:paymentId/refunds/:refundId/retry', {}, 'payments.refund_unknown']
  ])('%s is refused where there is nothing to do', async (path, body, code) => {
    const params = { paymentId: payment.id, refundId: 'rfd_01h455vb4pex5vsknk084sn02q' }
    const given = { params: path.includes('refundId') ? params : { paymentId: payment.id }, body }
    expect(await failureOf(ask(actor(), path, given))).toBe(code)
    expect(await failureOf(ask(buyer(bob), path, given))).toBe('payments.payment_unknown')
  })

  test('show their calls to an operator, who can retry those that are open', async () => {
    const { items } = (await ask(actor(), 'GET /v1/payments/:paymentId/calls', {
      params: { paymentId: payment.id }
    })) as { items: { id: string; state: string }[] }
    expect(items).toMatchObject([{ kind: 'authorize', state: 'planned', attempts: 0 }])
    const params = { callId: items[0]?.id }
    expect(await ask(actor(), 'POST /v1/provider-calls/:callId/retry', { params })).toMatchObject({
      state: 'planned'
    })
    await ask(actor(), 'POST /v1/payments/:paymentId/void', { params: { paymentId: payment.id }, body: {} })
    expect(await failureOf(ask(actor(), 'POST /v1/provider-calls/:callId/retry', { params }))).toBe(
      'payments.call_not_open'
    )
    const stuck = (await ask(actor(), 'GET /v1/provider-calls')) as { items: unknown[] }
    expect(stuck.items).toEqual([])
  })
})

describe('verify', () => {
  const differences = async () => {
    const found = await Promise.all(checks.map((check) => db.snapshot((tx) => check.run(tx))))
    return found.flatMap((result) => result.differences)
  }

  test('finds what somebody changed behind our back', async () => {
    expect(await differences()).toEqual([])
    const { id } = await pay(ada)
    await db.superuser(
      `update payments_payment set captured_minor = 10, refund_pending_minor = 5 where id = $1`,
      [id]
    )
    await db.superuser(
      `insert into payments_capture values ('cap_01h455vb4pex5vsknk084sn02q', $1, 'sandbox', 'CNY', 7, 'done', 'c1', now())`,
      [id]
    )
    expect(await differences()).toEqual([
      `${id}: captured/refund pending/refunded/charged back are 10/5/0/0, their rows sum to 7/0/0/0`,
      'provider:sandbox:CNY: payments brought in 7, the ledger says 0',
      `${id}: 5 are on their way back, its refund account holds 0`
    ])
  })
})
