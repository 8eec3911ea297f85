import type { Job } from '../api/index.ts'
import type { Db } from '../db/index.ts'
import type { Clock } from '../kernel/index.ts'
import { type Provider, takeWebhooks } from '../payments/index.ts'
import { sandboxBankJob } from '../payouts/index.ts'
import {
  createSandbox,
  inProcess,
  overHttp,
  sandboxJobs,
  sandboxProvider,
  startSandbox
} from '../sandbox/index.ts'
import { exampleRatesJob } from '../world/index.ts'
import type { Config } from './config.ts'
import { environment } from './exit.ts'
import { addSecrets, newSecret, readSecrets } from './secrets.ts'

/** The payment services that a server works with. */
export type Services = Readonly<{
  providers: ReadonlyMap<string, Provider>
  /** What they do by themselves in our process: the sandbox's bank and rates. */
  jobs: readonly Job[]
  close: () => Promise<void>
}>

const mapOf = (provider: Provider): ReadonlyMap<string, Provider> => new Map([[provider.name, provider]])

/** What a sandbox needs to run beside a server. */
type Starting = Readonly<{ config: Config; url: string; clock: Clock; apiUrl: string; wanted: boolean }>

/** The sandbox of KONTOR_SANDBOX_URL, or, where it is wanted, one that runs in this process as a server of its own. */
export async function startServices({ config, url, clock, apiUrl, wanted }: Starting): Promise<Services> {
  if (config.sandbox) {
    const { url: sandboxUrl, secret } = config.sandbox
    if (secret === undefined) {
      throw environment(
        'KONTOR_SANDBOX_URL is set, but KONTOR_SANDBOX_SECRET is not.',
        'Set it to the secret of that sandbox.'
      )
    }
    const provider = sandboxProvider({ secret, transport: overHttp(sandboxUrl, secret) })
    return { providers: mapOf(provider), jobs: [], close: async () => {} }
  }
  if (!wanted) return { providers: new Map(), jobs: [], close: async () => {} }
  const secret = await sandboxSecret(config.home)
  const webhookUrl = `${apiUrl}/v1/providers/sandbox/webhooks`
  const server = await startSandbox({ url, clock, secret, webhookUrl })
  const provider = sandboxProvider({ secret, transport: overHttp(server.url, secret) })
  return { providers: mapOf(provider), jobs: sandboxSurroundings(config), close: () => server.close() }
}

/** What happens around the sandbox by itself: its bank, and the rates of the example. */
export const sandboxSurroundings = (config: Config): readonly Job[] => [
  sandboxBankJob(config.payouts),
  exampleRatesJob()
]

/**
 * The sandbox without a server: for commands that let time pass. Its books are in the same database. Where it `tells`, its
 * webhooks come to Kontor at their moments, also while no server runs.
 */
export async function sandboxInside(
  config: Config,
  db: Db,
  tells: boolean
): Promise<Readonly<{ providers: ReadonlyMap<string, Provider>; jobs: readonly Job[] }>> {
  const secret = await sandboxSecret(config.home)
  const take = async (text: string, headers: Readonly<Record<string, string>>) => {
    const webhook = { name: provider.name, raw: { text, header: (name: string) => headers[name] } }
    const [taken] = await db.transaction((tx) => takeWebhooks(tx, mapOf(provider), [webhook]))
    return typeof taken === 'number'
  }
  const sandbox = createSandbox({ db, secret, deliver: tells ? take : null })
  const provider = sandboxProvider({ secret, transport: inProcess(sandbox, secret) })
  return { providers: mapOf(provider), jobs: sandboxJobs(sandbox) }
}

/** The secret that the sandbox of this home and its users share; made the first time. */
export async function sandboxSecret(home: string): Promise<string> {
  const secrets = await readSecrets(home)
  if (secrets.sandbox !== undefined) return secrets.sandbox
  const sandbox = newSecret()
  await addSecrets(home, { sandbox })
  return sandbox
}
