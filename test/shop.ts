import { type Job, passTime, runJobs } from '../src/api/index.ts'
import type { Db, Tx } from '../src/db/index.ts'
import { derivedId, Failure, type Id, later, type Money, money } from '../src/kernel/index.ts'
import { type AccountId, accountId, balances, openAccounts, post } from '../src/ledger/index.ts'
import {
  type Allocation,
  createPayment,
  findPayment,
  type NewPayment,
  type Payment,
  type PaymentHooks,
  refundAccount,
  requestRefund
} from '../src/payments/index.ts'
import type { TestDatabase } from './database.ts'

const currency = 'CNY' as const
/** What chargebacks took that was not in the order any more. */
const loss = accountId('loss', 'platform', currency)
const orderAccount = (subject: string) => accountId('escrow', subject, currency)

const share = (payment: Payment, { minor }: Money, code: string, account = orderAccount(payment.subject)) =>
  ({ account, minor, code, subject: payment.subject }) satisfies Allocation

/** The memory of a shop: what its hooks were told, and how they shall behave. */
type Memory = Readonly<{
  /** What the hooks were told, as `captured ord_1 100`. */
  told: string[]
  /** Orders that take no more money. */
  closed: Set<string>
  /** Subjects whose hooks throw, for as long as they stand here. */
  broken: Set<string>
}>

/** Hooks that keep each order's money in one account: the least that can stand above payments. */
function hooksOf({ told, closed, broken }: Memory): PaymentHooks {
  const tell = (what: string, payment: Payment, more: string | bigint) => {
    if (broken.has(payment.subject)) throw new Error(`${payment.subject} is broken`)
    told.push(`${what} ${payment.subject} ${more}`)
  }
  return {
    async lock() {},
    async authorized(_, payment) {
      tell('authorized', payment, payment.authorizedMinor)
    },
    async captured(tx, captures) {
      const answers: (readonly Allocation[] | 'unwanted')[] = []
      for (const { payment, capture } of captures) {
        tell('captured', payment, capture.amount.minor)
        const account = orderAccount(payment.subject)
        const unwanted = closed.has(payment.subject)
        if (!unwanted) await openAccounts(tx, [{ id: account, side: 'credit', floor: 0n }])
        answers.push(unwanted ? 'unwanted' : [share(payment, capture.amount, 'capture')])
      }
      return answers
    },
    async failed(_, payment, reason) {
      tell('failed', payment, reason)
    },
    async refunded(_, payment, refund) {
      tell('refunded', payment, refund.amount.minor)
    },
    async refundFailed(_, payment, refund, reason) {
      tell('refundFailed', payment, `${refund.amount.minor} ${reason}`)
    },
    async chargedBack(tx, payment, { amount }) {
      tell('chargedBack', payment, amount.minor)
      return takeBack(tx, payment, amount)
    },
    async chargebackReversed(_, payment, { amount }) {
      tell('chargebackReversed', payment, amount.minor)
      return [share(payment, amount, 'chargeback_reversed')]
    }
  }
}

async function takeBack(tx: Tx, payment: Payment, { minor }: Money): Promise<readonly Allocation[]> {
  const account = orderAccount(payment.subject)
  const left = (await balances(tx, [account])).get(account)?.available ?? 0n
  const mine = left < minor ? left : minor
  await openAccounts(tx, [{ id: loss, side: 'debit', floor: null }])
  return [
    share(payment, money(mine, currency), 'chargeback'),
    share(payment, money(minor - mine, currency), 'loss', loss)
  ]
}

/** A shop that does nothing but be paid, for the tests of payments. */
export type Shop = Memory &
  Readonly<{
    hooks: PaymentHooks
    balance(account: AccountId): Promise<bigint>
    orderAccount(subject: string): AccountId
    /** What the hooks were told of a payment's order. */
    toldOf(payment: Payment): string[]
    /** Starts a payment of 10 yuan by a card that works, unless the draft says otherwise. */
    pay(draft?: Partial<NewPayment>): Promise<Payment>
    now(payment: Payment): Promise<Payment>
    /** Sends money back from the order's account. */
    refund(payment: Payment, minor: bigint, refundId?: Id<'rfd'>): Promise<Id<'rfd'>>
    /** The types of the events about a payment, in their order. */
    events(payment: Payment): Promise<unknown[]>
  }>

/** A shop on this database. */
export function openShop(db: TestDatabase): Shop {
  const memory: Memory = { told: [], closed: new Set(), broken: new Set() }
  let orders = 0
  return {
    ...memory,
    hooks: hooksOf(memory),
    orderAccount,
    toldOf: (payment) => memory.told.filter((line) => line.split(' ')[1] === payment.subject),
    balance: (account) =>
      db.transaction(async (tx) => (await balances(tx, [account])).get(account)?.posted ?? 0n),
    pay: (draft) => {
      const subject = `ord_${++orders}`
      return db.transaction((tx) => createPayment(tx, { ...usual, subject, ...draft }))
    },
    now: (payment) => db.transaction((tx) => findPayment(tx, payment.id)),
    refund: (payment, minor, refundId) => db.transaction((tx) => refund(tx, payment, minor, refundId)),
    events: async ({ id }) =>
      (await db.superuser(`select type from audit_event where subject = $1 order by no`, [id])).map(
        (row) => row['type']
      )
  }
}

const usual = {
  buyerId: null,
  provider: 'sandbox',
  method: 'card',
  amount: money(1000n, currency),
  capture: 'automatic',
  token: 'tok_ok'
} as const

async function refund(tx: Tx, payment: Payment, minor: bigint, id: Id<'rfd'> = tx.newId('rfd')) {
  const { subject } = payment
  const leg = { debit: orderAccount(subject), credit: refundAccount(payment), minor, code: 'refund', subject }
  await post(tx, {
    id: derivedId('txn', 'test.refund', id),
    legs: [{ ...leg, type: 'plain', id: derivedId('trf', 'test.refund', id) }]
  })
  const amount = money(minor, payment.amount.currency)
  await requestRefund(tx, { paymentId: payment.id, refundId: id, amount, reason: 'returned' })
  return id
}

/** Lets time go by with jobs: `settle` does what is due now, `pass` lets so many milliseconds pass. */
export function timeOf(db: Db & Pick<TestDatabase, 'clock'>, jobs: () => readonly Job[]) {
  return {
    settle: () => runJobs(db, jobs()),
    pass: (ms: number) => passTime(db, jobs(), db.clock, later(db.clock.now(), ms))
  }
}

/** The code of the Failure that some work ends with, null if it succeeds, else whatever it throws. */
export async function failureOf(work: Promise<unknown>): Promise<unknown> {
  const error: unknown = await work.then(
    () => null,
    (caught: unknown) => caught
  )
  return error instanceof Failure ? error.code : error
}
