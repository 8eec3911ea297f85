import type { Job } from '../api/index.ts'
import type { Db } from '../db/index.ts'
import { type Provider, type Providers, takeWebhook } from '../payments/index.ts'
import { createSandbox, type Deliver, inProcess, sandboxJobs, sandboxProvider } from '../sandbox/index.ts'

/** The sandbox in this process: the provider that the world pays with, and what the sandbox does by itself. */
export type PaymentService = Readonly<{ provider: Provider; providers: Providers; jobs: readonly Job[] }>

/** Starts the sandbox without a server. Its webhooks are signed, checked and taken in as over HTTP. */
export function startPaymentService(db: Db, secret: string): PaymentService {
  const providers = new Map<string, Provider>()
  const sandbox = createSandbox({ db, secret, deliver: takenTogether(db, providers) })
  const provider = sandboxProvider({ secret, transport: inProcess(sandbox, secret) })
  providers.set(provider.name, provider)
  return { provider, providers, jobs: sandboxJobs(sandbox) }
}

type Waiting = Readonly<{ text: string; headers: Readonly<Record<string, string>>; taken(it: boolean): void }>

/** Takes webhooks that come at the same time in one transaction. */
function takenTogether(db: Db, providers: Providers): Deliver {
  let waiting: Waiting[] = []
  const take = async () => {
    const group = waiting
    waiting = []
    const done = db.transaction(async (tx) => {
      for (const { text, headers } of group)
        await takeWebhook(tx, providers, 'sandbox', { text, header: (name) => headers[name] })
    })
    const taken = await done.then(
      () => true,
      () => false
    )
    for (const one of group) one.taken(taken)
  }
  return (text, headers) =>
    new Promise((taken) => {
      waiting.push({ text, headers, taken })
      if (waiting.length === 1) setImmediate(() => void take())
    })
}
