import assert from 'node:assert/strict'
import type { Tx } from '../db/index.ts'
import { derivedId, type Id } from '../kernel/index.ts'
import {
  type AccountId,
  type NewAccount,
  openAccounts,
  postAll,
  type Transaction,
  type TransactionId
} from '../ledger/index.ts'
import type { Allocation } from './hooks.ts'
import {
  type Chargeback,
  type Payment,
  type PaymentCapture,
  type PaymentRefund,
  providerAccount,
  refundAccount
} from './payment.ts'

type Move = Readonly<{ debit: AccountId; credit: AccountId; minor: bigint; code: string; subject: string }>

/** A transaction with one leg for each move of more than nothing; its id belongs to the act, so that it happens once. */
function transactionOf(act: readonly [string, ...(string | number)[]], moves: readonly Move[]): Transaction {
  const id: Id<'txn'> = derivedId('txn', ...act)
  return {
    id,
    legs: moves
      .filter(({ minor }) => minor > 0n)
      .map((move, i) => ({ ...move, type: 'plain' as const, id: derivedId('trf', id, i) }))
  }
}

const sumOf = (allocations: readonly Allocation[]) => allocations.reduce((sum, { minor }) => sum + minor, 0n)
const ours = (payment: Payment) => providerAccount(payment.provider, payment.amount.currency)

/** The transaction that a capture is posted in. */
export const transactionOfCapture = (captureId: string): TransactionId =>
  derivedId('txn', 'payments.capture', captureId)

/** Captured money enters the accounts given; what they leave over goes into the refund account. */
export function captureOf(payment: Payment, capture: PaymentCapture, allocations: readonly Allocation[]) {
  const unwanted = capture.amount.minor - sumOf(allocations)
  assert(unwanted >= 0n, 'allocations of a capture cannot exceed it')
  const back = {
    account: refundAccount(payment),
    minor: unwanted,
    code: 'unwanted',
    subject: payment.subject
  }
  const moves = [...allocations, back].map(({ account, ...rest }) => ({
    ...rest,
    debit: ours(payment),
    credit: account
  }))
  return { unwanted, transaction: transactionOf(['payments.capture', capture.id], moves) }
}

/** A confirmed refund leaves the provider; `returned` undoes it, as the money came back. */
export function refundOf(payment: Payment, refund: PaymentRefund, returned: boolean): Transaction {
  const [debit, credit] = returned
    ? [ours(payment), refundAccount(payment)]
    : [refundAccount(payment), ours(payment)]
  const code = returned ? 'refund_returned' : 'refund'
  return transactionOf(
    [`payments.${code}`, refund.id, refund.attempt],
    [{ debit, credit, minor: refund.amount.minor, code, subject: payment.subject }]
  )
}

/** A chargeback takes from the accounts given, its reversal gives back to them. */
export function chargebackOf(
  payment: Payment,
  chargeback: Chargeback,
  allocations: readonly Allocation[]
): Transaction {
  assert.equal(sumOf(allocations), chargeback.amount.minor, 'allocations of a chargeback must sum to it')
  const reversed = chargeback.state === 'reversed'
  const moves = allocations.map(({ account, ...rest }) => ({
    ...rest,
    debit: reversed ? ours(payment) : account,
    credit: reversed ? account : ours(payment)
  }))
  return transactionOf([`payments.chargeback${reversed ? '_reversed' : ''}`, chargeback.id], moves)
}

/** Gathers transactions, to post many in one go. */
export type Postings = Readonly<{
  add(payment: Payment, transaction: Transaction): void
  /** Posts what was gathered, or fails as a whole. */
  flush(): Promise<void>
}>

/** Postings of these payments; their accounts are opened before the first transaction. */
export function postingsFor(tx: Tx, payments: readonly Payment[]): Postings {
  let waiting: Readonly<{ book: string; transaction: Transaction }>[] = []
  let opened = false
  return {
    add: ({ book }, transaction) => {
      waiting.push({ book, transaction })
    },
    flush: async () => {
      if (waiting.length === 0) return
      if (!opened)
        for (const [book, those] of Map.groupBy(payments, (payment) => payment.book))
          await openAccounts(tx, accountsOf(those), { book })
      opened = true
      for (const [book, those] of Map.groupBy(waiting, (one) => one.book))
        await postAll(
          tx,
          those.map(({ transaction }) => transaction),
          { book }
        )
      waiting = []
    }
  }
}

function accountsOf(payments: readonly Payment[]): NewAccount[] {
  const providers = [...new Set(payments.map(ours))]
  return [
    ...providers.map((id) => ({ id, side: 'debit' as const, floor: null })),
    ...payments
      .filter(({ capturedMinor }) => capturedMinor > 0n)
      .map((payment) => ({ id: refundAccount(payment), side: 'credit' as const, floor: 0n }))
  ]
}
