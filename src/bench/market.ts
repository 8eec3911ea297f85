import { type Db } from '../db/index.ts'
import {
  type AccountId,
  type Leg,
  openAccounts,
  postAll,
  type Transaction,
  type TransactionId
} from '../ledger/index.ts'
import { newId } from '../kernel/index.ts'
import { seeded, zipf } from './zipf.ts'

/** Which account takes part: a number from 0 up to the count of accounts. */
export type Pick = () => number

/** Accounts with money in them, and makers of transfers between them. The same seed gives the same trade. */
export type Market = Readonly<{
  names: readonly AccountId[]
  /** The transactions that gave the accounts their money, one each. */
  funded: readonly TransactionId[]
  random: () => number
  /** Picks as trade does: the n-th account about 1/n as often as the first. */
  zipf: Pick
  /** Picks each as often as any other. */
  uniform: Pick
  /** A transaction of one plain transfer between two picked accounts. */
  plain(pick: Pick): Transaction
  /** The same, with 80 % of the transfers touching one of the ten hot accounts, in or out. */
  hot(): Transaction
  /** A transaction that sets an amount aside. */
  hold(pick: Pick): Transaction
  /** A transaction of one leg on that hold: a capture of half of it, or all of it, or a void. */
  settle(hold: Transaction, how: 'half' | 'capture' | 'void'): Transaction
}>

export const hotAccounts = 10
const funds = 1_000_000_000n
const fundedAtOnce = 8000

/** Opens the market in a book. Its accounts are limited, with so much in them that no transfer is refused. */
export async function openMarket(db: Db, count: number, book = 'main', seed = 1): Promise<Market> {
  const names = Array.from({ length: count }, (_, i): AccountId => `wallet:w${i}:CNY`)
  const funded = await fund(db, book, names)
  const random = seeded(seed)
  const nameAt = (no: number) => names[no % count] ?? 'wallet:w0:CNY'
  const id = <P extends 'txn' | 'trf'>(prefix: P) => newId(prefix, db.clock.now())
  const transaction = (leg: (id: Leg['id']) => Leg): Transaction => ({
    id: id('txn'),
    legs: [leg(id('trf'))]
  })
  const uniform = () => Math.floor(random() * count)
  const between = (from: number, to: number) => ({
    debit: nameAt(from),
    credit: nameAt(to === from ? from + 1 : to),
    minor: BigInt(1 + Math.floor(random() * 1000)),
    subject: `order-${from}`
  })
  const plain = (from: number, to: number) =>
    transaction((leg) => ({ id: leg, type: 'plain', code: 'trade', ...between(from, to) }))
  return {
    names,
    funded,
    random,
    zipf: zipf(count, random),
    uniform,
    plain: (pick) => plain(pick(), pick()),
    hot: () => {
      if (random() >= 0.8) return plain(uniform(), uniform())
      const hot = Math.floor(random() * Math.min(hotAccounts, count))
      return random() < 0.5 ? plain(hot, uniform()) : plain(uniform(), hot)
    },
    hold: (pick) =>
      transaction((leg) => ({
        id: leg,
        type: 'hold',
        code: 'hold',
        expiresAt: null,
        ...between(pick(), pick())
      })),
    settle: ({ legs: [held] }, how) => {
      if (held?.type !== 'hold') throw new Error('only a hold can be settled')
      const about = { code: how === 'void' ? 'void' : 'capture', hold: held.id }
      const minor = how === 'half' ? (held.minor + 1n) / 2n : held.minor
      return transaction((leg) =>
        how === 'void' ? { id: leg, type: 'void', ...about } : { id: leg, type: 'capture', minor, ...about }
      )
    }
  }
}

async function fund(db: Db, book: string, names: readonly AccountId[]): Promise<TransactionId[]> {
  const funded: TransactionId[] = []
  const source: AccountId = 'source:bench:CNY'
  for (let from = 0; from < names.length; from += fundedAtOnce) {
    const some = names.slice(from, from + fundedAtOnce)
    const ids = await db.transaction(async (tx) => {
      const limited = some.map((id) => ({ id, side: 'credit', floor: 0n, managed: false }) as const)
      await openAccounts(tx, [{ id: source, side: 'debit', floor: null, managed: false }, ...limited], {
        book
      })
      const about = { type: 'plain', code: 'fund', debit: source, minor: funds } as const
      const transactions = some.map((credit) => ({
        id: tx.newId('txn'),
        legs: [{ ...about, id: tx.newId('trf'), credit }] as const
      }))
      await postAll(tx, transactions, { book })
      return transactions.map(({ id }) => id)
    })
    funded.push(...ids)
  }
  return funded
}
