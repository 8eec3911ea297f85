import type { Tx } from '../db/index.ts'
import type { NewEvent } from './event.ts'
import { insertEvents } from './store.ts'

/** Appends events in the caller's transaction: they are there if and only if the change is. Written at its end, together. */
export async function emit(tx: Tx, ...events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return
  tx.collect(
    insertEvents,
    events.map((event) => ({ ...event, id: tx.newId('evt'), at: tx.now, by: event.by ?? tx.by }))
  )
}
