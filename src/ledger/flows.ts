import type { Tx } from '../db/index.ts'
import { type BookOption, mainBook } from './book.ts'
import { addFlows, type Flow, nextStretch, sumFlows, sumFlowsByDay } from './flow-store.ts'

/** So many places of the log at once: some tenths of a second of work. */
export const placesMax = 100_000

/** All that moved between kinds of account since the book began, up to and including `until`; up to now where it is null. */
export function flows(
  tx: Tx,
  until: Date | null,
  { book = mainBook }: BookOption = {}
): Promise<readonly Flow[]> {
  return sumFlows(tx, book, until)
}

/** The same for each day (UTC), beginning with the day that begins at `from`. */
export function flowsByDay(
  tx: Tx,
  from: Date,
  { book = mainBook }: BookOption = {}
): Promise<readonly (Flow & Readonly<{ day: string }>)[]> {
  return sumFlowsByDay(tx, book, from)
}

/** Whether transfers of a book can be added up. */
export async function flowsWait(tx: Tx, book: string): Promise<boolean> {
  return (await nextStretch(tx, book)) !== null
}

/** Adds them up, a bounded piece. */
export function keepFlows(tx: Tx, book: string): Promise<number> {
  return addFlows(tx, book, placesMax)
}
