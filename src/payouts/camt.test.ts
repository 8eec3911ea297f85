import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { fingerprinting, readCamt, readingCamt } from './camt.ts'
import { writeCamt } from './sandbox-bank.ts'
import { returnReasonText } from './statement.ts'
import { atOnce, inTurns } from './turns.ts'

const xmlns = (version = '08') => `xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}"`
const amount = (text: string, way = 'CRDT', currency = 'EUR') =>
  `<Amt Ccy="${currency}">${text}</Amt><CdtDbtInd>${way}</CdtDbtInd>`
const balance = (code: string, text: string, way = 'CRDT', currency = 'EUR') =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${amount(text, way, currency)}<Dt><Dt>2026-03-02</Dt></Dt></Bal>`
const entry = (text: string, way = 'CRDT', inside = '', currency = 'EUR') =>
  `<Ntry>${amount(text, way, currency)}<Sts><Cd>BOOK</Cd></Sts>${inside}</Ntry>`
const details = (...inside: string[]) =>
  `<NtryDtls>${inside.map((text) => `<TxDtls>${text}</TxDtls>`).join('')}</NtryDtls>`
const iban = '<Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>'
const file = (statement: string, version = '08', header = '') =>
  `<?xml version="1.0" encoding="UTF-8"?><Document ${xmlns(version)}><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId>${header}</GrpHdr>` +
  `<Stmt><Id>S-1</Id>${iban}${statement}</Stmt></BkToCstmrStmt></Document>`
const read = (statement: string, version = '08', header = '') => {
  const [only] = readCamt(file(statement, version, header))
  if (only === undefined) throw new Error('one statement was written')
  return only
}
const opening = balance('OPBD', '100.00')

test.each(['02', '03', '04', '05', '06', '07', '08'])('camt.053.001.%s is read', (version) => {
  expect(read(opening + balance('CLBD', '119.99') + entry('19.99'), version)).toMatchObject({
    id: 'S-1',
    account: 'DE89370400440532013000',
    currency: 'EUR',
    opening: 10_000n,
    closing: 11_999n,
    lines: [{ place: 1, minor: 1999n }]
  })
})

test('in versions up to .07 the status of an entry is plain text', () => {
  const old = `<Ntry>${amount('1.00')}<Sts>BOOK</Sts></Ntry><Ntry>${amount('7.00')}<Sts>PDNG</Sts></Ntry>`
  expect(read(opening + balance('CLBD', '101.00') + old, '04').lines).toHaveLength(1)
})

test.each([
  // Forms of amounts that banks send.
  ['19.99', 'EUR', 1999n],
  ['000000000000149.87', 'EUR', 14_987n],
  ['10.50000', 'EUR', 1050n],
  ['5', 'EUR', 500n],
  ['.5', 'EUR', 50n],
  ['5.', 'EUR', 500n],
  ['2700', 'JPY', 2700n],
  ['2700.00', 'JPY', 2700n],
  ['1.234', 'KWD', 1234n],
  ['1.2', 'KWD', 1200n]
] as const)('%s %s is %s minor units', (text, currency, minor) => {
  const statement =
    balance('OPBD', '0', 'CRDT', currency) +
    balance('CLBD', text, 'CRDT', currency) +
    entry(text, 'CRDT', '', currency)
  expect(read(statement)).toMatchObject({ closing: minor, lines: [{ minor }] })
})

test.each([
  ['1.005', 'USD'],
  ['0.5', 'JPY'],
  ['1.2345', 'KWD'],
  ['1,00', 'EUR'],
  ['1e2', 'EUR'],
  ['-1.00', 'EUR'],
  ['NaN', 'EUR'],
  ['12345678901234567.00', 'EUR'],
  ['90071992547409.92', 'EUR'],
  [`1.${'0'.repeat(200_000)}1`, 'EUR']
])('%s is no amount of %s, and the statement is refused', (text, currency) => {
  const statement =
    balance('OPBD', '0', 'CRDT', currency) +
    balance('CLBD', '0', 'CRDT', currency) +
    entry(text, 'CRDT', '', currency)
  expect(() => read(statement)).toThrow(expect.objectContaining({ code: 'payouts.statement_amount_invalid' }))
})

test('a statement that does not add up is refused with its sums', () => {
  expect(() => read(opening + balance('CLBD', '119.98') + entry('19.99'))).toThrow(
    expect.objectContaining({
      code: 'payouts.statement_does_not_add_up',
      message: expect.stringContaining('opening 100.00 EUR and entries 19.99 EUR make 119.99 EUR')
    })
  )
})

test('an overdrawn account has negative balances', () => {
  const statement = read(
    balance('OPBD', '18.59', 'DBIT') + balance('CLBD', '20.59', 'DBIT') + entry('2.00', 'DBIT')
  )
  expect(statement).toMatchObject({ opening: -1859n, closing: -2059n })
})

test('the closing of the day before serves as opening, and available, forward and interim balances do not count', () => {
  const others = ['OPAV', 'CLAV', 'FWAV', 'INFO', 'ITAV', 'ITBD', 'XPCD']
    .map((code) => balance(code, '7.77'))
    .join('')
  expect(read(others + balance('PRCD', '100.00') + balance('CLBD', '100.00') + others)).toMatchObject({
    opening: 10_000n,
    closing: 10_000n
  })
})

test('a later page opens and closes with interim balances', () => {
  const pages = (number: number) => `<MsgPgntn><PgNb>${number}</PgNb><LastPgInd>false</LastPgInd></MsgPgntn>`
  const first = read(opening + balance('ITBD', '101.00') + entry('1.00'), '08', pages(1))
  const second = read(balance('ITBD', '101.00') + balance('ITBD', '103.00') + entry('2.00'), '08', pages(2))
  expect([first.page, first.closing, second.page, second.opening, second.closing]).toEqual([
    1,
    10_100n,
    2,
    10_100n,
    10_300n
  ])
})

test('an end-to-end id keeps its leading zeros', () => {
  const refs = details(`<Refs><EndToEndId>00012345</EndToEndId></Refs>${amount('1.00')}`)
  expect(read(opening + balance('CLBD', '101.00') + entry('1.00', 'CRDT', refs)).lines).toMatchObject([
    { endToEndId: '00012345' }
  ])
})

test('a collective entry is its transactions, each with its own amount', () => {
  const parts = details(
    `<Refs><EndToEndId>A</EndToEndId></Refs>${amount('329.56', 'DBIT')}`,
    `<Refs><EndToEndId>B</EndToEndId></Refs>${amount('100.00', 'DBIT')}`
  )
  const { lines } = read(balance('OPBD', '429.56') + balance('CLBD', '0.00') + entry('429.56', 'DBIT', parts))
  expect(lines.map(({ endToEndId, minor }) => [endToEndId, minor])).toEqual([
    ['A', -32_956n],
    ['B', -10_000n]
  ])
})

test('before version .03 the amounts of transactions stand in their details', () => {
  const old = (id: string, text: string) =>
    `<Refs><EndToEndId>${id}</EndToEndId></Refs><AmtDtls><TxAmt><Amt Ccy="EUR">${text}</Amt></TxAmt></AmtDtls>`
  const parts = details(old('A', '3.00'), old('B', '1.00'))
  const { lines } = read(opening + balance('CLBD', '96.00') + entry('4.00', 'DBIT', parts), '02')
  expect(lines.map(({ minor }) => minor)).toEqual([-300n, -100n])
})

test('what the transactions of an entry leave over, such as charges, is a line of its own', () => {
  const parts = details(amount('10.00'), amount('5.00'))
  const { lines } = read(opening + balance('CLBD', '115.26') + entry('15.26', 'CRDT', parts))
  expect(lines.map(({ minor, endToEndId }) => [minor, endToEndId])).toEqual([
    [1000n, null],
    [500n, null],
    [26n, null]
  ])
})

test('a transaction in a foreign currency does not change what the account was charged', () => {
  const foreign = details(
    `<Refs><EndToEndId>A</EndToEndId></Refs><Amt Ccy="SEK">0</Amt><CdtDbtInd>CRDT</CdtDbtInd>`
  )
  expect(read(opening + balance('CLBD', '108.85') + entry('8.85', 'CRDT', foreign)).lines).toMatchObject([
    { minor: 885n, endToEndId: 'A' }
  ])
})

test('a collective entry that gives no amounts stays one line', () => {
  const block = `<NtryDtls><Btch><PmtInfId>FILE-1</PmtInfId><NbOfTxs>2</NbOfTxs></Btch></NtryDtls>`
  expect(read(opening + balance('CLBD', '90.00') + entry('10.00', 'DBIT', block)).lines).toMatchObject([
    { minor: -1000n, paymentInformationId: 'FILE-1' }
  ])
})

test('a return has the reason of the bank', () => {
  const back = details(
    `<Refs><EndToEndId>A</EndToEndId></Refs>${amount('1.00')}` +
      `<RtrInf><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>Konto aufgel&#246;st &amp; weg</AddtlInf></RtrInf>`
  )
  const [line] = read(opening + balance('CLBD', '101.00') + entry('1.00', 'CRDT', back)).lines
  expect(line?.returned).toEqual({ code: 'AC04', text: 'Konto aufgelöst & weg' })
  expect(returnReasonText({ code: 'AC04', text: null })).toBe('The account has been closed.')
  expect(returnReasonText({ code: 'ZZ99', text: 'Nein' })).toBe('The bank sent it back. The bank says: Nein')
  expect(returnReasonText({ code: 'constructor', text: null })).toBe('The bank sent it back.')
})

