import { z } from 'zod'
import { Currency, idSchema, Money, Timestamp } from '../kernel/index.ts'

/** A file of payments for the bank: what is said of it; its text is fetched for itself. */
export const BankFile = z
  .strictObject({
    id: idSchema('bkf'),
    messageId: z.string().meta({ description: 'What the bank calls it.' }),
    currency: Currency,
    executionDate: z.string(),
    transactions: z.number().int(),
    controlSum: Money,
    sha256: z.string().meta({ description: 'Of the text, UTF-8.' }),
    state: z.enum(['written', 'sent']),
    createdAt: Timestamp,
    sentAt: Timestamp.nullable()
  })
  .meta({ id: 'BankFile' })
export type BankFile = z.output<typeof BankFile>
