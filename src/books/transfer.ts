import { z } from 'zod'
import { type Id, idSchema, PositiveMoney, Timestamp } from '../kernel/index.ts'
import { AccountId, BookName } from '../ledger/index.ts'

export type BookTransferId = Id<'btr'>

/** How far money between two books has come, in this order; `voided` instead of all after the first. */
export const transferStates = ['held_here', 'held_there', 'captured_there', 'done', 'voided'] as const
export type TransferState = (typeof transferStates)[number]

/** Money on its way from an account of one book to an account of another, or arrived, or given back. */
export const BookTransfer = z
  .strictObject({
    id: idSchema('btr'),
    fromBook: BookName,
    toBook: BookName,
    debit: AccountId.meta({ description: 'The account that it leaves, in `fromBook`.' }),
    credit: AccountId.meta({ description: 'The account that it enters, in `toBook`.' }),
    amount: PositiveMoney,
    code: z.string(),
    subject: z.string().nullable(),
    state: z.enum(transferStates).meta({
      description:
        '`held_here`: set aside. `held_there`: announced on the other side, so that it will arrive. `captured_there`: arrived. `done`: gone from here too. `voided`: refused there and given back.'
    }),
    reason: z.string().nullable().meta({ description: 'Why it was given back, or why it still waits.' }),
    createdAt: Timestamp,
    updatedAt: Timestamp
  })
  .meta({ id: 'BookTransfer' })
export type BookTransfer = z.output<typeof BookTransfer>

/** Money that is to go from one book to another. The caller chooses the id, so that a repeat cannot send it twice. */
export type NewBookTransfer = Readonly<
  Pick<BookTransfer, 'id' | 'fromBook' | 'toBook' | 'debit' | 'credit' | 'amount' | 'code' | 'subject'>
>
