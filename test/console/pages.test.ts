import { mkdirSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './chromium.ts'
import {
  openContext,
  openPlace,
  overflow,
  type Place,
  settled,
  signIn,
  uncounted,
  type View,
  violations
} from './visit.ts'

/** Where pictures of all pages are put, to be looked at. Not kept in the repository. */
const pictures = 'coverage/console'
mkdirSync(pictures, { recursive: true })

let browser: Browser
let place: Place

beforeAll(async () => {
  ;[browser, place] = await Promise.all([openBrowser(), openPlace()])
}, 400_000)
afterAll(async () => {
  await browser?.close()
  await place?.close()
})

const operators = (ids: Place['ids']): readonly string[] => [
  'today',
  'orders',
  'orders?state=expired&search=no-such-order',
  `orders/${ids['order']}`,
  `orders/${ids['openOrder']}`,
  `orders/${ids['extreme']}`,
  'disputes',
  `disputes/${ids['dispute']}`,
  'merchants',
  `merchants/${ids['merchant']}`,
  'payouts',
  'payouts?view=reconciliation',
  'payouts?view=statements',
  'payouts?view=files',
  'payouts?view=refunds&state=failed',
  `payouts/${ids['payout']}`,
  `statements/${ids['statement']}`,
  'ledger',
  'ledger?view=accounts',
  `ledger/${encodeURIComponent(ids['account'] ?? '')}`,
  'developers',
  'developers?view=keys',
  'developers?view=requests',
  'developers?view=calls&state=done',
  'developers?view=events',
  'no-such-page'
]
const merchants = (ids: Place['ids']): readonly string[] => [
  'money',
  'orders',
  'disputes',
  'payouts',
  `payouts/${ids['payout']}`,
  'developers'
]

const views: readonly View[] = [
  ...(['en', 'zh'] as const).flatMap((language) =>
    (['light', 'dark'] as const).flatMap((scheme) =>
      [360, 1280].map((width) => ({ language, scheme, width }))
    )
  ),
  { language: 'en', scheme: 'light', width: 3840 }
]

/** Where the page is wider than a window between a phone's and a desk's: seen once in each language, by changing its size. */
async function widerElsewhere(page: Page, { width, scheme }: View): Promise<string[]> {
  if (width !== 1280 || scheme !== 'light') return []
  const found: string[] = []
  for (const between of [500, 768, 1024]) {
    await page.setViewportSize({ width: between, height: 800 })
    const wider = await overflow(page)
    if (wider > 0) found.push(`${wider} px wider than a window of ${between}`)
  }
  await page.setViewportSize({ width, height: 800 })
  return found
}

describe.each(views)('the pages in $language, $scheme, $width px wide', (view) => {
  test.each(['operator', 'merchant'] as const)(
    'of a %s load, keep to WCAG, fit, and say how each figure is counted',
    { timeout: 900_000 },
    async (kind) => {
      const { served, ids } = place
      const { context, troubles } = await openContext(browser, view)
      const own = kind === 'merchant' ? ['--merchant', ids['merchant'] ?? ''] : []
      const page = await signIn(context, served, kind, ...own)
      const found: string[] = []
      let figures = 0
      for (const path of kind === 'operator' ? operators(ids) : merchants(ids)) {
        await page.goto(`${served.address}/console/${path}`)
        await settled(page)
        found.push(...(await violations(page)).map((text) => `${path}: ${text}`))
        found.push(...troubles.splice(0).map((text) => `${path}: ${text}`))
        const wider = await overflow(page)
        if (wider > 0) found.push(`${path}: ${wider} px wider than the window`)
        figures += await page.locator('main [data-figure]').count()
        found.push(
          ...(await uncounted(page)).map((figure) => `${path}: ${figure} does not say how it is counted`)
        )
        expect(await page.title()).toMatch(/.+ · Kontor$/)
        expect(await page.locator('h1').count()).toBe(1)
        found.push(...(await widerElsewhere(page, view)).map((text) => `${path}: ${text}`))
        const name = `${kind}-${path.replaceAll(/[^\w]+/g, '-')}-${view.language}-${view.width}-${view.scheme}`
        await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true })
      }
      await context.close()
      expect(figures).toBeGreaterThan(10)
      expect(found).toEqual([])
    }
  )
})
