import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'

/** What Vite says of a file that it has made. */
type Chunk = Readonly<{
  file: string
  css?: readonly string[]
  imports?: readonly string[]
  dynamicImports?: readonly string[]
  isEntry?: boolean
}>

const dist = 'console/dist'
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Readonly<
  Record<string, Chunk>
>
const chunk = (name: string): Chunk => {
  const found = manifest[name]
  if (found === undefined) throw new Error(`${name} is not in the manifest`)
  return found
}
const zipped = (files: Iterable<string>) =>
  [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file)), { level: 9 }).length, 0)

/** A chunk and all that it imports at once, by name. */
function closure(name: string, seen = new Set<string>()): Set<string> {
  if (seen.has(name)) return seen
  seen.add(name)
  for (const next of chunk(name).imports ?? []) closure(next, seen)
  return seen
}

const kb = 1000
const entry = Object.keys(manifest).find((name) => manifest[name]?.isEntry === true) ?? ''
const first = closure(entry)
const languages = ['src/text/en/index.ts', 'src/text/zh/index.ts']
const pages = Object.keys(manifest).filter((name) => /^src\/pages\/.*-page\.tsx$/.test(name))
const charts = 'src/components/bars.tsx'

const scripts = (names: Iterable<string>) => new Set([...names].map((name) => chunk(name).file))
const styles = (names: Iterable<string>) => new Set([...names].flatMap((name) => chunk(name).css ?? []))
/** What a chunk adds to names that are there already. */
const beyond = (name: string, there: ReadonlySet<string>) =>
  [...closure(name)].filter((each) => !there.has(each))

describe('the console as it is built', () => {
  test('loads at most 300 KB of JavaScript and 45 KB of CSS at first, in either language', () => {
    const chosen = Math.max(...languages.map((name) => zipped(scripts(beyond(name, first)))))
    expect(zipped(scripts(first)) + chosen).toBeLessThan(300 * kb)
    expect(zipped(styles(first))).toBeLessThan(45 * kb)
  })

  test('has every page in a file of its own', () => {
    expect(pages.length).toBeGreaterThanOrEqual(13)
    for (const page of pages) expect(first).not.toContain(page)
  })

  test.each(pages)('%s adds at most 60 KB', (page) => {
    const added = beyond(page, first)
    expect(added).not.toContain(charts)
    expect(zipped([...scripts(added), ...styles(added)])).toBeLessThan(60 * kb)
  })

  test('loads charts when one comes into view, at most 140 KB', () => {
    const users = pages.filter((page) => closure(page).has(charts))
    expect(users).toEqual([])
    const added = beyond(charts, new Set([...first, ...closure('src/pages/today/today-page.tsx')]))
    expect(zipped([...scripts(added), ...styles(added)])).toBeLessThan(140 * kb)
  })

  test('has no fonts, and speaks of no other host and of no key', () => {
    const files = readdirSync(dist, { recursive: true, encoding: 'utf8' })
    expect(files.filter((name) => /\.(woff2?|ttf|otf|eot)$/.test(name))).toEqual([])
    for (const name of files.filter((file) => /\.(css|html)$/.test(file)))
      expect(readFileSync(join(dist, name), 'utf8')).not.toMatch(/https?:\/\/|@import|kontor_(test|live)_/)
    for (const name of files.filter((file) => file.endsWith('.js'))) {
      const text = readFileSync(join(dist, name), 'utf8')
      expect(text).not.toMatch(/kontor_(test|live)_\w/)
      expect(text).not.toMatch(/(fetch|import|src=)\(?["'`]https?:/)
    }
  })

  test('has the licences of all that is in it', () => {
    const text = readFileSync(join(dist, 'licences.txt'), 'utf8')
    const packages = [...text.matchAll(/^## (\S+) - [\d.]+ \(([^)]*)\)$/gm)]
    const names = packages.map(([, name]) => name)
    expect(names).toEqual(expect.arrayContaining(['react', 'react-dom', '@mantine/core', 'recharts']))
    for (const [, name, licence] of packages) expect(licence, name).toMatch(/^(MIT|ISC|BSD|Apache|0BSD)/)
  })

  test('has no script and no style inside its page', () => {
    const html = readFileSync(join(dist, 'index.html'), 'utf8')
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\son\w+=|style=/)
  })
})
