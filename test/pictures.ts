import { crc32, deflateSync } from 'node:zlib'

/** A grey JPEG of eight by eight pixels, as small as one can be. */
const plainJpeg = Buffer.from(
  '/9j/4AAQSkZJRgABAQEAYABgAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==',
  'base64'
)

const segment = (marker: number, content: Buffer) => {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(2 + content.length, 2)
  return Buffer.concat([head, content])
}

/** A TIFF directory as Exif has it: which side is up, and a place. */
function exif(turn: number): Buffer {
  const tiff = Buffer.alloc(60)
  tiff.write('II*\0', 0, 'latin1')
  tiff.writeUInt32LE(8, 4)
  tiff.writeUInt16LE(2, 8)
  tiff.writeUInt16LE(0x0112, 10)
  tiff.writeUInt16LE(3, 12)
  tiff.writeUInt32LE(1, 14)
  tiff.writeUInt16LE(turn, 18)
  tiff.writeUInt16LE(0x8825, 22) // where the place stands
  tiff.write('31.2304N121.4737E', 40, 'latin1')
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])
}

/** A JPEG with everything that a phone writes beside the picture, and another picture behind its end. */
export function jpegWithPlace(turn = 1): Buffer {
  return Buffer.concat([
    plainJpeg.subarray(0, 2),
    segment(0xe1, exif(turn)),
    segment(0xe1, Buffer.from('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>31.2304N</x:xmpmeta>')),
    segment(0xed, Buffer.from('Photoshop 3.0\0 somebody')),
    segment(0xfe, Buffer.from('a comment by somebody')),
    plainJpeg.subarray(2),
    Buffer.from('a second picture with 31.2304N in it')
  ])
}

const chunk = (name: string, content: Buffer) => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const whole = Buffer.alloc(8 + content.length + 4)
  whole.writeUInt32BE(content.length, 0)
  body.copy(whole, 4)
  whole.writeUInt32BE(crc32(body), 8 + content.length)
  return whole
}

/** A PNG of this size with texts, a time and Exif in it. */
export function pngWithPlace(width = 2, height = 2): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 0, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('tEXt', Buffer.from('Author\0somebody')),
    chunk('eXIf', exif(1)),
    chunk('tIME', Buffer.from([7, 234, 3, 2, 9, 0, 0])),
    chunk('IDAT', deflateSync(Buffer.alloc((Math.min(width, 64) + 1) * Math.min(height, 64)))),
    chunk('IEND', Buffer.alloc(0)),
    Buffer.from('31.2304N behind the end')
  ])
}

const riff = (name: string, content: Buffer) => {
  const head = Buffer.from(`${name}\0\0\0\0`, 'latin1')
  head.writeUInt32LE(content.length, 4)
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)])
}

/** A lossless WebP of one pixel with Exif and XMP in it. */
export function webpWithPlace(): Buffer {
  const extended = Buffer.alloc(10)
  extended[0] = 0x08 | 0x04
  const body = Buffer.concat([
    riff('VP8X', extended),
    riff('VP8L', Buffer.from('2f00000010071011118888fe0700', 'hex')),
    riff('EXIF', exif(1)),
    riff('XMP ', Buffer.from('<x:xmpmeta>31.2304N</x:xmpmeta>'))
  ])
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  head.writeUInt32LE(4 + body.length, 4)
  return Buffer.concat([head, body])
}
