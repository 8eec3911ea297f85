import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './chromium.ts'
import { isOn, open, tabTo, typeInto } from './keys.ts'
import { openContext, openPlace, type Place, settled, signIn } from './visit.ts'

let browser: Browser
let place: Place
const view = { language: 'en', width: 1280, scheme: 'light' } as const

beforeAll(async () => {
  ;[browser, place] = await Promise.all([openBrowser(), openPlace()])
}, 400_000)
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(async () => {
  await browser?.close()
  await place?.close()
})

async function enter(kind: string, ...options: string[]): Promise<Page> {
  const { context } = await openContext(browser, view)
  return signIn(context, place.served, kind, ...options)
}

async function at(page: Page, path: string): Promise<void> {
  await page.goto(`${place.served.address}${path}`)
  await settled(page)
}

type Found = Readonly<{
  id: string
  reference: string
  state: string
  merchantIds: string[]
  buyerId: string
  parts: { merchantId: string | null; money: { paid: { amount: number } } }[]
  money: Record<'paid' | 'held' | 'refunded' | 'frozen', { amount: number }>
}>
const ordersIn = (state: string) => place.items<Found>(`/v1/orders?state=${state}&limit=50`)

async function asItIs({ reference }: Found): Promise<Found> {
  const [found] = await place.items<Found>(`/v1/orders?search=${reference}`)
  if (found === undefined) throw new Error(`${reference} is gone`)
  return found
}

async function anOrder(state: string, fits: (order: Found) => boolean = () => true): Promise<Found> {
  const order = (await ordersIn(state)).find(fits)
  if (order === undefined) throw new Error(`no order is ${state}`)
  return order
}

/** An order of one merchant that has arrived, and with which nothing else is the matter. */
async function deliveredOrder(): Promise<Found> {
  const order = await anOrder('paid', ({ merchantIds }) => merchantIds.length === 1)
  const { id } = await place.kontor.orders.ship(order.id, {})
  await place.kontor.shipments.deliver(id, { proof: { kind: 'signed', reference: 'delivery note 8' } })
  return order
}

/** Until nothing is asked any more, and no dialog is open. */
async function done(page: Page): Promise<void> {
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await settled(page)
}

const dialogOf = async (page: Page) => {
  const dialog = page.getByRole('dialog')
  await dialog.waitFor()
  await settled(page)
  return dialog
}

