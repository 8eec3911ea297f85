import type { Money, PayoutBreakdown } from '../../api/index.ts'

type Kind = PayoutBreakdown['sums'][number]['kind']
export type SumName = 'carriedOver' | 'sales' | 'commission' | 'left' | 'reserve' | 'paid' | 'exchanged'
/** One line of the way from sales to the bank. `lines`: how many single lines it adds up; null for a sum of its own. */
export type Step = Readonly<{ amount: Money; isSum: boolean }> &
  (Readonly<{ name: SumName; lines: null }> | Readonly<{ name: Kind; lines: number }>)

const less = ({ amount, currency }: Money): Money => ({ amount: amount === 0 ? 0 : -amount, currency })

/**
 * The way from sales to the bank: what was carried over, what was sold less commission, everything else that changed the
 * balance, less what stays and what is kept back, is what is paid. The steps before the sum add up to it.
 */
export function reckon(breakdown: PayoutBreakdown): readonly Step[] {
  const { carriedOver, sales, commission, sums, left, reserve, sold, amount } = breakdown
  const own = (name: SumName, value: Money, isSum = false): Step => ({
    name,
    amount: value,
    isSum,
    lines: null
  })
  const others = sums.filter(({ kind }) => kind !== 'sale')
  const isExchanged = sold.currency !== amount.currency
  return [
    own('carriedOver', carriedOver),
    own('sales', sales),
    own('commission', less(commission)),
    ...others.map(({ kind, lines, amount: value }): Step => ({
      name: kind,
      lines,
      amount: value,
      isSum: false
    })),
    own('reserve', less(reserve)),
    own('left', less(left)),
    own('paid', sold, true),
    ...(isExchanged ? [own('exchanged', amount, true)] : [])
  ]
}
