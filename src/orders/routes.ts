import type { Route } from '../api/index.ts'
import type { Providers } from '../payments/index.ts'
import { buyerRoutes } from './buyer-routes.ts'
import { disputeRoutes } from './dispute-routes.ts'
import { journalRoutes } from './journal.ts'
import { evidenceRoutes } from './evidence-routes.ts'
import { routesOfOrders } from './order-routes.ts'
import { refundRoutes } from './refund-routes.ts'
import { returnRoutes } from './return-routes.ts'
import { shipmentRoutes } from './shipment-routes.ts'

/** Everything that orders answer. Orders are paid through these providers. */
export function orderRoutes(providers: Providers): readonly Route[] {
  return [
    ...buyerRoutes,
    ...routesOfOrders(providers),
    ...journalRoutes,
    ...shipmentRoutes,
    ...disputeRoutes,
    ...evidenceRoutes,
    ...returnRoutes,
    ...refundRoutes
  ]
}
