import { z } from 'zod'
import type { Tx } from '../db/index.ts'
import { idSchema, Money, Timestamp } from '../kernel/index.ts'
import { findMerchants, type MerchantId, merchantUnknown } from '../merchants/index.ts'
import { planPayouts } from './plan.ts'
import { findProfile } from './profile-store.ts'
import type { PayoutSettings } from './settings.ts'
import { Schedule } from './schedule.ts'
import { readSituations } from './situation.ts'

/** When a merchant is paid next, what as things stand, and why not more. */
export const NextPayout = z
  .strictObject({
    merchantId: idSchema('mer'),
    at: Timestamp.nullable().meta({
      description: 'When payouts are made next by themselves; null: not by themselves.'
    }),
    schedule: Schedule.nullable().meta({
      description: 'Why it is paid then; null: there is no payout profile.'
    }),
    amounts: z.array(Money).meta({ description: 'What would be paid if it were now.' }),
    keptBack: z
      .array(Money)
      .meta({ description: 'What would be kept back beside it, in the currencies of the balances.' }),
    keptBackDays: z.number().int().nullable().meta({ description: 'For how many days; null: nothing is.' }),
    reasons: z
      .array(z.strictObject({ code: z.string(), reason: z.string(), advice: z.string() }))
      .meta({ description: 'Why nothing, or not all, would be paid.' })
  })
  .meta({ id: 'NextPayout' })
export type NextPayout = z.output<typeof NextPayout>

/** Says when the merchant is paid next and what, or why not. Nothing is changed. */
export async function nextPayout(
  tx: Tx,
  merchantId: MerchantId,
  settings: PayoutSettings
): Promise<NextPayout> {
  if ((await findMerchants(tx, [merchantId])).length === 0) throw merchantUnknown(merchantId)
  const profile = await findProfile(tx, merchantId)
  const [situation] = profile === undefined ? [] : await readSituations(tx, [profile], settings)
  if (profile === undefined || situation === undefined) {
    const reason = 'The merchant has no payout profile yet.'
    return {
      merchantId,
      at: null,
      schedule: null,
      amounts: [],
      keptBack: [],
      keptBackDays: null,
      reasons: [{ code: 'profile_missing', reason, advice: 'Set one.' }]
    }
  }
  const { payouts, waits } = planPayouts(situation)
  const keptBack = payouts.map(({ reserve }) => reserve).filter(({ minor }) => minor > 0n)
  const demand = profile.schedule.every === 'demand'
  const asked = {
    code: 'on_demand',
    reason: 'It is paid when it is asked for.',
    advice: 'Ask with POST /v1/payouts.'
  }
  return {
    merchantId,
    at: profile.nextAt,
    schedule: profile.schedule,
    amounts: payouts.map(({ amount }) => amount),
    keptBack,
    keptBackDays: keptBack.length === 0 ? null : profile.reserveDays,
    reasons: [...(demand ? [asked] : []), ...waits]
  }
}
