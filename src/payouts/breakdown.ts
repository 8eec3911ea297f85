import { z } from 'zod'
import type { Tx } from '../db/index.ts'
import {
  type Currency,
  idSchema,
  type Money,
  Money as MoneyView,
  Timestamp,
  UnsignedMoney
} from '../kernel/index.ts'
import { type Earned, earnedBefore, movedBeside } from '../ledger/index.ts'
import { merchantAccount } from '../merchants/index.ts'
import { type Payout, payoutTransaction } from './payout.ts'

/** What a line of a merchant's balance can be. */
export const lineKinds = [
  'sale',
  'refund',
  'chargeback',
  'chargeback_reversed',
  'debt_recovered',
  'reserve_released',
  'payout_back',
  'exchanged',
  'other_book',
  'adjusted'
] as const
export type LineKind = (typeof lineKinds)[number]

const kinds: Readonly<Record<string, LineKind>> = {
  release: 'sale',
  refund: 'refund',
  chargeback: 'chargeback',
  chargeback_reversal: 'chargeback_reversed',
  recover: 'debt_recovered',
  'reserve.release': 'reserve_released',
  'payout.returned': 'payout_back',
  'payout.cancelled': 'payout_back',
  'fx.sell': 'exchanged',
  'fx.buy': 'exchanged',
  gather: 'other_book',
  move: 'other_book'
}

/** What an entry of the balance with this reason is. */
export const lineKind = (code: string): LineKind =>
  (Object.hasOwn(kinds, code) ? kinds[code] : undefined) ?? 'adjusted'

/** What ends a stretch of the balance: the payout before. */
const withdrawals = { codes: ['payout', 'fx.sell', 'reserve'], prefix: 'pot_' }

/** The balance that a payout was taken out of. */
export const sourceOf = ({ amount, sold }: Payout): Money => sold ?? amount
export const sourceAccount = (payout: Payout) => merchantAccount(payout.merchantId, sourceOf(payout).currency)

/** What came together in the balance since the payout before. */
export async function earnedFor(tx: Tx, payout: Payout): Promise<Earned> {
  const earned = await earnedBefore(tx, sourceAccount(payout), payoutTransaction(payout.id), withdrawals)
  if (earned === null) throw new Error(`${payout.id} took nothing out of its balance`)
  return earned
}

/** From sales to the bank: what a payout is made of. */
export const PayoutBreakdown = z
  .strictObject({
    payoutId: idSchema('pot'),
    merchantId: idSchema('mer'),
    from: Timestamp.nullable().meta({
      description: 'When the payout before was taken out; null: the first one.'
    }),
    to: Timestamp.meta({ description: 'When this one was taken out.' }),
    carriedOver: MoneyView.meta({ description: 'What the payout before had left in the balance.' }),
    sales: UnsignedMoney.meta({ description: 'Released since then, before commission.' }),
    commission: UnsignedMoney.meta({ description: 'Kept of it by the marketplace.' }),
    sums: z
      .array(
        z.strictObject({
          kind: z.enum(lineKinds),
          lines: z.number().int(),
          amount: MoneyView.meta({ description: 'Negative: it went out of the balance.' })
        })
      )
      .meta({
        description: 'What changed the balance since then, by kind; sales with the commission taken off.'
      }),
    left: MoneyView.meta({ description: 'What this payout left in the balance.' }),
    takenOut: UnsignedMoney.meta({ description: 'carriedOver + all sums − left; it is reserve + sold.' }),
    reserve: UnsignedMoney.meta({ description: 'Of it: kept back beside the payout.' }),
    sold: UnsignedMoney.meta({ description: 'Of it: paid, in the currency of the balance.' }),
    amount: UnsignedMoney.meta({
      description: 'What the bank is told to pay; `sold`, exchanged where need be.'
    }),
    quoteId: idSchema('quo').nullable().meta({ description: 'The exchange, where there was one.' })
  })
  .meta({ id: 'PayoutBreakdown', description: 'carriedOver + sums = left + reserve + sold, exactly.' })

/** Adds up what a payout is made of. */
export async function breakDown(tx: Tx, payout: Payout): Promise<z.output<typeof PayoutBreakdown>> {
  const { opening, closing, stretch, sums } = await earnedFor(tx, payout)
  const sold = sourceOf(payout)
  const of = (minor: bigint) => ({ minor, currency: sold.currency })
  const reasons = { given: 'release', beside: 'commission' }
  const commission = await movedBeside(tx, sourceAccount(payout), stretch, reasons)
  const lines = byKind(sums, sold.currency)
  const changed = lines.reduce((sum, { amount }) => sum + amount.minor, 0n)
  const net = lines.find(({ kind }) => kind === 'sale')?.amount.minor ?? 0n
  return {
    payoutId: payout.id,
    merchantId: payout.merchantId,
    from: stretch.after?.at ?? null,
    to: stretch.before.at,
    carriedOver: of(opening),
    sales: of(net + commission),
    commission: of(commission),
    sums: lines,
    left: of(closing),
    takenOut: of(opening + changed - closing),
    reserve: payout.reserve,
    sold,
    amount: payout.amount,
    quoteId: payout.quoteId
  }
}

function byKind(sums: Earned['sums'], currency: Currency) {
  const groups = Map.groupBy(sums, ({ code }) => lineKind(code))
  return lineKinds.flatMap((kind) => {
    const those = groups.get(kind)
    if (those === undefined) return []
    const minor = those.reduce((sum, one) => sum + (one.side === 'credit' ? one.minor : -one.minor), 0n)
    const lines = globalThis.Number(those.reduce((sum, { count }) => sum + count, 0n))
    return [{ kind, lines, amount: { minor, currency } }]
  })
}
