import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './chromium.ts'
import { openContext, openPlace, type Place, settled, signIn } from './visit.ts'

let browser: Browser
let place: Place
const view = { language: 'en', width: 1280, scheme: 'light' } as const

beforeAll(async () => {
  ;[browser, place] = await Promise.all([openBrowser(), openPlace()])
}, 400_000)
afterAll(async () => {
  await browser?.close()
  await place?.close()
})

describe('the console', { timeout: 300_000 }, () => {
  test('tells who is not signed in how to get in', async () => {
    const { context } = await openContext(browser, view)
    const page = await context.newPage()
    await page.goto(`${place.served.address}/console/orders`)
    await page.getByRole('heading', { name: 'You are not signed in' }).waitFor()
    expect(await page.getByText('kontor sign-in operator').count()).toBe(1)
    await context.close()
  })

  test('says so where its files do not come', async () => {
    const { context } = await openContext(browser, view)
    const page = await context.newPage()
    await page.route('**/console/assets/*.js', (route) => route.abort())
    await page.goto(`${place.served.address}/console/`)
    const late = page.getByText('Kontor is still being loaded')
    expect(await late.isVisible()).toBe(false)
    await late.waitFor()
    await context.close()
  })

  test('changes its language at once and remembers it', async () => {
    const { context } = await openContext(browser, view)
    const page = await signIn(context, place.served, 'operator')
    await page.getByLabel('Language').selectOption('zh')
    await page.getByRole('link', { name: '订单', exact: true }).waitFor()
    await page.reload()
    await page.getByRole('link', { name: '争议', exact: true }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
    await context.close()
  })

  test('finds the orders of a merchant by a part of its name, and of a buyer by the shop’s reference', async () => {
    const { context } = await openContext(browser, view)
    const page = await signIn(context, place.served, 'operator')
    const { address } = place.served
    const read = (path: string) =>
      page.evaluate(
        async (url) => (await (await fetch(url)).json()) as Record<string, string>,
        address + path
      )
    const { displayName, reference } = await read(`/v1/merchants/${place.ids['merchant']}`)
    const { buyerId } = await read(`/v1/orders/${place.ids['order']}`)
    const buyer = await read(`/v1/buyers/${buyerId}`)
    await page.goto(`${address}/console/orders`)
    await settled(page)
    const merchants = page.getByLabel('Merchant', { exact: true })
    // There are more merchants of such names than are offered at once.
    await merchants.fill('erchant')
    await page.getByText('There are more of them').waitFor()
    await merchants.fill(displayName?.slice(1).toUpperCase() ?? '')
    const label = `${displayName} · ${reference}`
    await page.locator(`datalist option[value="${label}"]`).waitFor({ state: 'attached' })
    await merchants.fill(label)
    await page.waitForURL(`**merchantId=${place.ids['merchant']}*`)
    await page.getByLabel('Buyer', { exact: true }).fill('nobody of that name')
    await page.getByText('No buyer has this reference or id.').waitFor()
    await page.getByLabel('Buyer', { exact: true }).fill(buyer['reference'] ?? '')
    await page.waitForURL(`**buyerId=${buyerId}*`)
    await page.reload()
    await expect.poll(() => merchants.inputValue()).toBe(label)
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await expect.poll(() => merchants.inputValue()).toBe('')
    await page.waitForTimeout(1000)
    expect(new URL(page.url()).search).toBe('')
    await context.close()
  })

  test('says whose page it is to somebody who does not have it', async () => {
    const { context } = await openContext(browser, view)
    const page = await signIn(context, place.served, 'merchant', '--merchant', place.ids['merchant'] ?? '')
    for (const path of ['today', 'ledger', 'merchants']) {
      await page.goto(`${place.served.address}/console/${path}`)
      await page.getByRole('heading', { name: 'This page is for others' }).waitFor()
    }
    await context.close()
  })

  test('gives a refund once, though the answer is lost and the button is pressed again', async () => {
    const { context } = await openContext(browser, view)
    const page = await signIn(context, place.served, 'operator')
    await page.goto(`${place.served.address}/console/orders/${place.ids['order']}`)
    await settled(page)
    const sent: string[] = []
    let toLose = 3 // the first try and both that follow by themselves
    await page.route('**/v1/orders/*/refunds', async (route) => {
      sent.push(route.request().headers()['idempotency-key'] ?? '')
      const answer = await route.fetch()
      if (toLose-- > 0) await route.abort('connectionreset')
      else await route.fulfill({ response: answer })
    })
    await page.getByRole('button', { name: 'Refund', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(/^Amount in/).fill('1')
    await dialog.getByLabel(/^Why/).fill('It came late.')
    await dialog.getByRole('button', { name: 'Refund', exact: true }).click()
    await dialog.getByText('No answer came').waitFor()
    await dialog.getByRole('button', { name: 'Send again' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(new Set(sent).size).toBe(1)
    expect(sent.length).toBe(4)
    await settled(page)
    expect(await page.getByText('It came late.').count()).toBeGreaterThan(0)
    expect(await page.getByText('Goodwill: It came late.').count()).toBe(1)
    await context.close()
  })
  test('does nothing later that it did not say: without a line an act is told as not answered', async () => {
    const { context, troubles } = await openContext(browser, view)
    const page = await signIn(context, place.served, 'operator')
    await page.goto(`${place.served.address}/console/orders/${place.ids['order']}`)
    await settled(page)
    const sent: string[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/refunds')) sent.push(request.headers()['idempotency-key'] ?? '')
    })
    await page.getByRole('button', { name: 'Refund', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(/^Amount in/).fill('0.5')
    await dialog.getByLabel(/^Why/).fill('The line was down.')
    await context.setOffline(true)
    await dialog.getByRole('button', { name: 'Refund', exact: true }).click()
    await dialog.getByText('No answer came').waitFor()
    await dialog.getByRole('button', { name: 'Close' }).click()
    await dialog.waitFor({ state: 'detached' })
    const tries = sent.length
    await context.setOffline(false)
    await page.reload()
    await settled(page)
    expect(sent).toHaveLength(tries)
    expect(await page.getByText('Goodwill: The line was down.').count()).toBe(0)
    troubles.splice(0)
    await context.close()
  })

  test('an act without an answer is met again where it was begun, and nowhere else', async () => {
    const made = ['Key one', 'Key two'].map((label) =>
      place.served.command('keys', 'create', 'auditor', '--label', label)
    )
    await Promise.all(made)
    const { context, troubles } = await openContext(browser, view)
    const page = await signIn(context, place.served, 'operator')
    await page.goto(`${place.served.address}/console/developers?view=keys`)
    await settled(page)
    const sent: (readonly [path: string, key: string])[] = []
    let isLost = true
    await page.route('**/v1/api-keys/*', async (route) => {
      const { url, headers } = { url: route.request().url(), headers: route.request().headers() }
      sent.push([new URL(url).pathname, headers['idempotency-key'] ?? ''])
      await (isLost ? route.abort('connectionreset') : route.continue())
    })
    const revoke = (label: string) => page.getByRole('button', { name: `Revoke ${label}` }).click()
    const dialog = page.getByRole('dialog')
    const press = (name: string) => dialog.getByRole('button', { name, exact: true }).click()
    await revoke('Key one')
    await press('Revoke')
    await dialog.getByText('No answer came').waitFor()
    await press('Close')
    await dialog.waitFor({ state: 'detached' })
    isLost = false
    await revoke('Key two')
    expect(await dialog.getByText('No answer came').count()).toBe(0)
    await press('Revoke')
    await dialog.waitFor({ state: 'detached' })
    await settled(page)
    expect(await page.getByRole('button', { name: 'Revoke Key two' }).count()).toBe(0)
    await page.getByRole('link', { name: 'Orders', exact: true }).click()
    await settled(page)
    await page.goBack()
    await revoke('Key one')
    await dialog.getByText('No answer came').waitFor()
    expect(await dialog.getByText('Key one').count()).toBe(1)
    await press('Send again')
    await dialog.waitFor({ state: 'detached' })
    await settled(page)
    expect(await page.getByRole('button', { name: 'Revoke Key one' }).count()).toBe(0)
    const keysOf = new Map<string, Set<string>>()
    for (const [path, key] of sent) keysOf.set(path, (keysOf.get(path) ?? new Set()).add(key))
    expect([...keysOf.values()].map(({ size }) => size)).toEqual([1, 1])
    troubles.splice(0)
    await context.close()
  })

  test('does nothing for somebody else who has signed in meanwhile in another window', async () => {
    const { context, troubles } = await openContext(browser, view)
    const page = await signIn(context, place.served, 'operator')
    await page.goto(`${place.served.address}/console/orders/${place.ids['order']}`)
    await settled(page)
    const answers: number[] = []
    page.on('response', (answer) => {
      if (answer.url().endsWith('/refunds') && answer.request().method() === 'POST')
        answers.push(answer.status())
    })
    await page.getByRole('button', { name: 'Refund', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(/^Amount in/).fill('0.25')
    await dialog.getByLabel(/^Why/).fill('Meant by the first one.')
    const other = await signIn(context, place.served, 'operator')
    await other.close()
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden' })
    })
    await dialog.getByRole('button', { name: 'Refund', exact: true }).click()
    await dialog.getByText('Somebody else is signed in now').waitFor()
    expect(answers).toEqual([409])
    await page.reload()
    await settled(page)
    expect(await page.getByText('Goodwill: Meant by the first one.').count()).toBe(0)
    troubles.splice(0)
    await context.close()
  })
})
