import type { Tx } from '../db/index.ts'
import type { NewEvent } from './event.ts'
import { insertEvents } from './store.ts'

/** Appends events in the caller's transaction: they are there if and only if the change is. */
export async function emit(tx: Tx, ...events: readonly NewEvent[]): Promise<void> {
  if (events.length > 0) await insertEvents(tx, events)
}
