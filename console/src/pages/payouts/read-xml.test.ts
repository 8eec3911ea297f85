import { expect, test } from 'vitest'
import { readXml } from './read-xml.ts'

const xml = (encoding: string | null, text = 'Müller, Köln') =>
  `<?xml version="1.0"${encoding === null ? '' : ` encoding="${encoding}"`}?><a>${text}</a>`
const utf16 = (text: string, isBig: boolean) => {
  const bytes = Buffer.from(text, 'utf16le')
  return isBig ? bytes.swap16() : bytes
}
const gbk = Buffer.concat([
  Buffer.from('<?xml version="1.0" encoding="GBK"?><a>'),
  Buffer.from([0xb8, 0xb6, 0xbf, 0xee]),
  Buffer.from('</a>')
])

test.each([
  ['UTF-8', Buffer.from(xml('UTF-8')), xml('UTF-8')],
  ['UTF-8 that it does not name', Buffer.from(xml(null)), xml(null)],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${xml('UTF-8')}`), xml('UTF-8')],
  ['ISO-8859-1', Buffer.from(xml('ISO-8859-1'), 'latin1'), xml('ISO-8859-1')],
  ['UTF-16, little end first', utf16(`\ufeff${xml('UTF-16')}`, false), xml('UTF-16')],
  ['UTF-16, big end first', utf16(`\ufeff${xml('UTF-16')}`, true), xml('UTF-16')],
  ['UTF-16 without a mark', utf16(xml('UTF-16'), true), xml('UTF-16')],
  ['GBK', gbk, '<?xml version="1.0" encoding="GBK"?><a>付款</a>']
])('a file in %s keeps every letter', (_, bytes, text) => {
  expect(readXml(bytes)).toEqual({ text })
})

test.each([
  ['nothing', Buffer.from(''), 'empty', 'utf-8'],
  ['only blanks', Buffer.from(' \n'), 'empty', 'utf-8'],
  ['another encoding than it says', Buffer.from(xml('UTF-8'), 'latin1'), 'encodingWrong', 'UTF-8'],
  ['another encoding than the usual', Buffer.from(xml(null), 'latin1'), 'encodingWrong', 'utf-8'],
  ['an encoding that nobody knows', Buffer.from(xml('EBCDIC-9')), 'encodingUnknown', 'EBCDIC-9']
])('a file of %s is refused before it is sent', (_, bytes, problem, encoding) => {
  expect(readXml(bytes)).toEqual({ problem, encoding })
})
