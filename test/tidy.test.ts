import { readdirSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

type Source = Readonly<{ path: string; text: string }>

const functionLinesMax = 60
/** Where time and chance come in. */
const atTheTop = ['src/main.ts', 'sdk/src/machine.ts']
const fileLinesMax = 400

/** What the house rules have to say about a file under src/ or sdk/. */
function complaints({ path, text }: Source): string[] {
  const folder = path.split('/')[1] ?? ''
  const isTest = path.endsWith('.test.ts')
  const store =
    /(^|\/|-)store\.ts$/.test(path) || /(^|\/|-)checks\.ts$/.test(path) || isTest || folder === 'db'
  const found = []
  if (/\bsql`/.test(text) && !store) found.push('SQL outside store.ts')
  if (store && !isTest) {
    for (const [, table = ''] of text.matchAll(/\b(?:from|join|into|update)\s+([a-z]+_\w+\b)(?!\()/g)) {
      if (!table.startsWith(`${folder}_`) && !table.startsWith('pg_'))
        found.push(`touches ${table}, which another module owns`)
    }
  }
  if (!isTest) {
    if (/(?<!globalThis\.)\b(Number\()|parseFloat|toFixed/.test(text)) found.push('floating point near money')
    if (
      /\b(Date\.now|new Date\(\)|Math\.random)/.test(text) &&
      folder !== 'kernel' &&
      !atTheTop.includes(path)
    )
      found.push('time or chance not asked of the kernel')
  }
  if (/(^|\/)(utils?|helpers?|common|misc|manager|shared)\b/.test(path))
    found.push('a name that says nothing')
  if (/\b(FIXME|XXX|TODO)\b/.test(text)) found.push('leftover note')
  if (text.split('\n').length > fileLinesMax + 1) found.push(`more than ${fileLinesMax} lines`)
  if (!isTest)
    for (const length of functionLengths(text))
      if (length > functionLinesMax) found.push(`a function of ${length} lines`)
  return found.map((complaint) => `${path}: ${complaint}`)
}

function functionLengths(text: string): number[] {
  const file = ts.createSourceFile('any.ts', text, ts.ScriptTarget.Latest, true)
  const line = (position: number) => file.getLineAndCharacterOfPosition(position).line
  const visit = (node: ts.Node): number[] => [
    ...(ts.isFunctionLike(node) && 'body' in node ? [line(node.end) - line(node.getStart()) + 1] : []),
    ...node.getChildren().flatMap(visit)
  ]
  return visit(file)
}

/** All sources that somebody writes; what is made from others is as long as they make it. */
const sources = ['src', 'sdk/src', 'sdk/generate'].flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.startsWith('generated'))
    .map((name) => ({ path: `${root}/${name}`, text: readFileSync(`${root}/${name}`, 'utf8') }))
)

describe('tidy', () => {
  test('the source keeps the house rules', () => {
    expect(sources.length).toBeGreaterThan(30)
    expect(sources.flatMap(complaints)).toEqual([])
  })

  test('nothing is left of a merge', () => {
    const roots = ['.', 'docs', 'docs/adr', 'docs/guide', 'sdk', 'migrations']
    const texts = roots.flatMap((root) =>
      readdirSync(root)
        .filter((name) => /\.(md|json|sql)$/.test(name))
        .map((name) => ({ path: `${root}/${name}`, text: readFileSync(`${root}/${name}`, 'utf8') }))
    )
    const isLeft = ({ text }: Source) => /^(?:<{7} |={7}$|>{7} |(?:> ){6}>)/m.test(text)
    expect(texts.length).toBeGreaterThan(30)
    expect([...texts, ...sources].filter(isLeft).map(({ path }) => path)).toEqual([])
  })

  test('every folder has a face and nothing below it', () => {
    const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory())
    for (const { name } of folders) {
      const entries = readdirSync(`src/${name}`, { withFileTypes: true })
      expect(
        entries.filter((entry) => entry.isDirectory()).map((entry) => `src/${name}/${entry.name}`)
      ).toEqual([])
      expect(entries.map((entry) => entry.name)).toContain('index.ts')
    }
  })

  test('no table is granted to the application for update or delete that is append-only', () => {
    const text = readdirSync('migrations')
      .map((file) => readFileSync(`migrations/${file}`, 'utf8'))
      .join('\n')
    for (const table of [
      'audit_event',
      'audit_place',
      'ledger_transfer',
      'ledger_transaction',
      'escrow_movement'
    ]) {
      const grants = [
        ...text.matchAll(new RegExp(`grant ([^;]*?) on [^;]*\\b${table}\\b[^;]* to kontor_app`, 'g'))
      ]
      expect(
        grants.map(([, privileges]) => privileges),
        table
      ).toEqual(['select, insert'])
    }
    expect(text).not.toMatch(/create (or replace )?trigger/i)
  })

  test.each([
    ['src/a/b.ts', 'sql`select 1`', 'SQL outside store.ts'],
    ['src/a/store.ts', 'select * from b_row', 'touches b_row, which another module owns'],
    ['src/a/b.ts', 'Number(x)', 'floating point near money'],
    ['src/a/b.ts', 'Date.now()', 'time or chance not asked of the kernel'],
    ['sdk/src/b.ts', 'Math.random()', 'time or chance not asked of the kernel'],
    ['src/a/utils.ts', '', 'a name that says nothing'],
    ['src/a/b.ts', '// FIXME', 'leftover note'],
    ['src/a/b.ts', '\n'.repeat(401), 'more than 400 lines'],
    ['src/a/b.ts', `function f() {${'\n'.repeat(60)}}`, 'a function of 61 lines']
  ])('%s: %j is caught', (path, text, complaint) => {
    expect(complaints({ path, text })).toEqual([`${path}: ${complaint}`])
  })
})
