import type { Account, Anomaly, Deed, Figures, History, Look, Page, Past, Read } from './bank-history.ts'
import { windowsOf } from './bank-history-order.ts'

/** A limited account with what is needed to place a reader in its story. */
export type Story = Readonly<{
  id: string
  account: Account
  /** How many entries a reader must have seen at least, and can have seen at most. */
  window(reader: Readonly<{ invoked: number; completed: number }>): readonly [number, number]
}>

/**
 * How many entries of each account a reader saw. `open`: more may have been there, which it did not ask for; `blind`:
 * fewer may have been there, for it saw none itself.
 */
type Seen = Readonly<{ count: number; open?: boolean; blind?: boolean }>
export type Cut = Readonly<{ read: Read; seen: ReadonlyMap<string, Seen> }>

/** Every cut that explains a read, or why there is none. */
export type Explained = Readonly<{ cuts: readonly Cut[] } | { anomaly: Anomaly }>

const cutsMax = 32

/** The stories of all limited accounts. */
export function storiesOf({ accounts }: History, deeds: ReadonlyMap<string, Deed>): Map<string, Story> {
  const limited = [...accounts].filter(([, { floor }]) => floor !== null)
  return new Map(
    limited.map(([id, account]) => {
      const unknown = { invoked: -1, completed: Infinity }
      const spans = account.entries.map(({ transaction }) => deeds.get(transaction) ?? unknown)
      return [id, { id, account, window: windowsOf(spans) }]
    })
  )
}

/** What the account held after so many entries. */
export function figuresAfter({ entries }: Account, count: number): Figures {
  const last = entries[count - 1]
  return last === undefined ? { posted: 0n, held: 0n } : { posted: last.posted, held: last.held }
}

const same = (a: Figures, b: Figures) => a.posted === b.posted && a.held === b.held
const say = ({ posted, held }: Figures) => `${posted} (held ${held})`

/** Where in the story of an account a reader may have stood who saw these figures. */
function places(
  story: Story,
  reader: Read,
  figures: Figures,
  last = story.account.entries.length
): number[] | Anomaly {
  const [least, most] = story.window(reader)
  const fits = (count: number) => same(figuresAfter(story.account, count), figures)
  const found = range(Math.min(least, last), Math.min(most, last)).filter(fits)
  if (found.length > 0) return found
  const told = `client ${reader.client} read ${say(figures)} in ${story.id}`
  if (range(0, Math.min(least, last) - 1).some(fits)) {
    return { kind: 'stale read', detail: `${told}, which it held before the reader asked, and no more` }
  }
  if (range(most + 1, last).some(fits)) {
    return { kind: 'read of the future', detail: `${told}, which it held only after the reader was answered` }
  }
  return { kind: 'balance that never existed', detail: `${told}, which it never held` }
}

const range = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)

/** Explains a read by the stories of the accounts that it read. */
export function explain(
  read: Read,
  stories: ReadonlyMap<string, Story>,
  accounts: History['accounts']
): Explained {
  if (read.kind === 'look') return explainLook(read, stories, accounts)
  const story = stories.get(read.account)
  if (story === undefined) throw new Error(`${read.account} has no story`)
  return read.kind === 'page' ? explainPage(read, story) : explainPast(read, story)
}

function explainPast(read: Past, story: Story): Explained {
  const last = story.account.entries.filter(({ at }) => at <= read.at).length
  const found = places(story, read, read.figures, last)
  if (!Array.isArray(found)) return { anomaly: found }
  // Whoever saw all entries up to a moment may have stood anywhere after them.
  const cuts = found.map((count): Cut => ({
    read,
    seen: new Map([[story.id, { count, open: count === last }]])
  }))
  return { cuts: cuts.toReversed() }
}

