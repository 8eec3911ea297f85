import { type Anomaly, available, type Deed, deedsOf, type History, type Read } from './bank-history.ts'
import { checkEffects } from './bank-history-effects.ts'
import { orderOf, realTime } from './bank-history-order.ts'
import { type Cut, explain, figuresAfter, storiesOf, type Story } from './bank-history-reads.ts'

/** The verdict on a history. */
export type Verdict = Readonly<{
  anomalies: readonly Anomaly[]
  figures: Readonly<{
    posted: number
    refused: number
    /** Transactions of which an attempt was never answered. */
    unanswered: number
    reads: number
    /** Reads that more than one state explains. */
    ambiguous: number
    /** Reads of a past moment to which the ledger added an entry afterwards, by a transaction that had begun before it. */
    grown: number
  }>
}>

/**
 * Looks for one order of all transactions and reads that explains every answer: in each account the order of its
 * statement, each read exactly the state after what stands before it, and whatever ended before something else began
 * stands before it. There is one if and only if all these demands together have no circle.
 */
export function check(history: History): Verdict {
  const deeds = deedsOf(history.ops)
  const stories = storiesOf(history, deeds)
  const reads = history.ops.filter((op) => op.kind !== 'act')
  const anomalies = checkEffects(history, deeds)
  const explained = reads.map((read) => explain(read, stories, history.accounts))
  anomalies.push(...explained.flatMap((one) => ('anomaly' in one ? [one.anomaly] : [])))
  anomalies.push(...[...deeds.values()].flatMap((deed) => checkRefusal(deed, stories)))
  // Where the parts are wrong already, a circle would only tell so again.
  const choices = explained.flatMap((one) => ('cuts' in one ? [one.cuts] : []))
  if (anomalies.length === 0) anomalies.push(...findOrder(history, deeds, stories, choices))
  const answers = [...deeds.values()].map(({ answer }) => answer?.result)
  return {
    anomalies,
    figures: {
      posted: answers.filter((result) => result === 'posted').length,
      refused: answers.filter((result) => result === 'refused').length,
      unanswered: new Set(
        history.ops.flatMap((op) => (op.kind === 'act' && op.answer === null ? op.transaction : []))
      ).size,
      reads: reads.length,
      ambiguous: choices.filter(({ length }) => length > 1).length,
      grown: choices.filter(([cut]) => cut?.read.kind === 'past' && !allOpen(cut)).length
    }
  }
}

const allOpen = ({ seen }: Cut) => [...seen.values()].every(({ open = false }) => open)
const attemptsMax = 2000

/**
 * Tries what the reads can have seen until there is no circle. Whatever is right differs from what was tried in at least
 * one read of its circle, so that changing each of these in turn leads there if anything does.
 */
function findOrder(
  { accounts }: History,
  deeds: ReadonlyMap<string, Deed>,
  stories: ReadonlyMap<string, Story>,
  choices: readonly (readonly Cut[])[]
): Anomaly[] {
  const written = new Set(
    [...accounts.values()].flatMap(({ entries }) => entries.map(({ transaction }) => transaction))
  )
  const acts = [...deeds.values()].filter(({ transaction }) => written.has(transaction))
  const queue = [new Map<number, number>()]
  const tried = new Set([''])
  let first: Anomaly | undefined
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const chosen = queue.shift()
    if (chosen === undefined) break
    const cuts = choices.flatMap((options, i) => options[chosen.get(i) ?? 0] ?? [])
    const found = orderOf(demandsOf(acts, cuts, stories))
    if ('order' in found) return proof(found.order, acts, cuts, stories)
    first ??= { kind: 'no order', detail: tell(found.circle, acts, cuts) }
    for (const node of found.circle) {
      const at = node - acts.length
      for (let option = 0; option < (choices[at]?.length ?? 0); option++) {
        const next = new Map(chosen).set(at, option)
        const key = [...next].toSorted(([a], [b]) => a - b).join(' ')
        if (!tried.has(key)) queue.push(next)
        tried.add(key)
      }
    }
  }
  return first === undefined ? [] : [first]
}

