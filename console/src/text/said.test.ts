import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { blocksOf } from '../../../src/payouts/end-payout.ts'
import * as failures from '../../../src/payouts/bank-failures.ts'
import type { Payout } from '../../../src/payouts/payout.ts'
import { returnReasonText } from '../../../src/payouts/statement.ts'
import { advice, inChinese, refusal, refusals } from './zh/said.ts'

const isChinese = (text: string) => /\p{Script=Han}/u.test(text) && !/[a-z]{3,} [a-z]{2,} /.test(text)

type Operation = Readonly<{ 'x-failures'?: readonly string[] }>
const { paths } = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as {
  paths: Record<string, Record<string, Operation>>
}

/** All operations that the console asks for, by what stands in its pages. */
function operations(): Operation[] {
  const sources = readdirSync('console/src/pages', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.tsx'))
    .map((name) => readFileSync(`console/src/pages/${name}`, 'utf8'))
    .join('\n')
  const asked = sources.matchAll(/use(Act|Preview|Read|List)\(\s*(?:'(\w+)',\s*)?'(\/v1[^']*)'/g)
  return [...asked].flatMap(([, hook, method, path = '']) => {
    const found = paths[path]?.[method ?? (hook === 'Preview' ? 'post' : 'get')]
    return found === undefined ? [] : [found]
  })
}

describe('what the server says', () => {
  test('every refusal that a page can meet is said in Chinese', () => {
    const found = operations()
    expect(found.length).toBeGreaterThan(40)
    const codes = new Set(found.flatMap((operation) => operation['x-failures'] ?? []))
    expect(codes.size).toBeGreaterThan(40)
    expect([...codes].filter((code) => !(code in refusals))).toEqual([])
    expect(Object.entries(refusals).filter(([, text]) => !isChinese(text))).toEqual([])
  })

  test('every reason of a bank for sending money back is said in Chinese', () => {
    const source = readFileSync('src/payouts/statement.ts', 'utf8')
    const codes = [...source.matchAll(/^ {2}([A-Z0-9]{4}): '/gm)].map(([, code = '']) => code)
    expect(codes.length).toBeGreaterThan(20)
    for (const code of codes) expect(inChinese(returnReasonText({ code, text: null }))).toSatisfy(isChinese)
    expect(inChinese(returnReasonText({ code: 'AC04', text: 'KTO ERLOSCHEN' }))).toBe(
      '账户已注销。银行说明：KTO ERLOSCHEN'
    )
  })

  test('why nothing is paid after a payout that came back is said in Chinese', () => {
    const reasons = [
      [
        {
          merchantId: 'mer_',
          returned: { code: 'AC04', text: returnReasonText({ code: 'AC04', text: null }) }
        },
        '账户已注销。'
      ],
      [{ merchantId: 'mer_', returned: null }, '银行未说明原因。']
    ] as const
    for (const [payout, why] of reasons) {
      const [block] = blocksOf([payout as unknown as Payout])
      expect(inChinese(block?.reason ?? '')).toBe(`上一笔付款已退回：${why}`)
    }
  })

  test.each(['decide-dispute', 'settle', 'jobs', 'return-goods', 'charge-back'])(
    'every reason that %s of the orders gives by itself is said in Chinese',
    (file) => {
      const source = readFileSync(`src/orders/${file}.ts`, 'utf8')
      const literals = [...source.matchAll(/'((?:The|Nothing) [^']*\.)'/g)]
      expect(literals.length).toBeGreaterThan(0)
      for (const [, text = ''] of literals) expect(inChinese(text), text).toSatisfy(isChinese)
    }
  )

  const finders = readdirSync('src/payouts').filter(
    (name) =>
      /(?<!\.test)\.ts$/.test(name) &&
      !['difference.ts', 'difference-store.ts'].includes(name) &&
      /\bdetail\b.*['`]/.test(readFileSync(`src/payouts/${name}`, 'utf8')) &&
      readFileSync(`src/payouts/${name}`, 'utf8').includes('NewDifference')
  )
  test('differences are found in several places', () =>
    expect(finders).toEqual(expect.arrayContaining(['chain.ts', 'find-unsettled.ts', 'find-missing.ts'])))

  test.each(finders)('every difference of %s is said in Chinese', (file) => {
    const source = readFileSync(`src/payouts/${file}`, 'utf8')
    const literals = [
      ...source.matchAll(/['`]((?:[A-Z]|\$\{problem)(?:[^'`\n]|\$\{[^}]*\})* (?:[^'`\n])*\.)['`]/g)
    ]
    expect(literals.length).toBeGreaterThan(0)
    for (const [, text = ''] of literals) {
      const spoken = text
        .replace(/^\$\{problem\.detail\} /, '')
        .replaceAll(/\$\{(?:word|line\.kind)\}/g, 'capture')
        .replaceAll(/\$\{[^}]*\}/g, 'CNY')
      expect(inChinese(spoken), spoken).toSatisfy(isChinese)
    }
  })

  test.each(['plan', 'next-payout'])(
    'every reason of %s for a payout that waits is said in Chinese',
    (file) => {
      const source = readFileSync(`src/payouts/${file}.ts`, 'utf8').replaceAll(/\bmeta\(\{[^}]*\}\)/g, '')
      const literals = [...source.matchAll(/['`]((?:[A-Z]|\$\{)(?:[^'`])* (?:[^'`])*\.)['`]/g)]
      expect(literals.length).toBeGreaterThan(2)
      for (const [, text = ''] of literals) {
        const spoken = text.replaceAll(/\$\{[^}]*\}/g, 'CNY')
        expect(inChinese(spoken), spoken).toSatisfy(isChinese)
      }
    }
  )

  test.each([
    [failures.xmlMalformed('a tag is not closed.', 17), ['17']],
    [failures.statementIncomplete('Stmt/Id'), ['Stmt/Id']],
    [failures.statementTooLong(20_001, 20_000), ['20001', '20000']],
    [failures.statementBalanceMissing('closing'), ['期末余额']],
    [failures.statementCurrencyUnknown('XXX'), ['XXX']],
    [failures.statementAmountInvalid('1.234', 'CNY' as never), ['1.234', 'CNY']],
    [
      failures.statementDoesNotAddUp('S-1', '10.00', '-2.50', '7.50', '7.00'),
      ['S-1', '10.00', '-2.50', '7.50', '7.00']
    ],
    [failures.statementDiffers('S-2'), ['S-2']]
  ])('a refused import names in Chinese what it names in English: %s', ({ code, message }, facts) => {
    const said = refusal(code, message)
    expect(said).toSatisfy(isChinese)
    for (const fact of facts) expect(said).toContain(fact)
    expect(said.length).toBeGreaterThan((refusals[code] ?? '').length)
  })

  test('what is not known stays as it is', () => {
    expect(inChinese('Somebody wrote this.')).toBe('Somebody wrote this.')
    expect(inChinese('The account is blocked. Ask them.')).toBe('账户已冻结。 Ask them.')
    expect(refusal('new.code', 'It is new.')).toBe('It is new.')
    expect(advice('orders.closed', 'Do something.')).toBe('')
    expect(advice('new.code', 'Set one.')).toBe('请先设置。')
  })
})
