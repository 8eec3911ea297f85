import { z } from 'zod'

/**
 * What one program calls a thing, for another to find it by: a reference, the id of a file. Two that look alike are
 * alike: nothing in it is invisible, and it neither begins nor ends with a blank.
 */
export const referenceText = (max: number, text = z.string()) =>
  text
    .min(1)
    .max(max)
    .regex(/^[^\p{C}\p{Z}](?:[^\p{C}\p{Zl}\p{Zp}]*[^\p{C}\p{Z}])?$/u, {
      error:
        'must not contain invisible characters (control, zero-width, direction of writing), nor begin or end with a blank'
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
