import type { ActorKind } from '../src/api/index.ts'
import { createApp } from '../src/app.ts'
import { authenticator, createKey, type KeyRequest } from '../src/identity/index.ts'
import { sandboxBankJob, sandboxSettings } from '../src/payouts/index.ts'
import { createSandbox, inProcess, sandboxJobs, sandboxProvider } from '../src/sandbox/index.ts'
import { createLog, createServer, type Limits } from '../src/server/index.ts'
import type { WebhookSettings } from '../src/webhooks/index.ts'
import type { TestDatabase } from './database.ts'

type MarketplaceOptions = Readonly<{
  /** How the sandbox tells of its news; left out: it does not, and is asked. */
  deliver?: Parameters<typeof createSandbox>[0]['deliver']
  limits?: Partial<Limits>
  /** What is written to the log; left out: nothing is. */
  log?: (line: string) => void
  /** Where people reach it, if not where requests go. */
  publicUrl?: string
  /** For how long a key is remembered; left out: as long as usual. */
  keyMemoryMs?: number
  /** Where webhooks may be sent; left out: nowhere near. */
  webhooks?: WebhookSettings
}>

/** All of Kontor in this process, with the sandbox provider and its bank. */
export function createMarketplace(db: TestDatabase, options: MarketplaceOptions = {}) {
  const secret = 'between this marketplace and its sandbox'
  const sandbox = createSandbox({ db, secret, deliver: options.deliver ?? null })
  const provider = sandboxProvider({ secret, transport: inProcess(sandbox, secret) })
  const app = createApp({
    testKeys: true,
    providers: new Map([['sandbox', provider]]),
    payouts: sandboxSettings,
    origin: options.publicUrl ?? 'http://kontor',
    ...(options.webhooks && { webhooks: options.webhooks })
  })
  const server = createServer({
    db,
    routes: app.routes,
    authenticate: authenticator(db, app.permissionsOf, options.keyMemoryMs),
    log: createLog(options.log ? 'debug' : 'silent', { write: options.log ?? (() => {}) }),
    version: 'test',
    publicUrl: options.publicUrl,
    statusOf: app.statusOf,
    ...(options.limits && { limits: options.limits })
  })
  return {
    app,
    server,
    jobs: [...app.jobs, ...sandboxJobs(sandbox)],
    bankJob: sandboxBankJob(sandboxSettings),
    /** A new key of this kind of actor. */
    makeKey: (kind: ActorKind, more: Partial<KeyRequest> = {}) =>
      db.transaction((tx) => createKey(tx, app.permissionsOf, { kind, label: 'test', test: true, ...more }))
  }
}
