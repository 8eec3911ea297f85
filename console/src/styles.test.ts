import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = import.meta.dirname
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => join(root, name))
const read = (file: string) => readFileSync(file, 'utf8')

/** The classes that a style sheet has. */
const classesOf = (css: string) =>
  new Set(
    [...css.replaceAll(/:global\([^)]*\)/g, '').matchAll(/\.([a-z]\w*)(?![\w/])(?=[^{}]*\{)/gi)].map(
      ([, name]) => name ?? ''
    )
  )

/** The classes that the components beside a style sheet ask for. */
function askedOf(sheet: string): Set<string> {
  const name = sheet.slice(sheet.lastIndexOf('/') + 1)
  const users = files.filter(
    (file) => file.endsWith('.tsx') && dirname(file) === dirname(sheet) && read(file).includes(`'./${name}'`)
  )
  return new Set(
    users.flatMap((file) => [...read(file).matchAll(/\bstyle\.(\w+)/g)].map(([, found]) => found ?? ''))
  )
}

describe('style sheets', () => {
  const sheets = files.filter((file) => file.endsWith('.module.css'))

  test('there are some', () => expect(sheets.length).toBeGreaterThan(15))

  test.each(sheets.map((sheet) => [sheet.slice(root.length + 1), sheet]))(
    '%s has what is asked of it, and no more',
    (_, sheet) => {
      expect([...askedOf(sheet)].toSorted()).toEqual([...classesOf(read(sheet))].toSorted())
    }
  )
})