test('a text is cut before a letter that would not fit whole, and a code of the bank to 35 letters', () => {
  const text = `${'x'.repeat(199)}\u{1f600}`
  const back = details(
    `<RmtInf><Ustrd>${text}</Ustrd></RmtInf>${amount('1.00')}` +
      `<RtrInf><Rsn><Prtry>${'Z'.repeat(100)}</Prtry></Rsn><AddtlInf>${text}</AddtlInf></RtrInf>`
  )
  expect(read(opening + balance('CLBD', '101.00') + entry('1.00', 'CRDT', back)).lines).toMatchObject([
    { text: 'x'.repeat(199), returned: { code: 'Z'.repeat(35), text: 'x'.repeat(199) } }
  ])
})

test.each([
  ['Ntry/BookgDt/Dt', (day: string) => `<BookgDt><Dt>${day}</Dt></BookgDt>`, ''],
  ['Ntry/BookgDt/DtTm', (day: string) => `<BookgDt><DtTm>${day}T10:00:00</DtTm></BookgDt>`, ''],
  ['Stmt/FrToDt/FrDtTm', () => '', (day: string) => `<FrToDt><FrDtTm>${day}T00:00:00</FrDtTm></FrToDt>`]
] as const)('a day in %s that the calendar does not have is refused', (element, inEntry, before) => {
  const whole = (day: string) =>
    opening +
    balance('CLBD', '101.00') +
    (before === '' ? '' : before(day)) +
    entry('1.00', 'CRDT', inEntry(day))
  expect(() => read(whole('2028-02-29'))).not.toThrow()
  for (const day of ['2026-02-29', '2026-02-31', '2026-09-31', '2026-13-01', '0000-01-01', 'tomorrow']) {
    expect(() => read(whole(day))).toThrow(
      expect.objectContaining({
        code: 'payouts.statement_incomplete',
        message: expect.stringContaining(`lacks a valid ${element}: it says "${day}`)
      })
    )
  }
})

