import { z } from 'zod'
import { given, sql, type Tx } from '../db/index.ts'
import { Currency, cutText, type Id, idSchema } from '../kernel/index.ts'
import type { BankFile } from './bank-file.ts'
import type { BankLine, BankStatement } from './statement.ts'

const FileRow = z
  .strictObject({
    id: idSchema('bkf'),
    message_id: z.string(),
    currency: Currency,
    execution_date: z.string(),
    transactions: z.number(),
    control_minor: z.bigint(),
    sha256: z.string(),
    state: z.enum(['written', 'sent']),
    created_at: z.date(),
    sent_at: z.date().nullable()
  })
  .transform((row): BankFile => ({
    id: row.id,
    messageId: row.message_id,
    currency: row.currency,
    executionDate: row.execution_date,
    transactions: row.transactions,
    controlSum: { minor: row.control_minor, currency: row.currency },
    sha256: row.sha256,
    state: row.state,
    createdAt: row.created_at,
    sentAt: row.sent_at
  }))
const fileColumns = sql`
  id, message_id, currency, execution_date, transactions, control_minor, sha256, state, created_at, sent_at`

export async function insertFiles(
  tx: Tx,
  written: readonly Readonly<{ file: BankFile; document: string }>[]
): Promise<void> {
  const files = written.map(({ file }) => file)
  await tx.run(sql`
    insert into payouts_file (id, message_id, currency, execution_date, transactions, control_minor, sha256, document,
      state, created_at)
    select id, message_id, currency, execution_date, transactions, control_minor, sha256, document, 'written', ${tx.now}
    from unnest(${files.map((row) => row.id)}::text[], ${files.map((row) => row.messageId)}::text[],
      ${files.map((row) => row.currency)}::text[], ${files.map((row) => row.executionDate)}::date[],
      ${files.map((row) => row.transactions)}::integer[], ${files.map((row) => row.controlSum.minor)}::bigint[],
      ${files.map((row) => row.sha256)}::text[], ${written.map(({ document }) => document)}::text[])
      as new (id, message_id, currency, execution_date, transactions, control_minor, sha256, document)`)
}

export function findFile(tx: Tx, id: Id<'bkf'>): Promise<BankFile | undefined> {
  return tx.maybe(FileRow, sql`select ${fileColumns} from payouts_file where id = ${id}`)
}

export function lockFile(tx: Tx, id: Id<'bkf'>): Promise<BankFile | undefined> {
  return tx.maybe(FileRow, sql`select ${fileColumns} from payouts_file where id = ${id} for no key update`)
}

export async function findDocument(tx: Tx, id: Id<'bkf'>): Promise<string | undefined> {
  const row = await tx.maybe(
    z.strictObject({ document: z.string() }),
    sql`select document from payouts_file where id = ${id}`
  )
  return row?.document
}

export async function markFileSent(tx: Tx, id: Id<'bkf'>): Promise<void> {
  await tx.run(sql`update payouts_file set state = 'sent', sent_at = ${tx.now} where id = ${id}`)
}

/** Files by the names that a bank gives for their payment blocks or messages. */
export async function filesNamed(tx: Tx, messageIds: readonly string[]): Promise<Map<string, Id<'bkf'>>> {
  if (messageIds.length === 0) return new Map()
  const rows = await tx.many(
    z.strictObject({ id: idSchema('bkf'), message_id: z.string() }),
    sql`select id, message_id from payouts_file where message_id = any(${messageIds})`
  )
  return new Map(rows.map((row) => [row.message_id, row.id]))
}

/** Newest first. */
export function listFiles(
  tx: Tx,
  state: BankFile['state'] | undefined,
  before: string | null,
  limit: number
): Promise<BankFile[]> {
  return tx.many(
    FileRow,
    sql`
    select ${fileColumns} from payouts_file
    where true ${given(before, (before) => sql`and id < ${before}`)} ${given(state, (state) => sql`and state = ${state}`)}
    order by id desc limit ${limit}`
  )
}

/** A statement as it was imported. */
export type StoredStatement = Readonly<{
  id: Id<'stm'>
  bankId: string
  page: number
  account: string
  currency: Currency
  sequence: bigint | null
  to: string
  opening: bigint
  closing: bigint
  lines: number
  matched: number
  fingerprint: string
  importedAt: Date
}>

const StatementRow = z
  .strictObject({
    id: idSchema('stm'),
    bank_id: z.string(),
    page: z.number(),
    account: z.string(),
    currency: Currency,
    sequence: z.bigint().nullable(),
    to_on: z.string(),
    opening_minor: z.bigint(),
    closing_minor: z.bigint(),
    lines: z.number(),
    matched: z.number(),
    fingerprint: z.string(),
    imported_at: z.date()
  })
  .transform((row): StoredStatement => ({
    id: row.id,
    bankId: row.bank_id,
    page: row.page,
    account: row.account,
    currency: row.currency,
    sequence: row.sequence,
    to: row.to_on,
    opening: row.opening_minor,
    closing: row.closing_minor,
    lines: row.lines,
    matched: row.matched,
    fingerprint: row.fingerprint,
    importedAt: row.imported_at
  }))
const statementColumns = sql`
  id, bank_id, page, account, currency, sequence, to_on, opening_minor, closing_minor, lines, matched, fingerprint,
  imported_at`

