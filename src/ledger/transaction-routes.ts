import { z } from 'zod'
import { type Route, route } from '../api/index.ts'
import { idSchema } from '../kernel/index.ts'
import { BookAsked, type BookRefusal, commonBook } from './book.ts'
import { refused } from './failures.ts'
import { readTransaction } from './history.ts'
import { refusalCodes } from './outcome.ts'
import { postBatch } from './post.ts'
import {
  LedgerOutcome,
  LedgerPosting,
  LedgerTransaction,
  NewLedgerTransaction,
  outcomeView,
  transactionOf
} from './wire.ts'

const tag = 'Ledger'
const write = { permission: 'ledger.write', grantedTo: ['operator', 'service'], tag } as const
const batchMax = 8000
const failures = [...refusalCodes.map((code) => `ledger.${code}`), 'books.unknown']
const apiOnly = true

const repeats =
  'The id of a transaction makes a repeat harmless: in one book the same id with the same body is answered with the ' +
  'first outcome, a refusal included, and with another body it is refused.'

/** The routes of transactions, in every book that is not refused. */
export function transactionRoutes(refusalOf: BookRefusal): readonly Route[] {
  return [postRoute(refusalOf), batchRoute(refusalOf), showRoute(refusalOf)]
}

const postRoute = (refusalOf: BookRefusal) =>
  route({
    ...write,
    method: 'POST',
    path: '/v1/ledger/transactions',
    summary: 'Post a transaction: all its legs, or none.',
    description: `A refusal is recorded and answered 422. ${repeats}`,
    body: LedgerPosting,
    bodyBytesMax: 512 * 1024,
    reply: LedgerOutcome,
    ownIdempotency: true,
    failures,
    apart: ({ body }) => body.book,
    handleMany: async (tx, asked) => {
      const book = commonBook(asked.map(({ body }) => body.book))
      const refusal = await refusalOf(tx, book)
      if (refusal !== null) return asked.map(() => refusal)
      const transactions = asked.map(({ body }) => transactionOf(body))
      const outcomes = await postBatch(tx, transactions, { book, apiOnly })
      // Returned and not thrown: the record of the refusal stays, so that a repeat is refused as well.
      return outcomes.map((outcome) =>
        outcome.result === 'refused' ? refused(outcome.id, outcome.refusal) : outcomeView(outcome)
      )
    }
  })

const batchRoute = (refusalOf: BookRefusal) =>
  route({
    ...write,
    method: 'POST',
    path: '/v1/ledger/batches',
    summary: `Post up to ${batchMax} transactions in one book, each of which succeeds or fails alone.`,
    description: `The outcomes come in the order of the transactions. ${repeats}`,
    body: z.strictObject({
      book: BookAsked,
      transactions: z.array(NewLedgerTransaction).min(1).max(batchMax)
    }),
    bodyBytesMax: 8 * 1024 * 1024,
    reply: z.strictObject({ outcomes: z.array(LedgerOutcome) }),
    status: 200,
    ownIdempotency: true,
    failures: ['books.unknown'],
    handle: async ({ tx, body: { book, transactions } }) => {
      const refusal = await refusalOf(tx, book)
      if (refusal !== null) return refusal
      const outcomes = await postBatch(tx, transactions.map(transactionOf), { book, apiOnly })
      return { outcomes: outcomes.map(outcomeView) }
    }
  })

const showRoute = (refusalOf: BookRefusal) =>
  route({
    permission: 'ledger.read',
    grantedTo: ['operator', 'service', 'auditor'],
    tag,
    method: 'GET',
    path: '/v1/ledger/transactions/:transactionId',
    summary: 'Show a transaction: what moved, or why it was refused.',
    params: z.strictObject({ transactionId: idSchema('txn') }),
    query: z.strictObject({ book: BookAsked }),
    reply: LedgerTransaction,
    failures: ['ledger.transaction_unknown', 'books.unknown'],
    handle: async ({ tx, params: { transactionId }, query: { book } }) => {
      const unknown = await refusalOf(tx, book)
      if (unknown !== null) return unknown
      const found = await readTransaction(tx, transactionId, { book })
      const { id, at, legs, refusal, reverses, reversedBy, fx } = found
      const outcome =
        refusal === null
          ? ({ result: 'posted', id, at, legs } as const)
          : ({ result: 'refused', id, at, refusal } as const)
      return { book, outcome: outcomeView(outcome), reverses, reversedBy, fx }
    }
  })
