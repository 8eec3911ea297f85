import { openAccounts, type AccountId, accountId, balances, post } from '../src/ledger/index.ts'
import type { Db, Tx } from '../src/db/index.ts'
import { derivedId, type Id, type Money, money } from '../src/kernel/index.ts'
import {
  type Allocation,
  type Payment,
  type PaymentHooks,
  refundAccount,
  requestRefund
} from '../src/payments/index.ts'

/** A shop that keeps each order's money in one account: the least that stands above payments, for their tests. */
export type Shop = Readonly<{
  hooks: PaymentHooks
  /** What the hooks were told, as `captured ord_1 100`. */
  told: string[]
  /** Orders that take no more money. */
  closed: Set<string>
  /** Subjects whose hooks throw, for as long as they stand here. */
  broken: Set<string>
  balance(account: AccountId): Promise<bigint>
  orderAccount(subject: string): AccountId
  /** Sends money back from the order's account. */
  refund(payment: Payment, minor: bigint, refundId?: Id<'rfd'>): Promise<Id<'rfd'>>
}>

const currency = 'CNY' as const
/** What chargebacks took that was not in the order any more. */
const loss = accountId('loss', 'platform', currency)

/** A shop on this database. */
export function openShop(db: Db): Shop {
  const told: string[] = []
  const closed = new Set<string>()
  const broken = new Set<string>()
  const orderAccount = (subject: string) => accountId('escrow', subject, currency)
  const tell = (what: string, payment: Payment, more: string | bigint = '') => {
    if (broken.has(payment.subject)) throw new Error(`${payment.subject} is broken`)
    told.push(`${what} ${payment.subject} ${more}`.trim())
  }
  const open = (tx: Tx, subject: string) =>
    openAccounts(tx, [{ id: orderAccount(subject), side: 'credit', floor: 0n }])
  const whole = (payment: Payment, amount: Money, code: string): readonly Allocation[] => [
    { account: orderAccount(payment.subject), minor: amount.minor, code, subject: payment.subject }
  ]
  return {
    told,
    closed,
    broken,
    orderAccount,
    balance: (account) =>
      db.transaction(async (tx) => (await balances(tx, [account])).get(account)?.posted ?? 0n),
    refund: (payment, minor, refundId) =>
      db.transaction(async (tx) => {
        const id = refundId ?? tx.newId('rfd')
        const amount = money(minor, payment.amount.currency)
        const leg = {
          debit: orderAccount(payment.subject),
          credit: refundAccount(payment),
          minor,
          code: 'refund'
        }
        const transaction = derivedId('txn', 'test.refund', id)
        await post(tx, {
          id: transaction,
          legs: [{ ...leg, type: 'plain', id: derivedId('trf', 'test.refund', id), subject: payment.subject }]
        })
        await requestRefund(tx, { paymentId: payment.id, refundId: id, amount, reason: 'returned' })
        return id
      }),
    hooks: {
      async lock() {},
      async authorized(_, payment) {
        tell('authorized', payment, payment.authorizedMinor)
      },
      async captured(tx, payment, { amount }) {
        tell('captured', payment, amount.minor)
        if (closed.has(payment.subject)) return 'unwanted'
        await open(tx, payment.subject)
        return whole(payment, amount, 'capture')
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
        const account = orderAccount(payment.subject)
        const left = (await balances(tx, [account])).get(account)?.available ?? 0n
        const mine = left < amount.minor ? left : amount.minor
        const lost = { ...whole(payment, amount, 'chargeback')[0], account: loss, minor: amount.minor - mine }
        await openAccounts(tx, [{ id: loss, side: 'debit', floor: null }])
        return [
          ...whole(payment, money(mine, currency), 'chargeback'),
          { code: 'loss', subject: payment.subject, ...lost }
        ]
      },
      async chargebackReversed(_, payment, { amount }) {
        tell('chargebackReversed', payment, amount.minor)
        return whole(payment, amount, 'chargeback_reversed')
      }
    }
  }
}
