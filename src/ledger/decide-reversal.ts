import { derivedId } from '../kernel/index.ts'
import type { Refusal } from './outcome.ts'
import type { Original } from './state.ts'
import type { Leg, Plain, Transaction, TransactionId } from './transaction.ts'
import type { Working } from './working.ts'

/**
 * The legs that undo an original, the last one first: what moved (plain legs and captures) moves back. A void moved
 * nothing, and what its hold had set aside is not set aside again.
 */
export function mirrorLegs(reversal: TransactionId, original: Original): readonly Plain[] {
  return original.legs
    .filter((leg) => leg.type !== 'void' && leg.minor > 0n)
    .map((leg): Plain => {
      const { credit: debit, debit: credit, minor, subject } = leg
      const id = derivedId('trf', 'reversal', reversal, leg.id)
      return { id, type: 'plain', debit, credit, minor, code: 'reversal', subject }
    })
    .toReversed()
}

/** The legs of a reversal, or why the original cannot be undone. */
export function decideReversal(
  work: Working,
  transaction: Transaction,
  reverses: TransactionId
): readonly Leg[] | Refusal {
  const original = work.posted.get(reverses) ?? work.state.originals.get(reverses)
  const no = (code: Refusal['code']): Refusal => ({ code, leg: null, transaction: reverses })
  if (original === undefined) return no('reversal_unknown')
  if (original.reversed || work.reversed.has(reverses)) return no('reversed_already')
  if (original.reversal) return no('reversal_of_reversal')
  if (original.legs.some((leg) => leg.type === 'hold')) return no('reversal_of_hold')
  const legs = mirrorLegs(transaction.id, original)
  return legs.length === 0 ? no('reversal_of_nothing') : legs
}
