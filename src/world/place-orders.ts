import type { Tx } from '../db/index.ts'
import { money } from '../kernel/index.ts'
import { createOrders, type NewOrder, type OrderPayment, payOrders } from '../orders/index.ts'
import { buyerOf, type Cast, type Course, merchantAt, orderIdOf } from './course.ts'
import type { PlannedPayment } from './step.ts'

/** Makes orders of the script, each at the moment it was placed. */
export async function placeOrders(tx: Tx, cast: Cast, courses: readonly Course[]): Promise<void> {
  const lives = await createOrders(
    tx,
    courses.map((course) => draftOf(cast, course)),
    courses.map((course) => course.planned.placed)
  )
  for (const [no, course] of courses.entries()) course.life = lives[no] ?? null
}

function draftOf(cast: Cast, course: Course): NewOrder {
  const { reference, currency, items, shipping, feeMinor, totalMinor, policies } = course.planned
  return {
    reference,
    buyerId: buyerOf(cast, course).buyerId,
    items: items.map(({ merchant, category, title, quantity, unitMinor, taxMinor }) => ({
      merchantId: merchantAt(cast, merchant),
      category,
      title,
      quantity,
      unitPrice: money(unitMinor, currency),
      tax: money(taxMinor, currency)
    })),
    shipping: shipping.map(({ merchant, minor }) => ({
      merchantId: merchantAt(cast, merchant),
      amount: money(minor, currency)
    })),
    fee: money(feeMinor, currency),
    total: money(totalMinor, currency),
    policies
  }
}

/** Starts payments, of one or many orders. */
export async function pay(
  tx: Tx,
  provider: string,
  all: readonly Readonly<{ course: Course; payments: readonly PlannedPayment[] }>[]
): Promise<void> {
  const started = all.flatMap(({ course, payments }) =>
    payments.map(({ minor, method, capture, instalments, token }): OrderPayment => ({
      orderId: orderIdOf(course),
      provider,
      method,
      amount: money(minor, course.planned.currency),
      capture,
      instalments,
      token: token ?? undefined
    }))
  )
  if (started.length > 0) await payOrders(tx, started)
}
