import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { day, later } from '../src/kernel/index.ts'
import {
  answerReturn,
  marketplace,
  type OrderId,
  receiveReturn,
  shipItems,
  showOrder
} from '../src/orders/index.ts'
import { type NewPayoutProfile, sandboxSettings, setPayoutProfiles } from '../src/payouts/index.ts'
import { signed, teaSet } from './orders.ts'
import { formIn, pocketWorld, type SignedIn } from './pocket.ts'
import { jpegWithPlace } from './pictures.ts'

let kontor: Awaited<ReturnType<typeof pocketWorld>>
beforeAll(async () => {
  kontor = await pocketWorld()
})
afterAll(async () => {
  const found = await kontor.world.wrongs()
  await kontor.close()
  expect(found).toEqual([])
})

const photo = () => new Blob([new Uint8Array(jpegWithPlace())], { type: 'image/jpeg' })
const textOf = async (answer: Response) => (await answer.text()).replaceAll('\u00a0', ' ')

/** Opens the page that an answer leads to. */
async function follow(answer: Response, by: SignedIn) {
  expect(answer.status).toBe(303)
  return textOf(await kontor.open(answer.headers.get('location') ?? '', by))
}

async function shipped() {
  const made = await kontor.world.shippedOrder()
  const buyer = await kontor.signedIn({ buyerId: made.buyerId })
  const merchant = await kontor.signedIn({ merchantId: made.merchantId })
  return { ...made, buyer, merchant, page: `/pocket/orders/${made.id}` }
}

