import { newId } from '../src/kernel/index.ts'
import type { Answer, Entry, Figures, Op, Wish } from './bank-history.ts'
import type { Account, History } from './bank-history.ts'

/** A ledger as the clients of a history reach it. Null: no answer came, or none that says what became of the request. */
export type Bank = Readonly<{
  transact(transaction: string, legs: readonly Wish[]): Promise<Answer | null>
  look(): Promise<ReadonlyMap<string, Figures> | null>
  page(account: string, from: number, limit: number): Promise<readonly Entry[] | null>
  past(account: string, at: number): Promise<Figures | null>
}>

/** Chance from one number, so that the same one asks the same again. */
export function chanceFrom(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    next,
    below,
    pick: <T>(list: readonly T[]): T => {
      const found = list[below(list.length)]
      if (found === undefined) throw new Error('nothing to pick from')
      return found
    }
  }
}

export type Chance = ReturnType<typeof chanceFrom>

/** Account 0 is where all money comes from: unlimited. */
export type Playground = Readonly<{ source: string; limited: readonly string[] }>

type Recorder = Readonly<{ ops: Op[]; tick(): number }>

function recorder(): Recorder {
  let ticks = 0
  return { ops: [], tick: () => ++ticks }
}

const now = () => new Date()
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** The legs of the next transaction. */
function wishes(ground: Playground, chance: Chance, holds: readonly string[]): Wish[] {
  const id = () => newId('trf', now())
  const amount = () => BigInt(1 + chance.below(chance.below(4) === 0 ? 900 : 90))
  const [a, b, c] = [chance.pick(ground.limited), chance.pick(ground.limited), chance.pick(ground.limited)]
  const dice = chance.next()
  const open = holds.length > 0 ? chance.pick(holds) : undefined
  if (open !== undefined && dice < 0.15) {
    return [{ id: id(), type: 'capture', hold: open, minor: amount(), upTo: false }]
  }
  if (open !== undefined && dice < 0.22) return [{ id: id(), type: 'void', hold: open }]
  if (a === b || dice < 0.3) {
    const [debit, credit] = dice < 0.26 ? [ground.source, a] : [a, ground.source]
    return [{ id: id(), type: 'plain', debit, credit, minor: amount() }]
  }
  if (dice < 0.45) return [{ id: id(), type: 'hold', debit: a, credit: b, minor: amount() }]
  const leg: Wish = { id: id(), type: 'plain', debit: a, credit: b, minor: amount(), upTo: dice < 0.52 }
  if (dice < 0.85 || b === c) return [leg]
  return [leg, { id: id(), type: 'plain', debit: b, credit: c, minor: amount() }]
}

/** What one client does: asks, insists when nothing comes back (mostly), and writes down all of it. */
function clientOf(number: number, bank: Bank, ground: Playground, chance: Chance, { ops, tick }: Recorder) {
  const holds: string[] = []

  async function attempt(transaction: string, legs: readonly Wish[]): Promise<Answer | null> {
    const invoked = tick()
    const answer = await bank.transact(transaction, legs)
    const completed = answer === null ? Infinity : tick()
    ops.push({ kind: 'act', client: number, invoked, completed, transaction, legs, answer })
    return answer
  }
  async function insist(
    transaction: string,
    legs: readonly Wish[],
    attemptsMax = 400
  ): Promise<Answer | null> {
    for (let count = 0; count < attemptsMax; count++) {
      const answer = await attempt(transaction, legs)
      if (answer !== null) return answer
      await pause(25)
    }
    throw new Error(`${transaction} was never answered`)
  }
  async function act() {
    const legs = wishes(ground, chance, holds)
    const transaction = newId('txn', now())
    // A few are left unknown: nobody asks again until the very end, if at all.
    const answer = chance.below(8) === 0 ? await attempt(transaction, legs) : await insist(transaction, legs)
    if (answer?.result !== 'posted') return
    for (const leg of legs) if (leg.type === 'hold') holds.push(leg.id)
    if (holds.length > 12) holds.shift()
    if (chance.below(25) === 0) await insist(transaction, legs)
  }
  async function read() {
    const span = { client: number, invoked: tick() }
    const account = chance.pick(ground.limited)
    const dice = chance.below(10)
    if (dice < 6) {
      const figures = await bank.look()
      if (figures !== null) ops.push({ ...span, completed: tick(), kind: 'look', figures })
    } else if (dice < 8) {
      const [from, limit] = [Date.now() - chance.below(2000), 50]
      const entries = await bank.page(account, from, limit)
      if (entries !== null)
        ops.push({ ...span, completed: tick(), kind: 'page', account, from, limit, entries })
    } else {
      const at = Date.now() - chance.below(1500)
      const figures = await bank.past(account, at)
      if (figures !== null) ops.push({ ...span, completed: tick(), kind: 'past', account, at, figures })
    }
  }
  return { act, read, insist }
}

/** How many do something, and when it has been enough: asked with the number of attempts and reads so far. */
export type Effort = Readonly<{ clients: number; readers: number; enough: (answered: number) => boolean }>

/** Gives each account something, lets everybody act and read at once, and asks again about half of what stayed unknown. */
export async function play(
  bank: Bank,
  ground: Playground,
  seed: number,
  effort: Effort
): Promise<readonly Op[]> {
  const record = recorder()
  const first = clientOf(0, bank, ground, chanceFrom(seed), record)
  for (const credit of ground.limited) {
    const leg: Wish = { id: newId('trf', now()), type: 'plain', debit: ground.source, credit, minor: 500n }
    await first.insist(newId('txn', now()), [leg])
  }
  const work = async (number: number, turn: 'act' | 'read') => {
    const chance = chanceFrom(seed * 1000 + number)
    const client = clientOf(number, bank, ground, chance, record)
    while (!effort.enough(record.ops.length)) {
      await client[turn === 'act' && chance.below(8) === 0 ? 'read' : turn]()
      if (chance.below(turn === 'act' ? 10 : 3) === 0) await pause(chance.below(10))
    }
  }
  await Promise.all([
    ...Array.from({ length: effort.clients }, (_, i) => work(1 + i, 'act')),
    ...Array.from({ length: effort.readers }, (_, i) => work(1 + effort.clients + i, 'read'))
  ])
  const answered = new Set(record.ops.flatMap((op) => (op.kind === 'act' && op.answer ? op.transaction : [])))
  const unknown = record.ops
    .filter((op) => op.kind === 'act')
    .filter(({ transaction }) => !answered.has(transaction))
  for (const [i, { transaction, legs }] of unknown.entries()) {
    if (i % 2 === 0) await first.insist(transaction, legs)
  }
  return record.ops
}

/** The whole story of each account, page after page, once nobody acts any more. */
export async function storyOf(bank: Bank, ground: Playground, ops: readonly Op[]): Promise<History> {
  const accounts = new Map<string, Account>()
  for (const id of [ground.source, ...ground.limited]) {
    accounts.set(id, { floor: id === ground.source ? null : 0n, entries: await wholeOf(bank, id) })
  }
  return { ops, accounts }
}

const pageMax = 10_000_000

async function wholeOf(bank: Bank, account: string): Promise<readonly Entry[]> {
  for (;;) {
    const entries = await bank.page(account, 0, pageMax)
    if (entries !== null) return entries
    await pause(50)
  }
}
