/** A file of XML as text; or why it is none, with the encoding that it should have. */
export type ReadFile =
  | Readonly<{ text: string }>
  | Readonly<{ problem: 'empty' | 'encodingUnknown' | 'encodingWrong'; encoding: string }>

/** The first bytes of XML by which its encoding is known before it is said: byte order marks, and "<?" of two bytes each. */
const marks = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
  ['utf-16le', [0x3c, 0, 0x3f, 0]],
  ['utf-16be', [0, 0x3c, 0, 0x3f]]
] as const

/** How far a declaration of XML can reach. */
const headBytes = 1024

function encodingOf(bytes: Uint8Array): string {
  const marked = marks.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte))
  if (marked !== undefined) return marked[0]
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, headBytes))
  return /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1] ?? 'utf-8'
}

/**
 * Reads XML by its byte order mark, or the encoding that it declares, or else as UTF-8 (XML 1.0, appendix F). What does not
 * decode is refused: a letter that was lost on the way would be lost for good.
 */
export function readXml(bytes: Uint8Array): ReadFile {
  const encoding = encodingOf(bytes)
  let decoder: TextDecoder
  try {
    decoder = new TextDecoder(encoding, { fatal: true })
  } catch {
    return { problem: 'encodingUnknown', encoding }
  }
  try {
    const text = decoder.decode(bytes)
    return text.trim() === '' ? { problem: 'empty', encoding } : { text }
  } catch {
    return { problem: 'encodingWrong', encoding }
  }
}
