import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { emit } from '../audit/index.ts'
import { atMoment, type Attribution, attributedTo, type Tx } from '../db/index.ts'
import { type Currency, Failure, hour, later, money } from '../kernel/index.ts'
import { openPartsOf } from '../escrow/index.ts'
import { mainBook } from '../ledger/index.ts'
import {
  commissionOf,
  type CommissionTerms,
  commissionTerms,
  findMerchants,
  merchantSuspended
} from '../merchants/index.ts'
import { findBuyers } from './buyer-store.ts'
import { isDone, orFailure } from './each.ts'
import {
  buyerMissing,
  currenciesMixed,
  merchantMissing,
  referenceTaken,
  shippingWithoutItems,
  totalDiffers,
  totalOutOfRange
} from './failures.ts'
import type { Life } from './life.ts'
import { type Item, type MerchantId, type NewOrder, orderTotalMax, type Part, Policies } from './order.ts'
import { findOrders, findOrdersByReference, insertLives, loadLives } from './order-store.ts'

/** Makes an order that waits to be paid. The same order again answers the first; the reference with another is refused. */
export async function createOrder(tx: Tx, draft: NewOrder): Promise<Life> {
  const [life] = await createOrders(tx, [draft])
  assert(life !== undefined)
  return life
}

/**
 * Makes many orders at once, all or none, in the order given. Commission terms are those of this moment. `moments` says
 * when each was placed, where they are told of later, as in a replay.
 */
export async function createOrders(
  tx: Tx,
  drafts: readonly NewOrder[],
  moments: readonly Date[] = []
): Promise<Life[]> {
  const lives = await createEach(
    tx,
    drafts.map((draft, no) => ({ draft, at: moments[no], by: tx.by }))
  )
  return lives.map((life) => {
    if (life instanceof Failure) throw life
    return life
  })
}

/** An order that somebody asks for, at what moment if that is not now. */
type AskedOrder = Readonly<{ draft: NewOrder; by: Attribution; at?: Date | undefined }>

/** The same, each refused alone. */
export async function createEach(tx: Tx, asked: readonly AskedOrder[]): Promise<(Life | Failure)[]> {
  const planned = await planEach(tx, asked)
  const lives = planned.filter((life) => isDone(life))
  if (lives.length === 0) return planned
  // Of several with one reference the first is made; the others find it.
  const first = new Map(lives.toReversed().map((life) => [life.order.reference, life]))
  const made = new Set(await insertLives(tx, [...first.values()]))
  const fresh = planned.flatMap((life, no) => {
    const by = asked[no]?.by ?? tx.by
    return life instanceof Failure || !made.has(life.order.id) ? [] : [{ life, by }]
  })
  await openMoney(
    tx,
    fresh.map(({ life }) => life)
  )
  for (const { life, by } of fresh)
    await emit(attributedTo(atMoment(tx, life.order.createdAt), by), ...createdEvents(life))
  return fresh.length === lives.length ? planned : withExisting(tx, planned, made)
}

async function planEach(tx: Tx, asked: readonly AskedOrder[]): Promise<(Life | Failure)[]> {
  const drafts = asked.map(({ draft }) => draft)
  const check = await loadParties(tx, drafts)
  const checked = drafts.map((draft) =>
    orFailure(() => {
      const currency = currencyOf(draft)
      return { currency, book: check(draft) }
    })
  )
  const sales = drafts.flatMap(({ items }, no) => {
    const terms = checked[no]
    if (terms === undefined || terms instanceof Failure) return []
    return items.map(({ merchantId, category }) => ({ merchantId, category, currency: terms.currency }))
  })
  const terms = await commissionTerms(tx, sales)
  let taken = 0
  return asked.map(({ draft, at }, no) => {
    const found = checked[no]
    assert(found !== undefined)
    if (found instanceof Failure) return found
    const own = terms.slice(taken, (taken += draft.items.length))
    return orFailure(() => plan(atMoment(tx, at ?? tx.now), draft, found, own))
  })
}

/**
 * What refuses an order whose buyer or merchant does not exist or may not trade now, and else answers the order's book:
 * that of its merchants, or `main` where they are in different ones.
 */
async function loadParties(tx: Tx, drafts: readonly NewOrder[]): Promise<(draft: NewOrder) => string> {
  const buyerIds = [...new Set(drafts.map((draft) => draft.buyerId))]
  const buyers = new Set((await findBuyers(tx, buyerIds)).map((buyer) => buyer.id))
  const merchantIds = [...new Set(drafts.flatMap((draft) => draft.items.map((item) => item.merchantId)))]
  const merchants = new Map((await findMerchants(tx, merchantIds)).map((merchant) => [merchant.id, merchant]))
  return ({ buyerId, items }) => {
    if (!buyers.has(buyerId)) throw buyerMissing(buyerId)
    const books = new Set<string>()
    for (const { merchantId: id } of items) {
      const merchant = merchants.get(id)
      if (merchant === undefined) throw merchantMissing(id)
      if (merchant.state === 'suspended') throw merchantSuspended(id, merchant.stateReason ?? '')
      books.add(merchant.book)
    }
    const [book] = books
    return book === undefined || books.size > 1 ? mainBook : book
  }
}

function currencyOf(draft: NewOrder): Currency {
  const { items, shipping, fee, total } = draft
  const amounts = [
    ...items.flatMap((item) => [item.unitPrice, ...(item.tax ? [item.tax] : [])]),
    ...shipping.map(({ amount }) => amount),
    ...(fee ? [fee] : []),
    ...(total ? [total] : [])
  ]
  const currencies = new Set(amounts.map((amount) => amount.currency))
  const [currency] = currencies
  if (currency === undefined || currencies.size > 1) throw currenciesMixed()
  return currency
}

