import { type Command, InvalidArgumentError } from 'commander'
import type { SequencedEvent } from '../audit/index.ts'
import { second } from '../kernel/index.ts'
import { matches, newSecret, payloadOf, signedHeaders, unknownPattern } from '../webhooks/index.ts'
import { checkAddress, type ClientOptions, clientOf, Unreachable } from './api-client.ts'
import { readConfig } from './config.ts'
import { exitCodes } from './exit.ts'
import { endOfLog, eventsAfter } from './follow.ts'
import { addCommand, type Run } from './program.ts'
import { addSecrets, readSecrets } from './secrets.ts'
import type { Surroundings } from './surroundings.ts'

type Options = ClientOptions & Readonly<{ forwardTo: string; events: readonly string[] }>

const pollMs = 500
const againMs = 2 * second
const timeoutMs = 15 * second

/** `kontor listen`: what happens in a running Kontor, sent as webhooks to a program on this machine. */
export function listenCommand(program: Command, run: Run<Options>): void {
  addCommand(program, {
    name: 'listen',
    summary: 'Follow the events of a running Kontor and forward each as a signed webhook, for developers.',
    more: 'Each is sent once, in the order of the log, whatever it is answered. Real endpoints: docs/webhooks.md.',
    examples: [
      'kontor listen --forward-to http://localhost:3000/hooks',
      'kontor listen --forward-to http://localhost:3000/hooks --events order.*,payout.*'
    ]
  })
    .requiredOption('--forward-to <url>', 'where to send them')
    .option('--events <list>', 'which, separated by commas, such as order.*', listOption, ['*'])
    .option('--url <url>', 'where Kontor is (KONTOR_URL, where `kontor try` runs, http://127.0.0.1:4700)')
    .option('--key <key>', 'the API key to read events with (KONTOR_API_KEY, or that of `kontor try`)')
    .action(run(listen))
}

function listOption(text: string): readonly string[] {
  const patterns = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (patterns.length === 0)
    throw new InvalidArgumentError(
      'It names no event. Leave --events out for all, or say which, such as order.*.'
    )
  const unknown = unknownPattern(patterns)
  if (unknown === undefined) return patterns
  throw new InvalidArgumentError(
    `No event is called ${unknown}. Those that there are stand in docs/webhooks.md.`
  )
}

async function listen(surroundings: Surroundings, options: Options) {
  const { out } = surroundings
  checkAddress('--forward-to', options.forwardTo)
  const config = readConfig(surroundings)
  const ending = new AbortController()
  const stopped = surroundings.stopped().then(() => ending.abort())
  const client = await clientOf(config, options, 'operator')
  const secret = (await readSecrets(config.home)).listen ?? newSecret()
  await addSecrets(config.home, { listen: secret })
  let place = await endOfLog(client)
  out(`Listening to ${options.events.join(', ')} of ${client.url}, forwarding to ${options.forwardTo}\n`)
  out(`The signing secret is ${secret}\n`)
  let lost = false
  while (!ending.signal.aborted) {
    try {
      const events = await eventsAfter(client, place)
      if (lost) out('Connected again.\n')
      lost = false
      for (const event of events) {
        if (ending.signal.aborted) break
        if (matches(options.events, event.type)) {
          out(await forward(surroundings, options.forwardTo, secret, event, ending.signal))
        }
        place = event.place
      }
      if (events.length === 0) await pause(pollMs, stopped)
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error
      if (!lost) surroundings.err(`${error.message} It is tried again; nothing is left out.\n`)
      lost = true
      await pause(againMs, stopped)
    }
  }
  out('Stopped.\n')
  return exitCodes.ok
}

/** Waits, unless somebody wants it to end. */
async function pause(ms: number, stopped: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  await Promise.race([stopped, new Promise((resolve) => (timer = setTimeout(resolve, ms)))])
  clearTimeout(timer)
}

/** Sends an event and answers the line that tells of it. */
async function forward(
  { clock }: Surroundings,
  to: string,
  secret: string,
  event: SequencedEvent,
  ending: AbortSignal
): Promise<string> {
  const body = payloadOf(event)
  const now = clock.now()
  const began = performance.now()
  const line = (what: string) => {
    const ms = Math.round(performance.now() - began)
    return `${now.toISOString().slice(11, 19)}  ${event.type.padEnd(24)} ${event.subject}  ${event.id}  ${what} (${ms} ms)\n`
  }
  try {
    const answer = await fetch(to, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json', ...signedHeaders([secret], event.id, now, body) },
      body,
      signal: AbortSignal.any([ending, AbortSignal.timeout(timeoutMs)])
    })
    await answer.body?.cancel()
    return line(String(answer.status))
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error
    return line(`not taken: ${cause instanceof Error ? cause.message : String(cause)}`)
  }
}
