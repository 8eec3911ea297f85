import { mkdirSync, readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { jpegWithPlace } from '../pictures.ts'
import { openBrowser } from './chromium.ts'
import { enter, type Market, openMarket, type Trade } from './market.ts'
import { settled, type View } from './visit.ts'

let browser: Browser
let market: Market

beforeAll(async () => {
  ;[browser, market] = await Promise.all([openBrowser(), openMarket()])
}, 400_000)
afterAll(async () => {
  await browser?.close()
  await market?.close()
})

/** Where pictures are put of what people saw when something failed. */
const pictures = 'coverage/console'

afterEach(async ({ task }) => {
  const pages = browser.contexts().flatMap((context) => context.pages())
  if (task.result?.state === 'fail') {
    mkdirSync(pictures, { recursive: true })
    for (const [i, page] of pages.entries())
      await page.screenshot({ path: `${pictures}/failed-${task.id}-${i}.png` }).catch(() => undefined)
  }
  await Promise.all(browser.contexts().map((context) => context.close()))
})

/** What people look for on the console's pages, in their language. */
const words = {
  en: {
    ship: 'Ship',
    carrier: 'Carrier',
    delivered: 'Delivered',
    proof: 'Where the proof is kept',
    completed: 'Completed',
    payOutNow: 'Pay out now',
    wouldBePaid: 'What would be paid',
    writeFiles: 'Write files now',
    download: /^Download /,
    givenToBank: 'Given to the bank',
    importStatement: 'Import statement',
    statementFile: /camt\.053/,
    settled: 'Settled',
    cameBack: /The bank sent it back/,
    blocked: /^Nothing is paid: /,
    change: 'Change',
    holder: /^Account holder/,
    number: /^IBAN/,
    statement: 'Your statement',
    answer: 'Answer',
    goWithout: 'Go on without what was refused',
    toBuyer: /^To the buyer, in CNY/,
    why: /^Why, as both sides/,
    decide: 'Decide',
    merchants: 'Merchants',
    payouts: 'Payouts and bank',
    files: 'Bank files',
    statements: 'Statements',
    hasComeBack: 'Has come back',
    less: /^Amount, if less/,
    note: /^Note for the buyer/,
    money: 'Money',
    disputes: 'Disputes',
    orders: 'Orders'
  },
  zh: {
    ship: '发货',
    carrier: '承运商',
    delivered: '已送达',
    proof: '证明存放处',
    completed: '已完成',
    payOutNow: '立即付款',
    wouldBePaid: '将支付的金额',
    writeFiles: '立即写出文件',
    download: /^下载 /,
    givenToBank: '已提交银行',
    importStatement: '导入对账单',
    statementFile: /camt\.053/,
    settled: '已结清',
    cameBack: /银行已退回/,
    blocked: /^暂不付款：/,
    change: '更改',
    holder: /^账户持有人/,
    number: /^IBAN/,
    statement: '您的陈述',
    answer: '答复',
    goWithout: '不使用被拒绝的文件，继续',
    toBuyer: /^归买家/,
    why: /^理由/,
    decide: '裁决',
    merchants: '商户',
    payouts: '付款与银行',
    files: '银行文件',
    statements: '对账单',
    hasComeBack: '已收到退货',
    less: /^少退时的金额/,
    note: /^给买家的说明/,
    money: '资金',
    disputes: '争议',
    orders: '订单'
  }
} as const

const photo = { name: 'spout.jpg', mimeType: 'image/jpeg', buffer: jpegWithPlace() }

type Words = (typeof words)[keyof typeof words]

/** Waits until a page says something. */
const sees = (page: Page, text: string) => page.locator('main').getByText(text).first().waitFor()

/** Presses the button of a dialog that is open, and waits until it is done. */
async function confirm(page: Page, name: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name, exact: true }).click()
  await dialog.waitFor({ state: 'detached' })
  await settled(page)
}

