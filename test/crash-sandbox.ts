import { databaseClock } from '../src/db/index.ts'
import { startSandbox } from '../src/sandbox/index.ts'

/** The sandbox provider as a process of its own, so that it can be killed: node crash-sandbox.ts URL PORT SECRET WEBHOOKS. */
const [url = '', port = '', secret = '', webhookUrl = ''] = process.argv.slice(2)
const clock = await databaseClock(url)
setInterval(() => void clock.refresh().catch(() => undefined), 500)
await startSandbox({ url, port: parseInt(port, 10), clock, secret, webhookUrl })
