import { afterAll, beforeAll, expect, test } from 'vitest'
import { passTime, runJobs } from '../src/api/index.ts'
import { checks as bookChecks, createBook, jobs as bookJobs } from '../src/books/index.ts'
import { day, hour, later } from '../src/kernel/index.ts'
import { gatheringJobs, type MerchantId, moveMerchant } from '../src/merchants/index.ts'
import { merchantBalances } from '../src/merchants/balance.ts'
import {
  confirmOrder,
  createOrder,
  deliverShipment,
  type OrderId,
  refundOrder,
  shipItems
} from '../src/orders/index.ts'
import { checks as paymentChecks } from '../src/payments/index.ts'
import {
  checks as payoutChecks,
  findDocument,
  loadRates,
  markBankFileSent,
  payoutJobs,
  requestPayouts,
  sandboxSettings as settings
} from '../src/payouts/index.ts'
import { cancelPayout } from '../src/payouts/end-payout.ts'
import { createQuote, executeQuote } from '../src/payouts/exchange.ts'
import { nextPayout } from '../src/payouts/next-payout.ts'
import type { Payout } from '../src/payouts/payout.ts'
import { resolveDifference } from '../src/payouts/resolve-difference.ts'
import { type BankEntry, type BankMood, bookOrders, readPain } from '../src/payouts/sandbox-bank.ts'
import { setPayoutProfile } from '../src/payouts/set-profile.ts'
import { writeBankFiles } from '../src/payouts/write-bank-file.ts'
import { testBank } from './bank.ts'
import { testDatabase } from './database.ts'
import { wrongs } from './escrow.ts'
import { cny, orderWorld, signed, teaSet } from './orders.ts'

const db = await testDatabase()
const world = orderWorld(db)
const bank = testBank(db)
const jobs = [...world.jobs, ...gatheringJobs, ...bookJobs, ...payoutJobs(settings)]
const bankAccount = { holder: 'Ada Lovelace', iban: 'GB29NWBK60161331926819' }

beforeAll(() =>
  db.transaction(async (tx) => {
    await createBook(tx, 'north')
    await createBook(tx, 'south')
  })
)
afterAll(() => db.drop())

const { inTx } = world
const pass = (ms: number) => passTime(db, jobs, db.clock, later(db.clock.now(), ms))
/** Until what is earned in other books is where it is paid from. */
const settle = () => pass(day + hour)

/** One merchant, whose money is in one book after another: the acts of its life, and what it has after each. */
async function merchantOf(books: readonly [string, string, string]) {
  const id = await world.merchant(500, 'CNY', books[0])
  const buyerId = await world.buyer()
  const story: [after: string, ...has: string[]][] = []

  const note = async (after: string) => {
    const { balances } = await inTx((tx) => merchantBalances(tx, id, {}))
    const { reasons } = await inTx((tx) => nextPayout(tx, id, settings))
    const has = balances
      .map(({ currency, available, reserve, owed }) => [currency, available.minor, reserve.minor, owed.minor])
      .filter(([, ...sums]) => sums.some((sum) => sum !== 0n))
    const waits = reasons.map(({ code }) => code).filter((code) => code !== 'on_demand')
    story.push([after, ...has.map((figures) => figures.join(' ')), ...new Set(waits)])
  }
  const moveTo = async (book: string) => {
    if (book !== (await bookOf(id))) await inTx((tx) => moveMerchant(tx, id, book, {}))
    await runJobs(db, jobs)
  }
  /** Sells the usual tea set and has the money released; moves between shipping and delivery. */
  const sell = async (token = 'tok_ok', book?: string) => {
    const { order } = await inTx((tx) => createOrder(tx, world.draft(teaSet(id, buyerId))))
    await world.pay(order.id, { token })
    await world.run()
    const { id: shipmentId } = await inTx((tx) => shipItems(tx, { orderId: order.id }))
    if (book !== undefined) await moveTo(book)
    await inTx((tx) => deliverShipment(tx, { shipmentId, proof: signed }))
    await inTx((tx) => confirmOrder(tx, order.id))
    await settle()
    return { orderId: order.id, shipmentId }
  }
  const refund = async (of: Readonly<{ orderId: OrderId; shipmentId: `shp_${string}` }>) => {
    await inTx((tx) => refundOrder(tx, { ...of, amount: cny(758), reason: 'sorry' }))
    await settle()
  }
  const setProfile = () => {
    const reserve = { basisPoints: 1000, days: 5 }
    const wanted = { schedule: { every: 'demand' }, bankAccount, currency: 'EUR', reserve } as const
    return inTx((tx) => setPayoutProfile(tx, id, wanted, settings))
  }
  const payOut = () => inTx((tx) => requestPayouts(tx, id, null, settings))
  return { id, books, story, note, sell, refund, setProfile, payOut }
}
type Merchant = Awaited<ReturnType<typeof merchantOf>>