async function go(page: Page, place: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: place, exact: true }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await settled(page)
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click()
const tab = async (page: Page, name: string) => {
  await page.getByRole('link', { name, exact: true }).click()
  await settled(page)
}

describe.each(['en', 'zh'] as const)('in %s', { timeout: 600_000 }, (language) => {
  const t: Words = words[language]
  const wide: View = { language, width: 1280, scheme: 'light' }
  const phone: View = { language, width: 360, scheme: 'light' }

  const operatorPage = () => enter(browser, market, wide, 'operator')
  const merchantPage = ({ merchantId }: Trade) => enter(browser, market, wide, 'merchant', merchantId)
  const buyerPage = async ({ buyerId, orderId }: Trade) => {
    const page = await enter(browser, market, phone, 'buyer', buyerId)
    await page.locator(`a[href*="${orderId}"]`).first().click()
    return page
  }

  /** The merchant ships everything and hands in the proof; the buyer confirms. */
  async function deliver(trade: Trade, merchant: Page, proof?: 'photo'): Promise<void> {
    await go(merchant, t.orders)
    await merchant.getByRole('link', { name: trade.reference }).click()
    await settled(merchant)
    await press(merchant, t.ship)
    await merchant.getByRole('dialog').getByLabel(t.carrier).fill('SF Express')
    await confirm(merchant, t.ship)
    await press(merchant, t.delivered)
    const dialog = merchant.getByRole('dialog')
    const ways = dialog.locator('select')
    expect(
      await ways.locator('option').evaluateAll((all) => all.map((one) => one.getAttribute('value')))
    ).toEqual(['photo', 'signed', 'code'])
    if (proof === 'photo') {
      await ways.selectOption('photo')
      await dialog.locator('input[type=file]').setInputFiles({ ...photo, name: 'signed.jpg' })
      await dialog.locator('li img').waitFor()
    } else await dialog.getByLabel(t.proof).fill('delivery note 7781')
    await confirm(merchant, t.delivered)
  }

  async function confirmReceipt(buyer: Page): Promise<void> {
    expect(await buyer.locator('main').innerText()).toContain('258.00')
    await buyer.locator('a[href*="/confirm"]').first().click()
    await buyer.locator('main form button').first().click()
    await buyer.locator('.done').waitFor()
  }

  /** Everything that is planned goes to the bank, and what the bank says comes back. */
  async function throughTheBank(
    operator: Page,
    mood?: (endToEndId: string) => Parameters<Market['statementOf']>[1]
  ) {
    await go(operator, t.payouts)
    await tab(operator, t.files)
    await press(operator, t.writeFiles)
    await confirm(operator, t.writeFiles)
    const [download] = await Promise.all([
      operator.waitForEvent('download'),
      operator.getByRole('link', { name: t.download }).first().click()
    ])
    const paymentFile = readFileSync(await download.path(), 'utf8')
    expect(paymentFile).toContain('pain.001.001.09')
    await press(operator, t.givenToBank)
    await confirm(operator, t.givenToBank)
    await tab(operator, t.statements)
    await press(operator, t.importStatement)
    const [, endToEndId = ''] = /<EndToEndId>([^<]+)</.exec(paymentFile) ?? []
    await operator.getByLabel(t.statementFile).setInputFiles({
      name: 'statement.xml',
      mimeType: 'application/xml',
      buffer: Buffer.from(market.statementOf(paymentFile, mood?.(endToEndId)))
    })
    await confirm(operator, t.importStatement)
    return endToEndId
  }

  async function askForPayout(page: Page, amount: string): Promise<void> {
    await press(page, t.payOutNow)
    const dialog = page.getByRole('dialog')
    await dialog.getByText(t.wouldBePaid).first().waitFor()
    expect(await dialog.innerText()).toContain(amount)
    await confirm(page, t.payOutNow)
  }

  test('an order goes from its payment to the merchant’s bank through the pages of all three', async () => {
    const trade = await market.trade(`whole-${language}`)
    const [operator, merchant, buyer] = await Promise.all([
      operatorPage(),
      merchantPage(trade),
      buyerPage(trade)
    ])
    await deliver(trade, merchant)
    await buyer.reload()
    await confirmReceipt(buyer)

    await go(operator, t.orders)
    const row = operator.getByRole('row').filter({ hasText: trade.reference })
    await row.getByText(t.completed).waitFor()
    await go(operator, t.merchants)
    await operator.getByRole('link', { name: `Merchant whole-${language}` }).click()
    await settled(operator)
    await askForPayout(operator, '258.00')
    const endToEndId = await throughTheBank(operator)

    await go(merchant, t.money)
    await merchant.getByRole('link', { name: endToEndId }).click()
    await settled(merchant)
    await merchant.getByRole('heading', { level: 1, name: '258.00 CNY' }).waitFor()
    await merchant.locator('[aria-current="step"]').getByText(t.settled).waitFor()
    await sees(merchant, trade.reference)
  })

  test('a dispute goes from a photo of the buyer to a decision, and each side reads it', async () => {
    const trade = await market.trade(`dispute-${language}`)
    const [operator, merchant, buyer] = await Promise.all([
      operatorPage(),
      merchantPage(trade),
      buyerPage(trade)
    ])
    await deliver(trade, merchant, 'photo')
    await buyer.reload()
    await buyer.locator('a[href*="/report"]').first().click()
    await buyer.locator('input[value=damaged]').check()
    await buyer.locator('textarea').first().fill('The spout is broken.')
    await buyer.locator('input[type=file]').first().setInputFiles(photo)
    await buyer.locator('main form button').first().click()
    await buyer.locator('.done').waitFor()

    const [dispute] = (await market.kontor.orders.get(trade.orderId)).disputes
    const path = `${market.served.address}/console/disputes/${dispute?.id}`
    await go(merchant, t.disputes)
    await merchant.locator(`a[href$="${dispute?.id}"]`).first().click()
    await settled(merchant)
    await sees(merchant, 'The spout is broken.')
    await merchant.locator('input[value=contest]').check()
    await merchant.getByRole('textbox', { name: t.statement }).fill('It was whole when it left.')
    const list = { ...photo, name: 'list.jpg', buffer: Buffer.from('no picture') }
    await merchant.locator('input[type=file]').setInputFiles([list, { ...photo, name: 'before.jpg' }])
    await expect.poll(() => merchant.locator('main li img').count(), { timeout: 30_000 }).toBe(2)
    await sees(merchant, 'list.jpg')
    expect(await merchant.getByRole('button', { name: t.answer, exact: true }).isDisabled()).toBe(true)
    await press(merchant, t.goWithout)
    await press(merchant, t.answer)
    await confirm(merchant, t.answer)

    await buyer.goto(`${market.served.address}/pocket/orders/${trade.orderId}`)
    await buyer.locator('a[href*="/reply"]').first().click()
    await buyer.locator('input[value=maintain]').check()
    await buyer.locator('textarea').first().fill('The photo shows it.')
    await buyer.locator('main form button').first().click()
    await buyer.locator('.done').waitFor()

    await go(operator, t.disputes)
    await operator.locator(`a[href$="${dispute?.id}"]`).first().click()
    await settled(operator)
    const areSeen = () =>
      operator
        .locator('main li img')
        .evaluateAll((pictures) => pictures.map((picture) => (picture as HTMLImageElement).naturalWidth > 0))
    await expect.poll(areSeen, { timeout: 30_000 }).toEqual([true, true])
    await operator.locator('input[value=split]').check()
    await operator.getByLabel(t.toBuyer).fill('100')
    await operator.getByLabel(t.why).fill('Half of it can be used.')
    await press(operator, t.decide)
    const effect = operator.getByRole('dialog').getByRole('table')
    await effect.waitFor()
    const sums = (await effect.innerText()).match(/[\d.]+\.\d\d/g)
    expect(sums?.slice(-6)).toEqual(['258.00', '0.00', '0.00', '158.00', '0.00', '100.00'])
    await confirm(operator, t.decide)
    await sees(operator, 'Half of it can be used.')

    await merchant.goto(path)
    await settled(merchant)
    await sees(merchant, 'Half of it can be used.')
    await buyer.goto(`${market.served.address}/pocket/orders/${trade.orderId}`)
    expect(await buyer.locator('main').innerText()).toMatch(/100\.00/)
  })

  test('a payout that came back is paid again, to a bank account that the merchant sets anew', async () => {
    const trade = await market.trade(`returned-${language}`)
    const [operator, merchant, buyer] = await Promise.all([
      operatorPage(),
      merchantPage(trade),
      buyerPage(trade)
    ])
    await deliver(trade, merchant)
    await buyer.reload()
    await confirmReceipt(buyer)
    await go(merchant, t.money)
    await askForPayout(merchant, '258.00')
    const first = await throughTheBank(operator, (id) => ({ returned: new Map([[id, 'AC04']]) }))

    await merchant.reload()
    await settled(merchant)
    await merchant.getByText(t.blocked).first().waitFor()
    await merchant.getByRole('link', { name: first }).click()
    await merchant.getByText(t.cameBack).waitFor()
    await go(merchant, t.money)
    await press(merchant, t.change)
    const dialog = merchant.getByRole('dialog')
    await dialog.getByLabel(t.holder).fill('A merchant of the test')
    await dialog.getByLabel(t.number).fill('GB82 WEST 1234 5698 7654 32')
    await confirm(merchant, t.change)
    expect(await merchant.getByText(t.blocked).count()).toBe(0)
    await askForPayout(merchant, '258.00')
    const second = await throughTheBank(operator)
    expect(second).not.toBe(first)
    await merchant.reload()
    await settled(merchant)
    await merchant.getByRole('row').filter({ hasText: second }).getByText(t.settled).waitFor()
  })
  test('goods that a buyer sends back come back, and the buyer gets the money that they are worth', async () => {
    const trade = await market.trade(`sent-back-${language}`)
    const [merchant, buyer] = await Promise.all([merchantPage(trade), buyerPage(trade)])
    await deliver(trade, merchant)
    await buyer.reload()
    await buyer.locator('a[href*="/send-back"]').first().click()
    await buyer.locator('textarea').first().fill('It is too small.')
    await buyer.locator('main form button').first().click()
    await buyer.locator('.done').waitFor()

    await merchant.reload()
    await settled(merchant)
    await sees(merchant, 'It is too small.')
    await press(merchant, t.answer)
    await merchant.getByRole('dialog').locator('input[value=authorise]').check()
    await confirm(merchant, t.answer)
    await buyer.goto(`${market.served.address}/pocket/orders/${trade.orderId}`)
    await buyer.locator('a[href*="/on-its-way-back"]').first().click()
    await buyer.locator('main form button').first().click()
    await buyer.locator('.done').waitFor()

    await merchant.reload()
    await settled(merchant)
    await press(merchant, t.hasComeBack)
    const dialog = merchant.getByRole('dialog')
    await dialog.getByLabel(t.less).fill('200')
    await dialog.getByLabel(t.note).fill('The lid is missing.')
    const effect = dialog.getByRole('table')
    const sums = async () => (await effect.innerText()).match(/[\d.]+\.\d\d/g)
    await effect.waitFor()
    await expect.poll(sums, { timeout: 30_000 }).toEqual(['258.00', '58.00', '0.00', '200.00'])
    await confirm(merchant, t.hasComeBack)
    await buyer.goto(`${market.served.address}/pocket/orders/${trade.orderId}`)
    expect(await buyer.locator('main').innerText()).toMatch(/200\.00/)
  })
})
