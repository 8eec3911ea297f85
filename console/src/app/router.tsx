import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate
} from '@tanstack/react-router'
import { PageFailed, PagePending, PageUnknown } from './fallbacks.tsx'
import { Gate } from './gate.tsx'
import { useMe } from './me.tsx'
import { placesOf } from './navigation.tsx'

const root = createRootRoute({ component: Gate, notFoundComponent: PageUnknown })

/** A page that is loaded when somebody goes there. */
const page = <M extends Record<string, unknown>>(
  path: string,
  load: () => Promise<M>,
  name: keyof M & string
) =>
  createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(load as () => Promise<Record<string, () => null>>, name)
  })

/** The first page: the first place that somebody has. */
function First() {
  const [first = 'orders'] = placesOf(useMe())
  return <Navigate to={`/${first}`} replace />
}

const tree = root.addChildren([
  createRoute({ getParentRoute: () => root, path: '/', component: First }),
  page('/today', () => import('../pages/today/today-page.tsx'), 'TodayPage'),
  page('/money', () => import('../pages/money/money-page.tsx'), 'MoneyPage'),
  page('/orders', () => import('../pages/orders/orders-page.tsx'), 'OrdersPage'),
  page('/orders/$orderId', () => import('../pages/order/order-page.tsx'), 'OrderPage'),
  page('/disputes', () => import('../pages/disputes/disputes-page.tsx'), 'DisputesPage'),
  page('/disputes/$disputeId', () => import('../pages/dispute/dispute-page.tsx'), 'DisputePage'),
  page('/merchants', () => import('../pages/merchants/merchants-page.tsx'), 'MerchantsPage'),
  page('/merchants/$merchantId', () => import('../pages/merchant/merchant-page.tsx'), 'MerchantPage'),
  page('/payouts', () => import('../pages/payouts/payouts-page.tsx'), 'PayoutsPage'),
  page('/payouts/$payoutId', () => import('../pages/payout/payout-page.tsx'), 'PayoutPage'),
  page('/statements/$statementId', () => import('../pages/statement/statement-page.tsx'), 'StatementPage'),
  page('/ledger', () => import('../pages/ledger/ledger-page.tsx'), 'LedgerPage'),
  page('/ledger/$accountId', () => import('../pages/account/account-page.tsx'), 'AccountPage'),
  page('/developers', () => import('../pages/developers/developers-page.tsx'), 'DevelopersPage'),
  page('/developers/$endpointId', () => import('../pages/endpoint/endpoint-page.tsx'), 'EndpointPage')
])

export const router = createRouter({
  routeTree: tree,
  basepath: '/console',
  defaultPreload: 'intent',
  defaultPendingComponent: PagePending,
  defaultErrorComponent: PageFailed,
  defaultNotFoundComponent: PageUnknown,
  scrollRestoration: true
})
