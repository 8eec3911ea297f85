import { z } from 'zod'
import {
  chosenIdSchema,
  Currency,
  idSchema,
  Money,
  PositiveMoney,
  Timestamp,
  UnsignedMoney
} from '../kernel/index.ts'
import { type AccountBalance, AccountId, partsOf } from './account.ts'
import { BookAsked, BookName } from './book.ts'
import { explain } from './failures.ts'
import type { Entry } from './history.ts'
import type { Outcome } from './outcome.ts'
import { legsMax, legTypes, type Leg, type PostedLeg, type Transaction } from './transaction.ts'

const Side = z.enum(['debit', 'credit']).meta({ description: 'The side on which the balance grows.' })
const Code = z.string().min(1).max(40).meta({ description: 'The reason in a word, such as `capture`.' })
const Subject = z.string().min(1).max(200).nullable()

/** An account with its balances at a moment. */
export const LedgerAccount = z
  .strictObject({
    id: AccountId,
    book: BookName.meta({ description: 'The book that it is in.' }),
    kind: z.string(),
    owner: z.string(),
    side: Side,
    floor: Money.nullable().meta({ description: 'What it never goes below; null where it is unlimited.' }),
    state: z
      .enum(['open', 'frozen', 'closed'])
      .meta({ description: 'As it is now, also for a past moment.' }),
    managed: z.boolean().meta({ description: "True for the accounts of Kontor's own business." }),
    at: Timestamp,
    balance: Money.meta({ description: 'What was posted, on its own side.' }),
    held: UnsignedMoney.meta({ description: 'What open holds set aside of it.' }),
    available: Money.nullable().meta({
      description: 'What can be taken; null where the account is unlimited.'
    })
  })
  .meta({ id: 'LedgerAccount' })

type Figures = Readonly<{ at: Date; posted: bigint; held: bigint; available: bigint }>

/** An account on the wire. */
export function accountView(
  book: string,
  account: AccountBalance,
  figures: Figures
): z.output<typeof LedgerAccount> {
  const { id, side, floor, state, managed } = account
  const { kind, owner, currency } = partsOf(id)
  const money = (minor: bigint): Money => ({ minor, currency })
  return {
    id,
    book,
    kind,
    owner,
    side,
    state,
    managed,
    at: figures.at,
    floor: floor === null ? null : money(floor),
    balance: money(figures.posted),
    held: money(figures.held),
    available: floor === null ? null : money(figures.available)
  }
}

/** An account to be opened over the API. */
export const NewLedgerAccount = z
  .strictObject({
    id: AccountId,
    side: Side,
    floor: Money.nullable().meta({ description: 'Zero or less; null for an unlimited account.' }),
    book: BookAsked
  })
  .meta({ id: 'NewLedgerAccount' })

/** An entry of a statement. */
export const LedgerEntry = z
  .strictObject({
    id: idSchema('trf'),
    transaction: idSchema('txn'),
    at: Timestamp,
    type: z.enum(legTypes),
    side: Side.meta({ description: 'The side of this account that the entry stands on.' }),
    other: AccountId.meta({ description: 'The account on the other side.' }),
    amount: UnsignedMoney,
    change: Money.meta({ description: 'What it changed of the posted balance.' }),
    balance: Money.meta({ description: 'The posted balance after it.' }),
    held: UnsignedMoney.meta({ description: 'What is held after it.' }),
    code: z.string(),
    subject: z.string().nullable(),
    hold: idSchema('trf').nullable().meta({ description: 'The hold that is captured or voided.' })
  })
  .meta({ id: 'LedgerEntry' })

/** An entry on the wire. */
export function entryView(account: AccountBalance, entry: Entry): z.output<typeof LedgerEntry> {
  const { currency } = partsOf(account.id)
  const money = (minor: bigint): Money => ({ minor, currency })
  const { seq: _, minor, change, balance, held, ...rest } = entry
  return { ...rest, amount: money(minor), change: money(change), balance: money(balance), held: money(held) }
}

/** Amounts that are no positive integers come through to the decision, which refuses them by name, each alone. */
const Asked = z
  .codec(
    z.strictObject({
      amount: z.number({ error: 'must be a JSON integer of minor units, not a string' }),
      currency: Currency
    }),
    z.custom<Readonly<{ minor: bigint; currency: Currency }>>(),
    {
      decode: ({ amount, currency }) => ({
        minor: Number.isSafeInteger(amount) ? BigInt(amount) : (amount as unknown as bigint),
        currency
      }),
      encode: (asked) => z.encode(PositiveMoney, asked)
    }
  )
  .meta({ id: 'LedgerAmount', description: 'At least one minor unit, in the currency of both accounts.' })

const about = { id: chosenIdSchema('trf'), code: Code, subject: Subject.optional() }
const upTo = z
  .boolean()
  .optional()
  .meta({ description: 'Take what is available, at most `amount`: it may be nothing.' })
