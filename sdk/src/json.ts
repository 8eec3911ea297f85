import { KontorError } from './error.ts'

/** The JSON text of a body. A number that JSON readers do not keep exactly is refused. */
export function writeJson(value: unknown): string {
  return JSON.stringify(value, (name, member: unknown) => {
    if (typeof member === 'bigint' || (typeof member === 'number' && !isSafe(member)))
      throw new KontorError({
        code: 'sdk.number_unsafe',
        detail: `${name === '' ? 'The body' : name} is ${String(member)}, which JSON does not keep exactly. Nothing was sent.`,
        advice: 'Amounts are whole numbers of minor units, of the type number, at most 9007199254740991.'
      })
    return member
  })
}

/** The value of an answer, or undefined where it is not JSON that was read exactly. */
export function readJson(text: string): Readonly<{ value: unknown }> | undefined {
  try {
    let exact = true
    const value: unknown = JSON.parse(text, (_, member: unknown) => {
      if (typeof member === 'number' && !isSafe(member)) exact = false
      return member
    })
    return exact ? { value } : undefined
  } catch {
    return undefined
  }
}

const isSafe = (number: number) => Math.abs(number) <= Number.MAX_SAFE_INTEGER
