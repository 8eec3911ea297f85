import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { cny, escrowActs } from '../../test/escrow-acts.ts'
import { escrowWorld, postIn, wrongs } from '../../test/escrow.ts'
import { Failure, type Id } from '../kernel/index.ts'
import { accountId, freezeAccount } from '../ledger/index.ts'
import {
  chargeBack,
  chargebackReversed,
  checks,
  decide,
  freeze,
  frozenBy,
  type OrderId,
  unfreeze
} from './index.ts'

describe('contested money', () => {
  let db: TestDatabase
  let world: ReturnType<typeof escrowWorld>
  const acts = escrowActs(() => db)
  const { newMerchant, balance, available, owed, partOf, releaseOf, refundOf, freezeOf, emptyMerchant } = acts

  beforeAll(async () => {
    db = await testDatabase()
    world = escrowWorld(db)
  })
  afterAll(async () => {
    const found = await wrongs(db, checks)
    await db.drop()
    expect(found).toEqual([])
  })

  describe('a dispute', () => {
    test('freezes what is held, and nothing else', async () => {
      const { orderId, paymentId, partId } = await world.paidOrder(await newMerchant(), 100n)
      const { disputeId } = await freezeOf(partId, 60n)
      expect(await freezeOf(partId, 60n)).toMatchObject({ frozen: 40n, left: 40n })
      expect(await freezeOf(partId, 60n)).toMatchObject({ frozen: 0n, left: 0n })
      await expect(releaseOf(partId, 1n)).rejects.toMatchObject({ code: 'escrow.held_insufficient' })
      await expect(refundOf(partId, paymentId, 1n)).rejects.toMatchObject({ code: 'escrow.refund_too_large' })
      const again = () =>
        db.transaction((tx) => freeze(tx, { partId, disputeId: disputeId as Id<'dsp'>, amount: cny(60n) }))
      expect(await again()).toMatchObject({ left: 60n })
      const let_go = () => db.transaction((tx) => unfreeze(tx, disputeId as Id<'dsp'>))
      expect([await let_go(), await let_go()]).toEqual([60n, 0n])
      expect(await partOf(orderId)).toMatchObject({ held: 100n, frozen: 40n })
      await releaseOf(partId, 60n)
    })

    test('is decided for both: each gets its share at once, however often it is said', async () => {
      const { orderId, paymentId, partId } = await world.paidOrder(await newMerchant(), 100n)
      await releaseOf(partId, 20n)
      const { disputeId } = await freezeOf(partId, 80n)
      const decision = {
        disputeId: disputeId as Id<'dsp'>,
        release: { releaseId: await world.newId('shp'), amount: cny(50n), commission: cny(5n) },
        refund: { refundId: await world.newId('rfd'), amount: cny(30n), into: [{ paymentId, minor: 30n }] }
      }
      const short = { ...decision, release: { ...decision.release, amount: cny(49n) } }
      await expect(db.transaction((tx) => decide(tx, short))).rejects.toMatchObject({
        code: 'escrow.decision_differs'
      })
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => db.transaction((tx) => decide(tx, decision)))
      )
      for (const answer of answers)
        expect(answer).toMatchObject({ released: { net: 45n, commission: 5n }, refunded: { held: 30n } })
      expect(await partOf(orderId)).toMatchObject({
        held: 0n,
        frozen: 0n,
        released: 65n,
        commission: 5n,
        refunded: 30n
      })
      const other = { ...decision, refund: null }
      await expect(db.transaction((tx) => decide(tx, other))).rejects.toMatchObject({
        code: 'escrow.freeze_ended'
      })
      expect(await db.snapshot((tx) => frozenBy(tx, decision.disputeId))).toMatchObject({
        left: 0n,
        frozen: 80n
      })
    })

    test.each([
      ['a dispute that froze nothing', 'escrow.freeze_unknown', (tx) => unfreeze(tx, tx.newId('dsp'))],
      [
        'a decision about nothing frozen',
        'escrow.freeze_unknown',
        (tx) => decide(tx, { disputeId: tx.newId('dsp'), release: null, refund: null })
      ],
      [
        'a part that does not exist',
        'escrow.part_unknown',
        (tx) => freeze(tx, { partId: tx.newId('opt'), disputeId: tx.newId('dsp'), amount: cny(1n) })
      ]
    ] as readonly [string, string, Parameters<TestDatabase['transaction']>[0]][])(
      '%s is refused',
      async (_, code, act) => {
        await expect(db.transaction(act)).rejects.toMatchObject({ code })
      }
    )
  })

  describe('a chargeback', () => {
    const act = (
      orderId: OrderId,
      paymentId: Id<'pay'>,
      chargebackId: Id<'cbk'>,
      minor: bigint,
      way: 'out' | 'in' = 'out'
    ) =>
      db.transaction(async (tx) => {
        const about = { orderId, paymentId, chargebackId, amount: cny(minor) }
        await postIn(
          tx,
          chargebackId,
          await (way === 'out' ? chargeBack : chargebackReversed)(tx, about),
          way
        )
      })

    test('takes frozen, held, released and commission money, and gives it back when it is reversed', async () => {
      const { orderId, paymentId, partId } = await world.paidOrder(await newMerchant(), 1000n)
      await releaseOf(partId, 500n, 50n)
      await emptyMerchant(450n)
      const { disputeId } = await freezeOf(partId, 300n)
      const first = await world.newId('cbk')
      for (let i = 0; i < 2; i++) await act(orderId, paymentId, first, 200n)
      expect(await partOf(orderId)).toMatchObject({
        held: 300n,
        frozen: 100n,
        refunded: 200n,
        chargedBack: 200n
      })
      expect(await db.snapshot((tx) => frozenBy(tx, disputeId as Id<'dsp'>))).toMatchObject({ left: 100n })
      const second = await world.newId('cbk')
      await act(orderId, paymentId, second, 500n)
      expect(await partOf(orderId)).toMatchObject({
        held: 0n,
        frozen: 0n,
        released: 270n,
        commission: 30n,
        refunded: 700n
      })
      expect([await available(), await owed()]).toEqual([0n, 180n])
      expect(await wrongs(db, checks)).toEqual([])
      for (let i = 0; i < 2; i++) await act(orderId, paymentId, second, 500n, 'in')
      await act(orderId, paymentId, first, 200n, 'in')
      expect(await partOf(orderId)).toMatchObject({
        held: 500n,
        frozen: 300n,
        released: 450n,
        commission: 50n,
        refunded: 0n,
        chargedBack: 0n
      })
      expect([await available(), await owed()]).toEqual([0n, 0n])
      expect(await balance(accountId('chargeback', paymentId, 'CNY'))).toEqual([0n])
    })

    test('of what was refunded before is borne by the platform', async () => {
      const { orderId, paymentId, partId } = await world.paidOrder(await newMerchant(), 100n)
      await refundOf(partId, paymentId, 100n)
      const before = (await balance(accountId('loss', 'platform', 'CNY')))[0] ?? 0n
      const chargebackId = await world.newId('cbk')
      await act(orderId, paymentId, chargebackId, 100n)
      expect(await balance(accountId('loss', 'platform', 'CNY'))).toEqual([before + 100n])
      expect(await partOf(orderId)).toMatchObject({ refunded: 100n, chargedBack: 0n })
      await act(orderId, paymentId, chargebackId, 100n, 'in')
      expect(await balance(accountId('loss', 'platform', 'CNY'))).toEqual([before])
    })

    test('of a merchant whose account is frozen is taken all the same: the merchant owes it', async () => {
      const { orderId, paymentId, partId } = await world.paidOrder(await newMerchant(), 100n)
      await releaseOf(partId, 100n)
      await db.transaction((tx) => freezeAccount(tx, accountId('merchant', acts.current(), 'CNY')))
      await act(orderId, paymentId, await world.newId('cbk'), 60n)
      expect(await refundOf(partId, paymentId, 40n)).toMatchObject({ net: 40n, owed: 40n })
      expect([await available(), await owed()]).toEqual([100n, 100n])
    })

    test('that was never made cannot be reversed', async () => {
      const { orderId, paymentId } = await world.paidOrder(await newMerchant(), 100n)
      const never = act(orderId, paymentId, await world.newId('cbk'), 100n, 'in')
      await expect(never).rejects.toMatchObject({ code: 'escrow.chargeback_unknown' })
    })
  })

  test('release, refund, freeze and chargeback at once never give out more than was paid', async () => {
    for (let round = 0; round < 4; round++) {
      const { orderId, paymentId, partId } = await world.paidOrder(await newMerchant(), 100n)
      const outcomes = await Promise.allSettled(
        Array.from({ length: 40 }, async (_, i) => {
          if (i % 4 === 0) return releaseOf(partId, 30n, 3n)
          if (i % 4 === 1) return refundOf(partId, paymentId, 30n)
          if (i % 4 === 2) return freezeOf(partId, 15n)
          const chargebackId = await world.newId('cbk')
          return db.transaction(async (tx) =>
            postIn(
              tx,
              chargebackId,
              await chargeBack(tx, { orderId, paymentId, chargebackId, amount: cny(1n) }),
              'out'
            )
          )
        })
      )
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(Failure)
      const part = await partOf(orderId)
      if (part === undefined) continue
      expect(part.paid).toBe(100n)
      expect(part.held + part.released + part.commission + part.refunded).toBe(100n)
      expect(await balance(accountId('refund', paymentId, 'CNY'))).toEqual([part.refunded - part.chargedBack])
    }
    expect(await wrongs(db, checks)).toEqual([])
  })
})
