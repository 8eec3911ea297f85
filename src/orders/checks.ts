import type { Check, CheckResult } from '../api/index.ts'
import type { Tx } from '../db/index.ts'
import { type PartSums, sums } from '../escrow/index.ts'
import { expectedHeld, type Life } from './life.ts'
import { loadLives, pageOfOrders } from './order-store.ts'
import { orderState } from './state.ts'

const pageMax = 500
const differencesMax = 100

/** Goes through all orders, page by page, and collects what is not as it must be. */
async function everyOrder(
  tx: Tx,
  look: (lives: readonly Life[]) => Promise<readonly string[]> | readonly string[]
): Promise<CheckResult> {
  const differences: string[] = []
  let count = 0
  for (let after = ''; ;) {
    const orders = await pageOfOrders(tx, after, pageMax)
    const last = orders.at(-1)
    if (last === undefined) return { count, differences: differences.slice(0, differencesMax) }
    differences.push(...(await look(await loadLives(tx, orders))))
    count += orders.length
    after = last.id
  }
}

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, minor) => total + minor, 0n)

function totalsOf({ order, parts, items }: Life): string[] {
  const whole = sum(parts.map((part) => part.totalMinor))
  const wrong = parts.filter((part) => {
    const goods = items
      .filter((item) => item.partId === part.id)
      .map((item) => item.unitMinor * BigInt(item.quantity) + item.taxMinor)
    return part.merchantId !== null && sum(goods) + part.shippingMinor !== part.totalMinor
  })
  return [
    ...(whole === order.totalMinor ? [] : [`${order.id}: total ${order.totalMinor}, its parts ${whole}`]),
    ...wrong.map((part) => `${part.id}: its items and shipping do not sum to ${part.totalMinor}`)
  ]
}

function quantitiesOf({ items, shipments }: Life): string[] {
  return items.flatMap((item) => {
    const shipped = shipments
      .flatMap((shipment) => shipment.lines.filter((line) => line.itemId === item.id))
      .reduce((total, line) => total + line.quantity, 0)
    if (shipped === item.shipped && item.shipped + item.cancelled <= item.quantity) return []
    return [`${item.id}: ${item.quantity} ordered, ${item.cancelled} cancelled, ${shipped} in shipments`]
  })
}

function stateOf(life: Life): string[] {
  const state = orderState(life)
  return state === life.order.state ? [] : [`${life.order.id}: ${life.order.state}, by its facts ${state}`]
}

function moneyOf(life: Life, parts: readonly PartSums[]): string[] {
  const { order } = life
  const paid = sum(parts.map((part) => part.paid))
  const found = paid === order.paidMinor ? [] : [`${order.id}: paid ${order.paidMinor}, in escrow ${paid}`]
  if (order.chargedBackMinor > 0n || (order.paidAt === null && order.closing === null)) return found
  const wrong = parts.flatMap((sums) => {
    const part = life.parts.find((one) => one.id === sums.partId)
    const held = part === undefined ? 0n : expectedHeld(life, part)
    const frozen = sum(
      life.disputes
        .filter((one) => one.partId === sums.partId && one.state !== 'decided')
        .map((one) => one.amountMinor)
    )
    return sums.held === held && sums.frozen === frozen
      ? []
      : [`${sums.partId}: held ${sums.held} and frozen ${sums.frozen}, by the order ${held} and ${frozen}`]
  })
  return [...found, ...wrong]
}

/** What `kontor verify` proves of orders. */
export const checks: readonly Check[] = [
  {
    name: 'orders: the total is the sum of the parts, each the sum of its items and shipping',
    run: (tx) => everyOrder(tx, (lives) => lives.flatMap(totalsOf))
  },
  {
    name: 'orders: nothing is shipped that was not ordered',
    run: (tx) => everyOrder(tx, (lives) => lives.flatMap(quantitiesOf))
  },
  {
    name: 'orders: the state follows from the facts',
    run: (tx) => everyOrder(tx, (lives) => lives.flatMap(stateOf))
  },
  {
    name: 'orders: what the escrow holds is what the orders expect',
    run: (tx) =>
      everyOrder(tx, async (lives) => {
        const found = Map.groupBy(
          await sums(
            tx,
            lives.map(({ order }) => order.id)
          ),
          (part) => part.orderId
        )
        return lives.flatMap((life) => moneyOf(life, found.get(life.order.id) ?? []))
      })
  }
]
