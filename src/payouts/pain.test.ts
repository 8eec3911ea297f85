import { expect, test } from 'vitest'
import type { Currency } from '../kernel/index.ts'
import { bankText, writePain } from './pain.ts'
import { readPain } from './sandbox-bank.ts'
import { executionDate, nextCutOff, nextRun } from './schedule.ts'
import { child, children, parseXml, textAt } from './xml.ts'

const creditor = {
  holder: 'Müller & Söhne <GmbH>',
  iban: 'DE89370400440532013000',
  number: null,
  bic: null,
  bankCode: null
}
const write = (currency: Currency, minors: readonly bigint[], given: Partial<typeof creditor> = {}) =>
  writePain({
    messageId: '01H455VB4PEX5VSKNK084SN02Q',
    createdAt: new Date('2026-03-02T14:00:00.123Z'),
    executionDate: '2026-03-02',
    currency,
    debtor: { name: 'Kontor', iban: 'DE89370400440532013000', bic: null },
    transfers: minors.map((minor, i) => ({
      endToEndId: `0001${i}`,
      amount: { minor, currency },
      creditor: { ...creditor, ...given },
      remittance: 'Payout'
    }))
  })
const message = (text: string) => child(parseXml(text), 'CstmrCdtTrfInitn')

test('a bank file says how many payments it has and what they sum up to, twice', () => {
  const text = write('EUR', [1999n, 1n])
  for (const place of ['GrpHdr', 'PmtInf']) {
    expect(textAt(message(text), place, 'NbOfTxs')).toBe('2')
    expect(textAt(message(text), place, 'CtrlSum')).toBe('20.00')
  }
  expect(textAt(message(text), 'GrpHdr', 'CreDtTm')).toBe('2026-03-02T14:00:00Z')
  expect(textAt(message(text), 'PmtInf', 'ReqdExctnDt', 'Dt')).toBe('2026-03-02')
})

test.each([
  ['EUR', 1999n, '19.99'],
  ['JPY', 1999n, '1999'],
  ['KWD', 1999n, '1.999'],
  ['USD', 5n, '0.05']
] as const)('%s amounts have the digits of their currency', (currency, minor, expected) => {
  expect(write(currency, [minor])).toContain(`<InstdAmt Ccy="${currency}">${expected}</InstdAmt>`)
})

test('what is written is what the bank reads, leading zeros included', () => {
  expect(readPain(write('EUR', [1999n, 7n])).transfers).toEqual([
    { endToEndId: '00010', minor: 1999n },
    { endToEndId: '00011', minor: 7n }
  ])
})

test('names cannot break out of their element', () => {
  const holder = `</Nm></Cdtr><InstdAmt Ccy="USD">1</InstdAmt> ]]> & ' "`
  const [transfer] = children(child(message(write('USD', [1n], { holder })), 'PmtInf'), 'CdtTrfTxInf')
  expect(textAt(transfer, 'Cdtr', 'Nm')).toBe(holder)
})

test.each([
  ['EUR', 'Müller & Söhne <GmbH>', 'Muller + Sohne .GmbH.'],
  ['EUR', 'Łukasz Żółć', 'Lukasz Zolc'],
  ['EUR', 'Straße', 'Strasse'],
  ['EUR', 'a_b', 'a-b'],
  ['EUR', '//x//y', 'x/y'],
  ['EUR', '王小明', '...'],
  ['CNY', '王小明', '王小明'],
  ['CNY', 'a\u0000b\u0007', 'a b'],
  ['USD', '\ud800', 'NOTPROVIDED'],
  ['USD', 'A & B', 'A &amp; B']
] as const)('in %s the name %s is written %s', (currency, name, expected) => {
  expect(bankText(name, currency)).toBe(expected)
})

test('a name longer than the schema allows is cut, between characters', () => {
  expect(Array.from(bankText('💶'.repeat(200), 'CNY'))).toHaveLength(140)
})

test('an account number goes with its bank where there is no IBAN', () => {
  const account = { ...creditor, iban: null, number: '0001234', bankCode: '001100011002' }
  const [transfer] = children(
    child(message(write('CNY', [1n], account as unknown as typeof creditor)), 'PmtInf'),
    'CdtTrfTxInf'
  )
  expect(textAt(transfer, 'CdtrAcct', 'Id', 'Othr', 'Id')).toBe('0001234')
  expect(textAt(transfer, 'CdtrAgt', 'FinInstnId', 'ClrSysMmbId', 'MmbId')).toBe('001100011002')
})

test.each([
  [{ every: 'day' }, '2026-03-02T04:59:59.999Z', '2026-03-02T05:00:00.000Z'],
  [{ every: 'day' }, '2026-03-02T05:00:00.000Z', '2026-03-03T05:00:00.000Z'],
  [{ every: 'week', weekday: 'monday' }, '2026-03-02T04:00:00.000Z', '2026-03-02T05:00:00.000Z'],
  [{ every: 'week', weekday: 'monday' }, '2026-03-02T05:00:00.000Z', '2026-03-09T05:00:00.000Z'],
  [{ every: 'week', weekday: 'sunday' }, '2026-02-23T12:00:00.000Z', '2026-03-01T05:00:00.000Z'],
  [{ every: 'day' }, '2024-02-28T23:00:00.000Z', '2024-02-29T05:00:00.000Z'],
  [{ every: 'demand' }, '2026-03-02T05:00:00.000Z', undefined]
] as const)('after a moment, %o at %s pays next at %s', (schedule, after, expected) => {
  expect(nextRun(schedule, new Date(after), 5)?.toISOString()).toBe(expected)
})

test.each([
  ['2026-03-02T14:00:00Z', '2026-03-02'],
  ['2026-03-07T14:00:00Z', '2026-03-09'],
  ['2026-03-08T14:00:00Z', '2026-03-09']
])('what is in the file of %s is executed on %s', (at, on) => {
  expect(executionDate(new Date(at))).toBe(on)
})

test('a cut-off that has just passed is over', () => {
  expect(nextCutOff(new Date('2026-03-02T14:00:00Z'), 14)).toEqual(new Date('2026-03-03T14:00:00Z'))
})
