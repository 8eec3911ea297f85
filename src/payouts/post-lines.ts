import type { Tx } from '../db/index.ts'
import { type Currency, derivedId, type Id } from '../kernel/index.ts'
import { type Leg, mainBook, openAccounts, postAll, type Transaction } from '../ledger/index.ts'
import { merchantAccount, openAccountsOfMerchants } from '../merchants/index.ts'
import type { LineMatch } from './bank-store.ts'
import type { Match } from './match-lines.ts'
import { bankAccount, payoutAccount, unmatchedAccount } from './payout.ts'
import { settlementAccounts, settlementLegs, signedLeg } from './settlement.ts'
import { inTurns, type Pieces } from './turns.ts'

const legsMax = 500
const linesOfPiece = 500

/** Posts what the lines of a statement are, each line in a transaction of its own, and answers what is kept of each. */
export async function postLines(
  tx: Tx,
  statementId: Id<'stm'>,
  currency: Currency,
  matches: readonly Match[]
): Promise<LineMatch[]> {
  await openAccounts(tx, [
    { id: bankAccount(currency), side: 'debit', floor: null },
    { id: unmatchedAccount(currency), side: 'credit', floor: null },
    ...matches.flatMap((match) => (match.kind === 'settlement' ? settlementAccounts(match.settlement) : []))
  ])
  await openAccountsOfMerchants(
    tx,
    matches.flatMap((match) =>
      match.kind === 'return' ? [{ merchantId: match.payout.merchantId, currency, book: mainBook }] : []
    )
  )
  const transactions = await inTurns(making(statementId, currency, matches))
  await postAll(
    tx,
    transactions.flatMap(({ made }) => made)
  )
  return transactions.map(({ match, made }) => ({
    id: tx.newId('bkl'),
    line: match.line,
    kind: match.kind,
    subject: subjectOf(match),
    transactionId: made[0]?.id ?? null
  }))
}

type Made = Readonly<{ match: Match; made: readonly Transaction[] }>

function* making(statementId: Id<'stm'>, currency: Currency, matches: readonly Match[]): Pieces<Made[]> {
  const all: Made[] = []
  for (const match of matches) {
    const made = transactionsOf(`${statementId} ${match.line.place}`, currency, match)
    if (all.push({ match, made }) % linesOfPiece === 0) yield
  }
  return all
}

function subjectOf(match: Match): string | null {
  switch (match.kind) {
    case 'payout':
    case 'return':
      return match.payout.id
    case 'file':
      return match.fileId
    case 'settlement':
      return match.settlement.id
    case 'unmatched':
      return match.off.about
    case 'nothing':
      return null
  }
}

/** A line is one transaction; only a file of more than 500 payouts is several. */
function transactionsOf(key: string, currency: Currency, match: Match): Transaction[] {
  const legs = legsOf(match, currency, (n) => derivedId('trf', 'bank line', key, n))
  const chunks: Transaction[] = []
  for (let from = 0; from < legs.length; from += legsMax) {
    chunks.push({ id: derivedId('txn', 'bank line', key, from), legs: legs.slice(from, from + legsMax) })
  }
  return chunks
}

function legsOf(match: Match, currency: Currency, legId: (n: number) => Leg['id']): Leg[] {
  const bank = bankAccount(currency)
  switch (match.kind) {
    case 'payout':
    case 'file':
      return (match.kind === 'payout' ? [match.payout] : match.payouts).map(({ id, amount }, n) => ({
        id: legId(n),
        type: 'plain',
        code: 'payout.settled',
        subject: id,
        debit: payoutAccount(id, currency),
        credit: bank,
        minor: amount.minor
      }))
    case 'return': {
      const { id, merchantId, amount } = match.payout
      const credit = merchantAccount(merchantId, currency)
      const about = { id: legId(1), type: 'plain', code: 'payout.returned', subject: id } as const
      return [{ ...about, debit: bank, credit, minor: amount.minor }]
    }
    case 'settlement':
      return settlementLegs(match.settlement, bank, legId)
    case 'unmatched': {
      const about = { id: legId(1), subject: match.off.about }
      return signedLeg(
        about,
        'unmatched',
        { debit: bank, credit: unmatchedAccount(currency) },
        match.line.minor
      )
    }
    case 'nothing':
      return []
  }
}
