import { readFileSync } from 'node:fs'

/** A line that is taken away (or becomes another), in one file. */
export type Edit = Readonly<{ file: string; before: string; after: string }>

/** What holds an invariant, taken away, and the tests of which one must fail then. */
export type Mutation = Readonly<{
  invariant: string
  title: string
  edits: readonly Edit[]
  tests: readonly string[]
}>

const blocks = /^```diff (I\d+) (.+)\n([^]*?)^```$/gm

/**
 * Reads the mutations of docs/invariants.md: fenced blocks `diff I2 what it says`, in which `@ file` begins an edit,
 * `- text` is what goes, `+ text` what comes instead (nothing, where it is left out), and `? tests` who must notice.
 */
export function readMutations(path = 'docs/invariants.md'): Mutation[] {
  return [...readFileSync(path, 'utf8').matchAll(blocks)].map(([, invariant = '', title = '', body = '']) => {
    const edits: { file: string; before: string; after: string }[] = []
    let file = ''
    let tests: string[] = []
    for (const line of body.trimEnd().split('\n')) {
      const [sign, text] = [line.slice(0, 1), line.slice(2)]
      const edit = edits.at(-1)
      if (sign === '@') file = text
      else if (sign === '-') edits.push({ file, before: text, after: '' })
      else if (sign === '+' && edit !== undefined) edit.after = text
      else if (sign === '?') tests = text.split(' ')
      else throw new Error(`${path}: what is "${line}" in a mutation of ${invariant}?`)
    }
    return { invariant, title, edits, tests }
  })
}

/** The text with the edit made. The text that goes must stand there exactly once. */
export function edited(text: string, { file, before, after }: Edit): string {
  const count = text.split(before).length - 1
  if (count !== 1) throw new Error(`${file}: "${before}" stands there ${count} times`)
  return text.replace(before, () => after)
}
