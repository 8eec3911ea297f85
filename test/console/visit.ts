import axe from 'axe-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { createKontor, type Kontor } from '../../sdk/src/index.ts'
import { type Served, serving } from '../served.ts'
import { testDatabase } from '../database.ts'
import { fillSmallWorld } from '../small-world.ts'

/** A Kontor with a small marketplace in it, served as a user runs it. */
export type Place = Readonly<{
  served: Served
  ids: Readonly<Record<string, string>>
  /** What the shop's backend does. */
  kontor: Kontor
  /** The items of a list of the API, as an operator sees it. */
  items<T>(path: string): Promise<T[]>
  close(): Promise<void>
}>

/** Fills a database, serves it, and finds something of each kind to look at. */
export async function openPlace(): Promise<Place> {
  const db = await testDatabase()
  await fillSmallWorld(db)
  const served = await serving({ DATABASE_URL: db.url, KONTOR_LOG_LEVEL: 'error' }, '--no-sandbox')
  await served.start()
  const printed = JSON.parse(
    await served.command('keys', 'create', 'operator', '--label', 'to find things', '--json')
  ) as {
    secret: string
  }
  const made = await served.command('keys', 'create', 'service', '--label', 'the shop', '--json')
  const { secret: key } = JSON.parse(made) as { secret: string }
  const kontor = createKontor({ url: served.address, key })
  const itemsOf = async <T>(path: string): Promise<T[]> => {
    const answer = await fetch(`${served.address}${path}`, {
      headers: { authorization: `Bearer ${printed.secret}` }
    })
    return ((await answer.json()) as { items?: T[] }).items ?? []
  }
  const first = async (path: string, field = 'id') => {
    const [item] = await itemsOf<Record<string, string>>(path)
    return item?.[field] ?? ''
  }
  const ids = {
    order: await first('/v1/orders?state=completed'),
    openOrder: await first('/v1/orders?state=delivered'),
    dispute: await first('/v1/disputes'),
    payout: await first('/v1/payouts'),
    merchant: await first('/v1/payouts', 'merchantId'),
    statement: await first('/v1/statements'),
    account: await first('/v1/ledger/accounts?kind=escrow'),
    extreme: await extremeOrder(kontor)
  }
  return {
    served,
    ids,
    kontor,
    items: itemsOf,
    async close() {
      served.kill('SIGKILL')
      await db.drop()
    }
  }
}

const longGerman = 'Kaffeemaschinenreinigungstablettengroßpackung in limitierter Sonderausführung'
const longChinese =
  '超长商品名称测试用咖啡机清洁片大包装限量特别版超长商品名称测试用咖啡机清洁片大包装限量特别版'

/** An order of names that are as long, and amounts that are as large, as they can become. */
async function extremeOrder(kontor: Kontor): Promise<string> {
  const merchant = await kontor.merchants.create({
    reference: `shop-${'x'.repeat(90)}`,
    displayName: `${longGerman} GmbH & Co. KG`,
    payoutCurrency: 'CNY'
  })
  const buyer = await kontor.buyers.create({ reference: 'customer-extreme' })
  const unitPrice = { amount: 55_555_555_555, currency: 'CNY' } as const
  const order = await kontor.orders.create({
    reference: `order-${'y'.repeat(90)}`,
    buyerId: buyer.id,
    items: [longGerman, longChinese].map((title) => ({
      merchantId: merchant.id,
      category: 'tea',
      title,
      quantity: 9,
      unitPrice
    }))
  })
  return order.id
}

export type View = Readonly<{ language: 'en' | 'zh'; width: number; scheme: 'light' | 'dark' }>

/** A browser that speaks a language and has a screen. What goes wrong in its pages is remembered. */
export async function openContext(browser: Browser, { language, width, scheme }: View) {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    colorScheme: scheme,
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    reducedMotion: 'reduce'
  })
  context.setDefaultTimeout(90_000)
  const troubles: string[] = []
  context.on('weberror', (error) => void troubles.push(`error: ${error.error().message}`))
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      troubles.push(`${message.type()}: ${message.text()}`)
  })
  context.on('request', (request) => {
    if (!/^(http:\/\/127\.0\.0\.1:|data:|blob:)/.test(request.url()))
      troubles.push(`asks another host: ${request.url()}`)
  })
  return { context, troubles }
}

/** Signs in as a person does: by opening a link and pressing its button. */
export async function signIn(
  context: BrowserContext,
  served: Served,
  kind: string,
  ...options: string[]
): Promise<Page> {
  const { url } = JSON.parse(
    await served.command('sign-in', kind, ...options, '--url', served.address, '--json')
  ) as {
    url: string
  }
  const page = await context.newPage()
  await page.goto(url)
  await page.locator('form button').first().click()
  await page.waitForURL('**/console/**')
  await page.locator('h1').first().waitFor()
  return page
}

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What axe has against the page as it stands, by the rules of WCAG 2.2 A and AA. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  return page.evaluate(async (runOnly) => {
    const { axe: checker } = globalThis as unknown as {
      axe: {
        run(
          place: unknown,
          options: object
        ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>
      }
    }
    const { violations: found } = await checker.run(document, { runOnly })
    return found.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`)
    )
  }, rules)
}

/** How many pixels the page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

/** Amounts in whose part of the page nothing says how they are counted. */
export const uncounted = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('main [data-figure]')].flatMap((figure) => {
      const part = figure.closest('section, [data-part]')
      return part?.querySelector('[data-counted]') ? [] : [figure.textContent]
    })
  )

/** Waits until the page has been read and stands still. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' })
}
