import { emit, type EventOf } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import { later } from '../kernel/index.ts'
import {
  type Endpoint,
  type EndpointId,
  type EndpointState,
  type EndpointWithSecret,
  hoursMs,
  oldSecretsMax,
  testType
} from './endpoint.ts'
import {
  changeSecret,
  findEndpoint,
  insertRotation,
  oldSecretEnds,
  removeEndpoint,
  updateEndpoint,
  type Viewer
} from './endpoint-store.ts'
import { skipOpen } from './delivery-store.ts'
import { endpointUnknown, oldSecretsEnough, shownOnce, stateAlready, urlRefused } from './failures.ts'
import { refusalOf, type WebhookSettings } from './send.ts'
import { newSecret } from './signature.ts'

/** The endpoint as this viewer may see it; refuses one that is not there for it. */
export async function visibleEndpoint(
  tx: Tx,
  viewer: Viewer,
  id: EndpointId,
  lock = false
): Promise<Endpoint> {
  const found = await findEndpoint(tx, viewer, id, lock)
  if (!found) throw endpointUnknown(id)
  return found
}

/** What can be changed of an endpoint; what is left out stays as it is. */
export type EndpointChange = Readonly<{
  url?: string | undefined
  description?: string | undefined
  events?: readonly string[] | undefined
}>

/** Changes an endpoint. What waits for it is sent to its new address; other events come from now on. */
export async function changeEndpoint(
  tx: Tx,
  settings: WebhookSettings,
  viewer: Viewer,
  id: EndpointId,
  { url, description, events }: EndpointChange
): Promise<Endpoint> {
  const before = await visibleEndpoint(tx, viewer, id, true)
  const refusal = url === undefined ? null : refusalOf(url, settings, before.merchantId)
  if (url !== undefined && refusal !== null) throw urlRefused(url, refusal)
  const after: Endpoint = {
    ...before,
    url: url ?? before.url,
    description: description ?? before.description,
    events: events === undefined ? before.events : [...new Set(events)],
    updatedAt: tx.now
  }
  await updateEndpoint(tx, after)
  await tell(tx, after, 'webhook.endpoint_changed', { events: after.events })
  return after
}

/**
 * Enables, pauses or disables an endpoint. Paused, its events wait; enabled again, they are sent. Disabled, those that
 * wait are skipped, and those that happen until it is enabled again are not kept for it.
 */
export async function setState(
  tx: Tx,
  viewer: Viewer,
  id: EndpointId,
  state: EndpointState,
  reason: string | null
): Promise<Endpoint> {
  const before = await visibleEndpoint(tx, viewer, id, true)
  if (before.state === state) throw stateAlready(id, state)
  const after: Endpoint = {
    ...before,
    state,
    reason: state === 'enabled' ? null : reason,
    stateAt: tx.now,
    ...(state === 'enabled' ? { failures: 0, failingSince: null } : {}),
    updatedAt: tx.now
  }
  await updateEndpoint(tx, after)
  if (state === 'disabled') await skipOpen(tx, id, 'the endpoint was disabled', false)
  await tell(tx, after, `webhook.endpoint_${state}`, { reason: after.reason })
  return after
}

/**
 * Gives an endpoint a new secret. The one before signs along for so many hours, and those before it as long as was said of
 * them; with 0 hours no old one does any more.
 */
export async function rotateSecret(
  tx: Tx,
  viewer: Viewer,
  id: EndpointId,
  { oldSecretHours, ...asked }: Readonly<{ oldSecretHours: number; askedBy: string; askedKey: string }>
): Promise<EndpointWithSecret> {
  await visibleEndpoint(tx, viewer, id, true)
  if (!(await insertRotation(tx, id, asked))) throw shownOnce(id)
  const ends = oldSecretHours === 0 ? [] : await oldSecretEnds(tx, id)
  const [firstEnd] = ends
  if (firstEnd !== undefined && ends.length >= oldSecretsMax) throw oldSecretsEnough(id, firstEnd)
  const secret = newSecret()
  const oldUntil = later(tx.now, hoursMs(oldSecretHours))
  await changeSecret(tx, id, secret, oldUntil)
  const endpoint = await visibleEndpoint(tx, viewer, id)
  await tell(tx, endpoint, 'webhook.secret_rotated', {
    oldSecretUntil: (endpoint.oldSecretUntil ?? oldUntil).toISOString()
  })
  return { endpoint, secret }
}

/** Ends an endpoint for good: nothing more is sent, and its secrets are forgotten. Answers it as it was. */
export async function deleteEndpoint(tx: Tx, viewer: Viewer, id: EndpointId): Promise<Endpoint> {
  const endpoint = await visibleEndpoint(tx, viewer, id, true)
  await removeEndpoint(tx, id)
  await skipOpen(tx, id, 'the endpoint was deleted', true)
  await tell(tx, endpoint, 'webhook.endpoint_deleted', {})
  return endpoint
}

/** Sends a test to an endpoint, in whatever state it is: one attempt, with a real event that no other endpoint gets. */
export async function testEndpoint(tx: Tx, viewer: Viewer, id: EndpointId): Promise<Endpoint> {
  const endpoint = await visibleEndpoint(tx, viewer, id)
  await tell(tx, endpoint, testType, {})
  return endpoint
}

function tell(
  tx: Tx,
  { id, merchantId }: Endpoint,
  type: EventOf<'webhook'>,
  data: Readonly<Record<string, unknown>>
): Promise<void> {
  return emit(tx, { type, subject: id, owner: merchantId, data })
}