/** Acts are nodes from 0, reads follow, then what real time needs. */
function demandsOf(acts: readonly Deed[], cuts: readonly Cut[], stories: ReadonlyMap<string, Story>) {
  const nodes = new Map(acts.map(({ transaction }, node) => [transaction, node]))
  const time = realTime([...acts, ...cuts.map(({ read }) => read)])
  const edges: (readonly [number, number])[] = [...time.edges]
  for (const { account } of stories.values()) {
    const chain = account.entries.map(({ transaction }) => nodes.get(transaction) ?? 0)
    for (const [i, node] of chain.entries()) {
      const before = chain[i - 1]
      if (before !== undefined && before !== node) edges.push([before, node])
    }
  }
  for (const [i, { seen }] of cuts.entries()) {
    for (const [id, { count, open = false, blind = false }] of seen) {
      const entries = stories.get(id)?.account.entries ?? []
      const [last, next] = [entries[count - 1], entries[count]]
      if (last !== undefined && !blind) edges.push([nodes.get(last.transaction) ?? 0, acts.length + i])
      if (next !== undefined && !open) edges.push([acts.length + i, nodes.get(next.transaction) ?? 0])
    }
  }
  return { size: time.size, edges }
}

/** Goes through the order that was found as a ledger of one client would, and compares what each read of all saw. */
function proof(
  order: readonly number[],
  acts: readonly Deed[],
  cuts: readonly Cut[],
  stories: ReadonlyMap<string, Story>
): Anomaly[] {
  const now = new Map([...stories.keys()].map((id) => [id, 0]))
  const lengths = new Map<string, Map<string, number>>()
  for (const [id, { account }] of stories) {
    for (const { transaction } of account.entries) {
      const of = lengths.get(transaction) ?? new Map<string, number>()
      lengths.set(transaction, of.set(id, (of.get(id) ?? 0) + 1))
    }
  }
  return order.flatMap((node): Anomaly[] => {
    const act = acts[node]
    if (act !== undefined) {
      for (const [id, length] of lengths.get(act.transaction) ?? []) now.set(id, (now.get(id) ?? 0) + length)
      return []
    }
    const read = cuts[node - acts.length]?.read
    if (read?.kind !== 'look') return []
    return [...now].flatMap(([id, count]): Anomaly[] => {
      const story = stories.get(id)
      const [told, right] = [read.figures.get(id), story && figuresAfter(story.account, count)]
      if (told?.posted === right?.posted && told?.held === right?.held) return []
      return [
        {
          kind: 'no order',
          detail: `client ${read.client} saw ${told?.posted} in ${id}, not ${right?.posted}`
        }
      ]
    })
  })
}

function tell(circle: readonly number[], acts: readonly Deed[], cuts: readonly Cut[]): string {
  const name = (read: Read | undefined) =>
    read && `the ${read.kind} of client ${read.client} at ${read.invoked}`
  const names = circle.flatMap(
    (node) => acts[node]?.transaction ?? name(cuts[node - acts.length]?.read) ?? []
  )
  return `each of these must come before the next, and the last before the first: ${names.join(', ')}`
}

const justified = new Set(['funds_insufficient', 'hold_settled', 'hold_unknown', 'capture_exceeds_hold'])

/** A refusal needs a moment at which it was right: too little in the account, or in the hold. */
function checkRefusal(deed: Deed, stories: ReadonlyMap<string, Story>): Anomaly[] {
  const { answer, legs, transaction } = deed
  if (answer?.result !== 'refused') return []
  const code = answer.code.replace('ledger.', '')
  const right = legs.some((leg) => {
    if (!justified.has(code)) return false
    if (leg.hold !== undefined) return wasSpent(deed, leg.hold, leg.minor ?? 1n, stories)
    const story = stories.get(leg.debit ?? '')
    if (story === undefined || leg.upTo === true) return false
    const asked = legs.reduce((sum, one) => (one.debit === leg.debit ? sum + (one.minor ?? 0n) : sum), 0n)
    return momentsOf(deed, story).some(
      (count) => available(figuresAfter(story.account, count), story.account.floor) < asked
    )
  })
  if (right) return []
  return [
    { kind: 'unjustified refusal', detail: `${transaction} was refused: ${code}, at no moment rightly` }
  ]
}

function momentsOf(deed: Deed, { window }: Story): number[] {
  const [least, most] = window(deed)
  return Array.from({ length: Math.max(0, most - least + 1) }, (_, i) => least + i)
}

/** Whether the hold can have had less than `minor` left (or not have been there) while the deed was done. */
function wasSpent(deed: Deed, hold: string, minor: bigint, stories: ReadonlyMap<string, Story>): boolean {
  for (const story of stories.values()) {
    const { entries } = story.account
    const made = entries.findIndex(({ id, side }) => id === hold && side === 'debit')
    const first = entries[made]
    if (first === undefined) continue
    const left = (count: number) =>
      entries
        .slice(made + 1, count)
        .reduce((rest, entry) => (entry.hold === hold ? rest - entry.minor : rest), first.minor)
    return momentsOf(deed, story).some((count) => count <= made || left(count) < minor)
  }
  return true // it was never made
}
