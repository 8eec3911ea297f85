import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { wrongs } from '../../test/escrow.ts'
import { cny, orderWorld, teaSet } from '../../test/orders.ts'
import { runJobs } from '../api/index.ts'
import * as books from '../books/index.ts'
import { day, hour } from '../kernel/index.ts'
import { type AccountId, accountId, balances } from '../ledger/index.ts'
import {
  gatheringJobs,
  merchantAccount,
  type MerchantId,
  moveMerchant,
  owedAccount
} from '../merchants/index.ts'
import { checks as paymentChecks } from '../payments/index.ts'
import { checks as payoutChecks } from '../payouts/index.ts'
import { confirmOrder, createOrder, openDispute, answerDispute, refundOrder, shipItems } from './index.ts'

describe('an order of merchants in another book', () => {
  let db: TestDatabase
  let world: ReturnType<typeof orderWorld>
  beforeAll(async () => {
    db = await testDatabase()
    await db.transaction(async (tx) => {
      await books.createBook(tx, 'north')
      await books.createBook(tx, 'south')
    })
    world = orderWorld(db, 'north')
  })
  afterAll(async () => {
    await runJobs(db, books.jobs)
    const found = [
      ...(await world.wrongs()),
      ...(await wrongs(db, [...books.checks, ...paymentChecks, ...payoutChecks]))
    ]
    await db.drop()
    expect(found).toEqual([])
  })

  const posted = async (book: string, id: AccountId) =>
    (await world.inTx((tx) => balances(tx, [id], { book }))).get(id)?.posted
  const have = async (merchantId: MerchantId, book: string) => [
    await posted(book, merchantAccount(merchantId, 'CNY')),
    await posted(book, owedAccount(merchantId, 'CNY'))
  ]
  const escrowOf = async (book: string, id: string) => {
    const [row] = await db.superuser(
      'select id from escrow_part where order_id = $1 and merchant_id is not null',
      [id]
    )
    return posted(book, accountId('escrow', String(row?.['id']), 'CNY'))
  }

  test('has all its money there, from the capture to the release', async () => {
    const { id, merchantId } = await world.deliveredOrder()
    expect(await escrowOf('north', id)).toBe(1758n)
    expect(await escrowOf('main', id)).toBeUndefined()
    await world.inTx((tx) => confirmOrder(tx, id))
    expect(await escrowOf('north', id)).toBe(0n)
    expect(await have(merchantId, 'north')).toEqual([1678n, 0n])
    expect(await have(merchantId, 'main')).toEqual([undefined, undefined])
  })

  test('what it brought is paid from the book main, once it was gathered there', async () => {
    const { id, merchantId } = await world.deliveredOrder()
    await world.inTx((tx) => confirmOrder(tx, id))
    db.clock.advance(day)
    await runJobs(db, [...gatheringJobs, ...books.jobs])
    expect(await have(merchantId, 'north')).toEqual([0n, 0n])
    expect(await have(merchantId, 'main')).toEqual([1678n, 0n])
  })

  test('a refund after the earnings were gathered is owed there, and the next sale there pays it', async () => {
    const { id, merchantId, buyerId, shipmentId } = await world.deliveredOrder()
    await world.inTx((tx) => confirmOrder(tx, id))
    db.clock.advance(day + hour)
    await runJobs(db, [...gatheringJobs, ...books.jobs])
    await world.inTx((tx) => refundOrder(tx, { orderId: id, shipmentId, amount: cny(758), reason: 'sorry' }))
    await world.run()
    expect(await have(merchantId, 'north')).toEqual([0n, 724n])
    const { order } = await world.inTx((tx) => createOrder(tx, world.draft(teaSet(merchantId, buyerId))))
    await world.pay(order.id)
    await world.run()
    await world.inTx((tx) => shipItems(tx, { orderId: order.id }))
    await world.inTx((tx) => confirmOrder(tx, order.id))
    await world.passDays(60)
    expect(await have(merchantId, 'north')).toEqual([1678n - 724n, 0n])
  })

  test('a dispute freezes and decides there, and the buyer gets the money back', async () => {
    const { id, shipmentId } = await world.deliveredOrder()
    const said = { statement: 'Broken.', evidence: [] as string[], reason: 'damaged' as const }
    const { result } = await world.inTx((tx) => openDispute(tx, { shipmentId, ...said, amount: cny(1000) }))
    expect(await world.money(id)).toMatchObject({ held: 1808, frozen: 1000 })
    const answer = { answer: 'accept' as const, statement: 'Yes.', evidence: [] }
    await world.inTx((tx) => answerDispute(tx, { disputeId: result.id, ...answer }))
    await world.run()
    expect(await world.money(id)).toMatchObject({ frozen: 0, refunded: 1000 })
  })

  test.each(['tok_chargeback', 'tok_chargeback_reversed'])(
    'the bank of a buyer is answered there too: %s',
    async (token) => {
      const { id } = await world.paidOrder({}, { token })
      await world.passDays(90)
      await world.run()
      const { payments } = await world.lifeOf(id)
      expect(payments[0]?.captured).toEqual(cny(1808))
    }
  )

  test('with merchants in different books it is in the book main, and both are credited there', async () => {
    const [one, other] = [await world.merchant(), await world.merchant(500, 'CNY', 'south')]
    const [first, second] = [teaSet(one, await world.buyer()), teaSet(other, '')]
    const draft = world.draft({
      ...first,
      items: [...first.items, ...second.items],
      shipping: [...first.shipping, ...second.shipping]
    })
    const { order } = await world.inTx((tx) => createOrder(tx, draft))
    expect(order.book).toBe('main')
    await world.pay(order.id)
    await world.run()
    for (const merchantId of [one, other])
      await world.inTx((tx) => shipItems(tx, { orderId: order.id, merchantId }))
    await world.inTx((tx) => confirmOrder(tx, order.id))
    expect(await have(one, 'main')).toEqual([1678n, 0n])
    expect(await have(other, 'main')).toEqual([1678n, 0n])
  })

  test('ends where it began when its merchant moves meanwhile, and the next one begins in the new book', async () => {
    const { id, merchantId, buyerId } = await world.deliveredOrder()
    await world.inTx((tx) => moveMerchant(tx, merchantId, 'south', {}))
    await runJobs(db, books.jobs)
    await world.inTx((tx) => confirmOrder(tx, id))
    expect(await have(merchantId, 'north')).toEqual([1678n, 0n])
    const { order } = await world.inTx((tx) => createOrder(tx, world.draft(teaSet(merchantId, buyerId))))
    await world.pay(order.id)
    await world.run()
    expect(await escrowOf('south', order.id)).toBe(1758n)
    db.clock.advance(day)
    await runJobs(db, [...gatheringJobs, ...books.jobs])
    expect(await have(merchantId, 'main')).toEqual([1678n, 0n])
  })
})
