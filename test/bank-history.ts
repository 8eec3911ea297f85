/** What a history of many clients at one ledger is made of. Times are ticks of the one recorder: a total order of what it saw. */

/** What an account holds, in minor units. */
export type Figures = Readonly<{ posted: bigint; held: bigint }>

/** A leg as it is asked for. All accounts of a history are credit-side ones. */
export type Wish = Readonly<{
  id: string
  type: 'plain' | 'hold' | 'capture' | 'void'
  debit?: string
  credit?: string
  hold?: string
  minor?: bigint
  upTo?: boolean
}>

/** A leg as it was posted. */
export type Moved = Readonly<{
  id: string
  type: Wish['type']
  debit: string
  credit: string
  minor: bigint
}>

/** What a client was told. */
export type Answer =
  Readonly<{ result: 'posted'; legs: readonly Moved[] }> | Readonly<{ result: 'refused'; code: string }>

/** `completed` is Infinity where no answer came: it may have happened, may still happen, or never. */
type Span = Readonly<{ client: number; invoked: number; completed: number }>

/** One attempt at a transaction. Attempts with the same id are repeats. */
export type Act = Span &
  Readonly<{ kind: 'act'; transaction: string; legs: readonly Wish[]; answer: Answer | null }>

/** All accounts, read at once. */
export type Look = Span & Readonly<{ kind: 'look'; figures: ReadonlyMap<string, Figures> }>

/** The entries of a limited account from a moment on, at most `limit`. */
export type Page = Span &
  Readonly<{ kind: 'page'; account: string; from: number; limit: number; entries: readonly Entry[] }>

/** What a limited account held at a past moment. */
export type Past = Span & Readonly<{ kind: 'past'; account: string; at: number; figures: Figures }>

export type Read = Look | Page | Past
export type Op = Act | Read

/** An entry of an account's statement, with what it held afterwards. `at` in milliseconds. */
export type Entry = Readonly<{
  id: string
  transaction: string
  type: Wish['type']
  side: 'debit' | 'credit'
  minor: bigint
  /** The hold that is captured or voided. */
  hold: string | null
  at: number
  posted: bigint
  held: bigint
}>

/** An account as the ledger tells its whole story when all is over. Floor null: unlimited, its entries have no order of locks. */
export type Account = Readonly<{ floor: bigint | null; entries: readonly Entry[] }>

/** Everything that a check needs. */
export type History = Readonly<{ ops: readonly Op[]; accounts: ReadonlyMap<string, Account> }>

/** What is wrong with a history. */
export type Anomaly = Readonly<{
  kind:
    | 'lost effect'
    | 'phantom effect'
    | 'double effect'
    | 'other answer'
    | 'wrong running balance'
    | 'floor crossed'
    | 'wrong total'
    | 'balance that never existed'
    | 'stale read'
    | 'read of the future'
    | 'torn read'
    | 'unjustified refusal'
    | 'no order'
  detail: string
}>

/** All attempts at one transaction as one: from the first question to the first answer. */
export type Deed = Readonly<{
  transaction: string
  legs: readonly Wish[]
  invoked: number
  completed: number
  answer: Answer | null
}>

/** The attempts of a history, by transaction. */
export function deedsOf(ops: readonly Op[]): Map<string, Deed> {
  const acts = Map.groupBy(
    ops.filter((op) => op.kind === 'act'),
    ({ transaction }) => transaction
  )
  return new Map(
    [...acts].map(([transaction, attempts]) => [
      transaction,
      {
        transaction,
        legs: attempts[0]?.legs ?? [],
        invoked: Math.min(...attempts.map(({ invoked }) => invoked)),
        completed: Math.min(...attempts.map(({ completed }) => completed)),
        answer: attempts.find(({ answer }) => answer !== null)?.answer ?? null
      }
    ])
  )
}

/** What is left of a balance for new debits. */
export const available = ({ posted, held }: Figures, floor: bigint | null) => posted - held - (floor ?? 0n)