/** The parts of an order: one for each merchant in the order of their first item, then the fee if there is one. */
function planParts(tx: Tx, draft: NewOrder): Part[] {
  const merchantIds = [...new Set(draft.items.map((item) => item.merchantId))]
  const shipping = new Map<MerchantId, bigint>()
  for (const { merchantId, amount } of draft.shipping) {
    if (shipping.has(merchantId) || !merchantIds.includes(merchantId)) throw shippingWithoutItems(merchantId)
    shipping.set(merchantId, amount.minor)
  }
  const base = { refundedMinor: 0n, feeOutcome: null }
  const parts = merchantIds.map((merchantId, no): Part => {
    const goods = draft.items
      .filter((item) => item.merchantId === merchantId)
      .reduce((sum, item) => sum + item.unitPrice.minor * BigInt(item.quantity) + (item.tax?.minor ?? 0n), 0n)
    const shippingMinor = shipping.get(merchantId) ?? 0n
    return { ...base, id: tx.newId('opt'), no, merchantId, shippingMinor, totalMinor: goods + shippingMinor }
  })
  const fee = draft.fee?.minor ?? 0n
  if (fee > 0n)
    parts.push({
      ...base,
      id: tx.newId('opt'),
      no: parts.length,
      merchantId: null,
      shippingMinor: 0n,
      totalMinor: fee
    })
  return parts
}

function plan(
  tx: Tx,
  draft: NewOrder,
  { currency, book }: Readonly<{ currency: Currency; book: string }>,
  terms: readonly CommissionTerms[]
): Life {
  const parts = planParts(tx, draft)
  const totalMinor = parts.reduce((sum, part) => sum + part.totalMinor, 0n)
  if (totalMinor === 0n || totalMinor > orderTotalMax) throw totalOutOfRange(orderTotalMax)
  if (draft.total !== undefined && draft.total.minor !== totalMinor)
    throw totalDiffers(money(totalMinor, currency))
  const partOf = new Map(parts.map((part) => [part.merchantId, part.id]))
  const items = draft.items.map((item, no): Item => {
    const term = terms[no]
    const partId = partOf.get(item.merchantId)
    assert(term !== undefined && partId !== undefined)
    return {
      id: tx.newId('itm'),
      partId,
      no,
      category: item.category,
      title: item.title,
      quantity: item.quantity,
      unitMinor: item.unitPrice.minor,
      taxMinor: item.tax?.minor ?? 0n,
      commissionMinor: commissionOf(item.unitPrice.minor * BigInt(item.quantity), term),
      scheduleId: term.scheduleId,
      shipped: 0,
      cancelled: 0
    }
  })
  const policies = Policies.parse(draft.policies ?? {})
  const order: Life['order'] = {
    id: tx.newId('ord'),
    reference: draft.reference,
    buyerId: draft.buyerId,
    book,
    currency,
    totalMinor,
    paidMinor: 0n,
    authorizedMinor: 0n,
    chargedBackMinor: 0n,
    state: 'awaiting_payment',
    closing: null,
    policies,
    digest: digestOf(draft),
    createdAt: tx.now,
    expiresAt: later(tx.now, policies.payWithinHours * hour),
    paidAt: null,
    deliverBy: null,
    endedAt: null
  }
  return { order, parts, items, shipments: [], disputes: [], returns: [] }
}

function digestOf(draft: NewOrder): string {
  const text = JSON.stringify(draft, (_, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value
  )
  return createHash('sha256').update(text).digest('base64url')
}

async function openMoney(tx: Tx, lives: readonly Life[]) {
  await openPartsOf(
    tx,
    lives.map(({ order, parts }) => ({
      orderId: order.id,
      book: order.book,
      parts: parts.map(({ id, merchantId, totalMinor }) => ({
        id,
        merchantId,
        amount: money(totalMinor, order.currency)
      }))
    }))
  )
}

/** One event for the order, and one for each merchant's part of it, which alone the merchant sees. */
function createdEvents({ order, parts }: Life) {
  const data = { currency: order.currency, reference: order.reference }
  return [
    { type: 'order.created' as const, subject: order.id, data: { ...data, minor: order.totalMinor } },
    ...parts
      .filter((part) => part.merchantId !== null)
      .map((part) => ({
        type: 'order.part_created' as const,
        subject: order.id,
        owner: part.merchantId,
        data: { ...data, partId: part.id, minor: part.totalMinor }
      }))
  ]
}

async function withExisting(
  tx: Tx,
  planned: readonly (Life | Failure)[],
  made: ReadonlySet<string>
): Promise<(Life | Failure)[]> {
  const lives = planned.filter((life) => isDone(life))
  const fresh = lives.filter(({ order }) => made.has(order.id))
  const known = new Set(fresh.map(({ order }) => order.reference))
  const others = lives.map(({ order }) => order.reference).filter((reference) => !known.has(reference))
  const ids = (await findOrdersByReference(tx, others)).map((order) => order.id)
  const existing = await loadLives(tx, await findOrders(tx, { by: 'order', ids }))
  const byReference = new Map([...fresh, ...existing].map((life) => [life.order.reference, life]))
  return planned.map((asked) => {
    if (asked instanceof Failure) return asked
    const { order } = asked
    const life = byReference.get(order.reference)
    assert(life !== undefined)
    return life.order.digest === order.digest ? life : referenceTaken(order.reference, life.order.id)
  })
}
