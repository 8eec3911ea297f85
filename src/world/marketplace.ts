import type { Tx } from '../db/index.ts'
import { money } from '../kernel/index.ts'
import { addCommissionSchedule, ensureMerchants } from '../merchants/index.ts'
import { registerBuyers } from '../orders/index.ts'
import { merchants } from './catalogue.ts'
import type { Cast } from './course.ts'

/** The marketplace opens: merchants, what they are charged, and the buyers. */
export async function openMarketplace(tx: Tx, buyers: number): Promise<Cast> {
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
    cap: cny(8000n)
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
  const references = Array.from({ length: buyers }, (_, no) => `buyer-${String(no + 1).padStart(4, '0')}`)
  const registered = await registerBuyers(tx, references)
  return { merchants: made.map(({ id }) => id), buyers: registered.map(({ id }) => id) }
}
