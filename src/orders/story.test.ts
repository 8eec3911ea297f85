import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { orderWorld } from '../../test/orders.ts'
import { deliverShipment } from './index.ts'

describe('an order', () => {
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

  test('is paid, shipped, delivered and released after the inspection period', async () => {
    const { id, shipmentId } = await world.shippedOrder()
    expect(await world.money(id)).toMatchObject({ paid: 1808, held: 1808 })
    await world.inTx((tx) =>
      deliverShipment(tx, { shipmentId, proof: { kind: 'signed', reference: 'paper 7' } })
    )
    await world.passDays(6.9)
    expect(await world.money(id)).toMatchObject({ paid: 1808, held: 1808 })
    await world.passDays(0.1)
    expect(await world.money(id)).toMatchObject({ paid: 1808, held: 0, released: 1678, commission: 130 })
  })
})
