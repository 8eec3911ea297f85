import { eventTypes } from '../audit/index.ts'
import { Failure, type Id } from '../kernel/index.ts'
import { endpointsMax, type EndpointState, oldSecretsMax } from './endpoint.ts'

/** No such endpoint, or it is somebody else's. */
export function endpointUnknown(endpointId: string): Failure {
  return new Failure(
    'not_found',
    'webhooks.endpoint_unknown',
    'There is no such webhook endpoint. Nothing was changed.',
    { endpointId, advice: 'List the endpoints at GET /v1/webhook-endpoints.' }
  )
}

/** No such delivery, or it is somebody else's. */
export function deliveryUnknown(deliveryId: string): Failure {
  return new Failure(
    'not_found',
    'webhooks.delivery_unknown',
    'There is no such webhook delivery. Nothing was changed.',
    {
      deliveryId,
      advice: 'Deliveries are kept for 30 days after they are done; the events are kept for ever.'
    }
  )
}

/** The address as it is shown: a refusal repeats no user and no password. */
function withoutPassword(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || url.username + url.password === '') return text
  url.username = url.password = ''
  return url.href
}

/** Nothing is sent to this address. */
export function urlRefused(url: string, reason: string): Failure {
  return new Failure(
    'refused',
    'webhooks.url_refused',
    `The address cannot be that of an endpoint: ${reason}. Nothing was changed.`,
    {
      url: withoutPassword(url),
      advice:
        'Take an https:// address that the internet can reach. For the own network, whoever runs Kontor can set ' +
        'KONTOR_WEBHOOK_ALLOW_HTTP=1 and KONTOR_WEBHOOK_ALLOW_PRIVATE=1, the latter for the marketplace’s own ' +
        'endpoints only; while you develop, use `kontor listen`.'
    }
  )
}

/** Events that do not exist are waited for in vain. */
export function eventUnknown(pattern: string): Failure {
  const [noun = ''] = pattern.split('.')
  const like = eventTypes.filter((type) => type.startsWith(`${noun}.`))
  const nouns = [...new Set(eventTypes.map((type) => `${type.split('.')[0]}.*`))]
  return new Failure(
    'refused',
    'webhooks.event_unknown',
    `No event is called ${pattern}. Nothing was changed.`,
    { pattern, advice: `There are ${[...(like.length === 0 ? nouns : like)].join(', ')}.` }
  )
}

/** There are as many endpoints as there may be. */
export function endpointsEnough(merchantId: Id<'mer'> | null): Failure {
  return new Failure(
    'refused',
    'webhooks.endpoints_enough',
    `There are ${endpointsMax} endpoints already, which is the most. None was made.`,
    { merchantId, advice: 'Delete one that is not used, or let one endpoint pass its events on.' }
  )
}

/** As many old secrets sign along as may: each was promised its time. */
export function oldSecretsEnough(endpointId: string, firstEnd: Date): Failure {
  const until = firstEnd.toISOString()
  return new Failure(
    'refused',
    'webhooks.old_secrets_enough',
    `${oldSecretsMax} old secrets of the endpoint still sign along, which is the most. Nothing was changed.`,
    {
      endpointId,
      until,
      advice: `Wait until ${until}, when the first of them ends, or send oldSecretHours 0, which ends all old ones at once.`
    }
  )
}

/** It is in that state already. */
export function stateAlready(endpointId: string, state: EndpointState): Failure {
  return new Failure(
    'conflict',
    'webhooks.state_already',
    `The endpoint is ${state} already. Nothing was changed.`,
    {
      endpointId,
      state,
      advice: 'Nothing needs to be done.'
    }
  )
}

/** A disabled endpoint has nothing in line. */
export function endpointDisabled(endpointId: string): Failure {
  return new Failure(
    'refused',
    'webhooks.endpoint_disabled',
    'The endpoint is disabled, so nothing is sent to it. Nothing was changed.',
    { endpointId, advice: 'Enable it first: POST /v1/webhook-endpoints/{id}/state.' }
  )
}

/** What is on its way, or a test, is not sent again. */
export function notReplayable(deliveryId: string, state: string): Failure {
  return new Failure(
    'conflict',
    'webhooks.not_replayable',
    state === 'test'
      ? 'This is a test, and tests are not sent again. Nothing was changed.'
      : `The delivery is ${state}: it is on its way. Nothing was changed.`,
    {
      deliveryId,
      advice:
        state === 'test'
          ? 'Send another test.'
          : 'It can be sent again once it is delivered, failed or skipped.'
    }
  )
}

/** The same Idempotency-Key made this secret before; it was shown then. */
export function shownOnce(endpointId: string): Failure {
  return new Failure(
    'conflict',
    'webhooks.secret_shown_once',
    'This was done with this Idempotency-Key before. The secret was shown then, and is not shown again. Nothing was changed.',
    {
      endpointId,
      advice: 'If the answer was lost, rotate the secret with a new Idempotency-Key.'
    }
  )
}
