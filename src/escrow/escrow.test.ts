import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { cny, escrowActs } from '../../test/escrow-acts.ts'
import { escrowWorld, postIn, wrongs } from '../../test/escrow.ts'
import { Failure, money } from '../kernel/index.ts'
import { accountId, freezeAccount } from '../ledger/index.ts'
import {
  checks,
  fund,
  fundMany,
  heldByBook,
  heldByMerchant,
  movements,
  openParts,
  refund,
  refundMany,
  release,
  releaseMany,
  sums,
  totals
} from './index.ts'

describe('escrow', () => {
  let db: TestDatabase
  let world: ReturnType<typeof escrowWorld>
  const acts = escrowActs(() => db)
  const { newMerchant, balance, available, owed, partOf, releaseOf, refundOf, emptyMerchant } = acts

  beforeAll(async () => {
    db = await testDatabase()
    world = escrowWorld(db)
  })
  afterAll(async () => {
    const found = await wrongs(db, checks)
    await db.drop()
    expect(found).toEqual([])
  })

  describe('an order is paid', () => {
    test('a capture is split over the parts by what each still misses, to the unit', async () => {
      const [a, b] = [await world.merchant(), await world.merchant()]
      const { orderId, paymentId, partIds } = await world.order([a, 1000n], [b, 500n], [null, 7n])
      expect(await world.pay(orderId, paymentId, 100n)).toBe(true)
      const paid = async () => {
        const found = await db.snapshot((tx) => sums(tx, [orderId]))
        return partIds.map((partId) => found.find((part) => part.partId === partId)?.paid)
      }
      expect(await paid()).toEqual([66n, 33n, 1n])
      expect(await world.pay(orderId, paymentId, 1407n)).toBe(true)
      expect(await paid()).toEqual([1000n, 500n, 7n])
    })

    test('more than is missing is not wanted, unless the surplus is to be returned', async () => {
      const { orderId, paymentId } = await world.order([await newMerchant(), 100n])
      expect(await world.pay(orderId, paymentId, 101n)).toBe(false)
      expect(await partOf(orderId)).toMatchObject({ paid: 0n })
      await db.transaction(async (tx) => {
        const captureId = tx.newId('cap')
        const taken = await fund(tx, orderId, captureId, cny(101n), 'return')
        if (taken === 'unwanted') return expect.fail('what is missing is wanted')
        expect(taken.map(({ minor }) => minor)).toEqual([100n])
        return postIn(tx, captureId, taken, 'in')
      })
      expect(await world.pay(orderId, paymentId, 1n)).toBe(false)
    })

    test('captures of several orders are taken together, each by what its own order misses', async () => {
      const [a, b] = [await newMerchant(), await newMerchant()]
      const first = await world.order([a, 1000n], [b, 500n])
      const second = await world.order([b, 70n])
      const paid = await world.order([a, 5n])
      await world.pay(paid.orderId, paid.paymentId, 5n)
      await db.transaction(async (tx) => {
        const fundings = [
          { orderId: second.orderId, captureId: tx.newId('cap'), amount: cny(80n) },
          { orderId: paid.orderId, captureId: tx.newId('cap'), amount: cny(5n) },
          { orderId: first.orderId, captureId: tx.newId('cap'), amount: cny(100n) }
        ]
        const taken = await fundMany(tx, fundings, 'return')
        const amounts = taken.map((one) =>
          one === 'unwanted' ? one : one.map(({ minor }) => minor).toSorted((x, y) => (x < y ? -1 : 1))
        )
        expect(amounts).toEqual([[70n], 'unwanted', [33n, 67n]])
        expect(await fundMany(tx, fundings, 'return')).toEqual(taken)
        for (const [i, one] of taken.entries())
          if (one !== 'unwanted') await postIn(tx, fundings[i]?.captureId ?? tx.newId('cap'), one, 'in')
      })
      const found = await db.snapshot((tx) => sums(tx, [first.orderId, second.orderId]))
      expect(found.reduce((sum, part) => sum + part.paid, 0n)).toBe(170n)
    })

    test('money of another currency is not wanted', async () => {
      const { orderId } = await world.order([await newMerchant(), 100n])
      const answer = await db.transaction((tx) => fund(tx, orderId, tx.newId('cap'), money(100n, 'USD')))
      expect(answer).toBe('unwanted')
    })

    test('the same capture is taken once, whatever it is told', async () => {
      const { orderId, paymentId } = await world.order([await newMerchant(), 100n])
      const captureId = await world.newId('cap')
      await Promise.all(Array.from({ length: 20 }, () => world.pay(orderId, paymentId, 40n, captureId)))
      expect(await partOf(orderId)).toMatchObject({ paid: 40n, held: 40n })
      await expect(world.pay(orderId, paymentId, 41n, captureId)).rejects.toMatchObject({
        code: 'escrow.act_differs'
      })
    })

    test('parts are opened once, and not in another form', async () => {
      const { orderId, partId } = await world.order([await newMerchant(), 100n])
      const open = (minor: bigint) =>
        db.transaction((tx) =>
          openParts(tx, orderId, [{ id: partId, merchantId: acts.current(), amount: cny(minor) }])
        )
      await open(100n)
      await expect(open(101n)).rejects.toMatchObject({ code: 'escrow.part_differs' })
    })
  })

  describe('held money is released', () => {
    test('the merchant gets what is left after commission', async () => {
      const { orderId, partId } = await world.paidOrder(await newMerchant(), 1000n)
      expect(await releaseOf(partId, 600n, 60n)).toMatchObject({
        amount: 600n,
        net: 540n,
        commission: 60n,
        recovered: 0n
      })
      expect(await partOf(orderId)).toMatchObject({
        paid: 1000n,
        held: 400n,
        released: 540n,
        commission: 60n
      })
      expect(await available()).toBe(540n)
      expect(await db.snapshot((tx) => heldByMerchant(tx, acts.current()))).toEqual([cny(400n)])
      expect(await db.snapshot((tx) => heldByBook(tx, acts.current()))).toEqual([
        { book: 'main', amount: cny(400n) }
      ])
    })

    test("the platform's own part is commission as a whole", async () => {
      const { orderId, partId } = await world.paidOrder(null, 30n)
      await releaseOf(partId, 30n)
      expect(await partOf(orderId)).toMatchObject({ held: 0n, released: 0n, commission: 30n })
    })

    test('the same release at once, fifty times, happens once', async () => {
      const { orderId, partId } = await world.paidOrder(await newMerchant(), 1000n)
      const releaseId = await world.newId('shp')
      const asked = { partId, releaseId, amount: cny(100n), commission: cny(10n) }
      const answers = await Promise.all(
        Array.from({ length: 50 }, () => db.transaction((tx) => release(tx, asked)))
      )
      expect(new Set(answers.map((answer) => JSON.stringify(answer, (_, value) => String(value)))).size).toBe(
        1
      )
      expect(answers[49]).toMatchObject({ net: 90n })
      expect(await partOf(orderId)).toMatchObject({ held: 900n, released: 90n, commission: 10n })
      const again = db.transaction((tx) => release(tx, { ...asked, amount: cny(101n) }))
      await expect(again).rejects.toMatchObject({ kind: 'conflict', code: 'escrow.act_differs' })
    })

    test('many are released in one go, each refused alone', async () => {
      const one = await world.paidOrder(await newMerchant(), 1000n)
      const two = await world.paidOrder(acts.current(), 1000n)
      const ids = await Promise.all([1, 2, 3, 4].map(() => world.newId('shp')))
      const wanted = [
        { partId: one.partId, amount: cny(600n) },
        { partId: two.partId, amount: cny(1001n) },
        { partId: one.partId, amount: cny(400n) },
        { partId: one.partId, amount: cny(1n) }
      ].map((item, i) => ({ ...item, releaseId: ids[i] ?? 'shp_', commission: cny(1n) }) as const)
      const act = () => db.transaction((tx) => releaseMany(tx, wanted))
      const codes = (await act()).map((outcome) => (outcome instanceof Failure ? outcome.code : outcome.net))
      expect(codes).toEqual([599n, 'escrow.held_insufficient', 399n, 'escrow.held_insufficient'])
      await world.pay(two.orderId, two.paymentId, 1n)
      expect((await act()).map((outcome) => outcome instanceof Failure)).toEqual([false, true, false, true])
      expect(await available()).toBe(998n)
    })

    test("one merchant's closed account does not keep the others from their money", async () => {
      const shut = await world.paidOrder(await newMerchant(), 100n)
      await db.transaction((tx) => freezeAccount(tx, accountId('merchant', acts.current(), 'CNY')))
      const open = await world.paidOrder(await newMerchant(), 100n)
      const ids = [await world.newId('shp'), await world.newId('shp')] as const
      const outcomes = await db.transaction((tx) =>
        releaseMany(tx, [
          { partId: shut.partId, releaseId: ids[0], amount: cny(100n), commission: cny(0n) },
          { partId: open.partId, releaseId: ids[1], amount: cny(100n), commission: cny(0n) }
        ])
      )
      expect(outcomes).toMatchObject([{ code: 'ledger.account_frozen' }, { net: 100n }])
      expect(await available()).toBe(100n)
      expect(await partOf(shut.orderId)).toMatchObject({ held: 100n, released: 0n })
    })

    test('"up to" releases what is there, with the commission in proportion, even nothing', async () => {
      const { orderId, partId } = await world.paidOrder(await newMerchant(), 50n)
      const releaseId = await world.newId('shp')
      const asked = { partId, releaseId, amount: cny(100n), commission: cny(10n), upTo: true }
      expect(await db.transaction((tx) => release(tx, asked))).toMatchObject({ net: 45n, commission: 5n })
      const next = { ...asked, releaseId: await world.newId('shp') }
      expect(await db.transaction((tx) => release(tx, next))).toMatchObject({ amount: 0n, net: 0n })
      expect(await db.transaction((tx) => release(tx, next))).toMatchObject({ amount: 0n, net: 0n })
      expect(await partOf(orderId)).toMatchObject({ held: 0n, released: 45n, commission: 5n })
    })
  })

  describe('money is refunded', () => {
    test('from what is held, over several payments', async () => {
      const { orderId, paymentId, partId } = await world.order([await newMerchant(), 100n])
      const other = await world.newId('pay')
      await world.pay(orderId, paymentId, 60n)
      await world.pay(orderId, other, 40n)
      const into = [
        { paymentId, minor: 30n },
        { paymentId: other, minor: 40n }
      ]
      const refundId = await world.newId('rfd')
      const act = () => db.transaction((tx) => refund(tx, { partId, refundId, amount: cny(70n), into }))
      const answers = await Promise.all(Array.from({ length: 50 }, act))
      expect(answers[7]).toMatchObject({ amount: 70n, held: 70n, net: 0n, owed: 0n })
      expect(await partOf(orderId)).toMatchObject({ held: 30n, refunded: 70n })
      expect(await balance(accountId('refund', paymentId, 'CNY'), accountId('refund', other, 'CNY'))).toEqual(
        [30n, 40n]
      )
    })

    test('after release from the merchant, the commission in proportion, and what it lacks is owed and recovered', async () => {
      const { orderId, paymentId, partId } = await world.paidOrder(await newMerchant(), 1000n)
      await releaseOf(partId, 1000n, 100n)
      await emptyMerchant(850n)
      expect(await refundOf(partId, paymentId, 500n)).toMatchObject({
        held: 0n,
        net: 450n,
        commission: 50n,
        owed: 400n
      })
      expect(await partOf(orderId)).toMatchObject({
        released: 450n,
        commission: 50n,
        refunded: 500n,
        held: 0n
      })
      expect([await available(), await owed()]).toEqual([0n, 400n])

      const next = await world.paidOrder(acts.current(), 300n)
      expect(await releaseOf(next.partId, 300n)).toMatchObject({ net: 300n, recovered: 300n })
      expect([await available(), await owed()]).toEqual([0n, 100n])
      const last = await world.paidOrder(acts.current(), 300n)
      expect(await releaseOf(last.partId, 300n)).toMatchObject({ net: 300n, recovered: 100n })
      expect([await available(), await owed()]).toEqual([200n, 0n])
      const told = await db.superuser(
        `select type, data->>'amount' as amount from audit_event where subject = $1 and type like '%.debt_%' order by no`,
        [acts.current()]
      )
      expect(told.map((event) => [event['type'], event['amount']])).toEqual([
        ['merchant.debt_incurred', '400'],
        ['merchant.debt_recovered', '300'],
        ['merchant.debt_recovered', '100']
      ])
    })

    test('debts of one merchant are recovered once by releases at the same moment', async () => {
      const { paymentId, partId } = await world.paidOrder(await newMerchant(), 100n)
      await releaseOf(partId, 100n)
      await emptyMerchant(100n)
      await refundOf(partId, paymentId, 100n)
      const orders = await Promise.all(Array.from({ length: 8 }, () => world.paidOrder(acts.current(), 30n)))
      const answers = await Promise.all(orders.map((order) => releaseOf(order.partId, 30n)))
      expect(answers.reduce((sum, answer) => sum + answer.recovered, 0n)).toBe(100n)
      expect([await available(), await owed()]).toEqual([140n, 0n])
    })

    test('several parts are refunded together, or none', async () => {
      const other = await world.merchant()
      const { orderId, paymentId, partIds } = await world.order([await newMerchant(), 100n], [other, 50n])
      await world.pay(orderId, paymentId, 150n)
      const refundId = await world.newId('rfd')
      const act = (minors: readonly bigint[]) =>
        db.transaction((tx) =>
          refundMany(
            tx,
            partIds.map((partId, i) => {
              const minor = minors[i] ?? 0n
              return { partId, refundId, amount: cny(minor), into: [{ paymentId, minor }] }
            })
          )
        )
      await expect(act([100n, 51n])).rejects.toMatchObject({ code: 'escrow.refund_too_large' })
      expect((await act([100n, 50n])).map(({ held }) => held)).toEqual([100n, 50n])
      expect((await act([100n, 50n])).map(({ held }) => held)).toEqual([100n, 50n])
      expect(await balance(accountId('refund', paymentId, 'CNY'))).toEqual([150n])
    })
  })

  test('every movement of an order is told with its reason, and the totals are theirs', async () => {
    const { orderId, paymentId, partId } = await world.paidOrder(await newMerchant(), 100n)
    const before = (await db.snapshot((tx) => totals(tx))).find((total) => total.currency === 'CNY')
    await releaseOf(partId, 60n, 6n)
    await refundOf(partId, paymentId, 10n)
    const told = await db.snapshot((tx) => movements(tx, [orderId]))
    expect(
      told.map(({ kind, amount, released, commission, refunded }) => [
        kind,
        amount,
        released,
        commission,
        refunded
      ])
    ).toEqual([
      ['fund', 100n, 0n, 0n, 0n],
      ['release', 60n, 54n, 6n, 0n],
      ['refund', 10n, 0n, 0n, 10n]
    ])
    const after = (await db.snapshot((tx) => totals(tx))).find((total) => total.currency === 'CNY')
    expect((before?.held ?? 0n) - (after?.held ?? 0n)).toBe(70n)
  })

  test('verify finds what was tampered with', async () => {
    const { partId } = await world.paidOrder(await newMerchant(), 100n)
    await db.superuser(`update escrow_part set paid = 90 where id = $1`, [partId])
    expect(await wrongs(db, checks)).toEqual([
      expect.stringContaining(`escrow.movements: ${partId}`),
      expect.stringContaining(`escrow.ledger: ${partId}`)
    ])
    await db.superuser(`update escrow_part set paid = 100 where id = $1`, [partId])
    await expect(
      db.superuser(`update escrow_part set refunded = 101 where id = $1`, [partId])
    ).rejects.toThrow()
  })
})
