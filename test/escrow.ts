import assert from 'node:assert/strict'
import type { Tx } from '../src/db/index.ts'
import { fund, type NewPart, openParts, type OrderId } from '../src/escrow/index.ts'
import { type Currency, derivedId, type Id, money } from '../src/kernel/index.ts'
import { accountId, openAccounts, post } from '../src/ledger/index.ts'
import { createMerchant } from '../src/merchants/index.ts'
import type { Allocation } from '../src/payments/index.ts'
import type { TestDatabase } from './database.ts'

const currency: Currency = 'CNY'

/** The simplest world in which orders are paid: it posts what payments would post. */
export function escrowWorld(db: TestDatabase) {
  const newId = <P extends string>(prefix: P): Promise<Id<P>> =>
    db.transaction(async (tx) => tx.newId(prefix))

  /** A new merchant. */
  const merchant = () =>
    db.transaction(async (tx) => {
      const reference = tx.newId('ref')
      return (await createMerchant(tx, { reference, displayName: 'Lin Tea House', payoutCurrency: currency }))
        .id
    })

  /** An order with a part for each merchant (null: the platform) and amount. */
  async function order(...wanted: readonly (readonly [merchantId: Id<'mer'> | null, minor: bigint])[]) {
    return db.transaction(async (tx) => {
      const orderId = tx.newId('ord')
      const parts = wanted.map(([merchantId, minor]): NewPart => ({
        id: tx.newId('opt'),
        merchantId,
        amount: money(minor, currency)
      }))
      await openParts(tx, orderId, parts)
      const paymentId = tx.newId('pay')
      await openPayment(tx, paymentId)
      const partIds = parts.map((part) => part.id)
      const first = partIds[0]
      assert(first !== undefined)
      return { orderId, paymentId, partIds, partId: first }
    })
  }

  /** A capture of `minor`, as payments would record it. Answers whether the order took it. */
  async function pay(orderId: OrderId, paymentId: Id<'pay'>, minor: bigint, captureId?: Id<'cap'>) {
    return db.transaction(async (tx) => {
      await openPayment(tx, paymentId)
      const id = captureId ?? tx.newId('cap')
      const allocations = await fund(tx, orderId, id, money(minor, currency))
      if (allocations === 'unwanted') return false
      await postIn(tx, id, allocations, 'in')
      return true
    })
  }

  /** An order of one merchant's part, paid in full. */
  async function paidOrder(merchantId: Id<'mer'> | null, minor: bigint) {
    const made = await order([merchantId, minor])
    await pay(made.orderId, made.paymentId, minor)
    return made
  }

  return { newId, merchant, order, pay, paidOrder }
}

async function openPayment(tx: Tx, paymentId: Id<'pay'>) {
  await openAccounts(tx, [
    { id: provider, side: 'debit', floor: null },
    { id: accountId('refund', paymentId, currency), side: 'credit', floor: 0n }
  ])
}

const provider = accountId('provider', 'sandbox', currency)

/** Posts allocations against the provider: money that comes in, or that it takes back. */
export async function postIn(tx: Tx, act: Id, allocations: readonly Allocation[], way: 'in' | 'out') {
  const id = derivedId('txn', way, act)
  await post(tx, {
    id,
    legs: allocations.map(({ account, minor, code, subject }, i) => ({
      type: 'plain',
      id: derivedId('trf', id, i),
      debit: way === 'in' ? provider : account,
      credit: way === 'in' ? account : provider,
      minor,
      code,
      subject
    }))
  })
}

/** What the escrow's checks find wrong. */
export async function wrongs(
  db: TestDatabase,
  checks: readonly Readonly<{
    name: string
    run(tx: Tx): Promise<Readonly<{ differences: readonly string[] }>>
  }>[]
): Promise<string[]> {
  return db.snapshot(async (tx) => {
    const found: string[] = []
    for (const check of checks)
      for (const difference of (await check.run(tx)).differences) found.push(`${check.name}: ${difference}`)
    return found
  })
}
