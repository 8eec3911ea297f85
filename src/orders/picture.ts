import { pictureBroken, pictureTooLarge, pictureUnknown } from './failures.ts'
import type { Picture, Stripped } from './picture-form.ts'
import { stripJpeg } from './picture-jpeg.ts'
import { stripPng } from './picture-png.ts'
import { stripWebp } from './picture-webp.ts'

/** A file of few bytes can hold a picture that no phone has the memory to open. */
const pixelsMax = 64_000_000

const formats: readonly Readonly<{
  type: Picture['type']
  begins: (bytes: Buffer) => boolean
  strip: (bytes: Buffer) => Stripped
}>[] = [
  { type: 'image/jpeg', begins: (bytes) => bytes.readUIntBE(0, 3) === 0xffd8ff, strip: stripJpeg },
  {
    type: 'image/png',
    begins: (bytes) => bytes.toString('hex', 0, 8) === '89504e470d0a1a0a',
    strip: stripPng
  },
  {
    type: 'image/webp',
    begins: (bytes) =>
      bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP',
    strip: stripWebp
  }
]

/**
 * The picture in these bytes, whatever they are said to be. Only what is needed to draw it is kept: place, time, camera,
 * comments, previews and whatever stands behind its end are left out. Refuses what is no picture of a known kind.
 */
export function readPicture(sent: Uint8Array): Picture {
  const bytes = Buffer.from(sent.buffer, sent.byteOffset, sent.byteLength)
  const format = bytes.length < 16 ? undefined : formats.find(({ begins }) => begins(bytes))
  if (format === undefined) throw pictureUnknown()
  const found = stripped(format.strip, bytes)
  if (found === undefined || found.width < 1 || found.height < 1) throw pictureBroken(format.type)
  if (found.width * found.height > pixelsMax) throw pictureTooLarge(found.width, found.height)
  return { type: format.type, ...found }
}

/** Whoever reads behind the end of the bytes has a broken file before him. */
function stripped(strip: (bytes: Buffer) => Stripped, bytes: Buffer): Stripped {
  try {
    return strip(bytes)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
