import type { Db } from '../src/db/index.ts'
import { Failure } from '../src/kernel/index.ts'
import {
  type AccountId,
  balanceAt,
  balances,
  type Leg,
  openAccounts,
  openPoster,
  type Outcome,
  post,
  postBatch,
  statement,
  type Transaction
} from '../src/ledger/index.ts'
import type { Answer, Entry, Figures, Wish } from './bank-history.ts'
import type { Bank, Playground } from './bank-history-clients.ts'

/** The ways in which a program can post. */
export const ways = ['post', 'postBatch', 'gathered'] as const

/** So many accounts to play with, and one without a limit where all money comes from. */
export function groundOf(limited: number): Playground {
  const name = (owner: string) => `history:${owner}:CNY`
  return { source: name('source'), limited: Array.from({ length: limited }, (_, i) => name(`a${i}`)) }
}

/** Opens the accounts: all of them grow on the credit side, so that they sum to nothing. */
export async function openGround(db: Db, ground: Playground): Promise<void> {
  const account = (id: string, floor: bigint | null) =>
    ({ id: id as AccountId, side: 'credit', floor, managed: false }) as const
  await db.transaction((tx) =>
    openAccounts(tx, [account(ground.source, null), ...ground.limited.map((id) => account(id, 0n))])
  )
}

function transactionOf(id: string, wishes: readonly Wish[]): Transaction {
  const legs = wishes.map(({ expiresAt = null, ...wish }: Wish & { expiresAt?: null }) => {
    const leg = { ...wish, code: 'trade', subject: null }
    return (wish.type === 'hold' ? { ...leg, expiresAt } : leg) as Leg
  })
  return { id: id as Transaction['id'], legs }
}

const answerOf = (outcome: Outcome): Answer =>
  outcome.result === 'refused'
    ? { result: 'refused', code: outcome.refusal.code }
    : { result: 'posted', legs: outcome.legs }

/** Null where the connection or the queue was lost; nobody knows then. */
async function unlessLost<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Failure && error.kind !== 'busy' && error.kind !== 'too_many') throw error
    if (error instanceof Failure || isLost(error)) return null
    throw error
  }
}

const isLost = (error: unknown) =>
  error instanceof Error &&
  (/connection|not queryable/i.test(error.message) ||
    ('code' in error && /^(08|57P|E[A-Z])/.test(String(error.code))))

/** The ledger in this process, by one of its ways in. */
export function bankInside(db: Db, ground: Playground, way: (typeof ways)[number]): Bank {
  const ids = [ground.source, ...ground.limited] as AccountId[]
  const poster = openPoster(db)
  const byWay = {
    gathered: async (transaction: Transaction) => answerOf(await poster.add(transaction)),
    postBatch: async (transaction: Transaction) => {
      const [outcome] = await db.transaction((tx) => postBatch(tx, [transaction]))
      if (outcome === undefined) throw new Error('each transaction has an outcome')
      return answerOf(outcome)
    },
    // A refusal by `post` leaves nothing behind: the caller's own transaction is rolled back with it.
    post: async (transaction: Transaction): Promise<Answer> => {
      const { legs } = await db.transaction((tx) => post(tx, transaction))
      return { result: 'posted', legs }
    }
  }
  return {
    transact: (id, wishes) => unlessLost(byWay[way](transactionOf(id, wishes)).catch(refusalOf)),
    look: () =>
      unlessLost(
        db.transaction(async (tx) => {
          const found = await balances(tx, ids)
          return new Map(
            [...found].map(([id, { posted, held }]): [string, Figures] => [id, { posted, held }])
          )
        })
      ),
    page: (account, from, limit) =>
      unlessLost(
        db.transaction(async (tx) => {
          const range = { from: new Date(from), limit }
          const { entries } = await statement(tx, account as AccountId, range)
          return entries.map(({ balance, at, ...entry }): Entry => ({
            ...entry,
            at: at.getTime(),
            posted: balance
          }))
        })
      ),
    past: (account, at) =>
      unlessLost(
        db.transaction(async (tx) => {
          const { posted, held } = await balanceAt(tx, account as AccountId, new Date(at))
          return { posted, held }
        })
      )
  }
}

