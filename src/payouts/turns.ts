import { setImmediate } from 'node:timers/promises'

/** Work in pieces of a few milliseconds each. */
export type Pieces<T> = Generator<void, T, void>

/** Does all pieces at once: where nobody else waits for this process, or there are few. */
export function atOnce<T>(work: Pieces<T>): T {
  for (;;) {
    const piece = work.next()
    if (piece.done === true) return piece.value
  }
}

/** Does one piece after the other, and lets others have their turn in between. */
export async function inTurns<T>(work: Pieces<T>): Promise<T> {
  for (;;) {
    const piece = work.next()
    if (piece.done === true) return piece.value
    await setImmediate()
  }
}

/** The rows in pieces of at most `size`: what is written of one piece is a statement, and others have a turn after it. */
export function* piecesOf<T>(rows: readonly T[], size: number): Generator<readonly T[]> {
  for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size)
}
