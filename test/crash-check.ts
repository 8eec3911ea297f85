import { expect } from 'vitest'
import { uuidOf } from '../src/kernel/index.ts'
import type { Bank } from './crash-bank.ts'
import type { Told } from './crash-clients.ts'
import type { CrashPlace } from './crash-place.ts'
import { until } from './served.ts'

type Rows = CrashPlace['rows']

async function countOf(rows: Rows, from: string, values: readonly unknown[]): Promise<number> {
  const [row] = await rows(`select count(*)::integer as n from ${from}`, values)
  return row?.['n'] as number
}

/** Right after a crash: whatever was acknowledged is there, once, and of the rest at most what was under way. */
export async function checkAcknowledged(rows: Rows, told: Told, underWay: number): Promise<void> {
  const asked: [what: string, from: string, ids: readonly string[]][] = [
    ['orders', 'orders_order where reference = any($1)', [...told.orders.keys()]],
    ['payments', 'payments_payment where id = any($1)', [...told.payments.keys()]],
    ['transactions', 'ledger_transaction where id = any($1::uuid[])', uuids(told)],
    ['transfers', 'ledger_transfer where transaction = any($1::uuid[])', uuids(told)],
    ['payouts', 'payouts_payout where id = any($1)', [...told.payouts]],
    ['bank files', 'payouts_file where id = any($1)', [...told.files]],
    ['statements', 'payouts_statement where id = any($1)', [...told.statements]]
  ]
  for (const [what, from, ids] of asked) expect(await countOf(rows, from, [ids]), what).toBe(ids.length)
  const before = told.transactions.size // more are acknowledged while we look
  const wallet = await balanceOf(rows, 'wallet:shop:CNY')
  expect(wallet).toBeGreaterThanOrEqual(before)
  expect(wallet).toBeLessThanOrEqual(told.transactions.size + underWay)
}

const uuids = ({ transactions }: Told) => [...transactions].map((id) => uuidOf(id as `txn_${string}`))

async function balanceOf(rows: Rows, account: string): Promise<number> {
  const [row] = await rows(
    `select (credits_posted - debits_posted)::text as balance from ledger_account where id = $1`,
    [account]
  )
  return parseInt(String(row?.['balance']), 10)
}

const byText = (a: string, b: string) => (a < b ? -1 : 1)
const sorted = (list: Iterable<unknown>) => [...list].map(String).toSorted(byText)

/** When nobody does anything any more: three sets of books that say the same, to the cent. */
export async function compareBooks(rows: Rows, told: Told, bank: Bank): Promise<void> {
  await until(
    'the end of all calls to the provider',
    async () => {
      const open = await rows(`select id from payments_call where state not in ('done', 'failed') limit 1`)
      const news = await rows(`select id from payments_event where state = 'received' limit 1`)
      return open.length + news.length === 0
    },
    200_000
  )

  const orders = await rows('select id, reference, paid_minor from orders_order')
  expect(new Map(orders.map((row) => [row['reference'], row['id']]))).toEqual(told.orders)
  expect(orders.every((row) => row['paid_minor'] === '5000')).toBe(true)
  const payments = await rows(
    `select id, subject, state, captured_minor, refunded_minor, refund_pending_minor from payments_payment`
  )
  expect(new Map(payments.map((row) => [row['id'], row['subject']]))).toEqual(told.payments)
  expect(await balanceOf(rows, 'wallet:shop:CNY')).toBe(told.transactions.size)

  // The provider: each payment captured once, in full; what was cancelled was given back once, in full.
  const entries = await rows('select payment_id, kind, gross from sandbox_entry')
  const ofKind = (kind: string) => entries.filter((row) => row['kind'] === kind)
  expect(sorted(ofKind('capture').map((row) => row['payment_id']))).toEqual(sorted(told.payments.keys()))
  expect(ofKind('capture').every((row) => row['gross'] === '5000')).toBe(true)
  expect(payments.every((row) => row['state'] === 'captured' && row['captured_minor'] === '5000')).toBe(true)
  const given = payments.filter((row) => row['refunded_minor'] === '5000')
  expect(sorted(given.map((row) => row['subject']))).toEqual(sorted(told.cancelled))
  expect(sorted(ofKind('refund').map((row) => row['payment_id']))).toEqual(
    sorted(given.map((row) => row['id']))
  )
  expect(ofKind('refund').every((row) => row['gross'] === '-5000')).toBe(true)
  expect(entries.length).toBe(told.payments.size + told.cancelled.size)

  // The bank: what it paid is what stands as settled, each once.
  const payouts = await rows('select id, end_to_end_id, minor, state from payouts_payout')
  const settled = payouts.filter((row) => row['state'] === 'settled')
  expect(new Map(settled.map((row) => [row['end_to_end_id'], BigInt(String(row['minor']))]))).toEqual(
    bank.paid
  )
  expect(payouts.filter((row) => !['settled', 'planned'].includes(String(row['state'])))).toEqual([])
  expect(bank.messages.size).toBe(await countOf(rows, 'payouts_file', []))
  expect(await countOf(rows, `payouts_difference where state = 'open'`, [])).toBe(0)
  const out = [...bank.paid.values()].reduce((sum, minor) => sum + minor, 0n)
  expect(out).toBeLessThanOrEqual(5000n * BigInt(told.confirmed.size))
}
