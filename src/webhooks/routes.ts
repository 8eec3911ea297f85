import type { Route } from '../api/index.ts'
import { deliveryRoutes } from './delivery-routes.ts'
import { endpointRoutes } from './endpoint-routes.ts'
import type { WebhookSettings } from './send.ts'

/** The routes of webhooks; the settings say which addresses may be endpoints. */
export function webhookRoutes(settings: WebhookSettings): readonly Route[] {
  return [...endpointRoutes(settings), ...deliveryRoutes]
}
