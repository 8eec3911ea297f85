import assert from 'node:assert/strict'
import { Currency, formatDecimal, parseDecimal } from '../kernel/index.ts'
import { attribute, child, children, element, escapeXml, parseXml, textAt } from './xml.ts'

/** What the sandbox bank was told to pay. */
export type PaymentOrder = Readonly<{
  messageId: string
  currency: Currency
  debtorIban: string
  transfers: readonly Readonly<{ endToEndId: string; minor: bigint }>[]
}>

/** Reads a pain.001 file as a bank would. */
export function readPain(text: string): PaymentOrder {
  const message = child(parseXml(text), 'CstmrCdtTrfInitn')
  const payment = child(message, 'PmtInf')
  const currency = Currency.parse(textAt(payment, 'DbtrAcct', 'Ccy'))
  const transfers = children(payment, 'CdtTrfTxInf').map((transfer) => {
    const amount = child(transfer, 'Amt', 'InstdAmt')
    assert.equal(attribute(amount, 'Ccy'), currency)
    return {
      endToEndId: textAt(transfer, 'PmtId', 'EndToEndId') ?? '',
      minor: parseDecimal(textAt(amount) ?? '', currency)
    }
  })
  const total = transfers.reduce((sum, { minor }) => sum + minor, 0n)
  assert.equal(
    formatDecimal({ minor: total, currency }),
    textAt(message, 'GrpHdr', 'CtrlSum'),
    'the control sum is right'
  )
  return {
    messageId: textAt(message, 'GrpHdr', 'MsgId') ?? '',
    currency,
    debtorIban: textAt(payment, 'DbtrAcct', 'Id', 'IBAN') ?? '',
    transfers
  }
}

/** One entry that the sandbox bank books. `minor` is negative for money out. */
export type BankEntry = Readonly<{
  minor: bigint
  endToEndId?: string
  /** Why it came back, such as AC04. */
  returnCode?: string
  text?: string
  /** Several payments booked in one sum: their amounts add up to `minor`. */
  details?: readonly Readonly<{ minor: bigint; endToEndId: string }>[]
  /** A whole payment block booked in one sum, without its payments. */
  paymentInformationId?: string
}>

/** What happens otherwise than it should, by end-to-end id. */
export type BankMood = Readonly<{
  /** Booked, and sent back with this code. */
  returned?: ReadonlyMap<string, string>
  missing?: ReadonlySet<string>
  duplicate?: ReadonlySet<string>
  wrongAmount?: ReadonlyMap<string, bigint>
}>

/** Books payment orders: each payment, unless the mood says otherwise. */
export function bookOrders(orders: readonly PaymentOrder[], mood: BankMood = {}): BankEntry[] {
  return orders
    .flatMap(({ transfers }) => transfers)
    .filter(({ endToEndId }) => mood.missing?.has(endToEndId) !== true)
    .flatMap(({ endToEndId, minor }): BankEntry[] => {
      const paid = { endToEndId, minor: -(mood.wrongAmount?.get(endToEndId) ?? minor) }
      const returnCode = mood.returned?.get(endToEndId)
      return [
        paid,
        ...(mood.duplicate?.has(endToEndId) === true ? [paid] : []),
        ...(returnCode === undefined ? [] : [{ endToEndId, minor, returnCode }])
      ]
    })
}

/** What the head of a statement says. */
export type StatementHead = Readonly<{
  id: string
  sequence: bigint
  iban: string
  currency: Currency
  at: Date
  opening: bigint
}>

/** Writes a camt.053.001.08 statement of these entries; the closing balance follows. */
export function writeCamt(head: StatementHead, entries: readonly BankEntry[]): string {
  const { currency, at, opening } = head
  const on = at.toISOString().slice(0, 10)
  const closing = entries.reduce((sum, { minor }) => sum + minor, opening)
  const statement = [
    element('Id', escapeXml(head.id)),
    element('ElctrncSeqNb', String(head.sequence)),
    element('CreDtTm', at.toISOString()),
    element('Acct', element('Id', element('IBAN', head.iban)) + element('Ccy', currency)),
    balance('OPBD', opening, currency, on),
    balance('CLBD', closing, currency, on),
    ...entries.map((entry) => writeEntry(entry, currency, on))
  ]
  const header = element(
    'GrpHdr',
    element('MsgId', escapeXml(head.id)) + element('CreDtTm', at.toISOString())
  )
  const document = element(
    'Document',
    element('BkToCstmrStmt', header + element('Stmt', statement.join('\n'))),
    'xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"'
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n${document}\n`
}

function signedAmount(minor: bigint, currency: Currency): string {
  const text = formatDecimal({ minor: minor < 0n ? -minor : minor, currency })
  return element('Amt', text, `Ccy="${currency}"`) + element('CdtDbtInd', minor < 0n ? 'DBIT' : 'CRDT')
}

function balance(code: string, minor: bigint, currency: Currency, on: string): string {
  return element(
    'Bal',
    element('Tp', element('CdOrPrtry', element('Cd', code))) +
      signedAmount(minor, currency) +
      element('Dt', element('Dt', on))
  )
}

function writeEntry(entry: BankEntry, currency: Currency, on: string): string {
  const single = {
    minor: entry.minor,
    ...(entry.endToEndId === undefined ? {} : { endToEndId: entry.endToEndId })
  }
  const details =
    entry.paymentInformationId === undefined
      ? (entry.details ?? [single]).map((part) => writeDetail(entry, part, currency))
      : []
  const block =
    entry.paymentInformationId === undefined
      ? ''
      : element('Btch', element('PmtInfId', escapeXml(entry.paymentInformationId)))
  return element(
    'Ntry',
    [
      signedAmount(entry.minor, currency),
      element('Sts', element('Cd', 'BOOK')),
      element('BookgDt', element('Dt', on)),
      element('BkTxCd', element('Prtry', element('Cd', 'NTRF'))),
      element('NtryDtls', block + details.join(''))
    ].join('')
  )
}

function writeDetail(
  { returnCode, text }: BankEntry,
  { endToEndId, minor }: Readonly<{ endToEndId?: string; minor: bigint }>,
  currency: Currency
): string {
  return element(
    'TxDtls',
    [
      ...(endToEndId === undefined ? [] : [element('Refs', element('EndToEndId', escapeXml(endToEndId)))]),
      signedAmount(minor, currency),
      ...(text === undefined ? [] : [element('RmtInf', element('Ustrd', escapeXml(text)))]),
      ...(returnCode === undefined ? [] : [element('RtrInf', element('Rsn', element('Cd', returnCode)))])
    ].join('')
  )
}
