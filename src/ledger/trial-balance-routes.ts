import { z } from 'zod'
import { type Route, route } from '../api/index.ts'
import type { Tx } from '../db/index.ts'
import { Currency, Failure, formatDecimal, Money, Timestamp, UnsignedMoney } from '../kernel/index.ts'
import { BookAsked, BookName, type BookRefusal } from './book.ts'
import { flows } from './flows.ts'
import { PastMoment, refusalOfMoment } from './past-moment.ts'
import { trialBalance } from './trial-balance.ts'

const read = {
  permission: 'ledger.read',
  grantedTo: ['operator', 'service', 'auditor'],
  tag: 'Ledger'
} as const
const query = z.strictObject({
  book: BookAsked,
  at: PastMoment
})

const TrialBalance = z
  .strictObject({
    book: BookName,
    at: Timestamp,
    lines: z.array(
      z.strictObject({
        currency: Currency,
        kind: z.string().meta({ description: 'The kind of the accounts, such as `escrow`.' }),
        transfers: z.number().int().meta({ description: 'How many transfers touched them.' }),
        debit: UnsignedMoney.meta({
          description: 'The net of the accounts where it stands on the debit side.'
        }),
        credit: UnsignedMoney.meta({
          description: 'The net of the accounts where it stands on the credit side.'
        })
      })
    ),
    totals: z.array(
      z.strictObject({
        currency: Currency,
        debit: UnsignedMoney,
        credit: UnsignedMoney,
        difference: Money.meta({ description: 'debit − credit: zero, or the ledger is broken.' })
      })
    )
  })
  .meta({ id: 'TrialBalance' })

/** The routes of the trial balance: for programs, and as a table for a spreadsheet. */
export const trialBalanceRoutes = (refusalOf: BookRefusal): readonly Route[] => [
  route({
    ...read,
    method: 'GET',
    path: '/v1/ledger/trial-balance',
    summary: 'Show all accounts of a book by kind and currency, now or at a past moment.',
    description:
      'In each currency the debit column sums to what the credit column sums to. Holds move nothing.',
    query,
    reply: TrialBalance,
    failures: ['books.unknown', 'ledger.moment_to_come'],
    handle: async ({ tx, query: { book, at } }) =>
      (await refusalOf(tx, book)) ?? refusalOfMoment(tx, at) ?? show(tx, book, at)
  }),
  route({
    ...read,
    method: 'GET',
    path: '/v1/ledger/trial-balance.csv',
    summary: 'The same as a table of comma-separated values.',
    description: 'With a line of names. Amounts are decimals of their currency.',
    query,
    reply: z.string(),
    replyType: 'text/csv',
    failures: ['books.unknown', 'ledger.moment_to_come'],
    handle: async ({ tx, query: { book, at } }) => {
      const refusal = (await refusalOf(tx, book)) ?? refusalOfMoment(tx, at)
      if (refusal instanceof Failure) return refusal
      const { lines, ...rest } = await show(tx, book, at)
      const head = 'book,at,currency,kind,debit,credit'
      const rows = lines.map(({ currency, kind, debit, credit }) =>
        [book, rest.at.toISOString(), currency, kind, formatDecimal(debit), formatDecimal(credit)].join(',')
      )
      return [head, ...rows, ''].join('\r\n')
    }
  })
]

async function show(tx: Tx, book: string, at: Date | undefined): Promise<z.output<typeof TrialBalance>> {
  const { lines, totals } = trialBalance(await flows(tx, at ?? null, { book }))
  const both = (currency: Currency, debit: bigint, credit: bigint) => ({
    debit: { minor: debit, currency },
    credit: { minor: credit, currency }
  })
  return {
    book,
    at: at ?? tx.now,
    lines: lines.map(({ currency, kind, transfers, debit, credit }) => ({
      currency,
      kind,
      transfers: globalThis.Number(transfers),
      ...both(currency, debit, credit)
    })),
    totals: totals.map(({ currency, debit, credit }) => ({
      currency,
      ...both(currency, debit, credit),
      difference: { minor: debit - credit, currency }
    }))
  }
}