describe('with the keyboard alone', { timeout: 300_000 }, () => {
  test('one signs in with a link, and signs out', async () => {
    const { context } = await openContext(browser, view)
    const page = await context.newPage()
    const printed = await place.served.command('sign-in', 'operator', '--url', place.served.address, '--json')
    await page.goto((JSON.parse(printed) as { url: string }).url)
    await tabTo(page, /^Sign in/)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/console/**')
    await settled(page)
    await open(page, 'Sign out')
    await page.waitForURL((url) => !url.pathname.startsWith('/console/'))
    await at(page, '/console/')
    await page.getByRole('heading', { name: 'You are not signed in' }).waitFor()
  })

  test('an order is found, read, and left for the list again', async () => {
    const page = await enter('operator')
    const { reference } = await anOrder('completed')
    await at(page, '/console/orders')
    await page.keyboard.press('Tab')
    expect(await isOn(page, 'Skip to the content')).toBe(true)
    await typeInto(page, 'Order id or reference', reference.slice(0, -1))
    await page.keyboard.press('Enter')
    await page.waitForURL('**/orders?search=*')
    await settled(page)
    await open(page, reference)
    await page.getByRole('heading', { level: 1, name: reference }).waitFor()
    await settled(page)
    expect(await isOn(page, reference)).toBe(true)
    await page.goBack() // the browser's own key, which no page sees
    await page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor()
    await typeInto(page, 'Order id or reference', reference)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: reference }).waitFor()
  })

  test('a merchant ships an order and hands in the proof', async () => {
    const order = await anOrder('paid', ({ merchantIds }) => merchantIds.length === 1)
    const page = await enter('merchant', '--merchant', order.merchantIds[0] ?? '')
    await at(page, `/console/orders/${order.id}`)
    await open(page, 'Ship')
    await dialogOf(page)
    await typeInto(page, 'Carrier', 'SF Express')
    await open(page, 'Ship')
    await done(page)
    await open(page, 'Delivered')
    await dialogOf(page)
    await typeInto(page, /^Where the proof is kept/, 'delivery note 7')
    await open(page, 'Delivered')
    await done(page)
    expect((await asItIs(order)).state).toBe('delivered')
  })

  test('a refund is given, with what it changes read before it', async () => {
    const page = await enter('operator')
    const order = await deliveredOrder()
    await at(page, `/console/orders/${order.id}`)
    await open(page, 'Refund')
    const dialog = await dialogOf(page)
    await typeInto(page, /^Amount in/, '1')
    await dialog.getByRole('table', { name: 'What changes' }).waitFor()
    await typeInto(page, /^Why/, 'It came late.')
    await open(page, 'Refund')
    await done(page)
    expect((await asItIs(order)).money.refunded.amount).toBeGreaterThan(order.money.refunded.amount)
  })

  test('a dialog is left with Escape and nothing has happened; then an order is cancelled', async () => {
    const page = await enter('operator')
    const order = await anOrder('paid')
    await at(page, `/console/orders/${order.id}`)
    await open(page, 'Cancel order')
    await dialogOf(page)
    await page.keyboard.press('Escape')
    await done(page)
    expect(await isOn(page, 'Cancel order')).toBe(true)
    await page.keyboard.press('Enter')
    await dialogOf(page)
    await typeInto(page, /^Why/, 'As both have agreed.')
    await open(page, 'Cancel order')
    await done(page)
    expect((await asItIs(order)).state).toBe('cancelled')
  })

  test('a dispute is decided', async () => {
    const page = await enter('operator')
    const disputes = await place.items<{ id: string; state: string }>('/v1/disputes?limit=100')
    const dispute = disputes.find(({ state }) => state !== 'decided')
    await at(page, `/console/disputes/${dispute?.id}`)
    await tabTo(page, /^For the buyer/)
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown') // for the merchant
    await typeInto(page, /^Why, as both sides/, 'The pictures show it.')
    await open(page, 'Decide')
    await dialogOf(page)
    await open(page, 'Decide')
    await done(page)
    const after = await place.items<{ id: string; outcome: string }>('/v1/disputes?state=decided&limit=100')
    expect(after.find(({ id }) => id === dispute?.id)?.outcome).toBe('merchant')
  })

  test('a merchant is suspended, and reinstated', async () => {
    const page = await enter('operator')
    await at(page, `/console/merchants/${place.ids['merchant']}`)
    for (const [act, state] of [
      ['Suspend', 'Suspended'],
      ['Reinstate', 'Active']
    ] as const) {
      await open(page, act)
      await dialogOf(page)
      await typeInto(page, /^Why/, 'Papers are missing.')
      await open(page, act)
      await done(page)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.locator('header').getByText(state, { exact: true }).waitFor()
    }
  })

  test('a key is made, kept, and revoked', async () => {
    const page = await enter('operator')
    await at(page, '/console/developers?view=keys')
    await open(page, 'New key')
    await dialogOf(page)
    await typeInto(page, /^Label/, 'of the keyboard')
    await open(page, 'Make it')
    await page.getByText('This is shown once').waitFor()
    await open(page, 'I have kept it')
    await done(page)
    await open(page, 'Revoke of the keyboard')
    await dialogOf(page)
    await open(page, 'Revoke')
    await done(page)
    const keys = await place.items<{ label: string; revokedAt: string | null }>('/v1/api-keys?limit=100')
    expect(keys.find(({ label }) => label === 'of the keyboard')?.revokedAt).not.toBeNull()
  })

  test('a figure says how it is counted, and a chart shows its table', async () => {
    const page = await enter('operator')
    await at(page, '/console/today')
    await open(page, /^How it is counted: /)
    await page
      .getByText(/^As of /)
      .first()
      .waitFor()
    await page.keyboard.press('Escape')
    await open(page, 'Table')
    await page.getByRole('table').first().waitFor()
    await open(page, 'Hide table')
  })

  test('a buyer confirms a receipt in the pocket', async () => {
    const order = await deliveredOrder()
    const { context } = await openContext(browser, { ...view, width: 360 })
    const printed = await place.served.command(
      ...(['sign-in', 'buyer', '--buyer', order.buyerId] as const),
      ...(['--url', place.served.address, '--json'] as const)
    )
    const page = await context.newPage()
    await page.goto((JSON.parse(printed) as { url: string }).url)
    await tabTo(page, /^Sign in/)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/pocket/**')
    await page.goto(`${place.served.address}/pocket/orders/${order.id}`)
    await open(page, /^Confirm receipt/)
    await page.waitForURL('**/confirm*')
    await page.waitForLoadState()
    await open(page, /^Yes, /)
    await page.locator('.done').waitFor()
    expect((await asItIs(order)).state).toBe('completed')
  })
})