/** One import of an account's statements at a time, until the transaction ends. */
export async function lockAccount(tx: Tx, account: string): Promise<void> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${`payouts.statement/${account}`}, 0))`)
}

export function findStatement(
  tx: Tx,
  account: string,
  bankId: string,
  page: number
): Promise<StoredStatement | undefined> {
  return tx.maybe(
    StatementRow,
    sql`
    select ${statementColumns} from payouts_statement
    where account = ${account} and bank_id = ${bankId} and page = ${page}`
  )
}

/** The statements of the same account and currency just before and just after one, in the order of their days. */
export async function neighbours(
  tx: Tx,
  id: Id<'stm'>
): Promise<Readonly<{ before: StoredStatement | undefined; after: StoredStatement | undefined }>> {
  const same = sql`
    payouts_statement s, (select account as of, currency as cur, to_on as day, coalesce(sequence, 0) as seq, page as pg
      from payouts_statement where id = ${id}) self
    where s.id <> ${id} and s.account = self.of and s.currency = self.cur`
  return {
    before: await tx.maybe(
      StatementRow,
      sql`
      select ${statementColumns} from ${same}
        and (s.to_on, coalesce(s.sequence, 0), s.page) <= (self.day, self.seq, self.pg)
      order by s.to_on desc, coalesce(s.sequence, 0) desc, s.page desc, s.no desc limit 1`
    ),
    after: await tx.maybe(
      StatementRow,
      sql`
      select ${statementColumns} from ${same}
        and (s.to_on, coalesce(s.sequence, 0), s.page) > (self.day, self.seq, self.pg)
      order by s.to_on, coalesce(s.sequence, 0), s.page, s.no limit 1`
    )
  }
}

/** Newest first. */
export function listStatements(tx: Tx, before: string | null, limit: number): Promise<StoredStatement[]> {
  return tx.many(
    StatementRow,
    sql`
    select ${statementColumns} from payouts_statement
    where true ${given(before, (before) => sql`and id < ${before}`)} order by id desc limit ${limit}`
  )
}

export async function insertStatement(
  tx: Tx,
  id: Id<'stm'>,
  statement: BankStatement,
  matched: number,
  fingerprint: string
): Promise<void> {
  await tx.run(sql`
    insert into payouts_statement (id, account, bank_id, page, currency, sequence, from_on, to_on, opening_minor,
      closing_minor, lines, matched, fingerprint, imported_at)
    values (${id}, ${statement.account}, ${statement.id}, ${statement.page}, ${statement.currency},
      ${statement.sequence}, ${statement.from}, ${statement.to}, ${statement.opening}, ${statement.closing},
      ${statement.lines.length}, ${matched}, ${fingerprint}, ${tx.now})`)
}

/** What a line of a statement turned out to be. */
export type LineMatch = Readonly<{
  id: Id<'bkl'>
  line: BankLine
  kind: 'payout' | 'file' | 'return' | 'settlement' | 'unmatched' | 'nothing'
  subject: string | null
  transactionId: Id<'txn'> | null
}>

export async function insertLines(
  tx: Tx,
  statementId: Id<'stm'>,
  currency: Currency,
  matches: readonly LineMatch[]
): Promise<void> {
  if (matches.length === 0) return
  const rows = matches.map(({ id, line, kind, subject, transactionId }) => ({
    id,
    place: line.place,
    minor: String(line.minor),
    booked_on: line.bookedOn,
    end_to_end_id: line.endToEndId === null ? null : cutText(line.endToEndId, 100),
    refs: line.references,
    return_code: line.returned?.code ?? null,
    return_text: line.returned?.text ?? null,
    information: line.text,
    kind,
    subject,
    transaction_id: transactionId
  }))
  await tx.run(sql`
    insert into payouts_line (id, statement_id, place, currency, minor, booked_on, end_to_end_id, refs, return_code,
      return_text, information, kind, subject, transaction_id)
    select id, ${statementId}, place, ${currency}, minor, booked_on, end_to_end_id, refs, return_code, return_text,
      information, kind, subject, transaction_id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new (id text, place integer, minor bigint,
      booked_on date, end_to_end_id text, refs text[], return_code text, return_text text, information text, kind text,
      subject text, transaction_id text)`)
}

const LineRow = z.strictObject({
  id: idSchema('bkl'),
  place: z.number(),
  currency: Currency,
  minor: z.bigint(),
  booked_on: z.string(),
  end_to_end_id: z.string().nullable(),
  return_code: z.string().nullable(),
  information: z.string(),
  kind: z.enum(['payout', 'file', 'return', 'settlement', 'unmatched', 'nothing']),
  subject: z.string().nullable(),
  transaction_id: idSchema('txn').nullable()
})
export type StoredLine = z.infer<typeof LineRow>

/** The lines of a statement in their order, after a place: all, those that were recognised, or the others. */
export function listLines(
  tx: Tx,
  statementId: Id<'stm'>,
  after: number,
  limit: number,
  matched?: boolean
): Promise<StoredLine[]> {
  return tx.many(
    LineRow,
    sql`
    select id, place, currency, minor, booked_on, end_to_end_id, return_code, information, kind, subject, transaction_id
    from payouts_line where statement_id = ${statementId} and place > ${after}
      ${given(matched, (matched) => sql`and (kind <> 'unmatched') = ${matched}`)}
    order by place limit ${limit}`
  )
}

export function findStatementById(tx: Tx, id: Id<'stm'>): Promise<StoredStatement | undefined> {
  return tx.maybe(StatementRow, sql`select ${statementColumns} from payouts_statement where id = ${id}`)
}
