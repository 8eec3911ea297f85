import type { Served } from '../bench/index.ts'
import { createKey } from '../identity/index.ts'
import { addressOf, createLog } from '../server/index.ts'
import type { Config } from './config.ts'
import { open } from './database.ts'
import { choosePort } from './port.ts'
import { startServices } from './sandbox.ts'
import { appOf, startService } from './service.ts'
import type { Surroundings } from './surroundings.ts'

const unlimited = 1_000_000

/** One client stands for many here, so what is allowed to one key is lifted. */
function unhindered(config: Config): Config {
  const { limits } = config
  return { ...config, limits: { ...limits, keyRatePerSecond: unlimited, keyBurst: unlimited } }
}

/** A Kontor as `serve` starts it, in this process and with a sandbox provider, on a database of the run. */
export async function serveForBench(
  { version }: Pick<Surroundings, 'version'>,
  given: Config,
  url: string
): Promise<Served> {
  const config = unhindered(given)
  const opened = await open(config, url)
  const port = await choosePort('127.0.0.1', 0)
  const apiUrl = addressOf('127.0.0.1', port)
  const services = await startServices({ config, url, clock: opened.clock, apiUrl, wanted: true })
  const app = appOf(config, { providers: services.providers })
  const log = createLog('silent', { write: () => {} })
  const service = await startService({
    config,
    opened,
    url,
    app,
    log,
    version,
    host: '127.0.0.1',
    port,
    openPages: false
  })
  const keyOf = (kind: 'operator' | 'service') =>
    opened.db.transaction(async (tx) => {
      const made = await createKey(tx, app.permissionsOf, { kind, label: 'bench', test: true })
      return made.secret
    })
  return {
    apiUrl,
    operatorKey: await keyOf('operator'),
    serviceKey: await keyOf('service'),
    stop: async () => {
      await service.stop()
      await services.close()
      await opened.close()
    }
  }
}
