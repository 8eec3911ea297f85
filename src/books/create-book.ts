import { emit } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import type { Failure } from '../kernel/index.ts'
import type { Book } from './book.ts'
import { bookTaken, bookUnknown } from './failures.ts'
import { existing, insertBook } from './store.ts'

/** Creates a book. Refused when the name is taken; a book is never removed. */
export async function createBook(tx: Tx, name: string): Promise<Book> {
  const book = await insertBook(tx, name)
  if (book === undefined) throw bookTaken(name)
  await emit(tx, { type: 'book.created', subject: name })
  return book
}

/** Why nothing can be done in a book of this name; null where there is one. */
export async function bookRefusal(tx: Tx, name: string): Promise<Failure | null> {
  return (await existing(tx, [name])).has(name) ? null : bookUnknown(name)
}

/** Refuses names that are no books. */
export async function mustBeBooks(tx: Tx, names: readonly string[]): Promise<void> {
  const known = await existing(tx, [...new Set(names)])
  const missing = names.find((name) => !known.has(name))
  if (missing !== undefined) throw bookUnknown(missing)
}
