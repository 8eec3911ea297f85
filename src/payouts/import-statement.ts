import { emit } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import type { Id } from '../kernel/index.ts'
import {
  filesNamed,
  findStatement,
  insertLines,
  insertStatement,
  type LineMatch,
  lockAccount,
  type StoredStatement
} from './bank-store.ts'
import { fingerprinting, readingCamt } from './camt.ts'
import { checkChain } from './chain.ts'
import type { NewDifference } from './difference.ts'
import { resolveMissing } from './difference-store.ts'
import { blocksOf, returned, tellEnded } from './end-payout.ts'
import { statementAccountUnknown, statementDiffers } from './bank-failures.ts'
import { keepApart } from './keep-apart.ts'
import { type Known, type Match, matchLines, namesIn, namesOfFile, settledBy } from './match-lines.ts'
import { isEndToEndId, type Payout, type PayoutId } from './payout.ts'
import { postLines } from './post-lines.ts'
import { addExempt, blockProfiles, lockProfiles } from './profile-store.ts'
import { recordDifferences } from './record-difference.ts'
import { referenceLettersMax, type SettlementId } from './settlement.ts'
import { endWaiting, lockSettlements, settlementsNamed } from './settlement-store.ts'
import type { PayoutSettings } from './settings.ts'
import type { BankStatement } from './statement.ts'
import { lockPayouts, payoutsNamed, updatePayouts } from './store.ts'
import { inTurns, piecesOf } from './turns.ts'

const linesOfPiece = 1000

/** The statements of a file, and which of them were imported before. */
type Imported = Readonly<{ statements: StoredStatement[]; known: Id<'stm'>[] }>

/**
 * Imports the bank statements of a camt.053 file: all of them, or none. One that was imported before is answered as it
 * was then. Payouts are settled or returned, settlements booked; what fits nothing is kept apart and named.
 */
export async function importStatements(tx: Tx, text: string, settings: PayoutSettings): Promise<Imported> {
  const statements = await inTurns(readingCamt(text))
  const other = statements.find(({ account }) => account !== settings.debtor.iban)
  if (other !== undefined) throw statementAccountUnknown(other.account)
  await lockAccount(tx, settings.debtor.iban)
  const imported: StoredStatement[] = []
  const known: Id<'stm'>[] = []
  for (const statement of statements) {
    const mark = await inTurns(fingerprinting(statement))
    const before = await knownStatement(tx, statement, mark)
    if (before !== undefined) known.push(before.id)
    imported.push(before ?? (await importOne(tx, statement, mark)))
  }
  return { statements: imported, known }
}

/** The same statement as it was imported before, if it was. */
async function knownStatement(
  tx: Tx,
  statement: BankStatement,
  mark: string
): Promise<StoredStatement | undefined> {
  const before = await findStatement(tx, statement.account, statement.id, statement.page)
  if (before !== undefined && before.fingerprint !== mark) throw statementDiffers(statement.id)
  return before
}

async function importOne(tx: Tx, statement: BankStatement, mark: string): Promise<StoredStatement> {
  const { account, id: bankId, page, currency } = statement
  const found = await inTurns(matchLines(statement, await readKnown(tx, statement)))
  const statementId = tx.newId('stm')
  // Whoever pays out locks the profile before the balance; so does who puts money back.
  await lockProfiles(
    tx,
    found.flatMap((match) => (match.kind === 'return' ? [match.payout.merchantId] : []))
  )
  const matches = await keepApart(tx, currency, found)
  const kept = await postLines(tx, statementId, currency, matches)
  const matched = matches.filter(({ kind }) => kind !== 'unmatched').length
  await insertStatement(tx, statementId, statement, matched, mark)
  for (const piece of piecesOf(kept, linesOfPiece)) await insertLines(tx, statementId, currency, piece)
  await endPayouts(tx, matches)
  await endSettlements(tx, matches)
  await recordDifferences(tx, [
    ...(await checkChain(tx, statementId, statement)),
    ...kept.flatMap((line, i) => differenceOf(line, matches[i], statement))
  ])
  await emit(tx, {
    type: 'statement.imported',
    subject: statementId,
    data: { currency, opening: statement.opening, closing: statement.closing, lines: matches.length, matched }
  })
  return {
    id: statementId,
    bankId,
    page,
    account,
    currency,
    sequence: statement.sequence,
    to: statement.to,
    opening: statement.opening,
    closing: statement.closing,
    lines: matches.length,
    matched,
    fingerprint: mark,
    importedAt: tx.now
  }
}

