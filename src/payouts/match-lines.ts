import type { Id } from '../kernel/index.ts'
import type { NewDifference } from './difference.ts'
import { paymentInformationId } from './pain.ts'
import type { Payout } from './payout.ts'
import type { Settlement } from './settlement.ts'
import type { BankLine, BankStatement } from './statement.ts'
import { type Pieces, piecesOf } from './turns.ts'

/** What we know that lines of a statement may be about. */
export type Known = Readonly<{
  /** By end-to-end id, capitals. */
  payouts: ReadonlyMap<string, Payout>
  /** The payouts of files, by the name that the bank gives the whole block. */
  files: ReadonlyMap<string, Readonly<{ id: Id<'bkf'>; payouts: readonly Payout[] }>>
  /** By the provider's name for it, capitals. */
  settlements: ReadonlyMap<string, Settlement>
}>

type Off = Pick<NewDifference, 'kind' | 'expectedMinor' | 'detail'> & Readonly<{ about: string | null }>

/** What a line turns out to be. An unmatched one is a difference, and says which; `back` came back all the same. */
export type Match =
  | Readonly<{ kind: 'payout'; line: BankLine; payout: Payout }>
  | Readonly<{ kind: 'file'; line: BankLine; fileId: Id<'bkf'>; payouts: readonly Payout[] }>
  | Readonly<{ kind: 'return'; line: BankLine; payout: Payout }>
  | Readonly<{ kind: 'settlement'; line: BankLine; settlement: Settlement }>
  | Readonly<{ kind: 'unmatched'; line: BankLine; off: Off; back?: Payout }>
  | Readonly<{ kind: 'nothing'; line: BankLine }>

const linesOfPiece = 500

type Progress = { readonly settled: Set<string>; readonly returned: Set<string> }

/**
 * Says of each line what it is. Money out is looked at before money in, so that a payout which was booked and came back
 * in one statement is both. What was said of an earlier line counts for a later one: the second is a duplicate.
 */
export function* matchLines(statement: BankStatement, known: Known): Pieces<Match[]> {
  const progress: Progress = { settled: new Set(), returned: new Set() }
  const byDirection = [...statement.lines].sort((a, b) => direction(a) - direction(b) || a.place - b.place)
  const matches: Match[] = []
  for (const line of byDirection)
    if (matches.push(matchOne(line, statement, known, progress)) % linesOfPiece === 0) yield
  return matches.sort((a, b) => a.line.place - b.line.place)
}

const direction = ({ minor }: BankLine) => (minor < 0n ? 0 : 1)

function matchOne(line: BankLine, statement: BankStatement, known: Known, progress: Progress): Match {
  if (line.minor === 0n) return { kind: 'nothing', line }
  const payout = payoutOf(line, known)
  if (payout !== undefined) {
    const off =
      line.minor < 0n
        ? wrongDebit(line, statement, payout, progress)
        : wrongReturn(line, statement, payout, progress)
    if (off !== null) return { kind: 'unmatched', line, off: { ...off, about: payout.id } }
    ;(line.minor < 0n ? progress.settled : progress.returned).add(payout.id)
    return { kind: line.minor < 0n ? 'payout' : 'return', line, payout }
  }
  return (
    matchFile(line, statement, known, progress) ??
    matchSettlement(line, statement, known, progress) ??
    unknown(line)
  )
}

function payoutOf({ endToEndId, references }: BankLine, { payouts }: Known): Payout | undefined {
  if (endToEndId !== null) return payouts.get(endToEndId.trim().toUpperCase())
  return references.map((word) => payouts.get(word)).find((payout) => payout !== undefined)
}

type Wrong = Omit<Off, 'about'> | null

function wrongDebit(
  { minor }: BankLine,
  { currency }: BankStatement,
  payout: Payout,
  { settled }: Progress
): Wrong {
  const expectedMinor = -payout.amount.minor
  if (payout.settledAt !== null || settled.has(payout.id)) {
    return {
      kind: 'duplicate',
      expectedMinor: null,
      detail: 'The bank booked a payout that it had booked before.'
    }
  }
  if (payout.state !== 'in_file' && payout.state !== 'sent') {
    return { kind: 'extra', expectedMinor: null, detail: `The bank booked a payout that is ${payout.state}.` }
  }
  if (payout.amount.currency !== currency) {
    const detail = `The bank booked in ${currency} a payout of ${payout.amount.currency}.`
    return { kind: 'currency', expectedMinor: null, detail }
  }
  if (minor === expectedMinor) return null
  return { kind: 'amount', expectedMinor, detail: 'The bank booked a payout with another amount.' }
}

