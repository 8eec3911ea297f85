import type { Tx } from '../db/index.ts'
import { formatDecimal, type Id } from '../kernel/index.ts'
import { neighbours, type StoredStatement } from './bank-store.ts'
import type { NewDifference } from './difference.ts'
import { resolveMissing } from './difference-store.ts'
import type { BankStatement } from './statement.ts'

type Link = Pick<StoredStatement, 'bankId' | 'opening' | 'closing' | 'sequence'>

/** How a statement follows the one before it. */
function chainProblem(before: Link, next: Link): Pick<NewDifference, 'kind' | 'detail'> | null {
  const skips = before.sequence !== null && next.sequence !== null && next.sequence > before.sequence + 1n
  if (before.closing === next.opening && !skips) return null
  if (
    before.closing !== next.opening &&
    (before.opening === next.opening || before.sequence === next.sequence)
  ) {
    return { kind: 'duplicate', detail: `Statements ${before.bankId} and ${next.bankId} overlap.` }
  }
  return { kind: 'missing', detail: `A statement is missing between ${before.bankId} and ${next.bankId}.` }
}

/** Compares a new statement with its neighbours in time. A gap that it fills is resolved, a new one is found. */
export async function checkChain(
  tx: Tx,
  statementId: Id<'stm'>,
  statement: BankStatement
): Promise<NewDifference[]> {
  const { before, after } = await neighbours(tx, statementId)
  const self: Link = { ...statement, bankId: statement.id }
  if (after !== undefined && chainProblem(self, after) === null) {
    await resolveMissing(tx, [after.id], 'The missing statement has come.')
  }
  const problem = before === undefined ? null : chainProblem(before, self)
  if (problem === null || before === undefined) return []
  const { currency } = statement
  const shown = (minor: bigint) => `${formatDecimal({ minor, currency })} ${currency}`
  return [
    {
      ...problem,
      subject: statementId,
      currency,
      expectedMinor: before.closing,
      foundMinor: statement.opening,
      detail: `${problem.detail} One closed with ${shown(before.closing)}, the next opens with ${shown(statement.opening)}.`,
      since: new Date(`${statement.from ?? statement.to}T00:00:00Z`)
    }
  ]
}
