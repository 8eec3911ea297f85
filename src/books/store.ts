import { z } from 'zod'
import { given, sql, type Tx } from '../db/index.ts'
import { type Currency, Currency as CurrencyCode, idSchema } from '../kernel/index.ts'
import { AccountId } from '../ledger/index.ts'
import type { Book } from './book.ts'
import { type BookTransfer, type BookTransferId, type NewBookTransfer, transferStates } from './transfer.ts'

const BookRow = z
  .strictObject({ name: z.string(), created_at: z.date() })
  .transform((row): Book => ({ name: row.name, createdAt: row.created_at }))

/** Books after a name, in the order of their names. */
export function listBooks(tx: Tx, after: string, limit: number): Promise<Book[]> {
  return tx.many(
    BookRow,
    sql`select name, created_at from books_book where name > ${after} order by name limit ${limit}`
  )
}

/** All books, by name. */
export function allBooks(tx: Tx): Promise<Book[]> {
  return tx.many(BookRow, sql`select name, created_at from books_book order by name`)
}

/** The names of all books, in their order. */
export async function bookNames(tx: Tx): Promise<readonly string[]> {
  const rows = await tx.rows(sql`select name from books_book order by name`)
  return rows.map(([name]) => name as string)
}

/** Those of `names` that are books. */
export async function existing(tx: Tx, names: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.rows(sql`select name from books_book where name = any(${names})`)
  return new Set(rows.map(([name]) => name as string))
}

/** Inserts a book; undefined where the name is taken. */
export function insertBook(tx: Tx, name: string): Promise<Book | undefined> {
  return tx.maybe(
    BookRow,
    sql`
    insert into books_book (name, created_at) values (${name}, ${tx.now})
    on conflict (name) do nothing returning name, created_at`
  )
}

const TransferRow = z
  .strictObject({
    id: idSchema('btr'),
    from_book: z.string(),
    to_book: z.string(),
    debit: AccountId,
    credit: AccountId,
    currency: CurrencyCode,
    minor: z.bigint(),
    code: z.string(),
    subject: z.string().nullable(),
    state: z.enum(transferStates),
    reason: z.string().nullable(),
    created_at: z.date(),
    updated_at: z.date()
  })
  .transform((row): BookTransfer => ({
    id: row.id,
    fromBook: row.from_book,
    toBook: row.to_book,
    debit: row.debit,
    credit: row.credit,
    amount: { minor: row.minor, currency: row.currency },
    code: row.code,
    subject: row.subject,
    state: row.state,
    reason: row.reason,
    createdAt: row.created_at,
    updatedAt: row.updated_at
  }))
const columns = sql`
  id, from_book, to_book, debit, credit, currency, minor, code, subject, state, reason, created_at, updated_at`

/** Those of these ids that exist. */
export function findTransfers(tx: Tx, ids: readonly BookTransferId[]): Promise<BookTransfer[]> {
  return tx.many(TransferRow, sql`select ${columns} from books_transfer where id = any(${ids}) order by id`)
}

/** Notes transfers whose money was set aside in this transaction; due at once. Answers those that are new. */
export function insertTransfers(tx: Tx, transfers: readonly NewBookTransfer[]): Promise<BookTransfer[]> {
  const column = <T>(of: (transfer: NewBookTransfer) => T) => transfers.map(of)
  return tx.many(
    TransferRow,
    sql`
    insert into books_transfer (id, from_book, to_book, debit, credit, currency, minor, code, subject, state, due_at,
      created_at, updated_at)
    select n.*, 'held_here', ${tx.now}, ${tx.now}, ${tx.now}
    from unnest(${column(({ id }) => id)}::text[], ${column(({ fromBook }) => fromBook)}::text[],
      ${column(({ toBook }) => toBook)}::text[], ${column(({ debit }) => debit)}::text[],
      ${column(({ credit }) => credit)}::text[], ${column(({ amount }) => amount.currency)}::text[],
      ${column(({ amount }) => amount.minor)}::bigint[], ${column(({ code }) => code)}::text[],
      ${column(({ subject }) => subject)}::text[]) as n (id, from_book, to_book, debit, credit, currency, minor, code, subject)
    order by n.id on conflict (id) do nothing returning ${columns}`
  )
}

