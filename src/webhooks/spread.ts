import { claimWork } from '../api/index.ts'
import { lastPlace, listEvents, type OwnedEvent } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import { testType } from './endpoint.ts'
import { matches } from './patterns.ts'
import { anyEndpoint, findListeners, type Listener, moveCursor, readCursor } from './endpoint-store.ts'
import { insertDeliveries, laneName, lockBusyLanes, type NewDelivery } from './delivery-store.ts'

/** The name of the work that one process at a time does. */
export const spreading = 'webhooks.spread'

/**
 * Reads the next events of the log, at most `limit`, and puts them in line for the endpoints that want them. The cursor
 * moves in the same transaction, so each event is put in line once. Answers how many events were read.
 */
export async function spreadEvents(tx: Tx, limit: number): Promise<number> {
  if (!(await claimWork(tx, spreading))) return 0
  if (!(await anyEndpoint(tx))) return 0
  const events = await listEvents(tx, {}, await readCursor(tx), limit)
  const last = events.at(-1)
  if (last === undefined) return 0
  const owners = new Set(events.flatMap(({ owner }) => (owner === null ? [] : [owner])))
  const wanted = wishes(events, await findListeners(tx, [...owners]))
  const lanes = new Map(wanted.filter(({ test }) => !test).map((one) => [laneName(laneOf(one)), laneOf(one)]))
  const busy = await lockBusyLanes(tx, [...lanes.values()])
  const added = wanted.map(({ listener, event, test }): NewDelivery => {
    const name = laneName(laneOf({ listener, event }))
    const first = test || !busy.has(name)
    if (!test) busy.add(name)
    const { id: eventId, type, subject, place, sequence } = event
    return {
      id: tx.newId('whd'),
      endpointId: listener.id,
      eventId,
      type,
      subject,
      place,
      sequence,
      test,
      dueAt: first ? tx.now : null
    }
  })
  await insertDeliveries(tx, added)
  await moveCursor(tx, BigInt(last.place))
  return events.length
}

type Wish = Readonly<{ listener: Listener; event: OwnedEvent; test: boolean }>

const laneOf = ({ listener, event }: Pick<Wish, 'listener' | 'event'>) => ({
  endpointId: listener.id,
  subject: event.subject,
  replayed: false
})

/** Which endpoint wants which event, in the order of the log. */
function wishes(events: readonly OwnedEvent[], listeners: readonly Listener[]): Wish[] {
  return events.flatMap((event) =>
    listeners.flatMap((listener): Wish[] => {
      if (BigInt(event.place) <= listener.fromPlace) return []
      if (event.type === testType) {
        return event.subject === listener.id ? [{ listener, event, test: true }] : []
      }
      if (listener.state === 'disabled' || !matches(listener.events, event.type)) return []
      const isItsBusiness = listener.owner === null || listener.owner === event.owner
      return isItsBusiness ? [{ listener, event, test: false }] : []
    })
  )
}

/** When the log is next to be spread: now, if somebody listens and there is something new. */
export async function nextSpread(tx: Tx): Promise<Date | null> {
  if (!(await anyEndpoint(tx))) return null
  return (await lastPlace(tx)) > (await readCursor(tx)) ? tx.now : null
}
