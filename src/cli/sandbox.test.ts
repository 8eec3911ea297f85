import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { openShop, timeOf } from '../../test/shop.ts'
import { day } from '../kernel/index.ts'
import { paymentJobs } from '../payments/index.ts'
import { readConfig } from './config.ts'
import { sandboxInside } from './sandbox.ts'

const db = await testDatabase()
const home = mkdtempSync(join(tmpdir(), 'kontor-sandbox-'))
afterAll(async () => {
  rmSync(home, { recursive: true, force: true })
  await db.drop()
})

test('a chargeback within the time that passes reaches Kontor at its moment, though no server runs', async () => {
  const config = readConfig({ env: { KONTOR_HOME: home }, folder: home } as never)
  const { providers, jobs: sandboxJobs } = await sandboxInside(config, db, true)
  const shop = openShop(db)
  const time = timeOf(db, () => [...paymentJobs(providers, shop.hooks), ...sandboxJobs])
  const payment = await shop.pay({ token: 'tok_chargeback' })
  await time.pass(40 * day)
  expect(shop.toldOf(payment).map((told) => told.split(' ')[0])).toEqual(['captured', 'chargedBack'])
  const [{ after } = {}] = await db.superuser(
    `select a.at - b.at as after from audit_event a, audit_event b
     where a.subject = $1 and b.subject = $1 and a.type = 'payment.charged_back' and b.type = 'payment.captured'`,
    [payment.id]
  )
  const [{ due } = {}] = await db.superuser('select count(*)::int as due from sandbox_delivery')
  expect({ after, due }).toMatchObject({ after: { days: 20 }, due: 0 })
})
