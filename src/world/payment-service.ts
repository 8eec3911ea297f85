import type { Job } from '../api/index.ts'
import type { Db } from '../db/index.ts'
import type { Provider, Providers } from '../payments/index.ts'
import { createSandbox, inProcess, sandboxJobs, sandboxProvider } from '../sandbox/index.ts'

/** The sandbox in this process: the provider that the world pays with, and what the sandbox does by itself. */
export type PaymentService = Readonly<{ provider: Provider; providers: Providers; jobs: readonly Job[] }>

/** Starts the sandbox without a server and without webhooks: what happens there is found out by asking. */
export function startPaymentService(db: Db, secret: string): PaymentService {
  const sandbox = createSandbox({ db, secret, deliver: null })
  const provider = sandboxProvider({ secret, transport: inProcess(sandbox, secret) })
  return { provider, providers: new Map([[provider.name, provider]]), jobs: sandboxJobs(sandbox) }
}
