import { jsonMalformed, nameDoubled, notUtf8, numberInexact, textInvalid, tooDeep } from './failures.ts'
import { countNames, findDoubledName } from './names.ts'

/** How deep JSON may be nested. */
const depthMax = 32

/** The text of bytes that must be UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw notUtf8()
  }
}

/**
 * The value of a JSON text. Stricter than JSON.parse: no number that would lose digits or hides its size in an
 * exponent, no NUL, no lone surrogate, no bottomless nesting, no name twice in one object.
 */
export function readJson(text: string): unknown {
  const value = parse(text)
  const names = inspect(value, '', 0)
  if (countNames(text) !== names) throw nameDoubled(findDoubledName(text) ?? '')
  if (looksInexact.test(text)) checkNumbers(text)
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw jsonMalformed(findBreak(text))
  }
}

/** Refuses text that no database keeps, wherever it stands in the value. Answers how many names the value has. */
function inspect(value: unknown, path: string, depth: number): number {
  if (typeof value === 'string') {
    if (!isText(value)) throw textInvalid('body', path)
    return 0
  }
  if (typeof value !== 'object' || value === null) return 0
  if (depth >= depthMax) throw tooDeep(depthMax)
  let names = 0
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) names += inspect(value[i], path, depth + 1)
    return names
  }
  for (const [name, member] of Object.entries(value)) {
    if (!isText(name)) throw textInvalid('body', path)
    names += 1 + inspect(member, typeof member === 'string' ? join(path, name) : path, depth + 1)
  }
  return names
}

/** True for well-formed Unicode without NUL. */
export function isText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}

const join = (path: string, name: string) => (path === '' ? name : `${path}.${name}`)

/**
 * Something after a colon, a comma or a bracket that may be a long number or one with an exponent (or stand in a text). Up
 * to fifteen digits come back from a double as they were.
 */
const looksInexact = /(?:^|[:,[])\s*-?(?:[\d.]+[eE]|[\d.]{16})/
const plain = /^-?(?=[\d.]{1,18}$)\d{1,17}(?:\.\d+)?$/

/**
 * Whether the number of this text comes back with all its digits once it was read as a double. `0.1` does, although no
 * double is a tenth; so do `1.0` and `-0`, apart from zeros and signs that say nothing. `4503599627370496.3` does not.
 */
export function isExact(text: string): boolean {
  return plain.test(text) && significant(text) === significant(String(globalThis.Number(text)))
}

/** The digits of a number without zeros at both ends, and the place of the first one before or behind the point. */
function significant(text: string): string {
  const [mantissa = '', exponent = '0'] = text.replace(/^-/, '').split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  const digits = whole + fraction
  const first = digits.search(/[1-9]/)
  if (first < 0) return '0'
  return `${digits.slice(first).replace(/0+$/, '')} ${whole.length - first + globalThis.Number(exponent)}`
}

type Reviver = (this: unknown, name: string, value: unknown, context: { source?: string }) => unknown

function checkNumbers(text: string): void {
  const check: Reviver = (name, value, context) => {
    if (typeof value === 'number' && !isExact(context.source ?? String(value))) throw numberInexact(name)
    return value
  }
  JSON.parse(text, check as (this: unknown, name: string, value: unknown) => unknown)
}

const blank = /[ \t\n\r]*/y
const text = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy
const scalar = new RegExp(
  `${text.source}|-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?|true|false|null`,
  'uy'
)

/** Where a text that is not JSON stops being it. Only asked once parsing has failed. */
function findBreak(source: string): { position: number; line: number; column: number } {
  const position = breakPosition(source)
  const before = source.slice(0, position).split('\n')
  return { position, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

function breakPosition(source: string): number {
  const open: ('[' | '{')[] = []
  let at = 0
  let expected: 'value' | 'firstItem' | 'firstName' | 'name' | 'after' = 'value'
  const skip = (pattern: RegExp) => {
    pattern.lastIndex = at
    const found = pattern.exec(source)?.[0].length
    at += found ?? 0
    return found !== undefined
  }
  for (;;) {
    skip(blank)
    const letter = source.charAt(at)
    if (expected === 'after') {
      const top = open.at(-1)
      if (top === undefined) return at
      if (letter === ',') expected = top === '[' ? 'value' : 'name'
      else if (letter === (top === '[' ? ']' : '}')) open.pop()
      else return at
      at++
    } else if ((expected === 'firstItem' && letter === ']') || (expected === 'firstName' && letter === '}')) {
      open.pop()
      at++
      expected = 'after'
    } else if (expected === 'name' || expected === 'firstName') {
      if (!skip(text) || !skip(blank) || source.charAt(at) !== ':') return at
      at++
      expected = 'value'
    } else if (letter === '[' || letter === '{') {
      open.push(letter)
      at++
      expected = letter === '[' ? 'firstItem' : 'firstName'
    } else {
      if (!skip(scalar)) return at
      expected = 'after'
    }
  }
}
