import { randomBytes } from 'node:crypto'
import type { Command } from 'commander'
import type { SequencedEvent } from '../audit/index.ts'
import { second } from '../kernel/index.ts'
import { type ApiClient, clientOf, type ClientOptions } from './api-client.ts'
import { readConfig } from './config.ts'
import { CommandFailure, exitCodes, usage } from './exit.ts'
import { endOfLog, eventsAfter } from './follow.ts'
import { addCommand, type Run } from './program.ts'
import { fresh, recipes, type Step } from './recipes.ts'
import type { Surroundings } from './surroundings.ts'

type Options = ClientOptions & Readonly<{ list?: boolean; json?: boolean }>

const pollMs = 100
const patienceMs = 30 * second

/** `kontor trigger`: makes something really happen, with the sandbox provider. */
export function triggerCommand(program: Command, run: Run<Options>): void {
  addCommand(program, {
    name: 'trigger',
    summary: 'Make something happen in a running Kontor: real orders, paid through the sandbox provider.',
    more: 'No event is invented: the requests that lead to it are sent one by one. Only with keys for tests.',
    examples: ['kontor trigger --list', 'kontor trigger order.paid', 'kontor trigger dispute.opened --json']
  })
    .argument('[event]', 'what shall happen, such as order.paid')
    .option('--list', 'say what can be made to happen')
    .option('--url <url>', 'where Kontor is (KONTOR_URL, where `kontor try` runs, http://127.0.0.1:4700)')
    .option('--key <key>', 'API key of a service (KONTOR_API_KEY, or that of `kontor try`)')
    .option('--json', 'print the event')
    .action(run((surroundings, options, event) => trigger(surroundings, options, event)))
}

async function trigger(surroundings: Surroundings, options: Options, wanted: string | undefined) {
  const { out } = surroundings
  if (options.list === true) {
    out(`${Object.keys(recipes).join('\n')}\n`)
    return exitCodes.ok
  }
  const steps = wanted !== undefined && Object.hasOwn(recipes, wanted) ? recipes[wanted] : undefined
  if (wanted === undefined || steps === undefined) {
    const what =
      wanted === undefined ? 'It is not said what shall happen.' : `There is no recipe for "${wanted}".`
    throw usage(what, 'Say `kontor trigger --list` for what there is.')
  }
  const client = await clientOf(readConfig(surroundings), options, 'service')
  if (!client.key.startsWith('kontor_test_')) {
    throw usage(
      'This is no key for tests, and what would happen is real.',
      'Take a key that begins with kontor_test_.'
    )
  }
  const say = options.json === true ? () => {} : out
  const event = await perform(client, steps, wanted, say)
  out(
    options.json === true
      ? `${JSON.stringify(event)}\n`
      : `${event.type} happened: ${event.id}, place ${event.place}\n`
  )
  return exitCodes.ok
}

/** Sends the requests one by one, waits for what each has to bring about, and answers the event that was wanted. */
async function perform(
  client: ApiClient,
  steps: readonly Step[],
  wanted: string,
  say: (text: string) => void
): Promise<SequencedEvent> {
  const start = await endOfLog(client)
  const ids = new Map<string, string>()
  const seen = new Set<string>()
  for (const [i, { method = 'POST', path, body, until }] of steps.entries()) {
    const target = filled(path, ids)
    const reply = JSON.stringify(
      await client.send(method, target, JSON.parse(filled(JSON.stringify(body), ids)))
    )
    // An answer names itself first: that is the id that later requests are about.
    const [, id = '', prefix = ''] = /"id":"(([a-z]{3})_[0-9a-z]{26})"/.exec(reply) ?? []
    if (id !== '') ids.set(prefix, id)
    for (const [found] of reply.matchAll(/\b[a-z]{3}_[0-7][0-9a-z]{25}\b/g)) seen.add(found)
    say(`${method} ${target}${id === '' ? '' : `  ${id}`}\n`)
    const last = i === steps.length - 1
    if (until !== '' && !last) await happened(client, start, until, seen)
  }
  return happened(client, start, wanted, seen)
}

/** The text with ids for their kinds, and something new wherever that is asked for. */
function filled(text: string, ids: ReadonlyMap<string, string>): string {
  return text
    .replaceAll(fresh, () => `trigger-${randomBytes(6).toString('hex')}`)
    .replace(/\{([a-z]{3})\}/g, (_, prefix: string) => ids.get(prefix) ?? '')
}

/** Waits for an event of this type about something that we have made. */
async function happened(
  client: ApiClient,
  start: number,
  type: string,
  seen: ReadonlySet<string>
): Promise<SequencedEvent> {
  const end = performance.now() + patienceMs
  do {
    let after = start
    for (;;) {
      const events = await eventsAfter(client, after, type)
      const found = events.find(({ subject }) => seen.has(subject))
      if (found) return found
      const last = events.at(-1)
      if (last === undefined) break
      after = last.place
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  } while (performance.now() < end)
  throw new CommandFailure(
    exitCodes.different,
    `${type} did not happen within ${patienceMs / second} s at ${client.url}.`,
    'Check that the sandbox provider runs with it, and its log.'
  )
}
