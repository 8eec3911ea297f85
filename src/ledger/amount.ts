import { minorMax } from '../kernel/index.ts'
import type { RefusalCode } from './outcome.ts'

/** Why this cannot be the amount of a transfer, or null. Types promise a bigint; callers without types are told by name. */
export function amountRefusal(minor: unknown): RefusalCode | null {
  if (typeof minor === 'bigint') {
    if (minor < 0n) return 'amount_negative'
    if (minor === 0n) return 'amount_zero'
    return minor > minorMax ? 'amount_too_large' : null
  }
  if (typeof minor !== 'number') return 'amount_not_bigint'
  if (Number.isNaN(minor)) return 'amount_nan'
  if (!Number.isFinite(minor)) return 'amount_infinite'
  if (!Number.isInteger(minor)) return 'amount_fractional'
  return Number.isSafeInteger(minor) ? 'amount_not_bigint' : 'amount_too_large'
}