/** Locks transfers that are due, those of other workers left out, the longest due first. */
export function claimDue(tx: Tx, limit: number): Promise<BookTransfer[]> {
  return tx.many(
    TransferRow,
    sql`
    select ${columns} from books_transfer where due_at <= ${tx.now}
    order by due_at, id limit ${limit} for no key update skip locked`
  )
}

/** Transfers that are under way of one subject; of any, where that is null. */
export function listUnderWay(tx: Tx, subject: string, limit: number): Promise<BookTransfer[]> {
  return tx.many(
    TransferRow,
    sql`
    select ${columns} from books_transfer where subject = ${subject} and due_at is not null order by id limit ${limit}`
  )
}

/** Transfers after an id, in the order of their ids. */
export function listTransfers(
  tx: Tx,
  state: BookTransfer['state'] | undefined,
  after: string,
  limit: number
): Promise<BookTransfer[]> {
  return tx.many(
    TransferRow,
    sql`
    select ${columns} from books_transfer
    where id > ${after} ${given(state, (state) => sql`and state = ${state}`)}
    order by id limit ${limit}`
  )
}

/** When the next transfer is due. */
export async function nextDue(tx: Tx): Promise<Date | null> {
  const [row] = await tx.rows(sql`select min(due_at) from books_transfer where due_at is not null`)
  return z.date().nullable().parse(row?.[0])
}

/** Notes how far a transfer has come. A final one is never due again. */
export async function updateState(
  tx: Tx,
  id: BookTransferId,
  { state, reason }: Pick<BookTransfer, 'state' | 'reason'>
): Promise<void> {
  const isFinal = state === 'done' || state === 'voided'
  await tx.run(sql`
    update books_transfer set state = ${state}, reason = ${reason}, attempts = 0,
      due_at = ${isFinal ? null : tx.now}, updated_at = ${tx.now}
    where id = ${id}`)
}

const waitMs = 1000n
const doublingsMax = 12n

/** Puts off what cannot go on now: a second first, then twice as long each time, an hour and a bit at most. */
export async function putOff(tx: Tx, id: BookTransferId, reason: string): Promise<void> {
  await tx.run(sql`
    update books_transfer set reason = ${reason}, attempts = attempts + 1, updated_at = ${tx.now},
      due_at = ${tx.now}::timestamptz
        + make_interval(secs => ${waitMs}::bigint / 1000 * power(2, least(attempts, ${doublingsMax}::bigint)))
    where id = ${id}`)
}

const SumRow = z
  .strictObject({
    book: z.string(),
    other: z.string(),
    currency: CurrencyCode,
    posted: z.bigint(),
    incoming: z.bigint(),
    outgoing: z.bigint()
  })
  .array()

/** What the clearing account of `other` in `book` must say, if every transfer came as far as its state says. */
export type ClearingSum = Readonly<{
  book: string
  other: string
  currency: Currency
  /** Credits less debits. */
  posted: bigint
  /** Held to come in on it: money that is leaving the book. */
  incoming: bigint
  /** Held to leave it: money that is entering the book. */
  outgoing: bigint
}>

/** For each pair of books and currency between which money went. */
export async function clearingSums(tx: Tx): Promise<readonly ClearingSum[]> {
  const rows = await tx.many(
    z.unknown(),
    sql`
    select book, other, currency, sum(posted)::bigint as posted, sum(incoming)::bigint as incoming,
      sum(outgoing)::bigint as outgoing
    from (
      select from_book as book, to_book as other, currency, case when state = 'done' then minor else 0 end as posted,
        case when state in ('held_here', 'held_there', 'captured_there') then minor else 0 end as incoming,
        0 as outgoing
      from books_transfer
      union all
      select to_book, from_book, currency, case when state in ('captured_there', 'done') then -minor else 0 end, 0,
        case when state = 'held_there' then minor else 0 end
      from books_transfer) side
    group by book, other, currency order by book, other, currency`
  )
  return SumRow.parse(rows)
}
