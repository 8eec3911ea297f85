import type { Stripped } from './picture-form.ts'

const headBytes = 12
const needed = new Set(['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ICCP'])
/** The flags of a VP8X chunk that announce what is left out: animation, XMP and Exif. */
const announcing = 0x02 | 0x04 | 0x08

/** A WebP (RFC 9649) is a RIFF file: a chain of chunks. Exif, XMP and chunks of anybody's own are left out. */
export function stripWebp(bytes: Buffer): Stripped {
  const end = Math.min(bytes.length, 8 + bytes.readUInt32LE(4))
  const kept: Buffer[] = []
  let size: Readonly<{ width: number; height: number }> | undefined
  let image = false
  for (let at = headBytes; at + 8 <= end;) {
    const name = bytes.toString('latin1', at, at + 4)
    const length = bytes.readUInt32LE(at + 4)
    const next = at + 8 + length + (length % 2)
    if (at + 8 + length > bytes.length) return undefined
    const chunk = Buffer.from(bytes.subarray(at, Math.min(next, bytes.length)))
    size ??= sizeIn(name, chunk)
    if (name === 'VP8X') chunk.writeUInt8(chunk.readUInt8(8) & ~announcing, 8)
    if (name === 'VP8 ' || name === 'VP8L') image = true
    if (needed.has(name)) kept.push(chunk, Buffer.alloc(next - at - chunk.length))
    at = next
  }
  if (size === undefined || !image) return undefined
  const body = Buffer.concat(kept)
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  head.writeUInt32LE(4 + body.length, 4)
  return { ...size, bytes: Buffer.concat([head, body]) }
}

function sizeIn(name: string, chunk: Buffer): Readonly<{ width: number; height: number }> | undefined {
  if (name === 'VP8X') return { width: chunk.readUIntLE(12, 3) + 1, height: chunk.readUIntLE(15, 3) + 1 }
  if (name === 'VP8 ')
    return { width: chunk.readUInt16LE(14) & 0x3fff, height: chunk.readUInt16LE(16) & 0x3fff }
  if (name !== 'VP8L') return undefined
  const bits = chunk.readUInt32LE(9)
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }
}