function refusalOf(error: unknown): Answer {
  if (error instanceof Failure && error.kind === 'refused') return { result: 'refused', code: error.code }
  throw error
}

/** What the API says of an account. */
type AccountJson = Readonly<{ id: string; balance: { amount: number }; held: { amount: number } }>
type EntryJson = Omit<Entry, 'minor' | 'posted' | 'held' | 'at'> &
  Readonly<{ at: string; amount: { amount: number }; balance: { amount: number }; held: { amount: number } }>
type OutcomeJson = Readonly<{
  legs: readonly (Omit<Answer & { result: 'posted' }, 'legs'> & { amount: { amount: number } })[]
}>

const figuresOf = ({ balance, held }: Pick<AccountJson, 'balance' | 'held'>): Figures => ({
  posted: BigInt(balance.amount),
  held: BigInt(held.amount)
})

type Ask = (path: string, body?: unknown) => Promise<{ status: number; json: unknown } | null>

/** Asks over HTTP; null where no answer came, or one that does not say what became of the request. */
const askerOf =
  (address: string, secret: string): Ask =>
  async (path, body) => {
    try {
      const answer = await fetch(address + path, {
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
        signal: AbortSignal.timeout(10_000),
        ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) })
      })
      const json: unknown = await answer.json()
      return answer.status >= 500 || answer.status === 429 ? null : { status: answer.status, json }
    } catch {
      return null
    }
  }

const toEntry = ({ at, amount, balance, held, ...entry }: EntryJson): Entry => ({
  ...entry,
  at: Date.parse(at),
  minor: BigInt(amount.amount),
  ...figuresOf({ balance, held })
})

type PageJson<T> = Readonly<{ items: readonly T[]; next: string | null }>
const pageSize = 100

/** The ledger over HTTP, as a client in another program has it. */
export function bankOver(address: string, secret: string): Bank {
  const ask = askerOf(address, secret)
  async function read<T>(path: string): Promise<T | null> {
    const answer = await ask(path)
    if (answer === null) return null
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.json)}`)
    return answer.json as T
  }
  return {
    async transact(id, wishes) {
      const answer = await ask('/v1/ledger/transactions', {
        id,
        legs: wishes.map(({ minor, ...leg }) => ({
          ...leg,
          code: 'trade',
          ...(minor === undefined ? {} : { amount: { amount: globalThis.Number(minor), currency: 'CNY' } })
        }))
      })
      if (answer === null) return null
      if (answer.status === 422) return { result: 'refused', code: (answer.json as { code: string }).code }
      if (answer.status !== 201) throw new Error(`${id}: ${answer.status} ${JSON.stringify(answer.json)}`)
      const { legs } = answer.json as OutcomeJson
      const posted = legs.map(({ amount, ...leg }) => ({ ...leg, minor: BigInt(amount.amount) }))
      return { result: 'posted', legs: posted } as unknown as Answer
    },
    async look() {
      const page = await read<PageJson<AccountJson>>('/v1/ledger/accounts?kind=history&limit=100')
      return page && new Map(page.items.map((account) => [account.id, figuresOf(account)]))
    },
    async page(account, from, limit) {
      const entries: Entry[] = []
      let cursor: string | null = null
      do {
        const size = Math.min(limit - entries.length, pageSize)
        const query = new URLSearchParams({ from: new Date(from).toISOString(), limit: String(size) })
        if (cursor !== null) query.set('cursor', cursor)
        const page: PageJson<EntryJson> | null = await read(
          `/v1/ledger/accounts/${account}/statement?${query.toString()}`
        )
        if (page === null) return null
        entries.push(...page.items.map(toEntry))
        cursor = page.next
      } while (cursor !== null && entries.length < limit)
      return entries
    },
    async past(account, at) {
      const found = await read<AccountJson>(`/v1/ledger/accounts/${account}?at=${new Date(at).toISOString()}`)
      return found && figuresOf(found)
    }
  }
}
