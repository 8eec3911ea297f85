import { Failure } from '../kernel/index.ts'
import type { BookTransferId } from './transfer.ts'

export const bookTaken = (name: string) =>
  new Failure('conflict', 'books.taken', `There is a book ${name} already. Nothing was changed.`, {
    advice: 'Use it, or choose another name.',
    name
  })

export const bookUnknown = (name: string) =>
  new Failure('not_found', 'books.unknown', `There is no book ${name}. Nothing was changed.`, {
    advice: 'Look at the list of books, or create it first.',
    name
  })

export const transferDiffers = (id: BookTransferId) =>
  new Failure(
    'conflict',
    'books.transfer_differs',
    `The id ${id} was used for another transfer between books. Nothing was changed.`,
    { advice: 'Use a new id for a new transfer; repeat an old one exactly as it was.', transfer: id }
  )
