import { emit } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import type { Id } from '../kernel/index.ts'
import { keyNotFound } from './failures.ts'
import type { ApiKey } from './key.ts'
import { findKey, setRevoked } from './store.ts'

/** Ends a key for good; every process stops taking it within two seconds. Again: no effect, the same answer. */
export async function revokeKey(tx: Tx, keyId: Id<'key'>): Promise<ApiKey> {
  const before = await findKey(tx, keyId)
  const after = await setRevoked(tx, keyId)
  if (!before || !after) throw keyNotFound()
  if (before.revokedAt === null) {
    await emit(tx, {
      type: 'key.revoked',
      subject: keyId,
      owner: after.merchantId,
      data: { kind: after.kind }
    })
  }
  return after
}
