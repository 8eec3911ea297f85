import { type Job, passTime, runJobs } from '../src/api/index.ts'
import type { Tx } from '../src/db/index.ts'
import { checks as escrowChecks, movements, sums } from '../src/escrow/index.ts'
import { type Currency, day, later, money } from '../src/kernel/index.ts'
import { checks as ledgerChecks } from '../src/ledger/index.ts'
import { addCommissionSchedule, createMerchant } from '../src/merchants/index.ts'
import {
  checks as orderChecks,
  createOrder,
  deliverShipment,
  marketplace,
  NewOrder,
  orderHooks,
  type OrderId,
  orderJobs,
  type OrderPayment,
  payOrder,
  registerBuyers,
  shipItems,
  showOrder
} from '../src/orders/index.ts'
import { paymentJobs, paymentRoutes, type Providers } from '../src/payments/index.ts'
import { createSandbox, inProcess, sandboxJobs, sandboxProvider } from '../src/sandbox/index.ts'
import type { TestDatabase } from './database.ts'
import { wrongs } from './escrow.ts'

const secret = 'a secret between Kontor and its sandbox'

/** A provider in the same process, with its webhooks, and all jobs that an order's life needs. */
function paidThrough(db: TestDatabase) {
  const providers: Map<string, Providers extends ReadonlyMap<string, infer P> ? P : never> = new Map()
  const webhooks = paymentRoutes(providers).find((route) => route.path.endsWith('/webhooks'))
  const sandbox = createSandbox({
    db,
    secret,
    deliver: async (body, headers) => {
      const raw = { text: body, header: (name: string) => headers[name] }
      const request = { params: { provider: 'sandbox' }, query: {}, body: JSON.parse(body), raw } as object
      await db.transaction(async (tx) => webhooks?.handle({ ...request, tx } as never))
      return true
    }
  })
  providers.set('sandbox', sandboxProvider({ secret, transport: inProcess(sandbox, secret) }))
  const jobs = [...paymentJobs(providers, orderHooks), ...orderJobs, ...sandboxJobs(sandbox)]
  return { jobs, providers }
}

/**
 * Orders with everything below them: payments through the real hooks, and a provider in the same process. Merchants are
 * in the book, which must exist.
 */
export function orderWorld(db: TestDatabase, book = 'main') {
  const { jobs, providers } = paidThrough(db)
  const acts = orderActs(db, jobs, book)
  return {
    ...acts,
    jobs,
    providers,
    run: () => runJobs(db, jobs),
    pass: (ms: number) => passTime(db, jobs, db.clock, later(db.clock.now(), ms)),
    passDays: (days: number) => passTime(db, jobs, db.clock, later(db.clock.now(), days * day)),
    money: (orderId: OrderId) => moneyOf(db, orderId),
    movements: (orderId: OrderId) => acts.inTx((tx) => movements(tx, [orderId])),
    lifeOf: (orderId: OrderId) => acts.inTx((tx) => showOrder(tx, orderId, marketplace)),
    wrongs: () => wrongs(db, [...ledgerChecks, ...escrowChecks, ...orderChecks])
  }
}

function orderActs(db: TestDatabase, jobs: readonly Job[], ownBook: string) {
  let count = 0
  const inTx = <T>(work: (tx: Tx) => Promise<T>) => db.transaction(work)

  const merchant = (basisPoints = 500, currency: Currency = 'CNY', book = ownBook) =>
    inTx(async (tx) => {
      const made = await createMerchant(tx, {
        reference: `merchant ${++count}`,
        displayName: 'Lin Tea House',
        payoutCurrency: currency,
        book
      })
      await addCommissionSchedule(tx, { merchantId: made.id, basisPoints })
      return made.id
    })

  const buyer = async () => {
    const [made] = await inTx((tx) => registerBuyers(tx, [`buyer ${++count}`]))
    if (made === undefined) throw new Error('no buyer')
    return made.id
  }

  /** A draft as it comes over the wire; amounts are minor units of CNY. */
  const draft = (fields: Record<string, unknown>) =>
    NewOrder.parse({ reference: `order ${++count}`, shipping: [], ...fields })

  /** An order of one merchant: two cups at 3.00 and a pot at 10.01, tax 0.57, shipping 1.00, fee 0.50: 18.08 in all. */
  async function order(more: Record<string, unknown> = {}) {
    const [merchantId, buyerId] = [await merchant(), await buyer()]
    const life = await inTx((tx) => createOrder(tx, draft({ ...teaSet(merchantId, buyerId), ...more })))
    return { life, id: life.order.id, merchantId, buyerId }
  }

  const pay = (orderId: OrderId, more: Partial<OrderPayment> = {}) =>
    inTx((tx) => payOrder(tx, { orderId, provider: 'sandbox', method: 'card', token: 'tok_ok', ...more }))

  async function paidOrder(more: Record<string, unknown> = {}, payment: Partial<OrderPayment> = {}) {
    const made = await order(more)
    const { id } = await pay(made.id, payment)
    await runJobs(db, jobs)
    return { ...made, paymentId: id }
  }

  async function shippedOrder(more: Record<string, unknown> = {}, payment: Partial<OrderPayment> = {}) {
    const made = await paidOrder(more, payment)
    const shipment = await inTx((tx) => shipItems(tx, { orderId: made.id }))
    return { ...made, shipmentId: shipment.id }
  }

  async function deliveredOrder(more: Record<string, unknown> = {}, payment: Partial<OrderPayment> = {}) {
    const made = await shippedOrder(more, payment)
    await inTx((tx) => deliverShipment(tx, { shipmentId: made.shipmentId, proof: signed }))
    return made
  }

  return { inTx, merchant, buyer, draft, order, pay, paidOrder, shippedOrder, deliveredOrder }
}

/** Where the order's money is, in minor units; refuses to answer when any was made or lost. */
async function moneyOf(db: TestDatabase, orderId: OrderId) {
  const parts = await db.transaction((tx) => sums(tx, [orderId]))
  const whole = (name: 'paid' | 'held' | 'released' | 'commission' | 'refunded' | 'frozen') =>
    globalThis.Number(parts.reduce((sum, part) => sum + part[name], 0n))
  const [paid, held, released] = [whole('paid'), whole('held'), whole('released')]
  const [commission, refunded] = [whole('commission'), whole('refunded')]
  if (paid !== held + released + commission + refunded) throw new Error('money was made or lost')
  return { paid, held, released, commission, refunded, frozen: whole('frozen') }
}

export const signed = { kind: 'signed', reference: 'paper 7' } as const
export const cny = (minor: number) => money(BigInt(minor), 'CNY')
const wire = (amount: number) => ({ amount, currency: 'CNY' })

/** The items, shipping and fee of the usual order: 18.08. */
export const teaSet = (merchantId: string, buyerId: string) => ({
  buyerId,
  items: [
    { merchantId, category: 'tea', title: 'Cup', quantity: 2, unitPrice: wire(300), tax: wire(57) },
    { merchantId, category: 'tea', title: 'Pot', quantity: 1, unitPrice: wire(1001) }
  ],
  shipping: [{ merchantId, amount: wire(100) }],
  fee: wire(50)
})