const move = { ...about, debit: AccountId, credit: AccountId, amount: Asked, upTo }
const hold = idSchema('trf').meta({ description: 'The leg that made the hold.' })

const LedgerLeg = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('plain'), ...move }),
    z.strictObject({
      type: z.literal('hold'),
      ...move,
      expiresAt: Timestamp.nullable()
        .optional()
        .meta({ description: 'When what is left is given back by itself; never, where nothing is said.' })
    }),
    z.strictObject({ type: z.literal('capture'), ...about, hold, amount: Asked, upTo }),
    z.strictObject({ type: z.literal('void'), ...about, hold })
  ])
  .meta({ id: 'LedgerLeg' })

/** A transaction as it is sent: an id that the caller chose, and legs that succeed or fail together. */
export const NewLedgerTransaction = z
  .strictObject({
    id: chosenIdSchema('txn').meta({
      description: 'Chosen by you. A repeat is answered with the first outcome.'
    }),
    legs: z.array(LedgerLeg).max(legsMax),
    reverses: idSchema('txn')
      .optional()
      .meta({ description: 'The transaction to be undone; then `legs` is empty.' }),
    fx: z
      .strictObject({
        from: Currency,
        to: Currency,
        rate: z.string().regex(/^\d{1,15}(\.\d{1,15})?$/, { error: 'must be a decimal such as "7.1834"' })
      })
      .optional()
      .meta({ description: 'The rate of an exchange, kept with it: units of `to` for one unit of `from`.' })
  })
  .meta({ id: 'NewLedgerTransaction' })

/** A transaction that is posted alone, and the book that it is posted in. */
export const LedgerPosting = NewLedgerTransaction.extend({ book: BookAsked }).meta({ id: 'LedgerPosting' })

/** The transaction that was sent. */
export function transactionOf(sent: z.output<typeof NewLedgerTransaction>): Transaction {
  const { id, legs, reverses, fx } = sent
  return {
    id,
    legs: legs.map(legOf),
    ...(reverses === undefined ? {} : { reverses }),
    ...(fx === undefined ? {} : { fx })
  }
}

function legOf(leg: z.output<typeof LedgerLeg>): Leg {
  const { id, code, subject = null } = leg
  if (leg.type === 'void') return { id, code, subject, type: 'void', hold: leg.hold }
  const amount = { ...leg.amount, upTo: leg.upTo ?? false }
  if (leg.type === 'capture') return { id, code, subject, type: 'capture', hold: leg.hold, ...amount }
  const { debit, credit } = leg
  if (leg.type === 'plain') return { id, code, subject, type: 'plain', debit, credit, ...amount }
  return { id, code, subject, type: 'hold', debit, credit, expiresAt: leg.expiresAt ?? null, ...amount }
}

const PostedLedgerLeg = z
  .strictObject({
    id: idSchema('trf'),
    type: z.enum(legTypes),
    debit: AccountId,
    credit: AccountId,
    amount: UnsignedMoney.meta({ description: 'What really moved, was set aside or given back.' })
  })
  .meta({ id: 'PostedLedgerLeg' })

const PostedOutcome = z.strictObject({
  result: z.literal('posted'),
  id: idSchema('txn'),
  at: Timestamp,
  legs: z.array(PostedLedgerLeg)
})
const RefusedOutcome = z.strictObject({
  result: z.literal('refused'),
  id: idSchema('txn'),
  at: Timestamp,
  refusal: z.strictObject({
    code: z.string().meta({ description: 'As in docs/ledger.md, such as `ledger.funds_insufficient`.' }),
    leg: z.number().int().nullable().meta({ description: 'The leg that was refused, counted from 0.' }),
    message: z.string(),
    advice: z.string()
  })
})

/** What became of a transaction. */
export const LedgerOutcome = z
  .discriminatedUnion('result', [PostedOutcome, RefusedOutcome])
  .meta({ id: 'LedgerOutcome' })

function legView({ id, type, debit, credit, minor }: PostedLeg): z.output<typeof PostedLedgerLeg> {
  return { id, type, debit, credit, amount: { minor, currency: partsOf(debit).currency } }
}

/** An outcome on the wire. */
export function outcomeView(outcome: Outcome): z.output<typeof LedgerOutcome> {
  const { id, at } = outcome
  if (outcome.result === 'posted') return { result: 'posted', id, at, legs: outcome.legs.map(legView) }
  const { code, leg } = outcome.refusal
  return { result: 'refused', id, at, refusal: { code: `ledger.${code}`, leg, ...explain(outcome.refusal) } }
}

/** A transaction as it is read back. */
export const LedgerTransaction = z
  .strictObject({
    book: BookName.meta({ description: 'The book that it was posted in.' }),
    outcome: LedgerOutcome,
    reverses: idSchema('txn').nullable(),
    reversedBy: idSchema('txn').nullable(),
    fx: z.strictObject({ from: Currency, to: Currency, rate: z.string() }).nullable()
  })
  .meta({ id: 'LedgerTransaction' })
