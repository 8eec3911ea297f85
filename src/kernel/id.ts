import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'

/** A TypeID (specification 0.3): it says what it names, so an `acc_…` cannot be passed where an `ord_…` is due. */
export type Id<Prefix extends string = string> = `${Prefix}_${string}`

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const values = new Map([...alphabet].map((letter, value) => [letter, BigInt(value)]))
const suffixPattern = '[0-7][0-9a-hjkmnp-tv-z]{25}'

/** Twenty-six letters of Crockford's base32 for sixteen bytes. */
export function encodeSuffix(bytes: Uint8Array): string {
  let rest = BigInt(`0x${Buffer.from(bytes).toString('hex')}`)
  let text = ''
  for (let i = 0; i < 26; i++) {
    text = alphabet.charAt(globalThis.Number(rest & 31n)) + text
    rest >>= 5n
  }
  return text
}

/** The UUID inside a TypeID, as text with dashes. The id must be well formed. */
export function uuidOf(id: Id): string {
  const suffix = id.slice(id.lastIndexOf('_') + 1)
  let value = 0n
  for (const letter of suffix) value = (value << 5n) | (values.get(letter) ?? 0n)
  return value
    .toString(16)
    .padStart(32, '0')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** The TypeID of a UUID. */
export function idOf<P extends string>(prefix: P, uuid: string): Id<P> {
  return `${prefix}_${encodeSuffix(Buffer.from(uuid.replaceAll('-', ''), 'hex'))}`
}

/** A new id with a UUIDv7 inside: sorted by `now` (milliseconds), the rest from the system's random source. */
export function newId<P extends string>(prefix: P, now: Date): Id<P> {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now.getTime(), 0, 6)
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  return `${prefix}_${encodeSuffix(bytes)}`
}

/** The one id that belongs to a business act, so that doing the act twice names the same thing (UUIDv8 of SHA-256). */
export function derivedId<P extends string>(
  prefix: P,
  ...act: readonly [string, ...(string | number)[]]
): Id<P> {
  const bytes = createHash('sha256').update(JSON.stringify(act)).digest().subarray(0, 16)
  bytes[6] = 0x80 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  return `${prefix}_${encodeSuffix(bytes)}`
}

/** The schema of ids with this prefix. */
export function idSchema<P extends string>(prefix: P) {
  return z
    .custom<Id<P>>(
      (value) => typeof value === 'string' && new RegExp(`^${prefix}_${suffixPattern}$`).test(value),
      {
        error: `must be an id of the form ${prefix}_ and 26 letters (TypeID)`
      }
    )
    .meta({
      type: 'string',
      pattern: `^${prefix}_${suffixPattern}$`,
      example: `${prefix}_01h455vb4pex5vsknk084sn02q`
    })
}
