import assert from 'node:assert/strict'
import { z } from 'zod'
import {
  Currency,
  type Id,
  idSchema,
  nameText,
  portion,
  smaller,
  Timestamp,
  UnsignedMoney
} from '../kernel/index.ts'

/**
 * What a sale costs the merchant: `basisPoints` of the amount plus a fixed amount, at least the minimum, at most the
 * cap. Amounts are in minor units of the sale's currency. Kept with the sale, so that a new schedule changes no old one.
 */
export type CommissionTerms = Readonly<{
  /** The schedule it came from; null where none applied, and then nothing is charged. */
  scheduleId: Id<'csc'> | null
  basisPoints: number
  fixedMinor: bigint
  minimumMinor: bigint
  capMinor: bigint | null
}>

/** Nothing is charged. */
export const noCommission: CommissionTerms = {
  scheduleId: null,
  basisPoints: 0,
  fixedMinor: 0n,
  minimumMinor: 0n,
  capMinor: null
}

/** The commission on `minor` (>= 0), its part by basis points rounded half up; never more than the amount itself. */
export function commissionOf(minor: bigint, terms: CommissionTerms): bigint {
  assert(minor >= 0n, 'a commission is taken from an amount of zero or more')
  const charged = portion(minor, BigInt(terms.basisPoints)) + terms.fixedMinor
  const capped = terms.capMinor === null ? charged : smaller(charged, terms.capMinor)
  return smaller(minor, capped < terms.minimumMinor ? terms.minimumMinor : capped)
}

/** A commission schedule. What is null applies to any merchant, category or currency. */
export const CommissionSchedule = z
  .strictObject({
    id: idSchema('csc'),
    merchantId: idSchema('mer').nullable(),
    category: z.string().nullable(),
    currency: Currency.nullable(),
    basisPoints: z.number().int().meta({ description: 'Ten-thousandths of the amount: 250 is 2.5 %.' }),
    fixed: UnsignedMoney.nullable(),
    minimum: UnsignedMoney.nullable(),
    cap: UnsignedMoney.nullable(),
    validFrom: Timestamp,
    createdAt: Timestamp
  })
  .meta({
    id: 'CommissionSchedule',
    description:
      'The most specific schedule wins: one for the merchant before one for any, then one for the category before ' +
      'one for any, then one for the currency before one for any; among equals the one that became valid last.'
  })
export type CommissionSchedule = z.output<typeof CommissionSchedule>

/** What is told of a schedule that is to be made. Amounts need a currency, and must be in it. */
export const NewCommissionSchedule = z
  .strictObject({
    merchantId: idSchema('mer').optional(),
    category: nameText(100).optional(),
    currency: Currency.optional(),
    basisPoints: z.number().int().min(0).max(10_000),
    fixed: UnsignedMoney.optional(),
    minimum: UnsignedMoney.optional(),
    cap: UnsignedMoney.optional(),
    validFrom: Timestamp.optional().meta({
      description: 'From when it applies, now if left out. Never in the past.'
    })
  })
  .meta({ id: 'NewCommissionSchedule' })
export type NewCommissionSchedule = z.output<typeof NewCommissionSchedule>
