import type { Browser, Page } from 'playwright-core'
import { createKontor, type Kontor } from '../../sdk/src/index.ts'
import { bookOrders, type BankMood, readPain, writeCamt } from '../../src/payouts/sandbox-bank.ts'
import { testDatabase } from '../database.ts'
import { type Served, serving } from '../served.ts'
import { openContext, type View } from './visit.ts'

/** A merchant, a buyer, and an order between them that is paid. */
export type Trade = Readonly<{ merchantId: string; buyerId: string; orderId: string; reference: string }>

/** A marketplace without history, with the sandbox's provider, and a bank that books what it is told to. */
export type Market = Readonly<{
  served: Served
  kontor: Kontor
  /** An order of 258.00 CNY, paid; its merchant is paid out when that is asked for. */
  trade(name: string): Promise<Trade>
  /** What the bank says, in camt.053, after it has booked a payment file: each payment, or as the mood wills. */
  statementOf(paymentFile: string, mood?: BankMood): string
  close(): Promise<void>
}>

const until = async <T>(read: () => Promise<T>, holds: (found: T) => boolean): Promise<T> => {
  for (;;) {
    const found = await read()
    if (holds(found)) return found
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

/** Opens one. */
export async function openMarket(): Promise<Market> {
  const db = await testDatabase()
  const served = await serving({ DATABASE_URL: db.url, KONTOR_LOG_LEVEL: 'error' })
  const made = await served.command('keys', 'create', 'service', '--label', 'the shop', '--json')
  // The sandbox's own bank books at 20 o'clock. It is after that, so the files of today are ours to book.
  const minutes = (24 + 21 - new Date().getUTCHours()) * 60 - new Date().getUTCMinutes()
  await served.command('clock', 'advance', `${minutes}m`)
  const now = () => new Date(Date.now() + minutes * 60_000)
  await served.start()
  const kontor = createKontor({
    url: served.address,
    key: (JSON.parse(made) as { secret: string }).secret
  })
  let [closing, sequence] = [0n, 0n]
  return {
    served,
    kontor,
    trade: (name) => trade(kontor, name),
    statementOf(paymentFile, mood = {}) {
      const order = readPain(paymentFile)
      const entries = bookOrders([order], mood)
      const { debtorIban: iban, currency } = order
      const head = { id: `statement-${++sequence}`, sequence, iban, currency, at: now(), opening: closing }
      closing = entries.reduce((sum, { minor }) => sum + minor, closing)
      return writeCamt(head, entries)
    },
    async close() {
      served.kill('SIGKILL')
      await db.drop()
    }
  }
}

async function trade(kontor: Kontor, name: string): Promise<Trade> {
  const merchant = await kontor.merchants.create({
    reference: `shop-${name}`,
    displayName: `Merchant ${name}`,
    payoutCurrency: 'CNY'
  })
  await kontor.merchants.setPayoutProfile(merchant.id, {
    schedule: { every: 'demand' },
    bankAccount: { holder: 'A merchant of the test', iban: 'FR1420041010050500013M02606' }
  })
  const buyer = await kontor.buyers.create({ reference: `customer-${name}` })
  const reference = `order-${name}`
  const unitPrice = { amount: 12_900, currency: 'CNY' } as const
  const order = await kontor.orders.create({
    reference,
    buyerId: buyer.id,
    items: [{ merchantId: merchant.id, category: 'household', title: 'Kettle', quantity: 2, unitPrice }]
  })
  await kontor.orders.pay(order.id, { method: 'card', token: 'tok_ok' })
  await until(
    () => kontor.orders.get(order.id),
    ({ state }) => state === 'paid'
  )
  return { merchantId: merchant.id, buyerId: buyer.id, orderId: order.id, reference }
}

/** Signs somebody in with a link, in a browser of their own. */
export async function enter(
  browser: Browser,
  { served }: Pick<Market, 'served'>,
  view: View,
  kind: 'operator' | 'merchant' | 'buyer',
  who?: string
): Promise<Page> {
  const { context } = await openContext(browser, view)
  const own = who === undefined ? [] : [`--${kind}`, who]
  const printed = await served.command('sign-in', kind, ...own, '--url', served.address, '--json')
  const page = await context.newPage()
  await page.goto((JSON.parse(printed) as { url: string }).url)
  await page.locator('form button').first().click()
  await page.waitForURL(kind === 'buyer' ? '**/pocket/**' : '**/console/**')
  await page.locator('h1').first().waitFor()
  return page
}
