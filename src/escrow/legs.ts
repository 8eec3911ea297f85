import { derivedId, type Id } from '../kernel/index.ts'
import type { AccountId, Leg, TransactionId, TransferId } from '../ledger/index.ts'
import type { Movement } from './movement.ts'

/** A movement to be recorded, and the leg whose posted amount lowers what the merchant owes by it, if there is one. */
export type Entry = Readonly<{ movement: Movement; recovery: TransferId | null }>

/** The legs of one ledger transaction while they are being collected. Amounts of zero make no leg. */
export type Legs = Readonly<{
  transactionId: TransactionId
  list: readonly Leg[]
  move(code: string, debit: AccountId, credit: AccountId, minor: bigint): void
  /** Moves what is available of `minor`; answers the leg, or null where there is nothing to move. */
  moveUpTo(code: string, debit: AccountId, credit: AccountId, minor: bigint): TransferId | null
  hold(code: string, debit: AccountId, credit: AccountId, minor: bigint): TransferId
  void(code: string, hold: TransferId): void
  entry(movement: Omit<Movement, 'transactionId'>, recovery?: TransferId | null): Entry
}>

/** Begins the transaction of a business act: its id follows from the act, so that it cannot be posted twice. */
export function startLegs(act: string, about: Id, reference: string, subject: Id): Legs {
  const transactionId = derivedId('txn', act, about, reference)
  const list: Leg[] = []
  const nextId = () => derivedId('trf', transactionId, list.length)
  return {
    transactionId,
    list,
    move(code, debit, credit, minor) {
      if (minor > 0n) list.push({ type: 'plain', id: nextId(), code, subject, debit, credit, minor })
    },
    moveUpTo(code, debit, credit, minor) {
      if (minor === 0n) return null
      const id = nextId()
      list.push({ type: 'plain', id, code, subject, debit, credit, minor, upTo: true })
      return id
    },
    hold(code, debit, credit, minor) {
      const id = nextId()
      list.push({ type: 'hold', id, code, subject, debit, credit, minor, expiresAt: null })
      return id
    },
    void(code, hold) {
      list.push({ type: 'void', id: nextId(), code, subject, hold })
    },
    entry: (movement, recovery = null) => ({ movement: { ...movement, transactionId }, recovery })
  }
}
