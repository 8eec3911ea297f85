import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Currency, cutText, Failure, formatDecimal, parseDecimal } from '../kernel/index.ts'
import {
  statementAmountInvalid,
  statementBalanceMissing,
  statementCurrencyUnknown,
  statementDoesNotAddUp,
  statementIncomplete,
  statementKindUnknown,
  statementTooLong
} from './bank-failures.ts'
import type { BankLine, BankStatement, ReturnReason } from './statement.ts'
import { atOnce, type Pieces } from './turns.ts'
import { attribute, child, children, namespaceOf, readingXml, textAt, type XmlElement } from './xml.ts'

const namespace = /^urn:iso:std:iso:20022:tech:xsd:camt\.053\.001\.0[2-8]$/
const linesMax = 50_000
const linesOfPiece = 100
/** ISO 20022 has 18 digits; more zeros than these need nobody's time. */
const amountLettersMax = 100
/** ISO 20022: a code of the bank's own is a Max35Text. */
const codeLettersMax = 35

/** Reads camt.053.001.02 to .08. A statement that does not add up is refused, and the others of the file with it. */
export const readCamt = (text: string): BankStatement[] => atOnce(readingCamt(text))

/** As `readCamt`, in pieces. */
export function* readingCamt(text: string): Pieces<BankStatement[]> {
  const document = yield* readingXml(text)
  const message = child(document, 'BkToCstmrStmt')
  if (!namespace.test(namespaceOf(document) ?? '') || message === undefined) throw statementKindUnknown()
  const header = child(message, 'GrpHdr')
  const statements: BankStatement[] = []
  for (const statement of children(message, 'Stmt'))
    statements.push(yield* readingStatement(statement, header))
  if (statements.length === 0) throw statementIncomplete('Stmt')
  return statements
}

function* readingStatement(statement: XmlElement, header: XmlElement | undefined): Pieces<BankStatement> {
  const id = required(statement, 'Id')
  const pagination = child(statement, 'StmtPgntn') ?? child(header, 'MsgPgntn')
  const page = count(textAt(pagination, 'PgNb')) ?? 1
  const account = textAt(statement, 'Acct', 'Id', 'IBAN') ?? required(statement, 'Acct', 'Id', 'Othr', 'Id')
  const { opening, closing, currency, to } = readBalances(statement, page)
  const lines: Line[] = []
  for (const entry of children(statement, 'Ntry')) {
    for (const line of readEntry(entry, currency, to)) if (lines.push(line) % linesOfPiece === 0) yield
    if (lines.length > linesMax) throw statementTooLong(lines.length, linesMax)
  }
  const moved = lines.reduce((sum, line) => sum + line.minor, 0n)
  if (opening + moved !== closing) {
    const shown = (minor: bigint) => `${formatDecimal({ minor, currency })} ${currency}`
    throw statementDoesNotAddUp(id, shown(opening), shown(moved), shown(opening + moved), shown(closing))
  }
  const sequence = textAt(statement, 'ElctrncSeqNb')
  yield
  return {
    id,
    page,
    account: account.replaceAll(' ', '').toUpperCase(),
    currency,
    sequence: sequence !== undefined && /^\d{1,18}$/.test(sequence) ? BigInt(sequence) : null,
    from: dateAt(statement, 'FrToDt', 'FrDtTm'),
    to,
    opening,
    closing,
    lines: lines.map((line, index) => ({ ...line, place: index + 1 }))
  }
}

type Balance = Readonly<{ code: string; minor: bigint; currency: Currency; on: string | null }>

/**
 * Opening: OPBD, or PRCD (the closing of the day before) where a bank gives that, or the interim balance on a later
 * page. Closing: CLBD, or the interim balance on a page that is not the last. Available and forward balances do not count.
 */
