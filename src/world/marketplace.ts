import type { Tx } from '../db/index.ts'
import { money } from '../kernel/index.ts'
import { addCommissionSchedule, ensureMerchants, findByReference } from '../merchants/index.ts'
import { registerBuyers } from '../orders/index.ts'
import { type NewPayoutProfile, type PayoutSettings, setPayoutProfiles } from '../payouts/index.ts'
import { merchants, type PlannedMerchant } from './catalogue.ts'
import type { Cast } from './course.ts'
import { worldThere } from './failures.ts'

/** Refuses a database in which a world was begun. */
export async function refuseSecondWorld(tx: Tx): Promise<void> {
  const references = merchants.map(({ reference }) => reference)
  const [there] = await findByReference(tx, references)
  if (there !== undefined) throw worldThere(there.reference)
}

/** The marketplace opens: merchants, what they are charged, how they are paid out, and the buyers. */
export async function openMarketplace(tx: Tx, buyers: number, settings: PayoutSettings): Promise<Cast> {
  const made = await ensureMerchants(
    tx,
    merchants.map(({ reference, displayName, payoutCurrency }) => ({
      reference,
      displayName,
      payoutCurrency
    }))
  )
  const cny = (minor: bigint) => money(minor, 'CNY')
  const [first] = made
  await addCommissionSchedule(tx, { basisPoints: 500 })
  await addCommissionSchedule(tx, { category: 'electronics', basisPoints: 400 })
  await addCommissionSchedule(tx, {
    category: 'electronics',
    currency: 'CNY',
    basisPoints: 300,
    cap: cny(5000n)
  })
  await addCommissionSchedule(tx, {
    category: 'food',
    currency: 'CNY',
    basisPoints: 800,
    minimum: cny(200n)
  })
  await addCommissionSchedule(tx, { currency: 'USD', basisPoints: 450, fixed: money(30n, 'USD') })
  if (first !== undefined)
    await addCommissionSchedule(tx, { merchantId: first.id, basisPoints: 350, category: 'household' })
  await setPayoutProfiles(
    tx,
    made.flatMap(({ id: merchantId }, no) => {
      const planned = merchants[no]
      return planned === undefined ? [] : [{ merchantId, wanted: profileOf(planned, no) }]
    }),
    settings
  )
  const references = Array.from({ length: buyers }, (_, no) => `buyer-${String(no + 1).padStart(4, '0')}`)
  const registered = await registerBuyers(tx, references)
  return { merchants: made.map(({ id }) => id), buyers: registered.map(({ id }) => id) }
}

/** Weekly payouts are spread over the days from Monday to Friday. */
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const

function profileOf(planned: PlannedMerchant, no: number): NewPayoutProfile {
  const { every, displayName, payoutCurrency, minimumMinor, reserveBasisPoints, reserveDays } = planned
  return {
    schedule: every === 'week' ? { every, weekday: weekdays[no % weekdays.length] ?? 'monday' } : { every },
    minimum: money(minimumMinor, payoutCurrency),
    reserve: { basisPoints: reserveBasisPoints, days: reserveDays },
    bankAccount: { holder: displayName, ...planned.account }
  }
}
