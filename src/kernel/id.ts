import { createHash, randomFillSync } from 'node:crypto'
import { z } from 'zod'

/** A TypeID (specification 0.3): it says what it names, so an `acc_…` cannot be passed where an `ord_…` is due. */
export type Id<Prefix extends string = string> = `${Prefix}_${string}`

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const values = Uint8Array.from({ length: 128 }, (_, code) =>
  Math.max(0, alphabet.indexOf(String.fromCharCode(code)))
)
const suffixPattern = '[0-7][0-9a-hjkmnp-tv-z]{25}'
/** The version stands in the upper four bits of the eleventh letter: g and h are 8. */
const chosenPattern = '[0-7][0-9a-hjkmnp-tv-z]{9}[0-9a-fjkmnp-tv-z][0-9a-hjkmnp-tv-z]{15}'

const letters = Buffer.from(alphabet, 'latin1')
const suffix = Buffer.alloc(26)

/** Twenty-six letters of Crockford's base32 for sixteen bytes: three bits in the first letter, five in each other. */
function encodeSuffix(bytes: Uint8Array): string {
  let place = 0
  let kept = 0
  let bits = 2 // the two bits that sixteen bytes lack to twenty-six letters
  for (let i = 0; i < 16; i++) {
    kept = ((kept << 8) | (bytes[i] ?? 0)) & 0xffff
    for (bits += 8; bits >= 5;) suffix[place++] = letters[(kept >> (bits -= 5)) & 31] ?? 0
  }
  return suffix.toString('latin1')
}

/** Where the thirty-two hex digits of a UUID stand among its dashes, and the text that they are written into. */
const digitPlaces = Uint8Array.from({ length: 36 }, (_, i) => i).filter((i) => ![8, 13, 18, 23].includes(i))
const hexDigits = Buffer.from('0123456789abcdef', 'latin1')
const uuidText = Buffer.from('00000000-0000-0000-0000-000000000000', 'latin1')

/** The UUID inside a TypeID, as text with dashes. The id must be well formed. */
export function uuidOf(id: Id): string {
  let digit = 0
  let kept = 0
  let bits = -2
  for (let at = id.length - 26; at < id.length; at++) {
    kept = (kept << 5) | (values[id.charCodeAt(at)] ?? 0)
    for (bits += 5; bits >= 4;) {
      uuidText[digitPlaces[digit++] ?? 0] = hexDigits[(kept >> (bits -= 4)) & 15] ?? 0
    }
    kept &= (1 << bits) - 1
  }
  return uuidText.toString('latin1')
}

/** Writes the sixteen bytes of the UUID inside a TypeID. The id must be well formed. */
export function writeUuid(id: Id, into: Uint8Array, at: number): void {
  let place = at
  let kept = 0
  let bits = -2
  for (let letter = id.length - 26; letter < id.length; letter++) {
    kept = ((kept << 5) | (values[id.charCodeAt(letter)] ?? 0)) & 0x1fff
    bits += 5
    if (bits >= 8) into[place++] = kept >> (bits -= 8)
  }
}

/** The TypeID of a UUID. */
export function idOf<P extends string>(prefix: P, uuid: string): Id<P> {
  return `${prefix}_${encodeSuffix(Buffer.from(uuid.replaceAll('-', ''), 'hex'))}`
}

/** Random bytes, fetched from the system for many ids at once: a call for each costs more than the id. */
const pool = Buffer.alloc(16 * 256)
let poolAt = pool.length

/** A new id with a UUIDv7 inside: sorted by `now` (milliseconds), the rest from the system's random source. */
export function newId<P extends string>(prefix: P, now: Date): Id<P> {
  if (poolAt === pool.length) {
    randomFillSync(pool)
    poolAt = 0
  }
  const bytes = pool.subarray(poolAt, (poolAt += 16))
  bytes.writeUIntBE(now.getTime(), 0, 6)
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  return `${prefix}_${encodeSuffix(bytes)}`
}

/**
 * Comes before every id that was made at `at` or later, and after all that were made before. So a list in the order of its
 * ids is narrowed to a time without another index.
 */
export function idFloor<P extends string>(prefix: P, at: Date): Id<P> {
  const bytes = Buffer.alloc(16)
  bytes.writeUIntBE(Math.min(Math.max(at.getTime(), 0), 2 ** 48 - 1), 0, 6)
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
  return schemaOf(prefix, suffixPattern, 'TypeID')
}

/**
 * The schema of ids that callers choose: any UUID but one of version 8. Those are derived from business acts, and whoever
 * used one first would keep the act from ever being done.
 */
export function chosenIdSchema<P extends string>(prefix: P) {
  return schemaOf(prefix, chosenPattern, 'TypeID; its UUID is not of version 8, which are for Kontor itself')
}

function schemaOf<P extends string>(prefix: P, suffix: string, what: string) {
  const pattern = new RegExp(`^${prefix}_${suffix}$`)
  return z
    .custom<Id<P>>((value) => typeof value === 'string' && pattern.test(value), {
      error: `must be an id of the form ${prefix}_ and 26 letters (${what})`
    })
    .meta({
      type: 'string',
      pattern: `^${prefix}_${suffix}$`,
      example: `${prefix}_01h455vb4pex5vsknk084sn02q`
    })
}