const bookOf = async (id: MerchantId) =>
  String((await db.superuser('select book from merchants_merchant where id = $1', [id]))[0]?.['book'])

const freshRates = () =>
  inTx((tx) =>
    loadRates(tx, [
      { base: 'EUR', quote: 'CNY', rate: '7.8', source: 'test', at: tx.now },
      { base: 'USD', quote: 'CNY', rate: '7.1', source: 'test', at: tx.now },
      { base: 'EUR', quote: 'USD', rate: '1.1', source: 'test', at: tx.now }
    ])
  )

/** Sends what is planned to the bank, which books it in this mood, and imports its statement. */
async function toBank(mood: BankMood = {}, more: readonly BankEntry[] = []) {
  const { files } = await inTx((tx) => writeBankFiles(tx, settings, 'all'))
  const orders = []
  for (const { id } of files) {
    await inTx((tx) => markBankFileSent(tx, id, settings))
    orders.push(readPain((await inTx((tx) => findDocument(tx, id))) ?? ''))
  }
  await bank.load(bank.statement([...bookOrders(orders, mood), ...more]))
}

async function differenceOf(kind: string) {
  const found = (await bank.differences()).filter((difference) => difference.kind === kind)
  const [one] = found
  if (one === undefined || found.length > 1) throw new Error(`there is one difference of the kind ${kind}`)
  return one.id
}

/** Two orders with a payout that comes back, one that is called off, an exchange, and a refund after release. */
async function sellAndPay(merchant: Merchant): Promise<void> {
  const { books, note, sell, setProfile, payOut } = merchant
  await freshRates()
  await setProfile()
  const first = await sell('tok_ok', books[1])
  await note('the first order is released')
  const [back] = await payOut()
  await note('paid out')
  const stranger = { minor: 5000n, text: 'From a stranger' }
  await toBank({ returned: new Map([[back?.endToEndId ?? '', 'AC04']]) }, [stranger])
  await note('the payout came back, and money of a stranger with it')
  await setProfile()
  const [planned] = await payOut()
  await inTx((tx) => cancelPayout(tx, planned?.id ?? 'pot_none', null))
  await note('the payout is cancelled')
  await sell('tok_ok', books[2])
  await note('the second order is released')
  const wanted = { merchantId: merchant.id, sell: cny(500), buyCurrency: 'USD' } as const
  const quote = await inTx((tx) => createQuote(tx, wanted, settings))
  await inTx((tx) => executeQuote(tx, quote.id, merchant.id))
  await note('exchanged')
  await merchant.refund(first)
  await note('the first order is refunded in part')
}

