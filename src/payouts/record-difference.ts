import { emit } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import type { NewDifference } from './difference.ts'
import { type FoundDifference, insertDifferences } from './difference-store.ts'
import { piecesOf } from './turns.ts'

const pieceMax = 1000

/** Records differences, and says so in the log. */
export async function recordDifferences(tx: Tx, found: readonly NewDifference[]): Promise<void> {
  const differences = found.map((difference): FoundDifference => ({
    id: tx.newId('dif'),
    lineId: null,
    unmatchedMinor: 0n,
    ...difference
  }))
  for (const piece of piecesOf(differences, pieceMax)) {
    await insertDifferences(tx, piece)
    await emit(
      tx,
      ...piece.map(({ id, kind, subject, currency, expectedMinor, foundMinor }) => ({
        type: 'difference.found' as const,
        subject: id,
        data: { kind, about: subject, currency, expected: expectedMinor, found: foundMinor }
      }))
    )
  }
}
