import { createHash, randomBytes } from 'node:crypto'

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** 256 bits from the system's random source, in 43 letters and digits. */
export function randomText(): string {
  let rest = BigInt(`0x${randomBytes(32).toString('hex')}`)
  let text = ''
  for (let i = 0; i < 43; i++) {
    text += letters.charAt(globalThis.Number(rest % 62n))
    rest /= 62n
  }
  return text
}

/** What is stored of a secret of 256 bits. */
export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