/** A chargeback, differences at the bank, payouts of all there is, and refunds of what is no longer there. */
async function loseAndRecover(merchant: Merchant): Promise<void> {
  const { note, sell, payOut } = merchant
  await sell('tok_chargeback')
  await pass(21 * day)
  await settle()
  await note('the third order is charged back')
  const about = { reason: 'It is theirs.' }
  const ofStranger = await differenceOf('extra')
  await inTx((tx) => resolveDifference(tx, ofStranger, { as: 'merchant', merchantId: merchant.id, ...about }))
  await note('the money of the stranger was the merchant’s')
  await freshRates()
  const fourth = await sell()
  const paid = await payOut()
  await toBank()
  await note('all is paid out')
  const [short] = paid.toSorted((a: Payout, b: Payout) => (a.amount.minor < b.amount.minor ? 1 : -1))
  if (short === undefined) throw new Error('something was paid out')
  const entry = { endToEndId: short.endToEndId, minor: short.amount.minor - 7n, returnCode: 'AC04' }
  await bank.load(bank.statement([entry]))
  const ofBank = await differenceOf('amount')
  await inTx((tx) => resolveDifference(tx, ofBank, { as: 'payout', payoutId: short.id, ...about }))
  await note('a payout came back with less')
  await merchant.setProfile()
  await payOut()
  await toBank()
  await pass(6 * day)
  await note('paid again, and the reserve is released')
  await merchant.refund(fourth)
  await note('a refund of more than there is')
  await merchant.refund(await sell())
  await note('another sale, and a refund of it')
}

async function live(books: readonly [string, string, string]) {
  const merchant = await merchantOf(books)
  await sellAndPay(merchant)
  await loseAndRecover(merchant)
  expect(await bookOf(merchant.id)).toBe(books[2])
  const found = [
    ...(await world.wrongs()),
    ...(await wrongs(db, [...bookChecks, ...paymentChecks, ...payoutChecks]))
  ]
  expect(found).toEqual([])
  return merchant.story
}

/** After each act: by currency what is available, kept in reserve and owed, and why the merchant is not paid. */
const story: readonly (readonly [after: string, ...has: string[]])[] = [
  ['the first order is released', 'CNY 1678 0 0'],
  ['paid out', 'CNY 0 168 0', 'nothing_available'],
  ['the payout came back, and money of a stranger with it', 'CNY 0 168 0', 'EUR 192 0 0', 'blocked'],
  ['the payout is cancelled', 'CNY 0 168 0', 'EUR 192 0 0'],
  ['the second order is released', 'CNY 1678 168 0', 'EUR 192 0 0'],
  ['exchanged', 'CNY 1178 168 0', 'EUR 192 0 0', 'USD 70 0 0'],
  ['the first order is refunded in part', 'CNY 454 168 0', 'EUR 192 0 0', 'USD 70 0 0'],
  ['the third order is charged back', 'CNY 622 0 0', 'EUR 192 0 0', 'USD 70 0 0', 'rate_missing'],
  [
    'the money of the stranger was the merchant’s',
    'CNY 622 0 0',
    'EUR 5192 0 0',
    'USD 70 0 0',
    'rate_missing'
  ],
  ['all is paid out', 'CNY 0 213 0', 'EUR 0 500 0', 'USD 0 7 0', 'nothing_available'],
  ['a payout came back with less', 'CNY 0 213 0', 'EUR 4685 500 0', 'USD 0 7 0', 'blocked'],
  ['paid again, and the reserve is released', 'CNY 213 0 0', 'EUR 500 0 0', 'USD 7 0 0'],
  ['a refund of more than there is', 'CNY 0 0 511', 'EUR 500 0 0', 'USD 7 0 0', 'owing'],
  ['another sale, and a refund of it', 'CNY 443 0 0', 'EUR 500 0 0', 'USD 7 0 0', 'rate_missing']
]

test.each([
  ['stays in main', 'main', 'main', 'main'],
  ['stays in another book', 'north', 'north', 'north'],
  ['moves to another book and back', 'main', 'north', 'main'],
  ['moves between two other books and back', 'north', 'south', 'north']
] as const)(
  'a merchant who %s has the same after every act',
  async (_, before, meanwhile, after) => {
    expect(await live([before, meanwhile, after])).toEqual(story)
  },
  180_000
)
