/** Webhooks by Standard Webhooks 1.0: events are sent to endpoints, in order, signed, until they have arrived. */
export { checks } from './checks.ts'
export { matches, unknownPattern } from './patterns.ts'
export { webhookJobs } from './jobs.ts'
export { payloadOf } from './payload.ts'
export { webhookRoutes } from './routes.ts'
export { strictSettings, type WebhookSettings } from './send.ts'
export { newSecret, signedHeaders } from './signature.ts'
export { endpointsTroubled, openDeliveries } from './waiting-store.ts'
