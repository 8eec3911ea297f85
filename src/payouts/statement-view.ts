import { z } from 'zod'
import { Currency, idSchema, Money, Timestamp } from '../kernel/index.ts'
import type { StoredLine, StoredStatement } from './bank-store.ts'
import { DifferenceView } from './difference.ts'

/** An imported statement on the wire. */
export const StatementView = z
  .strictObject({
    id: idSchema('stm'),
    bankStatementId: z.string().meta({ description: 'What the bank calls it.' }),
    page: z.number().int(),
    accountEnding: z.string(),
    currency: Currency,
    sequence: z.string().nullable().meta({ description: 'Electronic sequence number, as text.' }),
    to: z.string().meta({ description: 'Day of the closing balance.' }),
    opening: Money,
    closing: Money,
    lines: z.number().int(),
    matched: z
      .number()
      .int()
      .meta({ description: 'Lines that were recognised; the others are differences.' }),
    importedAt: Timestamp
  })
  .meta({ id: 'BankStatement' })

/** Shows a statement. */
export function statementView(statement: StoredStatement): z.output<typeof StatementView> {
  const { currency, opening, closing, bankId, account, sequence, fingerprint: _, ...rest } = statement
  return {
    ...rest,
    bankStatementId: bankId,
    accountEnding: account.slice(-4),
    currency,
    sequence: sequence === null ? null : String(sequence),
    opening: { minor: opening, currency },
    closing: { minor: closing, currency }
  }
}

/** A line of a statement on the wire. */
export const LineView = z
  .strictObject({
    id: idSchema('bkl'),
    place: z.number().int(),
    amount: Money.meta({ description: 'Positive for money in.' }),
    bookedOn: z.string(),
    endToEndId: z.string().nullable(),
    returnCode: z.string().nullable(),
    text: z.string(),
    kind: z.enum(['payout', 'file', 'return', 'settlement', 'unmatched', 'nothing']),
    subject: z.string().nullable().meta({ description: 'The payout, bank file or settlement that it is.' }),
    transactionId: idSchema('txn').nullable(),
    difference: DifferenceView.nullable().optional().meta({
      description: 'With `?include=difference`: what an unmatched line is, and whether it is resolved.'
    })
  })
  .meta({ id: 'BankLine' })

/** Shows a line. */
export function lineView(line: StoredLine): z.output<typeof LineView> {
  const { currency, minor, booked_on, end_to_end_id, return_code, information, transaction_id, ...rest } =
    line
  return {
    ...rest,
    amount: { minor, currency },
    bookedOn: booked_on,
    endToEndId: end_to_end_id,
    returnCode: return_code,
    text: information,
    transactionId: transaction_id
  }
}
