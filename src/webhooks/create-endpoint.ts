import { claimWork } from '../api/index.ts'
import { emit, lastPlace } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import type { Id } from '../kernel/index.ts'
import { type Endpoint, endpointsMax, type EndpointWithSecret } from './endpoint.ts'
import { anyEndpoint, countEndpoints, findAsked, insertEndpoint, moveCursor } from './endpoint-store.ts'
import { endpointsEnough, shownOnce, urlRefused } from './failures.ts'
import { refusalOf, type WebhookSettings } from './send.ts'
import { newSecret } from './signature.ts'
import { spreading } from './spread.ts'

/** What a new endpoint is to be, and the Idempotency-Key that asks for it. */
export type EndpointDraft = Readonly<{
  url: string
  description: string
  events: readonly string[]
  merchantId: Id<'mer'> | null
  /** Whose Idempotency-Key asked for it, and which. */
  askedBy: string
  askedKey: string
}>

/**
 * Makes an endpoint, which gets the events from now on. The answer is the only place where its secret is shown. Waits for
 * the log to be spread meanwhile: what gets its place afterwards finds the endpoint.
 */
export async function createEndpoint(
  tx: Tx,
  settings: WebhookSettings,
  { url, description, events, merchantId, askedBy, askedKey }: EndpointDraft
): Promise<EndpointWithSecret> {
  const refusal = refusalOf(url, settings, merchantId)
  if (refusal !== null) throw urlRefused(url, refusal)
  await claimWork(tx, spreading, 'wait')
  const before = await findAsked(tx, askedBy, askedKey)
  if (before !== undefined) throw shownOnce(before)
  if ((await countEndpoints(tx, merchantId)) >= endpointsMax) throw endpointsEnough(merchantId)
  const endpoint: Endpoint = {
    id: tx.newId('whe'),
    url,
    description,
    events: [...new Set(events)],
    merchantId,
    state: 'enabled',
    reason: null,
    stateAt: tx.now,
    failures: 0,
    failingSince: null,
    oldSecretUntil: null,
    createdAt: tx.now,
    updatedAt: tx.now
  }
  const fromPlace = await lastPlace(tx)
  // While nobody listens the log is not spread, and its cursor stays behind.
  if (!(await anyEndpoint(tx))) await moveCursor(tx, fromPlace)
  const secret = newSecret()
  if (!(await insertEndpoint(tx, { ...endpoint, secret, askedBy, askedKey, fromPlace })))
    throw shownOnce(endpoint.id)
  await emit(tx, {
    type: 'webhook.endpoint_created',
    subject: endpoint.id,
    owner: merchantId,
    data: { events: endpoint.events }
  })
  return { endpoint, secret }
}