function explainPage(read: Page, { id, account, window }: Story): Explained {
  const start = account.entries.filter(({ at }) => at < read.from).length
  const told = `client ${read.client} read a page of ${id} from ${start}`
  for (const [i, entry] of read.entries.entries()) {
    const stands = account.entries[start + i]
    if (
      stands === undefined ||
      stands.id !== entry.id ||
      !same(stands, entry) ||
      stands.minor !== entry.minor
    ) {
      const detail = `${told}: entry ${entry.id}, after which ${say(entry)} is held, does not stand there`
      return { anomaly: { kind: 'balance that never existed', detail } }
    }
  }
  const count = start + read.entries.length
  const full = read.entries.length === read.limit
  const [least, most] = window(read)
  if (count < least && !full) {
    return {
      anomaly: { kind: 'stale read', detail: `${told} and saw ${count} of at least ${least} entries` }
    }
  }
  const blind = read.entries.length === 0
  if (count > most && !blind) {
    return { anomaly: { kind: 'read of the future', detail: `${told} and saw ${count} of at most ${most}` } }
  }
  return { cuts: [{ read, seen: new Map([[id, { count, open: full, blind }]]) }] }
}

function explainLook(
  read: Look,
  stories: ReadonlyMap<string, Story>,
  accounts: History['accounts']
): Explained {
  const wrong = [...read.figures.keys()].find((id) => !accounts.has(id))
  const missing = [...accounts.keys()].find((id) => !read.figures.has(id))
  const total = [...read.figures.values()].reduce((sum, { posted }) => sum + posted, 0n)
  if (wrong !== undefined || missing !== undefined || total !== 0n) {
    const detail = `client ${read.client} saw accounts that sum to ${total} instead of 0`
    return { anomaly: { kind: 'wrong total', detail } }
  }
  const choices = new Map<string, number[]>()
  for (const [id, figures] of read.figures) {
    const story = stories.get(id)
    if (story === undefined) continue // unlimited: it is what the others leave, and the total was right
    const found = places(story, read, figures)
    if (!Array.isArray(found)) return { anomaly: found }
    choices.set(id, found)
  }
  const cuts = wholeCuts(choices, linksOf(choices, stories))
  if (cuts.length > 0) return { cuts: cuts.map((seen) => ({ read, seen })) }
  const detail = `client ${read.client}: each balance existed, but not all of them together`
  return { anomaly: { kind: 'torn read', detail } }
}

/** A transaction with entries in two accounts: whoever saw it in one saw it in the other. `a`, `b`: its last entry there. */
type Link = Readonly<{ x: string; a: number; y: string; b: number }>

/** The transactions about which the choices leave a doubt. */
function linksOf(choices: ReadonlyMap<string, number[]>, stories: ReadonlyMap<string, Story>): Link[] {
  const places = new Map<string, { account: string; index: number }[]>()
  for (const [account, counts] of choices) {
    const [from, to] = [Math.min(...counts) - 20, Math.max(...counts) + 20]
    for (let index = Math.max(0, from); index < to; index++) {
      const entry = stories.get(account)?.account.entries[index]
      if (entry === undefined) break
      const list = places.get(entry.transaction) ?? []
      places.set(entry.transaction, [...list.filter((one) => one.account !== account), { account, index }])
    }
  }
  return [...places.values()].flatMap((list) =>
    list.flatMap((one, i) =>
      list.slice(i + 1).map((other) => ({ x: one.account, a: one.index, y: other.account, b: other.index }))
    )
  )
}

/** All combinations that see each transaction whole, at most `cutsMax`. */
function wholeCuts(choices: ReadonlyMap<string, number[]>, links: readonly Link[]): Cut['seen'][] {
  const names = [...choices.keys()].toSorted(
    (a, b) => (choices.get(a)?.length ?? 0) - (choices.get(b)?.length ?? 0)
  )
  const found: Cut['seen'][] = []
  const chosen = new Map<string, Seen>()
  const fits = ({ x, a, y, b }: Link) => {
    const [one, other] = [chosen.get(x), chosen.get(y)]
    return one === undefined || other === undefined || a < one.count === b < other.count
  }
  const choose = (i: number): void => {
    const name = names[i]
    if (name === undefined) return void found.push(new Map(chosen))
    const own = links.filter(({ x, y }) => x === name || y === name)
    for (const count of choices.get(name) ?? []) {
      chosen.set(name, { count })
      if (own.every(fits) && found.length < cutsMax) choose(i + 1)
      chosen.delete(name)
    }
  }
  choose(0)
  return found
}