describe('a buyer', () => {
  test('sees where the money is, in amounts that add up', async () => {
    const { buyer, page } = await shipped()
    const list = await textOf(await kontor.open('/pocket/', buyer))
    expect(list).toContain('18.08 CNY')
    expect(list).toContain(page)
    const text = await textOf(await kontor.open(page, buyer))
    expect(text).toMatch(/Held safely until it is settled<\/span><\/th><td[^>]*>18\.08 CNY/)
    expect(text).toMatch(/<tfoot[^>]*>.*Paid<\/th><td[^>]*>18\.08 CNY/)
    expect(text).toContain('can be claimed back from then on')
  })

  test('confirms once, however often the form is sent, and is told so', async () => {
    const { buyer, page, id } = await shipped()
    const form = await kontor.formAt(`${page}/confirm`, buyer)
    const first = await follow(await kontor.post(form, buyer), buyer)
    expect(first).toContain('You have confirmed that everything has arrived')
    expect(first).not.toContain('nothing was done twice')
    expect(await kontor.world.money(id)).toMatchObject({ held: 0, released: 1678 })
    kontor.db.clock.set(later(kontor.db.clock.now(), day))
    const second = await follow(await kontor.post(form, buyer), buyer)
    expect(second).toMatch(
      /This was already received on <time [^>]*>2 Mar 2026, 09:00 UTC<\/time>; nothing was done twice/
    )
    expect(await kontor.world.money(id)).toMatchObject({ held: 0, released: 1678 })
  })

  test('confirms once where the form is sent ten times at the same moment', async () => {
    const { buyer, page, id } = await shipped()
    const form = await kontor.formAt(`${page}/confirm`, buyer)
    const answers = await Promise.all(Array.from({ length: 10 }, () => kontor.post(form, buyer)))
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 303))
    const again = answers.filter((answer) => answer.headers.get('location')?.includes('again'))
    expect(again).toHaveLength(9)
    expect(
      (await kontor.world.lifeOf(id)).timeline.filter(({ type }) => type === 'shipment.confirmed')
    ).toHaveLength(1)
  })

  test('reports a problem with a photo, which the merchant sees and others do not', async () => {
    const { buyer, merchant, page, shipmentId, id } = await shipped()
    const form = await kontor.formAt(`${page}/report?of=${shipmentId}`, buyer, {
      reason: 'damaged',
      statement: 'The pot has a crack.\r\nBoth cups are fine.',
      amount: '10,01',
      photos: photo()
    })
    const told = await follow(await kontor.post(form, buyer), buyer)
    expect(told).toContain('Your problem was reported')
    expect(told).toContain('10.01 CNY is in dispute and cannot move')
    const [, evidence = ''] = /href="(\/v1\/evidence\/evd_\w+)"/.exec(told) ?? []
    const again = await follow(await kontor.post(form, buyer), buyer)
    expect(again).toContain('nothing was done twice')
    expect((await kontor.world.lifeOf(id)).disputes).toHaveLength(1)
    const others = await shipped()
    expect(
      await Promise.all(
        [buyer, merchant, others.buyer, others.merchant].map(
          async (by) => (await kontor.open(evidence, by)).status
        )
      )
    ).toEqual([200, 200, 404, 404])
    const picture = await kontor.open(evidence, merchant)
    expect(picture.headers.get('content-type')).toBe('image/jpeg')
    expect(picture.headers.get('content-security-policy')).toContain('sandbox')
    expect(picture.headers.get('content-disposition')).toMatch(/^inline; filename="evd_/)
    expect(Buffer.from(await picture.arrayBuffer()).toString('latin1')).not.toContain('Exif')
    expect(await textOf(await kontor.open(page, merchant))).toContain(evidence)
  })

  test('finds again what was typed where something is missing or refused, the photo included', async () => {
    const { buyer, page, shipmentId } = await shipped()
    const form = await kontor.formAt(`${page}/report?of=${shipmentId}`, buyer, {
      reason: 'damaged',
      statement: 'A <b>crack</b>',
      amount: '1000000',
      photos: photo()
    })
    const refused = await kontor.post(form, buyer)
    expect(refused.status).toBe(422)
    const text = await textOf(refused)
    expect(text).toContain('The amount is more than is possible here')
    expect(text).toContain('Nothing was changed')
    expect(text).toContain('>A &#60;b&#62;crack&#60;/b&#62;</textarea>')
    expect(text).toMatch(
      /type="checkbox" name="kept" value="evd_\w+" checked> <span>Photo 1 has arrived already/
    )
    const mended = formIn(text, { reason: 'damaged', amount: '5' })
    expect(mended.fields.get('key')).not.toBe(form.fields.get('key'))
    expect(await follow(await kontor.post(mended, buyer), buyer)).toMatch(/Amount<\/dt><dd>5\.00 CNY[^]*evd_/)
    const empty = await kontor.post(await kontor.formAt(`${page}/report?of=${shipmentId}`, buyer), buyer)
    expect(empty.status).toBe(422)
    expect(await textOf(empty)).toContain('“What is wrong?” is missing.')
  })

  test('cannot hand in what is no photo', async () => {
    const { buyer, page, shipmentId } = await shipped()
    const filled = {
      reason: 'damaged',
      statement: 'x',
      photos: new Blob(['<svg onload=alert(1)>'], { type: 'image/png' })
    }
    const answer = await kontor.post(
      await kontor.formAt(`${page}/report?of=${shipmentId}`, buyer, filled),
      buyer
    )
    expect(answer.status).toBe(400)
    expect(await textOf(answer)).toContain('One file is no photo')
  })

  test('asks to send goods back, says that they are on their way, and follows the refund', async () => {
    const { buyer, merchant, page, shipmentId, id } = await shipped()
    await kontor.world.inTx(async (tx) => {
      const { deliverShipment } = await import('../src/orders/index.ts')
      await deliverShipment(tx, { shipmentId, proof: signed })
    })
    const asked = await kontor.formAt(`${page}/send-back?of=${shipmentId}`, buyer, { why: 'Too small' })
    expect(await follow(await kontor.post(asked, buyer), buyer)).toContain('The merchant was asked')
    const [goods] = (await kontor.world.lifeOf(id)).returns
    const answer = await kontor.formAt(`${page}/answer-return?of=${goods?.id}`, merchant, {
      answer: 'authorise'
    })
    expect(await follow(await kontor.post(answer, merchant), merchant)).toContain('Your answer was taken in')
    const sent = await kontor.formAt(`${page}/on-its-way-back?of=${goods?.id}`, buyer, { carrier: 'SF' })
    expect(await follow(await kontor.post(sent, buyer), buyer)).toContain('On the way back')
    const back = await kontor.formAt(`${page}/received?of=${goods?.id}`, merchant)
    expect(await follow(await kontor.post(back, merchant), merchant)).toContain('recorded as received')
    expect(await textOf(await kontor.open(page, buyer))).toContain('On its way back, not arrived yet')
    await kontor.world.run()
    expect(await textOf(await kontor.open(page, buyer))).toContain('Paid back')
  })

  test('is offered to send back what still can go back, until it is too late', async () => {
    const made = await kontor.world.deliveredOrder({ policies: { returnDays: 3 } })
    const { deliveredAt } =
      (await kontor.world.lifeOf(made.id)).parts.flatMap(({ shipments }) => shipments)[0] ?? {}
    const buyer = await kontor.signedIn({ buyerId: made.buyerId })
    const page = `/pocket/orders/${made.id}`
    const link = `${page}/send-back?of=${made.shipmentId}`
    const isOffered = async () => (await textOf(await kontor.open(page, buyer))).includes(link)
    const unitsIn = ({ fields }: Awaited<ReturnType<typeof kontor.formAt>>) =>
      [...fields].filter(([name]) => name.startsWith('units.'))
    const asked = await kontor.formAt(link, buyer, { why: 'One is too small' })
    const [cups = ['', ''], pot = ['', '']] = unitsIn(asked)
    expect([cups[1], pot[1]]).toEqual(['2', '1'])
    asked.fields.set(cups[0], '1')
    asked.fields.set(pot[0], '0')
    await follow(await kontor.post(asked, buyer), buyer)
    expect(await isOffered()).toBe(false)
    const [goods] = (await kontor.world.lifeOf(made.id)).returns
    await kontor.world.inTx(async (tx) => {
      if (goods === undefined) return
      await answerReturn(tx, { returnId: goods.id, answer: 'authorise' })
      await receiveReturn(tx, { returnId: goods.id })
    })
    const more = await kontor.formAt(link, buyer, { why: 'The other one too' })
    expect(unitsIn(more).map(([, most]) => most)).toEqual(['1', '1'])
    const last = later(deliveredAt ?? new Date(0), 3 * day)
    kontor.db.clock.set(last)
    expect(await isOffered()).toBe(true)
    kontor.db.clock.set(later(last, 1))
    expect(await isOffered()).toBe(false)
    expect(await textOf(await kontor.post(more, buyer))).toContain(
      'The time in which it could be sent back is over'
    )
  })

  test('is not offered to send back what is in dispute whole', async () => {
    const made = await kontor.world.deliveredOrder()
    const buyer = await kontor.signedIn({ buyerId: made.buyerId })
    const page = `/pocket/orders/${made.id}`
    expect(await textOf(await kontor.open(page, buyer))).toContain('/send-back')
    const report = { reason: 'damaged', statement: 'It is broken.' }
    const form = await kontor.formAt(`${page}/report?of=${made.shipmentId}`, buyer, report)
    expect(await follow(await kontor.post(form, buyer), buyer)).not.toContain('/send-back')
  })

  test("does not see another buyer's order, nor a merchant's pages", async () => {
    const [mine, other] = [await shipped(), await shipped()]
    expect((await kontor.open(other.page, mine.buyer)).status).toBe(404)
    expect((await kontor.open(`${mine.page}/ship`, mine.buyer)).status).toBe(404)
    const form = await kontor.formAt(`${other.page}/confirm`, other.buyer)
    form.fields.delete('owner')
    expect((await kontor.post(form, mine.buyer)).status).toBe(404)
    expect(await kontor.world.money(other.id)).toMatchObject({ released: 0 })
  })

  test('does nothing by a form that somebody else filled in on the same phone', async () => {
    const { buyer, merchant, page, id } = await shipped()
    const form = await kontor.formAt(`${page}/confirm`, buyer)
    for (const other of [
      merchant,
      await kontor.signedIn({ buyerId: (await kontor.world.paidOrder()).buyerId }),
      await kontor.signedIn('operator')
    ]) {
      const answer = await kontor.post(form, other)
      expect(answer.status).toBe(401)
      expect(await textOf(answer)).toContain('Somebody else is signed in now')
    }
    expect(await kontor.world.money(id)).toMatchObject({ released: 0 })
    expect(await follow(await kontor.post(form, buyer), buyer)).toContain('You have confirmed')
  })

  test('confirms with an old page what that page told of, and nothing that was shipped meanwhile', async () => {
    const made = await kontor.world.paidOrder()
    const buyer = await kontor.signedIn({ buyerId: made.buyerId })
    const item = made.life.items.find(({ quantity }) => quantity > 1)
    const shipOne = () =>
      kontor.world.inTx((tx) =>
        shipItems(tx, { orderId: made.id, ...(item && { lines: [{ itemId: item.id, quantity: 1 }] }) })
      )
    await shipOne()
    const form = await kontor.formAt(`/pocket/orders/${made.id}/confirm`, buyer)
    await shipOne()
    expect(await follow(await kontor.post(form, buyer), buyer)).toContain('You have confirmed')
    const { parts } = await kontor.world.lifeOf(made.id)
    const states = parts.flatMap(({ shipments }) => shipments).map(({ state }) => state)
    expect(states.toSorted()).toEqual(['released', 'shipped'])
    // A form without what it is about is asked again.
    form.fields.delete('these')
    form.fields.set('key', 'another-name-of-an-act')
    expect((await kontor.post(form, buyer)).status).toBe(422)
  })

  test('is not offered to confirm what is in dispute whole, and learns nothing of money that has not moved', async () => {
    const { buyer, page, shipmentId } = await shipped()
    const report = await kontor.formAt(`${page}/report?of=${shipmentId}`, buyer, {
      reason: 'damaged',
      statement: 'It is broken.'
    })
    await follow(await kontor.post(report, buyer), buyer)
    const order = await textOf(await kontor.open(page, buyer))
    expect(order).toContain('cannot move')
    expect(order).not.toContain(`${page}/confirm`)
    expect(order).not.toMatch(/is released/)
  })

  test('is not offered to confirm what is on its way back, of which nothing would be released', async () => {
    const { id, shipmentId, buyerId } = await kontor.world.deliveredOrder()
    const buyer = await kontor.signedIn({ buyerId })
    const page = `/pocket/orders/${id}`
    expect(await textOf(await kontor.open(page, buyer))).toContain(`${page}/confirm`)
    const form = await kontor.formAt(`${page}/send-back?of=${shipmentId}`, buyer, { why: 'It does not fit.' })
    await follow(await kontor.post(form, buyer), buyer)
    const order = await textOf(await kontor.open(page, buyer))
    expect(order).not.toContain(`${page}/confirm`)
    expect(order).not.toMatch(/is released/)
  })

  test('cannot keep the server busy with a form of many fields', async () => {
    const { buyer, page } = await shipped()
    for (const fields of [new FormData(), new URLSearchParams()]) {
      for (let i = 0; i < 600; i++) fields.append(`units.itm_${i}`, '1')
      const answer = await fetch(`${kontor.origin}${page}/confirm`, {
        method: 'POST',
        body: fields,
        headers: { cookie: buyer.cookie, 'sec-fetch-site': 'same-origin' }
      })
      expect(answer.status).toBe(400)
    }
  })
})

