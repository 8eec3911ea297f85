import type { Stripped } from './picture-form.ts'

const [startOfImage, endOfImage, startOfScan] = [0xd8, 0xd9, 0xda]
const [app0, app1, app2, app14] = [0xe0, 0xe1, 0xe2, 0xee]

/** SOF0 to SOF15, without the three numbers among them that mean something else. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

/**
 * A JPEG (ITU-T T.81) is a chain of segments. The application segments hold what was told about the picture; two of them
 * are needed to show its colours right, and those beyond (comments, extensions that nobody decodes) are not: the ICC profile, and how Adobe's programs have mixed them. Which side is up stands
 * in the Exif segment, so a new one is written that says only that.
 */
export function stripJpeg(bytes: Buffer): Stripped {
  const kept: Buffer[] = [bytes.subarray(0, 2)]
  let size: Readonly<{ width: number; height: number }> | undefined
  let turn = 1
  let at = 2
  for (;;) {
    if (bytes.readUInt8(at) !== 0xff) return undefined
    const marker = bytes.readUInt8(at + 1)
    if (marker === 0xff) {
      at++ // a fill byte
      continue
    }
    if (marker === startOfImage) return undefined
    if (marker === endOfImage) break
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    if (end > bytes.length || end < at + 4) return undefined
    const segment = bytes.subarray(at, end)
    if (marker === app1) turn = orientation(segment) ?? turn
    if (isFrame(marker)) size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    if (isNeeded(marker, segment)) kept.push(marker === app0 ? withoutPreview(segment) : segment)
    at = end
    if (marker !== startOfScan) continue
    const next = endOfScan(bytes, at)
    kept.push(bytes.subarray(at, next))
    at = next
  }
  if (size === undefined) return undefined
  kept.push(Buffer.from([0xff, endOfImage]))
  if (turn !== 1) kept.splice(1, 0, onlyOrientation(turn))
  return { ...size, bytes: Buffer.concat(kept) }
}

function isNeeded(marker: number, segment: Buffer): boolean {
  const begins = (name: string) => segment.toString('latin1', 4, 4 + name.length) === name
  if (marker === app0) return begins('JFIF\0')
  if (marker === app2) return begins('ICC_PROFILE\0')
  if (marker === app14) return begins('Adobe')
  return marker < app0
}

const jfifBytes = 18

/** The JFIF segment can carry a small picture of what the large one showed before it was cut. */
function withoutPreview(segment: Buffer): Buffer {
  const bare = Buffer.from(segment.subarray(0, jfifBytes))
  bare.writeUInt16BE(jfifBytes - 2, 2)
  bare.fill(0, jfifBytes - 2)
  return bare
}

/** Where the entropy-coded data ends: at a marker that is neither a stuffed zero nor one of its own restart marks. */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const marker = bytes.readUInt8(at + 1)
    if (marker !== 0 && marker !== 0xff && (marker < 0xd0 || marker > 0xd7)) return at
  }
  throw new RangeError('no end of image')
}

const exifName = 'Exif\0\0'
const [orientationTag, short] = [0x0112, 3]

/** Which of the eight ways of turning and mirroring the Exif segment asks for; undefined where it says nothing. */
function orientation(segment: Buffer): number | undefined {
  const tiff = segment.subarray(4 + exifName.length)
  if (segment.toString('latin1', 4, 4 + exifName.length) !== exifName || tiff.length < 14) return undefined
  const little = tiff.toString('latin1', 0, 2) === 'II'
  const word = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const directory = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  if (directory + 2 > tiff.length) return undefined
  for (let n = 0, at = directory + 2; n < word(directory) && at + 12 <= tiff.length; n++, at += 12) {
    if (word(at) !== orientationTag || word(at + 2) !== short) continue
    const turn = word(at + 8)
    return turn >= 1 && turn <= 8 ? turn : undefined
  }
  return undefined
}

/** An Exif segment that says which side is up, and nothing else. */
function onlyOrientation(turn: number): Buffer {
  const tiff = Buffer.alloc(26)
  tiff.write('MM\0*', 0, 'latin1')
  tiff.writeUInt32BE(8, 4)
  tiff.writeUInt16BE(1, 8)
  tiff.writeUInt16BE(orientationTag, 10)
  tiff.writeUInt16BE(short, 12)
  tiff.writeUInt32BE(1, 14)
  tiff.writeUInt16BE(turn, 18)
  const head = Buffer.from([0xff, app1, 0, 2 + exifName.length + tiff.length])
  return Buffer.concat([head, Buffer.from(exifName, 'latin1'), tiff])
}