function readBalances(statement: XmlElement, page: number) {
  const balances = children(statement, 'Bal').flatMap((balance): Balance[] => {
    const code = textAt(balance, 'Tp', 'CdOrPrtry', 'Cd') ?? ''
    if (!['OPBD', 'PRCD', 'CLBD', 'ITBD'].includes(code)) return []
    const { minor, currency } = readAmount(child(balance, 'Amt'))
    return [
      {
        code,
        minor: signed(balance, minor),
        currency,
        on: dateAt(balance, 'Dt', 'Dt') ?? dateAt(balance, 'Dt', 'DtTm')
      }
    ]
  })
  const interim = balances.filter(({ code }) => code === 'ITBD')
  const first = (code: string) => balances.find((balance) => balance.code === code)
  const opening = first('OPBD') ?? first('PRCD') ?? (page > 1 ? interim[0] : undefined)
  const closing = first('CLBD') ?? interim.findLast((balance) => balance !== opening)
  if (opening === undefined) throw statementBalanceMissing('opening')
  if (closing === undefined) throw statementBalanceMissing('closing')
  if (opening.currency !== closing.currency)
    throw statementCurrencyUnknown(`${opening.currency} and ${closing.currency}`)
  const to = closing.on ?? dateAt(statement, 'FrToDt', 'ToDtTm') ?? dateAt(statement, 'CreDtTm')
  if (to === null) throw statementIncomplete('Bal/Dt')
  return { opening: opening.minor, closing: closing.minor, currency: closing.currency, to }
}

type Line = Omit<BankLine, 'place'>

/** The lines of one entry: one for each of its transactions where these are given, and one for what they leave over. */
function* readEntry(entry: XmlElement, currency: Currency, closingOn: string): Generator<Line> {
  const status = textAt(entry, 'Sts', 'Cd') ?? textAt(entry, 'Sts')
  if (status !== undefined && status !== 'BOOK') return
  const total = readAmount(child(entry, 'Amt'))
  if (total.currency !== currency)
    throw statementCurrencyUnknown(`${total.currency} in a statement of ${currency}`)
  const minor = signed(entry, total.minor)
  const bookedOn = dateAt(entry, 'BookgDt', 'Dt') ?? dateAt(entry, 'BookgDt', 'DtTm') ?? closingOn
  const details = children(entry, 'NtryDtls').flatMap((detail) => children(detail, 'TxDtls'))
  if (details.length > linesMax) throw statementTooLong(details.length, linesMax)
  const parts = details.map((detail) => partOf(entry, detail, currency))
  if (details.length <= 1 || parts.some((part) => part === undefined)) {
    yield lineOf(entry, details.length === 1 ? details[0] : undefined, minor, bookedOn)
    return
  }
  let rest = minor
  for (const [index, detail] of details.entries()) {
    const part = parts[index] ?? 0n
    rest -= part
    yield lineOf(entry, detail, part, bookedOn)
  }
  const text = 'What the transactions of a collective entry leave over, such as charges.'
  if (rest !== 0n) yield { ...lineOf(entry, undefined, rest, bookedOn), endToEndId: null, text }
}

/** What one transaction of a collective entry moves on our account; undefined where the bank does not say so exactly. */
function partOf(entry: XmlElement, detail: XmlElement, currency: Currency): bigint | undefined {
  const amount =
    child(detail, 'Amt') ??
    child(detail, 'AmtDtls', 'TxAmt', 'Amt') ??
    child(detail, 'AmtDtls', 'InstdAmt', 'Amt')
  if (amount === undefined || attribute(amount, 'Ccy') !== currency) return undefined
  const { minor } = readAmount(amount)
  return signed(child(detail, 'CdtDbtInd') === undefined ? entry : detail, minor)
}

function lineOf(entry: XmlElement, detail: XmlElement | undefined, minor: bigint, bookedOn: string): Line {
  const refs = child(detail, 'Refs')
  const names = ['EndToEndId', 'InstrId', 'TxId', 'MsgId', 'PmtInfId', 'AcctSvcrRef'].map((name) =>
    textAt(refs, name)
  )
  const remittance = child(detail, 'RmtInf')
  const texts = [
    ...children(remittance, 'Ustrd').map((node) => textAt(node)),
    ...children(remittance, 'Strd').map((node) => textAt(node, 'CdtrRefInf', 'Ref')),
    textAt(detail, 'AddtlTxInf'),
    textAt(entry, 'NtryRef'),
    textAt(entry, 'AddtlNtryInf')
  ].filter((text) => text !== undefined)
  const endToEndId = textAt(refs, 'EndToEndId') ?? textAt(refs, 'InstrId') ?? null
  return {
    minor,
    bookedOn,
    endToEndId: endToEndId === 'NOTPROVIDED' ? null : endToEndId,
    paymentInformationId:
      textAt(entry, 'NtryDtls', 'Btch', 'PmtInfId') ??
      textAt(refs, 'PmtInfId') ??
      textAt(refs, 'MsgId') ??
      null,
    references: words([...names.filter((name) => name !== undefined), ...texts]),
    returned: returnOf(entry, detail),
    text: cutText(texts.join(' '), 200)
  }
}

