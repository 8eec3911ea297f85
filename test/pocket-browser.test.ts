import { mkdirSync, readFileSync } from 'node:fs'
import { request } from 'node:http'
import { createRequire } from 'node:module'
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deliverShipment, openDispute, shipItems } from '../src/orders/index.ts'
import { openBrowser } from './console/chromium.ts'
import { cuttingProxy } from './cutting-proxy.ts'
import { signed, teaSet } from './orders.ts'
import { jpegWithPlace } from './pictures.ts'
import { pocketWorld, type SignedIn } from './pocket.ts'

const shots = 'coverage/pocket'
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const budget = { bytes: 100_000, requests: 6, usableMs: 5000 }
const weak = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 }

let kontor: Awaited<ReturnType<typeof pocketWorld>>
let browser: Browser
let pages: Readonly<{ name: string; path: string; by: SignedIn }>[]

beforeAll(async () => {
  kontor = await pocketWorld()
  browser = await openBrowser()
  mkdirSync(shots, { recursive: true })
  pages = await manyPages()
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await kontor?.close()
})

/** Pages of orders in which a lot has happened, of one with much in it, and of people who have nothing yet. */
async function manyPages() {
  const { world, signedIn } = kontor
  const long =
    'Kaffeemaschinenreinigungstablettengroßpackung in limitierter Sonderausführung, 中文名称：超长商品名称测试用咖啡机清洁片大包装'
  const made = await world.shippedOrder()
  const [buyer, merchant] = [
    await signedIn({ buyerId: made.buyerId }),
    await signedIn({ merchantId: made.merchantId })
  ]
  await world.inTx((tx) =>
    openDispute(tx, {
      shipmentId: made.shipmentId,
      reason: 'damaged',
      statement: `${long}\n${long}`,
      evidence: ['evd_01h455vb4pex5vsknk084sn02q'],
      amount: { minor: 1001n, currency: 'CNY' }
    })
  )
  await world.inTx((tx) => deliverShipment(tx, { shipmentId: made.shipmentId, proof: signed }))
  const [dispute] = (await world.lifeOf(made.id)).disputes
  const merchantId = await world.merchant(0)
  const buyerId = await world.buyer()
  const wire = (amount: number) => ({ amount, currency: 'CNY' })
  const items = Array.from({ length: 200 }, (_, i) => ({
    merchantId,
    category: 'tea',
    title: `${long} ${i}`.slice(0, 200),
    quantity: 3,
    unitPrice: wire(1_600_000_000)
  }))
  const huge = await world.paidOrder({ ...teaSet(merchantId, buyerId), items, shipping: [], fee: wire(0) })
  const [hugeBuyer, hugeMerchant] = [await signedIn({ buyerId }), await signedIn({ merchantId })]
  const nobody = [
    await signedIn({ buyerId: await world.buyer() }),
    await signedIn({ merchantId: await world.merchant() })
  ] as const
  const page = `/pocket/orders/${made.id}`
  return [
    { name: 'orders', path: '/pocket/', by: buyer },
    { name: 'orders-empty', path: '/pocket/', by: nobody[0] },
    { name: 'order', path: page, by: buyer },
    { name: 'confirm', path: `${page}/confirm`, by: buyer },
    { name: 'report', path: `${page}/report?of=${made.shipmentId}`, by: buyer },
    { name: 'send-back', path: `${page}/send-back?of=${made.shipmentId}`, by: buyer },
    { name: 'reply', path: `${page}/reply?of=${dispute?.id}`, by: buyer },
    { name: 'order-huge', path: `/pocket/orders/${huge.id}`, by: hugeBuyer },
    { name: 'cancel-huge', path: `/pocket/orders/${huge.id}/cancel`, by: hugeBuyer },
    { name: 'shop', path: '/pocket/', by: hugeMerchant },
    { name: 'to-ship', path: '/pocket/to-ship', by: hugeMerchant },
    { name: 'shop-dispute', path: '/pocket/', by: merchant },
    { name: 'shop-empty', path: '/pocket/', by: nobody[1] },
    { name: 'ship', path: `/pocket/orders/${huge.id}/ship`, by: hugeMerchant },
    { name: 'order-of-merchant', path: page, by: merchant },
    { name: 'answer-dispute', path: `${page}/answer-dispute?of=${dispute?.id}`, by: merchant },
    { name: 'offline', path: '/pocket/offline', by: buyer },
    { name: 'gone', path: '/pocket/nothing', by: buyer }
  ]
}

