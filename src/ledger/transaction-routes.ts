import { z } from 'zod'
import { route } from '../api/index.ts'
import { idSchema } from '../kernel/index.ts'
import { refused } from './failures.ts'
import { readTransaction } from './history.ts'
import { refusalCodes } from './outcome.ts'
import { postBatch } from './post.ts'
import { LedgerOutcome, LedgerTransaction, NewLedgerTransaction, outcomeView, transactionOf } from './wire.ts'

const tag = 'Ledger'
const write = { permission: 'ledger.write', grantedTo: ['operator', 'service'], tag } as const
const batchMax = 8000
const failures = refusalCodes.map((code) => `ledger.${code}`)
const apiOnly = true

const repeats =
  'The id of a transaction makes a repeat harmless: the same id with the same body is answered with the first outcome, ' +
  'a refusal included, and with another body it is refused.'

const postRoute = route({
  ...write,
  method: 'POST',
  path: '/v1/ledger/transactions',
  summary: 'Post a transaction: all its legs, or none.',
  description: `A refusal is recorded and answered 422. ${repeats}`,
  body: NewLedgerTransaction,
  bodyBytesMax: 512 * 1024,
  reply: LedgerOutcome,
  ownIdempotency: true,
  failures,
  handleMany: async (tx, asked) => {
    const transactions = asked.map(({ body }) => transactionOf(body))
    const outcomes = await postBatch(tx, transactions, { apiOnly })
    // Returned and not thrown: the record of the refusal stays, so that a repeat is refused as well.
    return outcomes.map((outcome) =>
      outcome.result === 'refused' ? refused(outcome.id, outcome.refusal) : outcomeView(outcome)
    )
  }
})

const batchRoute = route({
  ...write,
  method: 'POST',
  path: '/v1/ledger/batches',
  summary: `Post up to ${batchMax} transactions, each of which succeeds or fails alone.`,
  description: `The outcomes come in the order of the transactions. ${repeats}`,
  body: z.strictObject({ transactions: z.array(NewLedgerTransaction).min(1).max(batchMax) }),
  bodyBytesMax: 8 * 1024 * 1024,
  reply: z.strictObject({ outcomes: z.array(LedgerOutcome) }),
  status: 200,
  ownIdempotency: true,
  handle: async ({ tx, body }) => {
    const outcomes = await postBatch(tx, body.transactions.map(transactionOf), { apiOnly })
    return { outcomes: outcomes.map(outcomeView) }
  }
})

const showRoute = route({
  permission: 'ledger.read',
  grantedTo: ['operator', 'service', 'auditor'],
  tag,
  method: 'GET',
  path: '/v1/ledger/transactions/:transactionId',
  summary: 'Show a transaction: what moved, or why it was refused.',
  params: z.strictObject({ transactionId: idSchema('txn') }),
  reply: LedgerTransaction,
  failures: ['ledger.transaction_unknown'],
  handle: async ({ tx, params: { transactionId } }) => {
    const { id, at, legs, refusal, reverses, reversedBy, fx } = await readTransaction(tx, transactionId)
    const outcome =
      refusal === null
        ? ({ result: 'posted', id, at, legs } as const)
        : ({ result: 'refused', id, at, refusal } as const)
    return { outcome: outcomeView(outcome), reverses, reversedBy, fx }
  }
})

/** The routes of transactions. */
export const transactionRoutes = [postRoute, batchRoute, showRoute]
