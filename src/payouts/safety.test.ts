import { afterAll, expect, test } from 'vitest'
import { testBank } from '../../test/bank.ts'
import { testDatabase } from '../../test/database.ts'
import type { Id } from '../kernel/index.ts'
import { createMerchant } from '../merchants/index.ts'
import { payoutRoutes } from './payout-routes.ts'
import type { NewPayoutProfile } from './profile.ts'
import { sandboxSettings as settings } from './settings.ts'
import { setPayoutProfile, showProfile } from './set-profile.ts'

const db = await testDatabase()
afterAll(() => db.drop())
const { verified } = testBank(db)

let made = 0
const demand = { schedule: { every: 'demand' } } as const
const bankAccount = { holder: 'Ada Lovelace', iban: 'GB29NWBK60161331926819' }

function merchant(profile: NewPayoutProfile = demand): Promise<Id<'mer'>> {
  return db.transaction(async (tx) => {
    const reference = `s${++made}`
    const { id } = await createMerchant(tx, { reference, displayName: reference, payoutCurrency: 'EUR' })
    await setPayoutProfile(tx, id, { bankAccount, ...profile }, settings)
    return id
  })
}

/** The profile is put through the API, by a key of this merchant. */
function putAsMerchant(merchantId: Id<'mer'>, body: NewPayoutProfile) {
  const put = payoutRoutes(settings).find(
    ({ method, path }) => method === 'PUT' && path.endsWith('/payout-profile')
  )
  const permissions = new Set(['payout_profiles.write'])
  const actor = { id: 'key', kind: 'merchant' as const, permissions, merchantId, buyerId: null }
  const raw = { text: '', header: () => undefined }
  return db.transaction(async (tx) =>
    put?.handle({ tx, actor, params: { merchantId }, query: {}, body, raw } as never)
  )
}

test('a merchant can neither set nor lose its reserve, and what it leaves out stays', async () => {
  const reserve = { basisPoints: 1000, days: 30 }
  const minimum = { minor: 500n, currency: 'EUR' as const }
  const id = await merchant({ ...demand, reserve, minimum })
  await expect(putAsMerchant(id, { ...demand, reserve: { basisPoints: 0, days: 0 } })).rejects.toMatchObject({
    kind: 'forbidden',
    code: 'payouts.reserve_not_yours'
  })
  await putAsMerchant(id, { schedule: { every: 'day' } })
  const shown = () => db.transaction((tx) => showProfile(tx, id))
  expect(await shown()).toMatchObject({ schedule: { every: 'day' }, reserve, minimum })
  await putAsMerchant(id, { ...demand, currency: 'USD' })
  expect(await shown()).toMatchObject({ reserve, minimum: { minor: 0n, currency: 'USD' } })
  await verified()
})
