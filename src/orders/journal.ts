import { z } from 'zod'
import { type Route, route } from '../api/index.ts'
import type { Tx } from '../db/index.ts'
import { accountsOfOrder, movements, type RecordedMovement, sums } from '../escrow/index.ts'
import { idSchema, money, Timestamp, UnsignedMoney } from '../kernel/index.ts'
import { AccountId, BookName, type JournalEntry, journalOf } from '../ledger/index.ts'
import { findPayments, transactionOfCapture } from '../payments/index.ts'
import { unknown } from './failures.ts'
import { legWords, sentenceOf, whyOf, whys } from './journal-words.ts'
import type { Order, OrderId } from './order.ts'
import { findOrders } from './order-store.ts'

/** More than any order comes to that was not made to have many. */
const entriesMax = 1000

const JournalView = z
  .strictObject({
    orderId: idSchema('ord'),
    book: BookName.meta({ description: 'The book of the ledger that its money is in.' }),
    entries: z
      .array(
        z.strictObject({
          transactionId: idSchema('txn'),
          at: Timestamp,
          why: z.enum(whys).meta({ description: 'What it is, in a word.' }),
          reason: z.string().meta({ description: 'The same in a sentence.' }),
          about: z.string().nullable().meta({
            description:
              'The capture, shipment, refund, dispute or chargeback that it came from, where it has one.'
          }),
          legs: z.array(
            z.strictObject({
              id: idSchema('trf'),
              type: z.enum(['plain', 'hold', 'capture', 'void']).meta({
                description: 'A hold sets aside and a void gives that back: neither moves money.'
              }),
              debit: AccountId,
              credit: AccountId,
              amount: UnsignedMoney,
              code: z.string(),
              reason: z.string()
            })
          )
        })
      )
      .meta({ description: 'Oldest first.' }),
    complete: z.boolean().meta({ description: `False: there are more than these ${entriesMax}.` })
  })
  .meta({ id: 'OrderJournal' })

/** The route of what an order moved in the ledger. */
export const journalRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/orders/:orderId/journal',
    tag: 'Orders',
    summary: 'Show every entry of the ledger about the money of an order, each with its reason.',
    description:
      'Whole transactions, with the legs that touch accounts of merchants and of the marketplace. What a payout later ' +
      'takes from a merchant is not about one order: GET /v1/payouts/{payoutId}/lines shows that.',
    permission: 'ledger.read',
    grantedTo: ['operator', 'service', 'auditor'],
    params: z.strictObject({ orderId: idSchema('ord') }),
    reply: JournalView,
    failures: ['orders.order_unknown'],
    handle: async ({ tx, params: { orderId } }) => {
      const [order] = await findOrders(tx, { by: 'order', ids: [orderId] })
      if (order === undefined) throw unknown('order', orderId)
      return showJournal(tx, order)
    }
  })
]

async function showJournal(tx: Tx, { id, book, currency }: Order): Promise<z.output<typeof JournalView>> {
  const [parts, payments, moves] = await Promise.all([
    sums(tx, [id]),
    findPayments(tx, [id]),
    movements(tx, [id])
  ])
  const accounts = accountsOfOrder(
    parts,
    payments.map((payment) => ({ id: payment.id, currency }))
  )
  const entries = await journalOf(tx, accounts, entriesMax + 1, { book })
  return {
    orderId: id satisfies OrderId,
    book,
    entries: entries.slice(0, entriesMax).map((entry) => {
      const why = whyOf(entry.legs)
      return {
        transactionId: entry.id,
        at: entry.at,
        why,
        reason: sentenceOf(why),
        about: aboutOf(entry, moves),
        legs: entry.legs.map((leg) => ({
          id: leg.id,
          type: leg.type,
          debit: leg.debit,
          credit: leg.credit,
          amount: money(leg.minor, currency),
          code: leg.code,
          reason: legWords(leg)
        }))
      }
    }),
    complete: entries.length <= entriesMax
  }
}

/** The business act that the transaction was posted for, as the escrow recorded it. */
function aboutOf(entry: JournalEntry, moves: readonly RecordedMovement[]): string | null {
  const found = moves.find(
    ({ transactionId, kind, reference }) =>
      entry.id === (kind === 'fund' ? transactionOfCapture(reference) : transactionId)
  )
  return found?.reference ?? null
}
