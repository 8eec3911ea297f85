import { openDb } from '../db/index.ts'
import { newId } from '../kernel/index.ts'
import { postBatch, type TransactionId } from '../ledger/index.ts'
import { ensureMerchants, type MerchantId } from '../merchants/index.ts'
import { type BuyerId, createOrders, type NewOrder, type OrderId, registerBuyers } from '../orders/index.ts'
import type { Market } from './market.ts'
import { book, type Stage } from './stage.ts'

const fillBatch = 8000
const lanes = 2
const samplesMax = 5000

/** What a filling left, to be asked for later. */
export type Filled = {
  /** Transfers stored in the book. */
  transfers: number
  /** Transactions of all ages, at most a few thousand. */
  readonly samples: TransactionId[]
}

/**
 * Posts transfers until so many are stored, by the operations of the ledger and with its accounts picked by Zipf's law.
 * Commits need not be durable: nobody measures here. Two at once, each with accounts of its own, so that neither waits.
 */
export async function fillTransfers(
  { url, clock, update }: Stage,
  market: Market,
  filled: Filled,
  until: number
): Promise<void> {
  const db = openDb({ url, clock, connectionsMax: lanes, durable: false })
  const half = Math.floor(market.names.length / lanes)
  const started = filled.transfers
  let left = until - started
  const lane = async (no: number) => {
    const pick = () => (market.zipf() % half) * lanes + no
    while (left > 0) {
      const size = Math.min(fillBatch, left)
      left -= size
      const batch = Array.from({ length: size }, () => market.plain(pick))
      const outcomes = await db.transaction((tx) => postBatch(tx, batch, { book }))
      filled.transfers += outcomes.filter(({ result }) => result === 'posted').length
      if (filled.samples.length < samplesMax && batch[0]) filled.samples.push(batch[0].id)
      update(filled.transfers - started, until - started)
    }
  }
  try {
    await Promise.all(Array.from({ length: lanes }, (_, no) => lane(no)))
  } finally {
    await db.close()
  }
}

/** Orders that wait to be paid, and who takes part in them. */
export type FilledOrders = Readonly<{
  orders: readonly OrderId[]
  merchants: readonly MerchantId[]
  buyers: readonly BuyerId[]
}>

const ordersAtOnce = 500

/** Makes orders of a hundred merchants and up to ten thousand buyers, each of one or two items. */
export async function fillOrders(
  stage: Stage,
  { zipf, random }: Market,
  count: number
): Promise<FilledOrders> {
  const { url, clock, update } = stage
  const db = openDb({ url, clock, connectionsMax: lanes, durable: false })
  try {
    const parties = await db.transaction(async (tx) => {
      const references = Array.from({ length: 100 }, (_, i) => `bench-merchant-${i}`)
      const merchants = references.map((reference) => ({
        reference,
        displayName: reference,
        payoutCurrency: 'CNY'
      }))
      const buyers = Array.from({ length: Math.min(10_000, count) }, (_, i) => `bench-buyer-${i}`)
      return {
        merchants: (await ensureMerchants(tx, merchants)).map(({ id }) => id),
        buyers: (await registerBuyers(tx, buyers)).map(({ id }) => id)
      }
    })
    const one = <T>(list: readonly T[]): T => list[zipf() % list.length] as T
    const item = () => ({
      merchantId: one(parties.merchants),
      category: 'household',
      title: 'Kettle',
      quantity: 1,
      unitPrice: { minor: BigInt(1000 + Math.floor(random() * 20_000)), currency: 'CNY' }
    })
    const draft = (): NewOrder => ({
      reference: newId('bench', clock.now()),
      buyerId: one(parties.buyers),
      items: random() < 0.8 ? [item()] : [item(), item()],
      shipping: []
    })
    const orders: OrderId[] = []
    while (orders.length < count) {
      const drafts = Array.from({ length: Math.min(ordersAtOnce, count - orders.length) }, draft)
      const lives = await db.transaction((tx) => createOrders(tx, drafts))
      orders.push(...lives.map(({ order }) => order.id))
      update(orders.length, count)
    }
    return { ...parties, orders }
  } finally {
    await db.close()
  }
}
