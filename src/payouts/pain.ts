import { type Currency, formatDecimal, type Money } from '../kernel/index.ts'
import type { BankAccount } from './bank-account.ts'
import { element, escapeXml } from './xml.ts'

/** Our own account, from which payouts are paid. */
export type OwnAccount = Readonly<{ name: string; iban: string; bic: string | null }>

/** One payment of a file. `endToEndId` comes back on the bank's statement: text, leading zeros and all. */
type CreditTransfer = Readonly<{
  endToEndId: string
  amount: Money
  creditor: BankAccount
  remittance: string
}>

/** What a pain.001 message says. All transfers are in one currency and executed on one day. */
export type CreditTransferFile = Readonly<{
  messageId: string
  createdAt: Date
  executionDate: string
  currency: Currency
  debtor: OwnAccount
  transfers: readonly CreditTransfer[]
}>

const namespace = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09'

/** Writes an ISO 20022 pain.001.001.09 customer credit transfer initiation. */
export function writePain(file: CreditTransferFile): string {
  const head = [
    element('MsgId', escapeXml(file.messageId)),
    element('CreDtTm', file.createdAt.toISOString().replace(/\.\d+Z$/, 'Z')),
    ...totals(file),
    element('InitgPty', element('Nm', bankText(file.debtor.name, file.currency)))
  ]
  const payment = [
    element('PmtInfId', escapeXml(paymentInformationId(file.messageId))),
    element('PmtMtd', 'TRF'),
    element('BtchBookg', 'false'),
    ...totals(file),
    element('ReqdExctnDt', element('Dt', file.executionDate)),
    element('Dbtr', element('Nm', bankText(file.debtor.name, file.currency))),
    element('DbtrAcct', element('Id', element('IBAN', file.debtor.iban)) + element('Ccy', file.currency)),
    element('DbtrAgt', agent(file.debtor.bic, null)),
    element('ChrgBr', file.currency === 'EUR' ? 'SLEV' : 'SHAR'),
    ...file.transfers.map((transfer) => writeTransfer(transfer, file.currency))
  ]
  const message = element(
    'CstmrCdtTrfInitn',
    `\n${element('GrpHdr', head.join(''))}\n${element('PmtInf', payment.join('\n'))}\n`
  )
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('Document', message, `xmlns="${namespace}"`)}\n`
}

/** The sum of a file's transfers, which is its control sum. */
export function controlSum({ currency, transfers }: CreditTransferFile): Money {
  return { minor: transfers.reduce((sum, { amount }) => sum + amount.minor, 0n), currency }
}

/** The name of a file's one payment block: banks that book a whole block at once name it on the statement. */
export const paymentInformationId = (messageId: string) => `${messageId}-1`

function totals(file: CreditTransferFile): string[] {
  return [
    element('NbOfTxs', String(file.transfers.length)),
    element('CtrlSum', formatDecimal(controlSum(file)))
  ]
}

function writeTransfer(
  { endToEndId, amount, creditor, remittance }: CreditTransfer,
  currency: Currency
): string {
  const id = escapeXml(endToEndId)
  const account =
    creditor.iban === null
      ? element('Othr', element('Id', escapeXml(creditor.number ?? '')))
      : element('IBAN', creditor.iban)
  return element(
    'CdtTrfTxInf',
    [
      element('PmtId', element('InstrId', id) + element('EndToEndId', id)),
      element('Amt', element('InstdAmt', formatDecimal(amount), `Ccy="${currency}"`)),
      ...(creditor.bic === null && creditor.bankCode === null
        ? []
        : [element('CdtrAgt', agent(creditor.bic, creditor.bankCode))]),
      element('Cdtr', element('Nm', bankText(creditor.holder, currency))),
      element('CdtrAcct', element('Id', account)),
      element('RmtInf', element('Ustrd', bankText(remittance, currency)))
    ].join('')
  )
}

function agent(bic: string | null, bankCode: string | null): string {
  const inside =
    bic !== null
      ? element('BICFI', bic)
      : bankCode !== null
        ? element('ClrSysMmbId', element('MmbId', escapeXml(bankCode)))
        : element('Othr', element('Id', 'NOTPROVIDED'))
  return element('FinInstnId', inside)
}

const letters: Readonly<Record<string, string>> = {
  ß: 'ss', æ: 'ae', Æ: 'Ae', ø: 'o', Ø: 'O', œ: 'oe', Œ: 'Oe', đ: 'd', Đ: 'D', ł: 'l', Ł: 'L', ð: 'd', Ð: 'D',
  þ: 'th', Þ: 'Th', ı: 'i', '&': '+', _: '-', '’': "'"
} // prettier-ignore

/**
 * Text as banks take it. In EUR the character set of the European Payments Council: basic Latin letters, digits and
 * / - ? : ( ) . , ' + space; accents are taken off, what has no Latin form becomes a point. Elsewhere any letter of
 * Unicode. Never longer than the 140 characters of the schema, and never empty.
 */
export function bankText(text: string, currency: Currency): string {
  const clean = text
    .replace(/\p{C}+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const taken = currency === 'EUR' ? latin(clean) : clean
  return escapeXml(Array.from(taken).slice(0, 140).join('').trim()) || 'NOTPROVIDED'
}

function latin(text: string): string {
  return Array.from(text.normalize('NFKD'))
    .map((letter) => letters[letter] ?? letter)
    .join('')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9/?:().,'+ -]/g, '.')
    .replace(/\/{2,}/g, '/')
    .replace(/^\/|\/$/g, '')
}
