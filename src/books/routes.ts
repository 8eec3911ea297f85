import { z } from 'zod'
import { pageOf, pageQuery, readCursor, type Route, route, toPage } from '../api/index.ts'
import { BookName } from '../ledger/index.ts'
import { Book } from './book.ts'
import { createBook } from './create-book.ts'
import { listBooks, listTransfers } from './store.ts'
import { BookTransfer, transferStates } from './transfer.ts'

const tag = 'Books'
const read = { permission: 'books.read', grantedTo: ['operator', 'auditor'], tag } as const

/** Books over the API. */
export const bookRoutes: readonly Route[] = [
  route({
    ...read,
    method: 'GET',
    path: '/v1/books',
    summary: 'List books, by name.',
    description: 'Every installation has the book `main`.',
    query: z.strictObject(pageQuery),
    reply: pageOf(Book),
    handle: async ({ tx, query: { limit, cursor } }) => {
      const rows = await listBooks(tx, readCursor({ cursor }, {}) ?? '', limit + 1)
      return toPage(
        rows,
        limit,
        {},
        ({ name }) => name,
        (book) => book
      )
    }
  }),
  route({
    method: 'POST',
    path: '/v1/books',
    tag,
    permission: 'books.write',
    grantedTo: ['operator'],
    summary: 'Create a book.',
    description: 'An independent ledger: what is posted in it waits for no other book. It is never removed.',
    body: z.strictObject({ name: BookName }).meta({ id: 'NewBook' }),
    reply: Book,
    failures: ['books.taken'],
    handle: ({ tx, body }) => createBook(tx, body.name)
  }),
  route({
    ...read,
    method: 'GET',
    path: '/v1/book-transfers',
    summary: 'List money between books, oldest first.',
    query: z.strictObject({ ...pageQuery, state: z.enum(transferStates).optional() }),
    reply: pageOf(BookTransfer),
    handle: async ({ tx, query: { limit, cursor, ...filters } }) => {
      const after = readCursor({ cursor }, filters) ?? ''
      const rows = await listTransfers(tx, filters.state, after, limit + 1)
      return toPage(
        rows,
        limit,
        filters,
        ({ id }) => id,
        (transfer) => transfer
      )
    }
  })
]