function wrongReturn(
  { minor }: BankLine,
  { currency }: BankStatement,
  payout: Payout,
  { settled, returned }: Progress
): Wrong {
  if (payout.state === 'returned' || returned.has(payout.id)) {
    return { kind: 'duplicate', expectedMinor: null, detail: 'A payout came back that had come back before.' }
  }
  if (payout.state !== 'settled' && !settled.has(payout.id)) {
    return { kind: 'extra', expectedMinor: null, detail: 'A payout came back that the bank has not booked.' }
  }
  if (payout.amount.currency !== currency) {
    const detail = `A payout of ${payout.amount.currency} came back in ${currency}.`
    return { kind: 'currency', expectedMinor: null, detail }
  }
  if (minor === payout.amount.minor) return null
  return {
    kind: 'amount',
    expectedMinor: payout.amount.minor,
    detail: 'A payout came back with another amount.'
  }
}

/** A whole payment block booked in one sum, without its payments. */
function matchFile(
  line: BankLine,
  { currency }: BankStatement,
  { files }: Known,
  { settled }: Progress
): Match | undefined {
  const file =
    line.paymentInformationId === null ? undefined : files.get(line.paymentInformationId.toUpperCase())
  if (file === undefined || line.minor > 0n) return undefined
  const other = file.payouts.find(({ amount }) => amount.currency !== currency)
  if (other !== undefined) {
    const detail = `The bank booked in ${currency} a payment file of ${other.amount.currency}.`
    return { kind: 'unmatched', line, off: { kind: 'currency', expectedMinor: null, detail, about: file.id } }
  }
  const open = file.payouts.filter(
    ({ id, state }) => (state === 'in_file' || state === 'sent') && !settled.has(id)
  )
  const sum = open.reduce((total, { amount }) => total + amount.minor, 0n)
  if (-line.minor !== sum) {
    const detail = 'The bank booked a payment file with another sum than its open payouts have.'
    return { kind: 'unmatched', line, off: { kind: 'amount', expectedMinor: -sum, detail, about: file.id } }
  }
  for (const { id } of open) settled.add(id)
  return { kind: 'file', line, fileId: file.id, payouts: open }
}

function matchSettlement(
  line: BankLine,
  { currency }: BankStatement,
  { settlements }: Known,
  { settled }: Progress
): Match | undefined {
  const settlement = line.references.map((word) => settlements.get(word)).find((found) => found !== undefined)
  if (settlement === undefined) return undefined
  const wrong = (kind: Off['kind'], detail: string, expectedMinor: bigint | null = null): Match => ({
    kind: 'unmatched',
    line,
    off: { kind, detail, expectedMinor, about: settlement.id }
  })
  if (settlement.settledAt !== null || settled.has(settlement.id)) {
    return wrong('duplicate', 'A provider paid a settlement that it had paid before.')
  }
  if (settlement.currency !== currency) {
    return wrong('currency', `A settlement of ${settlement.currency} came in ${currency}.`)
  }
  if (settlement.net !== line.minor) {
    return wrong('amount', 'A provider paid a settlement with another amount.', settlement.net)
  }
  settled.add(settlement.id)
  return { kind: 'settlement', line, settlement }
}

function unknown(line: BankLine): Match {
  const detail =
    line.minor < 0n
      ? 'Money left the bank for a reason unknown to us.'
      : 'Money came to the bank that nobody expects.'
  return { kind: 'unmatched', line, off: { kind: 'extra', expectedMinor: null, detail, about: null } }
}

/** What lines may call payouts, files and settlements by, so many lines at a time that a look-up is short. */
export function* namesIn({
  lines
}: BankStatement): Generator<Readonly<{ words: string[]; blocks: string[] }>> {
  for (const piece of piecesOf(lines, linesOfPiece)) {
    const words = new Set<string>()
    const blocks = new Set<string>()
    for (const { endToEndId, paymentInformationId, references } of piece) {
      if (endToEndId !== null) words.add(endToEndId.trim().toUpperCase())
      for (const word of references) words.add(word)
      if (paymentInformationId !== null) blocks.add(paymentInformationId.toUpperCase())
    }
    yield { words: [...words], blocks: [...blocks] }
  }
}

/** The names under which a bank may book a file: its payment block, or the whole message. */
export const namesOfFile = (messageId: string) => [messageId, paymentInformationId(messageId)]

/** The payouts among matches that are settled by them. */
export const settledBy = (matches: readonly Match[]): Payout[] =>
  matches.flatMap((match) =>
    match.kind === 'payout' ? [match.payout] : match.kind === 'file' ? match.payouts : []
  )
