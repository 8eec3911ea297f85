import { z } from 'zod'

/** Letters and marks that fill a place or choose a variant, and are not seen by themselves. */
const unseen =
  '\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u2800\\u3164\\ufe00-\\ufe0f\\uffa0\\u{e0100}-\\u{e01ef}'
const seen = new RegExp(
  `^[^\\p{C}\\p{Z}${unseen}](?:[^\\p{C}\\p{Zl}\\p{Zp}${unseen}]*[^\\p{C}\\p{Z}${unseen}])?$`,
  'u'
)

/**
 * What one program calls a thing, for another to find it by: a reference, the id of a file. Nothing in it
 * is invisible, and it neither begins nor ends with a blank. One letter that is written in two ways becomes one (NFC).
 */
export const referenceText = (max: number, text = z.string()) =>
  text.normalize('NFC').min(1).max(max).regex(seen, {
    error:
      'must not contain invisible characters (control, zero-width, fillers, direction of writing), nor begin or end with a blank'
  })

/**
 * What people call somebody or something: a name, a title, a label. As a reference, but with the joiners (U+200C and
 * U+200D) that Persian, the scripts of India and emoji are written with.
 */
export const nameText = (max: number, text = z.string()) =>
  text
    .min(1)
    .max(max)
    .regex(
      /^[^\p{Cc}\p{Cf}\p{Cs}\p{Z}](?:(?:[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|[\u200c\u200d])*(?:[^\p{Cc}\p{Cf}\p{Cs}\p{Z}]|[\u200c\u200d]))?$/u,
      {
        error:
          'must not contain control characters, zero-width blanks or changes of the direction of writing, nor begin or end with a blank'
      }
    )

/** What a person types: blanks at its ends are dropped. */
export const typed = z.string().trim()

/** The beginning of a text, at most `max` units of UTF-16 long: a letter that needs two of them is never cut in half. */
export function cutText(text: string, max: number): string {
  const cut = text.slice(0, max)
  return (/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut).toWellFormed()
}
