import type { Tx } from '../db/index.ts'
import { type Delivery, type DeliveryId, type DeliveryWithAttempts } from './delivery.ts'
import {
  attemptsOf,
  findDelivery,
  findLost,
  laneName,
  lockBusyLanes,
  promote,
  waitAgain
} from './delivery-store.ts'
import { visibleEndpoint } from './change-endpoint.ts'
import { type EndpointId, testType } from './endpoint.ts'
import type { Viewer } from './endpoint-store.ts'
import { deliveryUnknown, endpointDisabled, notReplayable } from './failures.ts'

/** The most deliveries that one request sends again. */
const replayMax = 5000

/** The delivery as this viewer may see it, with its attempts; refuses one that is not there for it. */
export async function showDelivery(tx: Tx, viewer: Viewer, id: DeliveryId): Promise<DeliveryWithAttempts> {
  const delivery = await visibleDelivery(tx, viewer, id)
  return { ...delivery, attemptsMade: await attemptsOf(tx, id) }
}

async function visibleDelivery(tx: Tx, viewer: Viewer, id: DeliveryId): Promise<Delivery> {
  const found = await findDelivery(tx, viewer, id)
  if (!found) throw deliveryUnknown(id)
  return found
}

/** Sends a delivery again that is done, with the same webhook-id and the whole schedule before it. */
export async function replayOne(tx: Tx, viewer: Viewer, id: DeliveryId): Promise<Delivery> {
  const { endpointId, type, subject } = await visibleDelivery(tx, viewer, id)
  await refuseDisabled(tx, viewer, endpointId)
  if (type === testType) throw notReplayable(id, 'test')
  if ((await putBack(tx, endpointId, [{ id, subject }])) === 0) {
    throw notReplayable(id, (await visibleDelivery(tx, viewer, id)).state)
  }
  return visibleDelivery(tx, viewer, id)
}

/** Sends again what was given up or skipped since a moment, oldest first; `more`: ask again for the rest. */
export async function replayLost(
  tx: Tx,
  viewer: Viewer,
  endpointId: EndpointId,
  since: Date
): Promise<Readonly<{ count: number; more: boolean }>> {
  await refuseDisabled(tx, viewer, endpointId)
  const lost = await findLost(tx, endpointId, since, replayMax + 1)
  const count = await putBack(tx, endpointId, lost.slice(0, replayMax))
  return { count, more: lost.length > replayMax }
}

async function refuseDisabled(tx: Tx, viewer: Viewer, id: EndpointId): Promise<void> {
  const { state } = await visibleEndpoint(tx, viewer, id, true)
  if (state === 'disabled') throw endpointDisabled(id)
}

/** In each subject they go one after the other, beside what is new. */
async function putBack(
  tx: Tx,
  endpointId: EndpointId,
  lost: readonly Readonly<{ id: DeliveryId; subject: string }>[]
): Promise<number> {
  const lanes = lost.map(({ subject }) => ({ endpointId, subject, replayed: true }))
  const distinct = [...new Map(lanes.map((lane) => [laneName(lane), lane])).values()]
  await lockBusyLanes(tx, distinct)
  const count = await waitAgain(
    tx,
    lost.map(({ id }) => id)
  )
  await promote(tx, distinct)
  return count
}