type Visiting = Parameters<Browser['newContext']>[0] & Readonly<{ origin?: string }>

async function visitor(
  by: SignedIn,
  { origin = kontor.origin, ...options }: Visiting = {}
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width: 360, height: 740 },
    locale: 'en-GB',
    ...options
  })
  await context.addCookies([
    { name: 'kontor_session', value: by.secret, url: origin, httpOnly: true, sameSite: 'Lax' }
  ])
  return context
}

const overflows = (page: Page) =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')

test.each([{ javaScriptEnabled: false }, { javaScriptEnabled: true }])(
  'each page is small and usable on a weak line: %j',
  async (options) => {
    const measured = []
    for (const { name, path, by } of pages) {
      const context = await visitor(by, options)
      const page = await context.newPage()
      const wire = await context.newCDPSession(page)
      await wire.send('Network.enable')
      await wire.send('Network.emulateNetworkConditions', weak)
      let [bytes, requests] = [0, 0]
      wire.on('Network.requestWillBeSent', () => requests++)
      wire.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength))
      const start = performance.now()
      await page.goto(path, { waitUntil: 'load' })
      const usableMs = Math.round(performance.now() - start)
      await page.waitForTimeout(300)
      measured.push({ name, bytes, requests, usableMs })
      await context.close()
    }
    console.table(measured)
    for (const { bytes, requests, usableMs } of measured) {
      expect(bytes).toBeLessThanOrEqual(budget.bytes)
      expect(requests).toBeLessThanOrEqual(budget.requests)
      expect(usableMs).toBeLessThanOrEqual(budget.usableMs)
    }
  },
  240_000
)

describe.each([
  ['en-GB', 'light', 360],
  ['zh-CN', 'dark', 360],
  ['en-GB', 'dark', 1280],
  ['zh-CN', 'light', 1280]
] as const)('in %s, %s, %d px', (locale, colorScheme, width) => {
  test('everybody can use each page: no violation of WCAG 2.2 AA, nothing sticks out', async () => {
    const wrong: unknown[] = []
    for (const { name, path, by } of pages) {
      const context = await visitor(by, {
        locale,
        colorScheme,
        viewport: { width, height: 740 },
        serviceWorkers: 'block',
        bypassCSP: true
      })
      const page = await context.newPage()
      await page.goto(path)
      await page.evaluate(axeSource)
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
      const found = (await page.evaluate(
        `axe.run(document, { runOnly: ${JSON.stringify(tags)} }).then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes.map(({ html }) => html.slice(0, 160)).slice(0, 3)))`
      )) as string[]
      const wide = await overflows(page)
      if (found.length > 0 || wide !== 0) wrong.push({ name, found, wide })
      await page.screenshot({
        path: `${shots}/${name}-${locale}-${colorScheme}-${width}.png`,
        fullPage: name !== 'cancel-huge' && name !== 'ship'
      })
      await context.close()
    }
    expect(wrong).toEqual([])
  }, 240_000)
})

test('nothing sticks out of a screen of 320 pixels', async () => {
  const wide = []
  for (const { name, path, by } of pages) {
    const context = await visitor(by, { viewport: { width: 320, height: 640 }, locale: 'zh-CN' })
    const page = await context.newPage()
    await page.goto(path)
    if ((await overflows(page)) !== 0) wide.push(name)
    await context.close()
  }
  expect(wide).toEqual([])
}, 120_000)

async function shipped() {
  const made = await kontor.world.shippedOrder()
  return { ...made, by: await kontor.signedIn({ buyerId: made.buyerId }), page: `/pocket/orders/${made.id}` }
}

const confirmations = async (id: Parameters<typeof kontor.world.lifeOf>[0]) =>
  (await kontor.world.lifeOf(id)).timeline.filter(({ type }) => type === 'shipment.confirmed').length

