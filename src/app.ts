import type { ActorKind, Check, Job, Route } from './api/index.ts'
import * as audit from './audit/index.ts'
import * as books from './books/index.ts'
import type { Tx } from './db/index.ts'
import { deskRoutes, type RequestLog, requestLog, type RequestLogSettings } from './desk/index.ts'
import * as escrow from './escrow/index.ts'
import { identityJobs, identityRoutes, type PermissionsOf } from './identity/index.ts'
import type { Id } from './kernel/index.ts'
import * as ledger from './ledger/index.ts'
import * as merchants from './merchants/index.ts'
import * as orders from './orders/index.ts'
import * as payments from './payments/index.ts'
import * as payouts from './payouts/index.ts'
import { type Figure, pagePermissions, serverJobs, type StatusFigures } from './server/index.ts'
import * as webhooks from './webhooks/index.ts'

/** Everything that this program answers, does by itself, and proves. */
export type App = Readonly<{
  routes: readonly Route[]
  jobs: readonly Job[]
  checks: readonly Check[]
  permissionsOf: PermissionsOf
  statusOf: (tx: Tx) => Promise<StatusFigures>
  figuresOf: (tx: Tx) => Promise<readonly Figure[]>
  /** Where a server notes the requests that it answered. */
  requests: RequestLog
}>

/** What the rooms need from outside. */
export type AppOptions = Readonly<{
  /** Whether API keys made over the API are for tests. */
  testKeys: boolean
  /** The payment services, by name. */
  providers: payments.Providers
  /** Our bank account, and when payouts are made. */
  payouts: payouts.PayoutSettings
  /** Where webhooks may be sent; left out: over https to the public internet only. */
  webhooks?: webhooks.WebhookSettings
  /** How much is kept of the log of requests; left out: nothing. */
  requestLog?: RequestLogSettings
  /** Where people reach this installation, for the links that they are sent: `https://pay.example`. */
  origin?: string
  /** The number of this process among those that work on the database, for as long as it has one. */
  presence?: () => number | null
}>

/** Puts the rooms together. */
export function createApp({
  testKeys,
  providers,
  payouts: settings,
  webhooks: sending = webhooks.strictSettings,
  requestLog: logged = { keptMs: 0, rowsMax: 0, perSecondMax: 0 },
  origin = 'http://127.0.0.1:4700',
  presence
}: AppOptions): App {
  // A key may be given what the routes grant, those of the keys themselves included.
  const permissionsOf: PermissionsOf = (kind) => granted(kind)
  const routes = [
    ...orders.orderRoutes(providers),
    ...payments.paymentRoutes(providers),
    ...merchants.merchantRoutes({
      held: escrow.heldByMerchant,
      heldByBook: escrow.heldByBook,
      onItsWay: payouts.sumMoving
    }),
    ...payouts.payoutRoutes(settings, orders.referencesOf),
    ...ledger.ledgerRoutes(books.bookRefusal),
    ...books.bookRoutes,
    ...webhooks.webhookRoutes(sending),
    ...deskRoutes,
    ...audit.routes,
    ...identityRoutes({ permissionsOf, testKeys, merchantExists, buyerExists, origin })
  ]
  const granted = grants(routes)
  const requests = requestLog(logged)
  return {
    routes,
    jobs: [
      ...orders.orderJobs,
      ...payments.paymentJobs(providers, orders.orderHooks, presence),
      ...payouts.payoutJobs(settings, providers),
      ...merchants.gatheringJobs,
      ...ledger.ledgerJobs(books.bookNames),
      ...books.jobs,
      ...audit.jobs,
      ...identityJobs,
      ...webhooks.webhookJobs(sending),
      ...requests.jobs,
      ...serverJobs
    ],
    checks: [
      ...ledger.checks,
      ...books.checks,
      ...payments.checks,
      ...payouts.checks,
      ...escrow.checks,
      ...orders.checks,
      ...webhooks.checks
    ],
    permissionsOf,
    statusOf,
    figuresOf,
    requests
  }
}

const merchantExists = async (tx: Tx, id: Id<'mer'>) => (await merchants.findMerchants(tx, [id])).length > 0

const buyerExists = async (tx: Tx, id: Id<'buy'>) => (await orders.findBuyers(tx, [id])).length > 0

const eventsShown = 20

/** What the status page shows, in one picture of the database. */
async function statusOf(tx: Tx): Promise<StatusFigures> {
  return {
    money: await escrow.totals(tx),
    orders: await orders.countOrders(tx),
    events: await audit.lastEvents(tx, eventsShown)
  }
}

/** What the metrics show of the business. */
async function figuresOf(tx: Tx): Promise<readonly Figure[]> {
  const money = await escrow.totals(tx)
  const counts = await orders.countOrders(tx)
  const deliveries = await webhooks.openDeliveries(tx)
  const places = ['paid', 'held', 'released', 'commission', 'refunded', 'frozen'] as const
  return [
    {
      name: 'kontor_orders',
      help: 'Orders by state.',
      values: counts.map(({ state, count }) => ({ labels: { state }, value: count }))
    },
    {
      name: 'kontor_order_money_minor_units',
      help: 'The money of all orders by where it is, in minor units of its currency.',
      values: money.flatMap((sums) =>
        places.map((place) => ({
          labels: { currency: sums.currency, place },
          value: globalThis.Number(sums[place])
        }))
      )
    },
    {
      name: 'kontor_payments_open',
      help: 'What is open with payment providers: calls and webhooks by state, payments that do not fit.',
      values: Object.entries(await payments.openWork(tx)).map(([what, value]) => ({
        labels: { what },
        value
      }))
    },
    {
      name: 'kontor_webhook_deliveries_open',
      help: 'Events on their way to webhook endpoints.',
      values: (['waiting', 'sending'] as const).map((state) => ({
        labels: { state },
        value: deliveries[state]
      }))
    },
    {
      name: 'kontor_webhook_oldest_waiting_seconds',
      help: 'For how long the oldest event that waits for an endpoint has waited; 0 when none does.',
      values: [{ labels: {}, value: deliveries.oldestSeconds }]
    },
    {
      name: 'kontor_webhook_endpoints',
      help: 'Webhook endpoints by state.',
      values: deliveries.endpoints.map(({ state, count }) => ({ labels: { state }, value: count }))
    }
  ]
}

/** What each kind of actor may do by default, as the routes and pages say. */
function grants(routes: readonly Route[]): (kind: ActorKind) => ReadonlySet<string> {
  const sets = new Map<ActorKind, Set<string>>()
  for (const { permission, grantedTo } of [...routes, ...pagePermissions]) {
    if (permission === null) continue
    for (const kind of grantedTo) sets.set(kind, (sets.get(kind) ?? new Set()).add(permission))
  }
  return (kind) => sets.get(kind) ?? new Set()
}
