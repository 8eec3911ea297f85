import { passTime, runJobs } from '../src/api/index.ts'
import type { Tx } from '../src/db/index.ts'
import { checks as escrowChecks, movements, sums } from '../src/escrow/index.ts'
import { type Currency, day, later, money } from '../src/kernel/index.ts'
import { checks as ledgerChecks } from '../src/ledger/index.ts'
import { addCommissionSchedule, createMerchant } from '../src/merchants/index.ts'
import {
  checks as orderChecks,
  createOrder,
  type Life,
  NewOrder,
  orderHooks,
  orderJobs,
  type OrderPayment,
  payOrder,
  registerBuyers,
  shipItems
} from '../src/orders/index.ts'
import { paymentJobs, paymentRoutes, type Providers } from '../src/payments/index.ts'
import { createSandbox, inProcess, sandboxJobs, sandboxProvider } from '../src/sandbox/index.ts'
import type { TestDatabase } from './database.ts'
import { wrongs } from './escrow.ts'

const secret = 'a secret between Kontor and its sandbox'

/** Orders with everything below them: payments through the real hooks, and a provider in the same process. */
export function orderWorld(db: TestDatabase) {
  const providers: Map<string, Providers extends ReadonlyMap<string, infer P> ? P : never> = new Map()
  const routes = paymentRoutes(providers)
  const webhooks = routes.find((route) => route.path.endsWith('/webhooks'))
  const sandbox = createSandbox({
    db,
    secret,
    deliver: async (body, headers) => {
      const raw = { text: body, header: (name: string) => headers[name] }
      const request = { params: { provider: 'sandbox' }, query: {}, body: JSON.parse(body), raw } as never
      await db.transaction(async (tx) => webhooks?.handle({ ...(request as object), tx } as never))
      return true
    }
  })
  providers.set('sandbox', sandboxProvider({ secret, transport: inProcess(sandbox, secret) }))
  const jobs = [...paymentJobs(providers, orderHooks), ...orderJobs, ...sandboxJobs(sandbox)]
  let count = 0
  const inTx = <T>(work: (tx: Tx) => Promise<T>) => db.transaction(work)

  const merchant = (basisPoints = 500, currency: Currency = 'CNY') =>
    inTx(async (tx) => {
      const made = await createMerchant(tx, {
        reference: `merchant ${++count}`,
        displayName: 'Lin Tea House',
        payoutCurrency: currency
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
  const draft = (wire: Record<string, unknown>) =>
    NewOrder.parse({ reference: `order ${++count}`, shipping: [], ...wire })

  /** An order of one merchant: two cups at 3.00 and a pot at 10.01, tax 0.57, shipping 1.00, fee 0.50: 18.08 in all. */
  async function order(more: Record<string, unknown> = {}) {
    const [merchantId, buyerId] = [await merchant(), await buyer()]
    const life = await inTx((tx) => createOrder(tx, draft({ ...teaSet(merchantId, buyerId), ...more })))
    return { life, id: life.order.id, merchantId, buyerId }
  }

  const pay = (orderId: Life['order']['id'], more: Partial<OrderPayment> = {}) =>
    inTx((tx) => payOrder(tx, { orderId, provider: 'sandbox', method: 'card', token: 'tok_ok', ...more }))

  async function paidOrder(more: Record<string, unknown> = {}) {
    const made = await order(more)
    const payment = await pay(made.id)
    await runJobs(db, jobs)
    return { ...made, paymentId: payment.id }
  }

  async function shippedOrder(more: Record<string, unknown> = {}) {
    const made = await paidOrder(more)
    const shipment = await inTx((tx) => shipItems(tx, { orderId: made.id }))
    return { ...made, shipmentId: shipment.id }
  }

  return {
    jobs,
    inTx,
    merchant,
    buyer,
    draft,
    order,
    pay,
    paidOrder,
    shippedOrder,
    run: () => runJobs(db, jobs),
    pass: (ms: number) => passTime(db, jobs, db.clock, later(db.clock.now(), ms)),
    passDays: (days: number) => passTime(db, jobs, db.clock, later(db.clock.now(), days * day)),
    /** Where the order's money is, in minor units, as written in the tests: `paid`, `held` and so on of the whole. */
    money: async (orderId: Life['order']['id']) => {
      const parts = await inTx((tx) => sums(tx, [orderId]))
      const whole = (name: 'paid' | 'held' | 'released' | 'commission' | 'refunded' | 'frozen') =>
        globalThis.Number(parts.reduce((sum, part) => sum + part[name], 0n))
      const [paid, held, released, commission, refunded] = [
        whole('paid'),
        whole('held'),
        whole('released'),
        whole('commission'),
        whole('refunded')
      ]
      if (paid !== held + released + commission + refunded) throw new Error('money was made or lost')
      return { paid, held, released, commission, refunded, frozen: whole('frozen') }
    },
    movements: (orderId: Life['order']['id']) => inTx((tx) => movements(tx, orderId)),
    wrongs: () => wrongs(db, [...ledgerChecks, ...escrowChecks, ...orderChecks])
  }
}

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