test('a balance of a day that the calendar does not have is refused', () => {
  const wrong = (opening + balance('CLBD', '100.00')).replaceAll('2026-03-02', '2026-02-31')
  expect(() => read(wrong)).toThrow(
    expect.objectContaining({ details: expect.objectContaining({ element: 'Bal/Dt/Dt' }) })
  )
})

test('references are found among words and behind the marks of German banks', () => {
  const text = details(
    `${amount('1.00')}<RmtInf><Ustrd>SVWZ+Settlement STL-1 EREF+00ab</Ustrd><Strd><CdtrRefInf><Ref>RF18</Ref></CdtrRefInf></Strd></RmtInf>`
  )
  const [line] = read(opening + balance('CLBD', '101.00') + entry('1.00', 'CRDT', text)).lines
  expect(line?.references).toEqual(expect.arrayContaining(['STL-1', '00AB', 'RF18']))
})

const referencesOf = (text: string) => {
  const inside = details(`${amount('1.00')}<RmtInf><Ustrd>${text}</Ustrd></RmtInf>`)
  return read(opening + balance('CLBD', '101.00') + entry('1.00', 'CRDT', inside)).lines[0]?.references
}

test('of a long text the first words are references, each whole, and no more than forty', () => {
  const many = Array.from({ length: 100 }, (_, i) => `STL-${i}`)
  expect(referencesOf(many.join(' '))).toEqual(many.slice(0, 40))
  expect(referencesOf(`${'y '.repeat(1999)}STL-42 STL-43`)).toEqual(['Y', 'STL-42'])
  expect(referencesOf(`${'A'.repeat(5000)} STL-42`)).toEqual([])
  expect(referencesOf(`EREF+${'A'.repeat(100)}`)).toEqual(['A'.repeat(100)])
})

