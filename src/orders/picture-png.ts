import type { Stripped } from './picture-form.ts'

/** What is needed to draw a still picture (PNG, third edition): its data, its palette, and what its colours mean. */
const needed = new Set('IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD pHYs'.split(' '))
const signatureBytes = 8

/** A PNG is a chain of chunks. Texts, times, Exif, animation and chunks of anybody's own are left out. */
export function stripPng(bytes: Buffer): Stripped {
  const kept: Buffer[] = [bytes.subarray(0, signatureBytes)]
  let size: Readonly<{ width: number; height: number }> | undefined
  let data = false
  for (let at = signatureBytes; ;) {
    const end = at + 12 + bytes.readUInt32BE(at)
    const name = bytes.toString('latin1', at + 4, at + 8)
    if (end > bytes.length || (size === undefined) !== (name === 'IHDR')) return undefined
    if (name === 'IHDR') size = { width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) }
    if (name === 'IDAT') data = true
    if (needed.has(name)) kept.push(bytes.subarray(at, end))
    if (name === 'IEND') break
    at = end
  }
  return size && data ? { ...size, bytes: Buffer.concat(kept) } : undefined
}