/** What the lines may be about, locked: payouts first, in id order, then settlements. */
async function readKnown(tx: Tx, statement: BankStatement): Promise<Known> {
  const messages = new Map<string, Id<'bkf'>>()
  const payoutIds = new Set<PayoutId>()
  const settlementIds = new Set<SettlementId>()
  for (const { words, blocks } of namesIn(statement)) {
    const files = await filesNamed(tx, [...new Set(blocks.map((block) => block.replace(/-1$/, '')))])
    for (const [messageId, id] of files) messages.set(messageId, id)
    for (const id of await payoutsNamed(tx, words.filter(isEndToEndId))) payoutIds.add(id)
    for (const id of await settlementsNamed(
      tx,
      words.filter((word) => word.length <= referenceLettersMax)
    ))
      settlementIds.add(id)
  }
  const payouts = await lockPayouts(tx, { ids: [...payoutIds], fileIds: [...messages.values()] })
  const settlements = await lockSettlements(tx, [...settlementIds])
  const byFile = Map.groupBy(payouts, ({ fileId }) => fileId)
  return {
    payouts: new Map(payouts.map((payout) => [payout.endToEndId, payout])),
    files: new Map(
      [...messages].flatMap(([messageId, id]) =>
        namesOfFile(messageId).map((name): [string, { id: Id<'bkf'>; payouts: readonly Payout[] }] => [
          name,
          { id, payouts: byFile.get(id) ?? [] }
        ])
      )
    ),
    settlements: new Map(settlements.map((settlement) => [settlement.reference.toUpperCase(), settlement]))
  }
}

async function endPayouts(tx: Tx, matches: readonly Match[]): Promise<void> {
  const settled = settledBy(matches).map((payout): Payout => ({
    ...payout,
    state: 'settled',
    settledAt: tx.now,
    expectedBy: null
  }))
  const moved = new Map(settled.map((payout) => [payout.id, payout]))
  const back = matches.flatMap((match) => {
    const payout =
      match.kind === 'return' ? match.payout : match.kind === 'unmatched' ? match.back : undefined
    if (payout === undefined) return []
    return [
      returned(moved.get(payout.id) ?? payout, match.line.returned ?? { code: null, text: null }, tx.now)
    ]
  })
  for (const payout of back) moved.set(payout.id, payout)
  await updatePayouts(tx, [...moved.values()])
  await resolveMissing(tx, [...moved.keys()], 'The bank has booked it.')
  await addExempt(
    tx,
    back.map(({ merchantId, amount }) => ({ merchantId, currency: amount.currency, exempt: amount.minor }))
  )
  await blockProfiles(tx, blocksOf(back))
  await tellEnded(tx, settled, back)
}

async function endSettlements(tx: Tx, matches: readonly Match[]): Promise<void> {
  const ids = matches.flatMap((match) => (match.kind === 'settlement' ? [match.settlement.id] : []))
  await endWaiting(tx, ids, 'settled')
  await resolveMissing(tx, ids, 'The bank has booked it.')
}

function differenceOf(
  { id, line }: LineMatch,
  match: Match | undefined,
  { currency }: BankStatement
): NewDifference[] {
  if (match?.kind !== 'unmatched') return []
  const { kind, expectedMinor, about, detail } = match.off
  const since = new Date(`${line.bookedOn}T00:00:00Z`)
  return [
    {
      kind,
      subject: about ?? id,
      lineId: id,
      currency,
      expectedMinor,
      foundMinor: line.minor,
      unmatchedMinor: line.minor,
      detail,
      since
    }
  ]
}
