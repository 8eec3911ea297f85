import type { ActorKind, Check, Job, Route } from './api/index.ts'
import * as audit from './audit/index.ts'
import type { Tx } from './db/index.ts'
import * as escrow from './escrow/index.ts'
import { identityRoutes, type PermissionsOf } from './identity/index.ts'
import * as ledger from './ledger/index.ts'
import * as merchants from './merchants/index.ts'
import type { Providers } from './payments/index.ts'
import { type Figure, pagePermissions, serverJobs, type StatusFigures } from './server/index.ts'

/** Everything that this program answers, does by itself, and proves. */
export type App = Readonly<{
  routes: readonly Route[]
  jobs: readonly Job[]
  checks: readonly Check[]
  permissionsOf: PermissionsOf
  statusOf: (tx: Tx) => Promise<StatusFigures>
  figuresOf: (tx: Tx) => Promise<readonly Figure[]>
}>

/** What the rooms need from outside. */
export type AppOptions = Readonly<{
  /** Whether API keys made over the API are for tests. */
  testKeys: boolean
  /** The payment services, by name. */
  providers: Providers
}>

/** Puts the rooms together. */
export function createApp(options: AppOptions): App {
  const rooms: readonly Route[] = [
    ...audit.routes,
    ...merchants.merchantRoutes({ held: escrow.heldByMerchant })
  ]
  // A key may be given what the routes grant, those of the keys themselves included.
  const permissionsOf: PermissionsOf = (kind) => granted(kind)
  const routes = [
    ...rooms,
    ...identityRoutes({
      permissionsOf,
      testKeys: options.testKeys,
      merchantExists: async (tx, id) => (await merchants.findMerchants(tx, [id])).length > 0
    })
  ]
  const granted = grants(routes)
  return {
    routes,
    jobs: [...audit.jobs, ...ledger.jobs, ...serverJobs],
    checks: [...ledger.checks, ...escrow.checks],
    permissionsOf,
    statusOf: async (tx) => ({
      money: await escrow.totals(tx),
      orders: [],
      events: await audit.lastEvents(tx, 20)
    }),
    figuresOf: async () => []
  }
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