describe('a merchant', () => {
  test('ships, and proves the delivery by a photo of the signed paper', async () => {
    const made = await kontor.world.paidOrder()
    const merchant = await kontor.signedIn({ merchantId: made.merchantId })
    const page = `/pocket/orders/${made.id}`
    expect(await textOf(await kontor.open('/pocket/', merchant))).toContain(page)
    const ship = await kontor.formAt(`${page}/ship`, merchant, { carrier: 'SF', trackingNumber: 'SF 1' })
    expect(await follow(await kontor.post(ship, merchant), merchant)).toContain('The shipment is recorded')
    expect(await follow(await kontor.post(ship, merchant), merchant)).toContain('nothing was done twice')
    const [shipment, ...more] = (await kontor.world.lifeOf(made.id)).parts.flatMap(
      ({ shipments }) => shipments
    )
    expect(more).toEqual([])
    const nothing = await kontor.formAt(`${page}/deliver?of=${shipment?.id}`, merchant, { proof: 'by_paper' })
    const asked = await textOf(await kontor.post(nothing, merchant))
    expect(asked).toContain('Choose a photo of the signed paper, or write where it is kept.')
    expect(asked).toContain('One of at most 5 MB')
    const noCode = await kontor.post(formIn(asked, { proof: 'by_code' }), merchant)
    expect(await textOf(noCode)).toContain('“The buyer&#39;s code” is missing.')
    const filled = { proof: 'by_paper', paper: photo() }
    const deliver = await kontor.formAt(`${page}/deliver?of=${shipment?.id}`, merchant, filled)
    const told = await follow(await kontor.post(deliver, merchant), merchant)
    expect(told).toContain('The delivery is proven')
    const [, evidence = ''] = /href="(\/v1\/evidence\/evd_\w+)"/.exec(told) ?? []
    const buyer = await kontor.signedIn({ buyerId: made.buyerId })
    expect((await kontor.open(evidence, buyer)).status).toBe(200)
  })

  test('ships once by a form that is sent again after signing in anew', async () => {
    const made = await kontor.world.paidOrder()
    const merchant = await kontor.signedIn({ merchantId: made.merchantId })
    const form = await kontor.formAt(`/pocket/orders/${made.id}/ship`, merchant)
    const units = [...form.fields].filter(([name]) => name.startsWith('units.'))
    expect(units.some(([, most]) => Number(most) > 1)).toBe(true)
    for (const [name] of units) form.fields.set(name, '1')
    await follow(await kontor.post(form, merchant), merchant)
    const anew = await kontor.signedIn({ merchantId: made.merchantId })
    expect(await follow(await kontor.post(form, anew), anew)).toContain('nothing was done twice')
    const { parts } = await kontor.world.lifeOf(made.id)
    expect(parts.flatMap(({ shipments }) => shipments)).toHaveLength(1)
  })

  test("proves it by the buyer's code, which is shown to the buyer alone", async () => {
    const { buyer, merchant, page, shipmentId } = await shipped()
    const wrong = await kontor.formAt(`${page}/deliver?of=${shipmentId}`, merchant, {
      proof: 'by_code',
      code: 'X'
    })
    const refused = await kontor.post(wrong, merchant)
    expect(refused.status).toBe(422)
    expect(await textOf(refused)).toContain('This is not the code')
    const form = await kontor.formAt(`${page}/code?of=${shipmentId}`, buyer)
    const shown = await kontor.post(form, buyer)
    const [, code = ''] = /class="code">(\w+)</.exec(await shown.text()) ?? []
    const again = await kontor.post(form, buyer)
    expect(again.status).toBe(409)
    expect(await textOf(again)).toContain('This code was shown once already')
    expect(code).toHaveLength(8)
    const kept = 'select actor from api_idempotency where position($1 in body) > 0'
    expect(await kontor.db.superuser(kept, [code])).toEqual([])
    const right = await kontor.formAt(`${page}/deliver?of=${shipmentId}`, merchant, {
      proof: 'by_code',
      code
    })
    expect(await follow(await kontor.post(right, merchant), merchant)).toContain('The delivery is proven')
  })

  test('finds all that is to ship, however much it is, oldest first', async () => {
    const { world } = kontor
    const [merchantId, buyerId] = [await world.merchant(0), await world.buyer()]
    const draft = teaSet(merchantId, buyerId)
    const items = draft.items.map((item) => ({ ...item, tax: undefined }))
    const made: OrderId[] = []
    for (let i = 0; i < 45; i++) made.push((await world.paidOrder({ ...draft, items, shipping: [] })).id)
    for (const orderId of made.slice(0, 3))
      await world.inTx(async (tx) => {
        const [item] = (await showOrder(tx, orderId, marketplace)).parts.flatMap((part) => part.items)
        await shipItems(tx, { orderId, ...(item && { lines: [{ itemId: item.id, quantity: 1 }] }) })
      })
    const merchant = await kontor.signedIn({ merchantId })
    const found: string[][] = []
    let next: string | undefined = '/pocket/'
    while (next !== undefined && found.length < 9) {
      const shown = await textOf(await kontor.open(next, merchant))
      found.push([...shown.matchAll(/href="\/pocket\/orders\/(ord_\w+)"/g)].map(([, id = '']) => id))
      next = /quiet" href="(\/pocket\/to-ship\?[^"]+)"/.exec(shown)?.[1]?.replaceAll('&#38;', '&')
    }
    expect(found.map(({ length }) => length)).toEqual([23, 20, 2])
    expect(found.flat().toSorted()).toEqual(made.toSorted())
    for (const page of found) expect(page).toEqual(page.toSorted())
    expect((await kontor.open('/pocket/to-ship', await kontor.signedIn({ buyerId }))).status).toBe(404)
  })

  test('sees when it is paid next, and why then', async () => {
    const { merchantId } = await kontor.world.paidOrder()
    const merchant = await kontor.signedIn({ merchantId })
    const home = async (lang: string) => {
      const visit = { cookie: `${merchant.cookie}; kontor_language=${lang}` }
      return textOf(await kontor.open('/pocket/', { ...merchant, ...visit }))
    }
    const set = (schedule: NewPayoutProfile['schedule']) =>
      kontor.world.inTx((tx) => {
        const bankAccount = { holder: 'Ada Lovelace', iban: 'GB29NWBK60161331926819' }
        return setPayoutProfiles(tx, [{ merchantId, wanted: { schedule, bankAccount } }], sandboxSettings)
      })
    await set({ every: 'week', weekday: 'thursday' })
    expect(await home('en')).toContain('You are paid every week on Thursday (UTC).')
    expect(await home('zh-CN')).toContain('每周四付款（UTC）。')
    await set({ every: 'day' })
    expect(await home('en')).toContain('You are paid every day.')
  })

  test('answers a dispute, and sees its money in one look', async () => {
    const { buyer, merchant, page, shipmentId, id } = await shipped()
    const filled = { reason: 'other', statement: 'No' }
    await kontor.post(await kontor.formAt(`${page}/report?of=${shipmentId}`, buyer, filled), buyer)
    const [dispute] = (await kontor.world.lifeOf(id)).disputes
    const home = await textOf(await kontor.open('/pocket/', merchant))
    expect(home).toContain(`${page}/answer-dispute?of=${dispute?.id}`)
    expect(home).toMatch(/Held for orders<\/th><td>17\.58 CNY/)
    expect(home).toContain('There is no payout profile yet')
    const answer = { answer: 'accept', statement: 'Sorry' }
    const form = await kontor.formAt(`${page}/answer-dispute?of=${dispute?.id}`, merchant, answer)
    expect(await follow(await kontor.post(form, merchant), merchant)).toContain(
      'for the buyer: 17.58 CNY to the buyer'
    )
  })
})

describe('nobody', () => {
  test('sees anything without signing in, or changes anything from elsewhere', async () => {
    const { buyer, page, id } = await shipped()
    const out = await kontor.open(page, null)
    expect(out.status).toBe(401)
    expect(await out.text()).toContain('You are not signed in')
    const form = await kontor.formAt(`${page}/confirm`, buyer)
    expect((await kontor.post(form, null)).status).toBe(401)
    const elsewhere = await kontor.post(form, buyer, { 'sec-fetch-site': 'cross-site' })
    expect(elsewhere.status).toBe(403)
    expect(await elsewhere.text()).toContain('This did not come from a page of Kontor')
    expect(await kontor.world.money(id)).toMatchObject({ released: 0 })
  })

  test('finds a page that says that something was done which was not', async () => {
    const { buyer, page } = await shipped()
    expect(await textOf(await kontor.open(`${page}?did=confirm&again`, buyer))).not.toContain(
      'You have confirmed'
    )
  })

  test('learns names or words of people from the log', () => {
    expect(kontor.lines.join('')).not.toMatch(/crack|kontor_session|SF 1/)
  })
})

test('Chinese is chosen by the browser, or on the page, and kept', async () => {
  const { buyer, page } = await shipped()
  const liked = await kontor.open(page, buyer, { 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' })
  expect(await liked.text()).toContain('<html lang="zh-CN">')
  const chosen = await kontor.open(`${page}?lang=zh-CN`, buyer)
  expect(chosen.headers.get('location')).toBe(page)
  const cookie = chosen.headers.get('set-cookie')?.split(';')[0] ?? ''
  const kept = await kontor.open(page, { ...buyer, cookie: `${buyer.cookie}; ${cookie}` })
  expect(await kept.text()).toContain('我的钱在哪里？')
})
