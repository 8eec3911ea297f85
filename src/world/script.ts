import assert from 'node:assert/strict'
import { type Currency, day, hour, later, minute, portion } from '../kernel/index.ts'
import type { Policies } from '../orders/index.ts'
import { categories, type Category, type CategoryName, merchants } from './catalogue.ts'
import { type Chance, chanceOf } from './chance.ts'
import { dailyPaid, type Fate } from './fate.ts'
import { type FateName, fateOf, fates } from './fates.ts'
import type { Step } from './step.ts'
import { catchUpHour, isWorkingDay, tell } from './telling.ts'

/** How large a world is, and where its chances come from. */
export type WorldSize = Readonly<{
  from: Date
  until: Date
  seed: number
  /** At least one for each fate. */
  orders: number
  buyers: number
}>

/** An item of an order; `merchant` is its place in the catalogue. Amounts in minor units of the order's currency. */
export type PlannedItem = Readonly<{
  merchant: number
  category: CategoryName
  title: string
  quantity: number
  unitMinor: bigint
  taxMinor: bigint
}>

/** An order with everything that anybody does to it. What happens by itself is not planned. */
export type PlannedOrder = Readonly<{
  reference: string
  fate: FateName
  buyer: number
  /** When the buyer placed it, and when the shop told of it, which is soon after. */
  placed: Date
  at: Date
  currency: Currency
  items: readonly PlannedItem[]
  shipping: readonly Readonly<{ merchant: number; minor: bigint }>[]
  feeMinor: bigint
  totalMinor: bigint
  policies: Partial<Policies>
  steps: readonly Step[]
}>

/** The fewest orders of a world: one for each fate. */
export const ordersLeast = Object.keys(fates).length

/** So long before the end the merchant that will owe something sells nothing else. */
const quietDays = 30

/** Makes up the orders of a world, in the order of their time. The same size and seed give the same script. */
export function writeScript(size: WorldSize): PlannedOrder[] {
  assert(size.orders >= ordersLeast, `a world has at least ${ordersLeast} orders, one for each fate`)
  const chance = chanceOf(size.seed)
  const drafts = fatesFor(size.orders).map((name) => ({ name, at: momentOf(size, fateOf(name), chance) }))
  const sorted = drafts.toSorted((a, b) => a.at.getTime() - b.at.getTime())
  return sorted.map(({ name, at }, no) => planOrder(size, chance, name, at, no + 1))
}

function fatesFor(orders: number): FateName[] {
  const names = Object.keys(fates) as FateName[]
  const shares = names.reduce((sum, name) => sum + fateOf(name).share, 0)
  const spare = orders - names.length
  const chosen = names.flatMap((name) =>
    Array<FateName>(1 + Math.floor((spare * fateOf(name).share) / shares)).fill(name)
  )
  return [...chosen, ...Array<FateName>(orders - chosen.length).fill('released')]
}

function momentOf({ from, until }: WorldSize, fate: Fate, chance: Chance): Date {
  const minutes = day / minute
  const [least, most] = fate.madeDaysBefore
  const longest = Math.floor((until.getTime() - from.getTime()) / minute) - minutes
  const before = chance.between(least * minutes, Math.max(least * minutes, Math.min(most * minutes, longest)))
  return rushBefore(later(until, -(before + 1) * minute), from)
}

/** Orders come in one rush a working day, which ends shortly before the jobs catch up; and how long it is. */
const rushEndMs = catchUpHour * hour - 5 * minute
const rushMinutes = 110

/** The end of the last rush before `at`, on a day of the world. */
function rushBefore(at: Date, from: Date): Date {
  for (let midnight = Math.floor(at.getTime() / day) * day; ; midnight -= day) {
    const rush = new Date(midnight + rushEndMs)
    if (rush <= later(from, 2 * hour)) return at
    if (rush <= at && isWorkingDay(rush)) return rush
  }
}

function planOrder(size: WorldSize, chance: Chance, name: FateName, at: Date, no: number): PlannedOrder {
  const fate = fateOf(name)
  const late = at > later(size.until, -quietDays * day)
  const sellers = sellersOf(fate, chance, late)
  const currency = merchants[sellers[0] ?? 0]?.currency ?? 'CNY'
  const items = sellers.flatMap((merchant, place) =>
    itemsOf(chance, merchant, currency, fate.severalUnits === true && place === 0)
  )
  const shipping = sellers.map((merchant) => ({ merchant, minor: roundly(currency, chance.between(0, 30)) }))
  const feeMinor = chance.happens(40) ? roundly(currency, chance.between(1, 5)) : 0n
  const totalMinor =
    items.reduce((sum, item) => sum + item.unitMinor * BigInt(item.quantity) + item.taxMinor, feeMinor) +
    shipping.reduce((sum, { minor }) => sum + minor, 0n)
  const parts = sellers.map((merchant) =>
    items.filter((item) => item.merchant === merchant).map((item) => item.quantity)
  )
  const telling = tell({ at, until: size.until, totalMinor, parts }, chance)
  fate.plot(telling)
  return {
    reference: `web-${String(no).padStart(6, '0')}`,
    fate: name,
    buyer: chance.between(0, size.buyers - 1),
    placed: placedBefore(size, at, chance),
    at,
    currency,
    items,
    shipping: shipping.filter(({ minor }) => minor > 0n),
    feeMinor,
    totalMinor,
    policies: fate.policies ?? {},
    steps: telling.steps().filter((step) => step.at < size.until)
  }
}

function placedBefore({ from }: WorldSize, at: Date, chance: Chance): Date {
  const placed = later(at, -chance.between(0, rushMinutes) * minute)
  return placed < from ? at : placed
}

/** Different merchants of one currency. Four orders of seven are in CNY, two in USD, one in JPY. */
function sellersOf(fate: Fate, chance: Chance, late: boolean): number[] {
  if (fate.merchant !== undefined) return [fate.merchant]
  const currency = chance.pick(['CNY', 'CNY', 'CNY', 'CNY', 'USD', 'USD', 'JPY'])
  const open = merchants.flatMap((merchant, no) =>
    merchant.currency === currency && !(late && no === dailyPaid) ? [no] : []
  )
  const wanted = fate.merchants ?? 1
  const chosen: number[] = []
  while (chosen.length < wanted && open.length > 0)
    chosen.push(...open.splice(chance.between(0, open.length - 1), 1))
  return chosen
}

function itemsOf(chance: Chance, merchant: number, currency: Currency, several: boolean): PlannedItem[] {
  const sells = merchants[merchant]?.sells ?? ['household']
  return Array.from({ length: chance.pick([1, 1, 1, 2, 3]) }, (_, no) => {
    const name = chance.pick(sells)
    const category: Category = categories[name]
    const [low, high] = category.prices[currency] ?? [100, 1000]
    // Most things are cheap: the lower of two draws.
    const unitMinor = BigInt(Math.min(chance.between(low, high), chance.between(low, high)))
    const quantity = several && no === 0 ? chance.between(2, 4) : chance.pick([1, 1, 1, 1, 2, 3])
    const taxed = currency === 'USD' ? 725n : 0n
    return {
      merchant,
      category: name,
      title: chance.pick(category.titles),
      quantity,
      unitMinor,
      taxMinor: portion(unitMinor * BigInt(quantity), taxed)
    }
  })
}

/** About as much as `units` of yuan, quarters of a dollar, or thirty yen: an amount as people choose it. */
function roundly(currency: Currency, units: number): bigint {
  const unit = currency === 'JPY' ? 30n : currency === 'USD' ? 25n : 100n
  return BigInt(units) * unit
}
