import { type Account, type Anomaly, type Answer, available, type Deed, type Entry } from './bank-history.ts'
import type { Figures, History, Moved, Op } from './bank-history.ts'

const zero: Figures = { posted: 0n, held: 0n }

/** Nothing lost, nothing doubled, nothing that nobody asked for; each running balance the sum of what came before it. */
export function checkEffects({ ops, accounts }: History, deeds: ReadonlyMap<string, Deed>): Anomaly[] {
  const written = [...accounts].flatMap(([account, { entries }]) =>
    entries.map((entry) => ({ ...entry, account }))
  )
  const byTransaction = Map.groupBy(written, ({ transaction }) => transaction)
  return [
    ...[...deeds.values()].flatMap((deed) => checkDeed(deed, byTransaction.get(deed.transaction) ?? [])),
    ...[...byTransaction.keys()]
      .filter((transaction) => !deeds.has(transaction))
      .map((transaction) => ({
        kind: 'phantom effect' as const,
        detail: `nobody asked for ${transaction}, which has entries`
      })),
    ...checkRepeats(ops),
    ...[...accounts].flatMap(([id, account]) => checkRunning(id, account, deeds))
  ]
}

type Written = Entry & Readonly<{ account: string }>

function checkDeed({ transaction, legs, answer }: Deed, written: readonly Written[]): Anomaly[] {
  const twice = written.filter((entry, i) =>
    written.some((other, j) => j < i && other.account === entry.account && other.id === entry.id)
  )
  const found: Anomaly[] = twice.map(({ id, account }) => ({
    kind: 'double effect',
    detail: `${transaction} moved ${id} in ${account} more than once`
  }))
  const strangers = written.filter(({ id }) => !legs.some((leg) => leg.id === id))
  for (const { id, account } of strangers) {
    found.push({ kind: 'phantom effect', detail: `${id} in ${account} is no leg of ${transaction}` })
  }
  if (answer === null) return [...found, ...checkWhole(transaction, legs.length, written)]
  if (answer.result === 'refused') {
    if (written.length > 0) {
      found.push({
        kind: 'phantom effect',
        detail: `${transaction} was refused (${answer.code}) and has entries`
      })
    }
    return found
  }
  return [...found, ...answer.legs.flatMap((leg) => checkLeg(transaction, leg, written))]
}

/** Where no answer came it happened as a whole, or not at all. */
function checkWhole(transaction: string, legs: number, written: readonly Written[]): Anomaly[] {
  const sides = new Set(written.map(({ id, side }) => `${id} ${side}`)).size
  if (sides === 0 || sides === 2 * legs) return []
  return [
    { kind: 'lost effect', detail: `${transaction} stands there in part: ${sides} of ${2 * legs} sides` }
  ]
}

function checkLeg(transaction: string, leg: Moved, written: readonly Written[]): Anomaly[] {
  return (['debit', 'credit'] as const).flatMap((side): Anomaly[] => {
    const account = leg[side]
    const entry = written.find((one) => one.id === leg.id && one.side === side && one.account === account)
    if (entry === undefined) {
      return [
        { kind: 'lost effect', detail: `${transaction} was acknowledged; ${account} lacks its leg ${leg.id}` }
      ]
    }
    if (entry.minor === leg.minor && entry.type === leg.type) return []
    const detail = `${transaction}: told ${leg.type} ${leg.minor}, in ${account} stands ${entry.type} ${entry.minor}`
    return [{ kind: 'other answer', detail }]
  })
}

const words = (answer: Answer) =>
  JSON.stringify(answer, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner))

/** The same question is answered alike, however often it is asked. */
function checkRepeats(ops: readonly Op[]): Anomaly[] {
  const told = new Map<string, string>()
  return ops.flatMap((op): Anomaly[] => {
    if (op.kind !== 'act' || op.answer === null) return []
    const before = told.get(op.transaction) ?? words(op.answer)
    told.set(op.transaction, before)
    if (before === words(op.answer)) return []
    const detail = `${op.transaction} was answered ${before}, then ${words(op.answer)}`
    return [{ kind: 'other answer', detail }]
  })
}

/** What an entry does to a credit-side account. */
function effectOf({ type, side, minor }: Entry): Figures {
  if (side === 'credit') return { posted: type === 'plain' || type === 'capture' ? minor : 0n, held: 0n }
  const held = { plain: 0n, hold: minor, capture: -minor, void: -minor }[type]
  return { posted: type === 'plain' || type === 'capture' ? -minor : 0n, held }
}

function checkRunning(id: string, { floor, entries }: Account, deeds: ReadonlyMap<string, Deed>): Anomaly[] {
  const found: Anomaly[] = []
  let before = zero
  let at = -Infinity
  for (const entry of entries) {
    const effect = effectOf(entry)
    const after = { posted: before.posted + effect.posted, held: before.held + effect.held }
    const told = `${entry.id} in ${id}`
    if (entry.posted !== after.posted || entry.held !== after.held || entry.at < at) {
      const detail = `${told}: ${entry.posted} (held ${entry.held}) stands there, ${after.posted} (${after.held}) follows`
      found.push({ kind: 'wrong running balance', detail })
    }
    if (floor !== null && (available(after, floor) < 0n || after.held < 0n)) {
      const detail = `${told} left ${after.posted}, of which ${after.held} held; the floor is ${floor}`
      found.push({ kind: 'floor crossed', detail })
    }
    found.push(...checkUpTo(told, entry, available(before, floor), deeds))
    before = after
    at = entry.at
  }
  return found
}

/** `up to` takes all that there is, and no more than was asked for. */
function checkUpTo(
  told: string,
  { transaction, id, side, type, minor }: Entry,
  left: bigint,
  deeds: ReadonlyMap<string, Deed>
): Anomaly[] {
  const wish = deeds.get(transaction)?.legs.find((leg) => leg.id === id)
  if (wish?.upTo !== true || side !== 'debit' || type !== 'plain') return []
  const right = left < (wish.minor ?? 0n) ? left : (wish.minor ?? 0n)
  if (minor === right) return []
  return [
    {
      kind: 'wrong running balance',
      detail: `${told} took ${minor} of up to ${wish.minor}; ${left} was there`
    }
  ]
}
