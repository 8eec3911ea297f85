import { useWords } from '../text/index.ts'
import style from './amount.module.css'

/** An amount, exact to the smallest unit, with its currency. Zero is pale. */
export function Amount({
  of,
  signed = false
}: Readonly<{ of: { amount: number; currency: string }; signed?: boolean }>) {
  const { f } = useWords()
  const plus = signed && of.amount > 0 ? '+' : ''
  return (
    <span className={style.amount} data-figure data-zero={of.amount === 0 || undefined}>
      {plus}
      {f.amount(of)}
      <span className={style.currency}>{of.currency}</span>
    </span>
  )
}
