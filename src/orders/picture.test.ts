import { expect, test } from 'vitest'
import { jpegWithPlace, pngWithPlace, webpWithPlace } from '../../test/pictures.ts'
import { Failure } from '../kernel/index.ts'
import { readPicture } from './picture.ts'

const codeOf = (bytes: Uint8Array) => {
  try {
    return readPicture(bytes).type
  } catch (error) {
    if (error instanceof Failure) return error.code
    throw error
  }
}

test.each([
  ['JPEG', jpegWithPlace(), { type: 'image/jpeg', width: 8, height: 8 }],
  ['PNG', pngWithPlace(), { type: 'image/png', width: 2, height: 2 }],
  ['WebP', webpWithPlace(), { type: 'image/webp', width: 1, height: 1 }]
])('a %s keeps what it shows, and nothing of where and by whom it was taken', (_, sent, expected) => {
  expect(sent.toString('latin1')).toMatch(/31\.2304N/)
  const picture = readPicture(sent)
  expect(picture).toMatchObject(expected)
  expect(picture.bytes.toString('latin1')).not.toMatch(
    /31\.2304|somebody|Exif|EXIF|eXIf|xmp|Photoshop|tEXt|tIME/
  )
  expect(picture.bytes.length).toBeLessThan(sent.length)
  // What was made clean once is clean.
  expect(readPicture(picture.bytes).bytes.equals(picture.bytes)).toBe(true)
})

test.each([0xfe, 0xf7, 0xfd])('a JPEG keeps nothing of a segment %i, which no picture needs', (marker) => {
  const hidden = Buffer.from('hidden 31.2304N')
  const head = Buffer.from([0xff, marker, 0, hidden.length + 2])
  const sent = Buffer.concat([jpegWithPlace().subarray(0, 2), head, hidden, jpegWithPlace().subarray(2)])
  expect(readPicture(sent).bytes.equals(readPicture(jpegWithPlace()).bytes)).toBe(true)
})

test('a JPEG keeps which side is up, in a segment that says only that', () => {
  const { bytes } = readPicture(jpegWithPlace(6))
  const at = bytes.indexOf('Exif\0\0')
  expect(bytes.readUInt16BE(at - 2)).toBe(34)
  expect(bytes.toString('latin1')).not.toContain('31.2304')
  expect(readPicture(bytes).bytes.equals(bytes)).toBe(true)
})

test.each([
  ['nothing', Buffer.alloc(0), 'orders.picture_unknown'],
  ['a page', Buffer.from('<html><script>alert(1)</script></html>'), 'orders.picture_unknown'],
  ['a GIF', Buffer.from('GIF89a'.padEnd(40, '\0')), 'orders.picture_unknown'],
  ['a JPEG without a picture', Buffer.from('ffd8ffd9'.padEnd(60, '0'), 'hex'), 'orders.picture_broken'],
  ['half a JPEG', jpegWithPlace().subarray(0, 250), 'orders.picture_broken'],
  ['half a PNG', pngWithPlace().subarray(0, 60), 'orders.picture_broken'],
  [
    'a PNG without a size',
    Buffer.concat([pngWithPlace().subarray(0, 8), pngWithPlace().subarray(33)]),
    'orders.picture_broken'
  ],
  ['half a WebP', webpWithPlace().subarray(0, 40), 'orders.picture_broken'],
  ['a picture that no phone opens', pngWithPlace(60_000, 60_000), 'orders.picture_too_large']
])('%s is refused', (_, bytes, code) => {
  expect(codeOf(bytes)).toBe(code)
})

test('no cut and no changed byte makes it fail in a way that was not thought of', () => {
  for (const whole of [jpegWithPlace(3), pngWithPlace(), webpWithPlace()])
    for (let at = 0; at < whole.length; at++) {
      codeOf(whole.subarray(0, at))
      for (const value of [0, 0x7f, 0xff]) {
        const changed = Buffer.from(whole)
        changed[at] = value
        codeOf(changed)
      }
    }
})
