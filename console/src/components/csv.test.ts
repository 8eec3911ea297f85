import { expect, test } from 'vitest'
import { csvField, csvOf } from './csv.ts'

test.each([
  ['plain', 'plain'],
  ['a,b', '"a,b"'],
  ['say "so"', '"say ""so"""'],
  ['two\nlines', '"two\nlines"'],
  ['-12.50', '-12.50'],
  ['-1+1', "'-1+1"],
  ['=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
  ['@cmd', "'@cmd"],
  ['＝1+1', "'＝1+1"],
  ['x;=1+1', '"x;=1+1"'],
  ['', '']
])('%j becomes %j', (text, field) => {
  expect(csvField(text)).toBe(field)
})

test('a file has a line of names, a line for each row, and only the columns that have something for it', () => {
  const columns = [
    { id: 'name', head: 'Name', cell: () => null, csv: (row: { name: string }) => row.name },
    { id: 'badge', head: 'Badge', cell: () => null }
  ]
  expect(csvOf(columns, [{ name: 'a' }, { name: 'b,c' }])).toBe('name\r\na\r\n"b,c"\r\n')
})