const wordsMax = 40
const wordLettersMax = 100
/** So far into a text words are looked for: ISO 20022 has at most 500 letters, and banks keep to a few lines. */
const searchedLettersMax = 4000

/** The first words of the texts, in capitals, without the marks that German banks put before them (EREF+, SVWZ+). */
function words(texts: readonly string[]): string[] {
  const found = new Set<string>()
  for (const text of texts) {
    for (const word of wordsOf(text)) {
      if (word.length > 2 * wordLettersMax) continue
      const plain = word
        .trim()
        .toUpperCase()
        .replace(/^(EREF|KREF|SVWZ)\+/, '')
      if (plain !== '' && plain.length <= wordLettersMax) found.add(plain)
      if (found.size === wordsMax) return [...found]
    }
  }
  return [...found]
}

/** A text as a whole, and the words that begin in the part of it that is searched: the last of them is whole. */
function* wordsOf(text: string): Generator<string> {
  yield text
  for (const { 0: word, index } of text.matchAll(/[^\s;,]+/g)) {
    if (index >= searchedLettersMax) return
    yield word
  }
}

function returnOf(entry: XmlElement, detail: XmlElement | undefined): ReturnReason | null {
  const information = child(detail, 'RtrInf')
  if (information === undefined) {
    return textAt(entry, 'RvslInd') === 'true' ? { code: null, text: 'The bank reversed its entry.' } : null
  }
  const code = textAt(information, 'Rsn', 'Cd') ?? textAt(information, 'Rsn', 'Prtry')
  const text = textAt(information, 'AddtlInf')
  return {
    code: code === undefined ? null : cutText(code, codeLettersMax),
    text: text === undefined ? null : cutText(text, 200)
  }
}

function signed(node: XmlElement, minor: bigint): bigint {
  const indicator = textAt(node, 'CdtDbtInd')
  if (indicator !== 'CRDT' && indicator !== 'DBIT') throw statementIncomplete('CdtDbtInd')
  return indicator === 'CRDT' ? minor : -minor
}

/** Reads an amount exactly. Zeros that say nothing (000149.87, 2700.00 JPY) are left out first. */
function readAmount(amount: XmlElement | undefined): { minor: bigint; currency: Currency } {
  const text = textAt(amount)
  const currency = Currency.safeParse(attribute(amount, 'Ccy'))
  if (text === undefined) throw statementIncomplete('Amt')
  if (!currency.success) throw statementCurrencyUnknown(attribute(amount, 'Ccy') ?? 'none')
  if (text.length > amountLettersMax) throw statementAmountInvalid(text, currency.data)
  const plain = text
    .replace(/^\+/, '')
    .replace(/^0+(?=\d)/, '')
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')
  try {
    if (plain.startsWith('-')) throw statementAmountInvalid(text, currency.data)
    return {
      minor: parseDecimal(plain.startsWith('.') ? `0${plain}` : plain, currency.data),
      currency: currency.data
    }
  } catch (error) {
    throw error instanceof Failure ? statementAmountInvalid(text, currency.data) : error
  }
}

function required(node: XmlElement, ...path: readonly string[]): string {
  const text = textAt(node, ...path)
  if (text === undefined || text.length > 100) throw statementIncomplete(path.join('/'))
  return text
}

const Day = z.iso.date().refine((text) => !text.startsWith('0000'))

/** The day of a date or time; null where there is none. Refused where it is none of the calendar, such as 2026-02-31. */
function dateAt(node: XmlElement, ...path: readonly string[]): string | null {
  const text = textAt(node, ...path)
  if (text === undefined) return null
  const day = Day.safeParse(text.slice(0, 10))
  if (!day.success) throw statementIncomplete([node.name, ...path].join('/'), text)
  return day.data
}

function count(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,5}$/.test(text) ? globalThis.Number(text) : undefined
}

/** What a statement says, in one number: the same statement fetched again has the same, whatever its file. */
export function* fingerprinting({ lines, ...head }: BankStatement): Pieces<string> {
  const hash = createHash('sha256').update(jsonOf({ ...head, lines: [] }).slice(0, -2))
  for (const [index, line] of lines.entries()) {
    hash.update(`${index === 0 ? '' : ','}${jsonOf(line)}`)
    if (index % linesOfPiece === 0) yield
  }
  return hash.update(']}').digest('hex')
}

const jsonOf = (value: object) =>
  JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner))
