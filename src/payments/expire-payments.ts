import type { Tx } from '../db/index.ts'
import { planVoid } from './request-void.ts'
import { lockExpired, updatePayments } from './store.ts'

/** Gives up to `limit` payments up whose time has run out: the provider is asked to let go of them. Answers how many. */
export async function expirePayments(tx: Tx, limit: number): Promise<number> {
  const expired = await lockExpired(tx, limit)
  if (expired.length === 0) return 0
  await updatePayments(
    tx,
    expired.map((payment) => ({ ...payment, expiresAt: null }))
  )
  await planVoid(tx, expired, 'expired')
  return expired.length
}
