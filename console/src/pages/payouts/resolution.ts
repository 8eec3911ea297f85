import type { Difference } from '../../api/index.ts'

/** What the money of a difference may turn out to be. */
export const ways = ['written_off', 'merchant', 'payout', 'settlement'] as const
/** How a difference is resolved: as one of these, or noted where no money waits. */
export type Way = (typeof ways)[number] | 'noted'

export const moneyWaits = ({ unmatched }: Difference) => unmatched.amount !== 0

/**
 * What a difference most likely is; null where somebody has to say. With another amount than expected it still is what it
 * is about; what came twice, or at the wrong time, is not.
 */
export function likelyWay(difference: Difference): Way | null {
  if (!moneyWaits(difference)) return 'noted'
  if (difference.kind !== 'amount') return null
  if (difference.subject.startsWith('pot_')) return 'payout'
  return difference.subject.startsWith('set_') ? 'settlement' : null
}

/** What it would belong to, as far as what it is about says so: the payout, its merchant, the settlement. */
export function likelySubject(as: Way | null, { subject }: Difference, merchantId: string | null): string {
  if (as === 'merchant') return merchantId ?? ''
  const prefix = as === 'payout' ? 'pot_' : 'set_'
  return (as === 'payout' || as === 'settlement') && subject.startsWith(prefix) ? subject : ''
}

const isId = (prefix: string, text: string) =>
  new RegExp(`^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`).test(text)

/** What a resolution says on the wire; null while its subject or reason is missing. */
export function resolutionOf(as: Way | null, subject: string, reason: string) {
  if (as === null || reason === '') return null
  if (as === 'noted' || as === 'written_off') return { as, reason }
  if (as === 'merchant') return isId('mer', subject) ? { as, merchantId: subject, reason } : null
  if (as === 'payout') return isId('pot', subject) ? { as, payoutId: subject, reason } : null
  return isId('set', subject) ? { as, settlementId: subject, reason } : null
}