test('a large statement is read in pieces, others have their turn, and it reads as at once', async () => {
  const entries = Array.from({ length: 2000 }, (_, i) => ({
    minor: BigInt(i),
    text: `&#x1f600; ${i}`.repeat(9)
  }))
  const at = new Date('2026-03-02T18:00:00Z')
  const head = { id: 'S', sequence: 1n, iban: 'DE', currency: 'EUR' as const, at, opening: 0n }
  const text = writeCamt(head, entries).replaceAll('&amp;', '&')
  let others = 0
  const reading = inTurns(readingCamt(text)).finally(() => (others = -others))
  for (; others >= 0 && others < 100_000; others++) await setImmediate()
  expect(others).toBeLessThan(-10)
  const [statement] = await reading
  expect([statement]).toEqual(readCamt(text))
  const json = JSON.stringify(statement, (_, value) => (typeof value === 'bigint' ? String(value) : value))
  if (statement === undefined) throw new Error('one statement was written')
  expect(atOnce(fingerprinting(statement))).toBe(createHash('sha256').update(json).digest('hex'))
})

test('elements may carry a prefix', () => {
  const plain = file(opening + balance('CLBD', '100.00'))
  const prefixed = plain.replaceAll(/<(\/?)([A-Z])/g, '<$1b:$2').replace('xmlns=', 'xmlns:b=')
  expect(readCamt(prefixed)).toMatchObject([{ opening: 10_000n }])
})

const closing = balance('CLBD', '100.00')
const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>`
const outside = `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>`
test.each([
  ['entities that grow', file(opening + closing).replace('<Document', `${bomb}<Document`), 'xml_doctype'],
  [
    'entities from outside',
    file(opening + closing).replace('<Document', `${outside}<Document`),
    'xml_doctype'
  ],
  ['nesting without end', file('<a>'.repeat(5000) + '</a>'.repeat(5000)), 'xml_too_deep'],
  ['an element left open', file(`${opening}${closing}<Ntry>`), 'xml_malformed'],
  ['no XML at all', 'opening,closing\n1,2', 'xml_malformed'],
  ['nothing', '', 'xml_malformed'],
  ['another message', file(opening + closing).replace('camt.053', 'camt.052'), 'statement_kind_unknown'],
  ['a version from the future', file(opening + closing, '99'), 'statement_kind_unknown'],
  ['no namespace', file(opening + closing).replace(xmlns(), ''), 'statement_kind_unknown'],
  ['no statement', file('').replace(/<Stmt>.*<\/Stmt>/, ''), 'statement_incomplete'],
  ['no id', file(opening + closing).replace('<Id>S-1</Id>', ''), 'statement_incomplete'],
  ['no account', file(opening + closing).replace(iban, ''), 'statement_incomplete'],
  ['no opening', file(closing), 'statement_balance_missing'],
  ['no closing', file(opening), 'statement_balance_missing'],
  [
    'an entry without direction',
    file(`${opening}${closing}<Ntry><Amt Ccy="EUR">1</Amt></Ntry>`),
    'statement_incomplete'
  ],
  ['an entry without amount', file(`${opening}${closing}<Ntry></Ntry>`), 'statement_incomplete'],
  ['an unknown currency', file(opening + balance('CLBD', '1', 'CRDT', 'EUX')), 'statement_currency_unknown'],
  ['two currencies', file(opening + balance('CLBD', '1', 'CRDT', 'USD')), 'statement_currency_unknown'],
  [
    'an entry in another currency',
    file(opening + closing + entry('1.00', 'CRDT', '', 'USD')),
    'statement_currency_unknown'
  ]
])('a file with %s is refused', (_, text, code) => {
  expect(() => readCamt(text)).toThrow(expect.objectContaining({ code: `payouts.${code}` }))
})

test('a statement of a thousand entries is read quickly', () => {
  const entries = Array.from({ length: 1000 }, (_, i) => ({ minor: BigInt(i), endToEndId: `0000${i}` }))
  const at = new Date('2026-03-02T18:00:00Z')
  const head = {
    id: 'S',
    sequence: 1n,
    iban: 'DE89370400440532013000',
    currency: 'EUR' as const,
    at,
    opening: 0n
  }
  const began = performance.now()
  const [statement] = readCamt(writeCamt(head, entries))
  expect(statement?.lines).toHaveLength(1000)
  expect(performance.now() - began).toBeLessThan(2000)
})
