import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { orderWorld } from '../../test/orders.ts'
import { accountId, freezeAccount, unfreezeAccount } from '../ledger/index.ts'

describe('an order that is refused when it is due', () => {
  let db: TestDatabase
  let world: ReturnType<typeof orderWorld>
  beforeAll(async () => {
    db = await testDatabase()
    world = orderWorld(db)
  })
  afterAll(async () => {
    const found = await world.wrongs()
    await db.drop()
    expect(found).toEqual([])
  })

  test('is put off and told, holds up nobody, and goes on by itself when it can', async () => {
    const earlier = await world.deliveredOrder()
    await world.inTx((tx) => freezeAccount(tx, accountId('merchant', earlier.merchantId, 'CNY')))
    const healthy = await world.deliveredOrder()
    await world.passDays(8)
    expect(await world.money(healthy.id)).toMatchObject({ held: 0, released: 1678 })
    expect(await world.money(earlier.id)).toMatchObject({ held: 1808, released: 0 })
    const told = await db.superuser(
      `select subject, data->>'code' as code, data->>'nextTry' as next from audit_event
       where type = 'order.timer_failed' order by at`
    )
    expect(new Set(told.map(({ subject, code }) => `${String(subject)} ${String(code)}`))).toEqual(
      new Set([`${earlier.id} ledger.account_frozen`])
    )
    // An hour, one more, two, four, and every six from then on.
    expect(told.slice(0, 3).map(({ next }) => next)).toEqual([
      '2026-03-09T10:00:00.000Z',
      '2026-03-09T11:00:00.000Z',
      '2026-03-09T13:00:00.000Z'
    ])
    expect(told.length).toBeLessThan(10)
    for (const job of world.jobs) {
      const due = await world.inTx((tx) => job.dueAt(tx))
      expect(due === null || due > db.clock.now()).toBe(true)
    }
    await world.inTx((tx) => unfreezeAccount(tx, accountId('merchant', earlier.merchantId, 'CNY')))
    await world.passDays(0.25)
    expect(await world.money(earlier.id)).toMatchObject({ held: 0, released: 1678 })
  })
})
