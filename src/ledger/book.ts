import assert from 'node:assert/strict'
import { z } from 'zod'
import type { Tx } from '../db/index.ts'
import type { Failure } from '../kernel/index.ts'

/** The book of an installation that has only one. */
export const mainBook = 'main'

/** The name of a book: an independent ledger of this installation. */
export const BookName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,39}$/, {
    error: 'must be 1 to 40 small letters, digits, - and _, beginning with a letter'
  })
  .meta({ id: 'BookName', example: 'north' })

/** Which book; `main` where nothing is said. */
export type BookOption = Readonly<{ book?: string }>

/** The book that a request is about. */
export const BookAsked = BookName.default(mainBook).meta({
  description: 'The book that it is about, `main` where nothing is said. GET /v1/books lists them.',
  example: mainBook
})

/** Why nothing can be done in a book of this name; null where there is one. Who keeps the list of books tells it. */
export type BookRefusal = (tx: Tx, book: string) => Promise<Failure | null>

/** The one book of requests that are handled together: a route that is apart by book gets those of one book only. */
export function commonBook(books: readonly string[]): string {
  const [book, ...others] = new Set(books)
  assert(book !== undefined && others.length === 0, 'requests that go together are about one book')
  return book
}
