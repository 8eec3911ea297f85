import { emit } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import type { CommissionSchedule, CommissionTerms, NewCommissionSchedule } from './commission.ts'
import {
  merchantUnknown,
  scheduleCapBelowMinimum,
  scheduleCurrencyDiffers,
  scheduleInThePast,
  scheduleWithoutCurrency
} from './failures.ts'
import { findMerchants, findTerms, insertSchedule, type Sale } from './store.ts'

/** Adds a schedule. Sales made before it begins keep the terms they were made on. */
export async function addCommissionSchedule(
  tx: Tx,
  draft: NewCommissionSchedule
): Promise<CommissionSchedule> {
  const { merchantId, category, currency, basisPoints, fixed, minimum, cap, validFrom = tx.now } = draft
  const amounts = [fixed, minimum, cap].filter((amount) => amount !== undefined)
  if (currency === undefined && amounts.length > 0) throw scheduleWithoutCurrency()
  if (currency !== undefined && amounts.some((amount) => amount.currency !== currency))
    throw scheduleCurrencyDiffers(currency)
  if (cap !== undefined && cap.minor < (minimum?.minor ?? 0n)) throw scheduleCapBelowMinimum()
  if (validFrom < tx.now) throw scheduleInThePast()
  if (merchantId !== undefined && (await findMerchants(tx, [merchantId])).length === 0)
    throw merchantUnknown(merchantId)
  const zero = currency === undefined ? null : { minor: 0n, currency }
  const schedule: CommissionSchedule = {
    id: tx.newId('csc'),
    merchantId: merchantId ?? null,
    category: category ?? null,
    currency: currency ?? null,
    basisPoints,
    fixed: fixed ?? zero,
    minimum: minimum ?? zero,
    cap: cap ?? null,
    validFrom,
    createdAt: tx.now
  }
  await insertSchedule(tx, schedule)
  await emit(tx, {
    type: 'commission.scheduled',
    subject: schedule.id,
    owner: merchantId ?? null,
    data: { merchantId, category, currency, basisPoints, validFrom: validFrom.toISOString() }
  })
  return schedule
}

/** The terms that apply now to each of these sales, in the order given. Keep them with the sale. */
export async function commissionTerms(tx: Tx, sales: readonly Sale[]): Promise<CommissionTerms[]> {
  return sales.length === 0 ? [] : await findTerms(tx, sales, tx.now)
}
