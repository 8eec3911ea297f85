import type { NewPayoutProfile, PayoutProfile } from '../../api/index.ts'

/** The days of a week, in their order. */
export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday'
] as const

/** What stands in the form, as it was typed. */
export type Typed = Readonly<{
  every: PayoutProfile['schedule']['every']
  weekday: (typeof weekdays)[number]
  holder: string
  number: string
  bic: string
  bankCode: string
}>

/** Whether a number of an account begins as an IBAN does: a country, then two check digits. */
export const isIban = (number: string) => /^[A-Za-z]{2}\d{2}/.test(number.replaceAll(/\s/g, ''))

/** A bank account as it was typed: undefined where nothing was; null where something is missing. */
function accountOf({ holder, number, bic, bankCode }: Typed): NewPayoutProfile['bankAccount'] | null {
  const [name, digits, code, clearing] = [holder, number, bic, bankCode].map((text) => text.trim())
  if (!name && !digits) return undefined
  if (!name || !digits) return null
  const more = { holder: name, ...(code ? { bic: code.toUpperCase() } : {}) }
  if (isIban(digits)) return { ...more, iban: digits }
  if (!code && !clearing) return null
  return { ...more, number: digits.replaceAll(/\s/g, ''), ...(clearing ? { bankCode: clearing } : {}) }
}

/**
 * What is sent of what was typed: `minimum` in minor units, undefined to keep what it is. Null while something is missing:
 * half an account, a number without its bank, or any account where there is none yet.
 */
export function newProfile(
  typed: Typed,
  minimum: NewPayoutProfile['minimum'],
  hasAccount: boolean
): NewPayoutProfile | null {
  const bankAccount = accountOf(typed)
  if (bankAccount === null || (bankAccount === undefined && !hasAccount)) return null
  const { every, weekday } = typed
  return {
    schedule: every === 'week' ? { every, weekday } : { every },
    ...(minimum === undefined ? {} : { minimum }),
    ...(bankAccount === undefined ? {} : { bankAccount })
  }
}
