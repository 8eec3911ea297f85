import type { Whereabouts } from '../api/index.ts'
import style from './money-strip.module.css'

const parts = ['released', 'commission', 'refunded', 'held'] as const

/** Where the money is, in one line of a list. What it shows stands in the figures beside it, so it is not read out. */
export function MoneyStrip({ money }: Readonly<{ money: Whereabouts }>) {
  const whole = money.paid.amount
  return (
    <span className={style.strip} aria-hidden="true" data-empty={whole === 0 || undefined}>
      {parts.map((part) =>
        money[part].amount <= 0 ? null : (
          <span key={part} data-tone={part} style={{ flexGrow: money[part].amount / Math.max(whole, 1) }} />
        )
      )}
    </span>
  )
}