test('without a script, a form whose answer was lost is sent again, acts once, and says so', async () => {
  const { by, page: path, id } = await shipped()
  const proxy = await cuttingProxy({ host: '127.0.0.1', port: kontor.port })
  const context = await visitor(by, { origin: `http://127.0.0.1:${proxy.port}`, javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${path}/confirm`)
  // The line is cut when the act is done and its answer is not back yet.
  let isCut = false
  await context.route('**/confirm?*', async (route) => {
    if (isCut) return route.continue()
    isCut = true
    await route.fetch({ maxRedirects: 0 })
    await route.abort('connectionreset')
  })
  await page.click('main button').catch(() => undefined)
  await expect.poll(() => confirmations(id)).toBe(1)
  // The page that tells of the lost line is loaded again: the browser sends the form once more, as it was.
  const isDone = () =>
    page.reload().then(
      () => page.isVisible('.done'),
      () => false
    )
  await expect.poll(isDone, { timeout: 30_000 }).toBe(true)
  expect(await page.textContent('.done')).toContain('nothing was done twice')
  expect(await confirmations(id)).toBe(1)
  await context.close()
  await proxy.close()
}, 120_000)

test('without a script, what was written is still in the form where the server had no room for it', async () => {
  const { by, page: path, id, shipmentId } = await shipped()
  const context = await visitor(by, { javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${path}/report?of=${shipmentId}`)
  await page.check('input[value=damaged]')
  await page.fill('textarea', 'A crack in the pot')
  // Something of the same person that is on its way holds all the room that one person has.
  const large = request(`${kontor.origin}${path}/confirm`, {
    method: 'POST',
    headers: { cookie: by.cookie, 'sec-fetch-site': 'same-origin', 'content-length': 20_000_000 }
  }).on('error', () => undefined)
  large.write('x')
  await expect.poll(() => statusOf(by, `${path}/confirm`)).toBe(429)
  await page.click('main button')
  expect(await page.textContent('main')).toMatch(/Nothing was done\. Go back in your browser.* Wait a second/)
  await page.screenshot({ path: `${shots}/no-room.png`, fullPage: true })
  large.destroy()
  await page.goBack()
  expect(await page.inputValue('textarea')).toBe('A crack in the pot')
  await expect.poll(() => statusOf(by, `${path}/confirm`)).not.toBe(429)
  await page.click('main button')
  await page.waitForSelector('.done')
  const { disputes } = await kontor.world.lifeOf(id)
  expect(disputes).toMatchObject([{ reason: 'damaged', statement: 'A crack in the pot' }])
  await context.close()
}, 120_000)

/** What a form that says nothing is answered with. */
const statusOf = async (by: SignedIn, action: string) => {
  const fields = new FormData()
  fields.set('owner', 'somebody else')
  return (await kontor.post({ action, fields }, by)).status
}

test('with a script, a form waits while the line is down, says so, and acts once when it is back', async () => {
  const { by, page: path, id, shipmentId } = await shipped()
  const context = await visitor(by)
  const page = await context.newPage()
  await page.goto(path)
  // The first page is kept as well, though nobody was there to keep it when it came.
  const isKept = () => page.evaluate(`caches.match('${path}').then((kept) => kept !== undefined)`)
  await expect.poll(isKept, { timeout: 30_000 }).toBe(true)
  await page.goto(`${path}/report?of=${shipmentId}`)
  await page.check('input[value=damaged]')
  await page.fill('textarea', 'A crack in the pot')
  await page.setInputFiles('input[type=file]', {
    name: 'photo.jpg',
    mimeType: 'image/jpeg',
    buffer: jpegWithPlace()
  })
  await context.setOffline(true)
  await page.click('main button')
  await page.waitForSelector('#waiting strong')
  expect(await page.textContent('#waiting')).toMatch(
    /Not yet sent: Report a problem.*A crack in the pot.*nothing counts as done/
  )
  expect((await kontor.world.lifeOf(id)).disputes).toHaveLength(0)
  await page.screenshot({ path: `${shots}/waiting.png`, fullPage: true })
  // What was seen last can be read meanwhile, and is marked.
  await page.goto(path)
  expect(await page.isVisible('.offline')).toBe(true)
  expect(await page.textContent('main')).toContain('Where is my money?')
  expect(await page.textContent('main')).not.toContain('in dispute')
  expect(await page.textContent('#waiting')).toContain('Not yet sent')
  await page.screenshot({ path: `${shots}/offline-order.png`, fullPage: true })
  await context.setOffline(false)
  await expect.poll(() => page.textContent('#waiting'), { timeout: 60_000 }).toContain('Sent, and answered')
  const { disputes } = await kontor.world.lifeOf(id)
  expect(disputes).toHaveLength(1)
  expect(disputes[0]?.evidence).toHaveLength(1)
  await page.click('#waiting a')
  await page.waitForSelector('.done')
  expect(await page.textContent('.done')).toContain('Your problem was reported')
  await context.close()
}, 120_000)

test('in the place of a page that is not kept, what waits is sent and the page is loaded when the line is back', async () => {
  const { by, page: path, id } = await shipped()
  const context = await visitor(by)
  const page = await context.newPage()
  await page.goto('/pocket/')
  await page.evaluate('navigator.serviceWorker.ready')
  await page.goto(`${path}/confirm`)
  await context.setOffline(true)
  await page.click('main button')
  await page.waitForSelector('#waiting strong')
  await page.goto(path)
  expect(await page.textContent('h1')).toBe('You are offline')
  expect(await page.textContent('#waiting')).toContain('Not yet sent')
  expect(await page.isVisible('.offline')).toBe(false)
  await page.screenshot({ path: `${shots}/not-kept.png`, fullPage: true })
  await context.setOffline(false)
  await expect.poll(() => confirmations(id), { timeout: 30_000 }).toBe(1)
  await page.waitForSelector('.money')
  expect(await page.textContent('main')).toContain('Released to the merchant')
  expect(await page.textContent('#waiting')).toContain('Sent, and answered')
  expect(await confirmations(id)).toBe(1)
  await context.close()
}, 120_000)

test('what answers in the place of Kontor, such as the page of a hotel, leaves the form waiting', async () => {
  const { by, page: path, id } = await shipped()
  const context = await visitor(by)
  const page = await context.newPage()
  let isHotel = true
  await page.route('**/confirm?**', async (route) => {
    if (!isHotel || route.request().method() !== 'POST') return route.continue()
    return route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>Accept our terms</h1>' })
  })
  await page.goto(`${path}/confirm`)
  await page.click('main button')
  await page.waitForSelector('#waiting strong')
  expect(await page.textContent('#waiting')).toContain('Not yet sent')
  expect(await page.textContent('main')).not.toContain('Accept our terms')
  expect(await confirmations(id)).toBe(0)
  isHotel = false
  await page.click('#waiting button')
  await expect.poll(() => page.textContent('#waiting'), { timeout: 30_000 }).toContain('Sent, and answered')
  expect(await confirmations(id)).toBe(1)
  await context.close()
}, 120_000)

/** A way to Kontor that can be shut and opened without the browser's noticing that its line is down. */
async function doorToKontor() {
  const wires = new Set<Socket>()
  let isShut = false
  const server = createTcpServer((near) => {
    if (isShut) return void near.destroy()
    const far = connect(kontor.port, '127.0.0.1')
    for (const wire of [near, far]) wires.add(wire.on('error', () => near.destroy() && far.destroy()))
    near.pipe(far).pipe(near)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = () => wires.forEach((wire) => wire.destroy())
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    shut: (shut: boolean) => {
      isShut = shut
      cut()
    },
    close: () => {
      server.close()
      cut()
    }
  }
}

test('while the server cannot be reached on a line that is up, a page that is not kept is tried again', async () => {
  const { by, page: path } = await shipped()
  const door = await doorToKontor()
  const context = await visitor(by, { origin: door.origin })
  const page = await context.newPage()
  await page.goto('/pocket/')
  await page.evaluate('navigator.serviceWorker.ready')
  await page.reload()
  door.shut(true)
  await page.goto(path)
  expect(await page.textContent('h1')).toBe('You are offline')
  door.shut(false)
  await page.waitForSelector('.money', { timeout: 40_000 })
  await context.close()
  door.close()
}, 120_000)

/** Lets the forms that wait on the phone be this many days older. */
const older = (page: Page, days: number) =>
  page.evaluate(`new Promise((done) => {
    indexedDB.open('pocket', 1).onsuccess = ({ target: { result: database } }) => {
      const forms = database.transaction('forms', 'readwrite').objectStore('forms')
      forms.getAll().onsuccess = ({ target: { result } }) => {
        for (const form of result) forms.put({ ...form, at: form.at - ${days} * 24 * 60 * 60 * 1000 })
      }
      forms.transaction.oncomplete = () => done(database.close())
    }
  })`)

test.each([
  ['en-GB', 'Not yet sent: ', 'Too old to be sent: ', 'Look at the order, and do it again if it is needed.'],
  ['zh-CN', '尚未发送：', '时间过久，不再发送：', '请查看订单，如仍需要请重新操作。']
])(
  'a form that waited longer than its name is remembered is not sent, and says so (%s)',
  async (locale, waits, tooOld, why) => {
    const { by, page: path, id, shipmentId } = await shipped()
    const context = await visitor(by, { locale })
    const page = await context.newPage()
    await page.goto(path)
    await page.evaluate('navigator.serviceWorker.ready')
    await page.reload()
    await page.goto(`${path}/report?of=${shipmentId}`)
    await page.check('input[value=damaged]')
    await page.fill('textarea', 'A crack in the pot')
    await context.setOffline(true)
    await page.click('main button')
    await page.waitForSelector('#waiting strong')
    await older(page, 12.9)
    await page.goto(path)
    await page.waitForSelector('#waiting strong')
    expect(await page.textContent('#waiting')).toContain(waits)
    await older(page, 0.2)
    await context.setOffline(false)
    await page.goto(path)
    await page.waitForSelector('#waiting strong')
    expect(await page.textContent('#waiting')).toMatch(new RegExp(`${tooOld}.*A crack in the pot.*${why}`))
    await page.screenshot({ path: `${shots}/too-old-${locale}.png`, fullPage: true })
    expect((await kontor.world.lifeOf(id)).disputes).toHaveLength(0)
    expect(await page.getAttribute('#waiting a', 'href')).toContain(path)
    await page.click('#waiting button')
    await expect.poll(() => page.isHidden('#waiting')).toBe(true)
    await context.close()
  },
  120_000
)

test.each([
  [
    'en-GB',
    /^Forms that are not yet sent: 1\..*not sent\. They stay on this phone until you sign in here again/
  ],
  ['zh-CN', /^尚未发送的表单：1。退出登录后不会发送，会保留在本手机上，直到您再次在此登录/]
])(
  'who signs out while a form waits is asked first, and finds it again after signing in (%s)',
  async (locale, asks) => {
    const { by, buyerId, page: path, id } = await shipped()
    const context = await visitor(by, { locale })
    const page = await context.newPage()
    const asked: string[] = []
    let answer: 'accept' | 'dismiss' = 'dismiss'
    page.on('dialog', (dialog) => {
      asked.push(dialog.message())
      void dialog[answer]()
    })
    await page.goto(`${path}/confirm`)
    await context.route('**/confirm?*', (route) => route.abort())
    await page.click('main button')
    await page.waitForSelector('#waiting strong')
    await page.click('footer button')
    await expect.poll(() => asked).toEqual([expect.stringMatching(asks)])
    expect((await kontor.open(path, by)).status).toBe(200)
    answer = 'accept'
    await page.click('footer button')
    await page.waitForURL('**/sign-in')
    const statusNow = async () => (await kontor.open(path, by)).status
    await expect.poll(statusNow, { timeout: 10_000 }).toBe(401)
    await context.unroute('**/confirm?*')
    await page.goto(path)
    await page.waitForTimeout(500)
    expect(await page.isHidden('#waiting')).toBe(true)
    expect(await confirmations(id)).toBe(0)
    const { secret } = await kontor.signedIn({ buyerId })
    await context.addCookies([{ name: 'kontor_session', value: secret, url: kontor.origin }])
    await page.goto(path)
    await expect.poll(() => confirmations(id)).toBe(1)
    await page.click('footer button')
    await page.waitForURL('**/sign-in')
    expect(asked).toHaveLength(2)
    await context.close()
  },
  120_000
)

test.each([
  ['that was kept for more than seven days', { 'pocket-kept-at': String(Date.now() - 7.01 * 86_400_000) }],
  ['of a session that is over', { 'pocket-until': new Date(Date.now() - 1000).toISOString() }]
])(
  'while the line is down, a page %s is not shown',
  async (_, changed) => {
    const { by, page: path } = await shipped()
    const context = await visitor(by)
    const page = await context.newPage()
    await page.goto('/pocket/')
    await page.evaluate('navigator.serviceWorker.ready')
    await page.goto(path)
    await page.goto('/pocket/orders')
    await page.evaluate(`caches.open('pocket-pages').then(async (cache) => {
    const kept = await cache.match('${path}')
    const headers = { ...Object.fromEntries(kept.headers), ...${JSON.stringify(changed)} }
    await cache.put('${path}', new Response(await kept.text(), { headers }))
  })`)
    await context.setOffline(true)
    await page.goto('/pocket/orders')
    expect(await page.textContent('h1')).toBe('My orders')
    await page.goto(path)
    expect(await page.textContent('h1')).toBe('You are offline')
    expect(await page.evaluate(`caches.match('${path}').then((kept) => kept === undefined)`)).toBe(true)
    await context.close()
  },
  120_000
)

test('the first page that finds nobody signed in forgets what is kept', async () => {
  const { by, page: path } = await shipped()
  const context = await visitor(by)
  const page = await context.newPage()
  await page.goto('/pocket/')
  await page.evaluate('navigator.serviceWorker.ready')
  await page.goto(path)
  await context.clearCookies()
  await page.goto('/pocket/orders')
  expect(await page.textContent('h1')).toBe('You are not signed in')
  await context.setOffline(true)
  await page.goto(path)
  expect(await page.textContent('h1')).toBe('You are offline')
  await context.close()
}, 120_000)

test('while the line is down, the page of a form is about what was asked for, and can be sent once', async () => {
  const made = await kontor.world.paidOrder()
  const item = made.life.items.find(({ quantity }) => quantity > 1)
  for (let i = 0; i < 2; i++)
    await kontor.world.inTx((tx) =>
      shipItems(tx, { orderId: made.id, ...(item && { lines: [{ itemId: item.id, quantity: 1 }] }) })
    )
  const [first, second] = (await kontor.world.lifeOf(made.id)).parts.flatMap(({ shipments }) => shipments)
  const context = await visitor(await kontor.signedIn({ buyerId: made.buyerId }))
  const page = await context.newPage()
  await page.goto('/pocket/')
  await page.evaluate('navigator.serviceWorker.ready')
  const formOf = (shipment?: Readonly<{ id: string }>) =>
    `/pocket/orders/${made.id}/confirm-shipment?of=${shipment?.id}`
  await page.goto(formOf(first))
  await page.goto(formOf(second))
  await context.setOffline(true)
  for (const shipment of [first, second]) {
    await page.goto(formOf(shipment))
    expect(await page.getAttribute('main form', 'action')).toBe(formOf(shipment))
  }
  await page.click('main button')
  await page.waitForSelector('#waiting strong')
  await page.goto(formOf(second))
  expect(await page.textContent('h1')).toBe('You are offline')
  await context.close()
}, 120_000)

test('with a script, a large photo is made smaller before it is sent', async () => {
  const { by, page: path, shipmentId, id } = await shipped()
  const context = await visitor(by)
  const page = await context.newPage()
  await page.goto(`${path}/report?of=${shipmentId}`)
  const large = await page.evaluate(`new Promise((done) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 4000, height: 3000 })
    const pen = canvas.getContext('2d')
    for (let i = 0; i < 3000; i++) { pen.fillStyle = 'hsl(' + i * 7 + ' 80% 50%)'; pen.fillRect((i * 911) % 4000, (i * 577) % 3000, 90, 90) }
    canvas.toBlob((blob) => { const reader = new FileReader(); reader.onload = () => done(reader.result.split(',')[1]); reader.readAsDataURL(blob) }, 'image/jpeg', 0.95)
  })`)
  await page.check('input[value=damaged]')
  await page.fill('textarea', 'See the photo')
  await page.setInputFiles('input[type=file]', {
    name: 'photo.jpg',
    mimeType: 'image/jpeg',
    buffer: Buffer.from(String(large), 'base64')
  })
  await page.click('main button')
  await page.waitForSelector('.done')
  const [evidence] = (await kontor.world.lifeOf(id)).disputes.flatMap((dispute) => dispute.evidence)
  const [row] = await kontor.db.superuser('select width, height from orders_evidence where id = $1', [
    evidence
  ])
  expect(row).toEqual({ width: 1600, height: 1200 })
  await context.close()
}, 120_000)
