import type { Money } from '../api/index.ts'
import { Amount } from './amount.tsx'
import { Counted } from './counted.tsx'
import style from './scales.module.css'

export type Weight = Readonly<{
  id: string
  /** Which of the eight colours of its side it has. */
  shade: number
  name: string
  counted: string
  amount: Money
  part?: boolean
}>

/** The weights that are drawn. A side with something negative in it is not: its parts are more than the whole. */
const drawable = (weights: readonly Weight[]) => {
  const own = weights.filter(({ part }) => part !== true)
  return own.some(({ amount }) => amount.amount < 0) ? [] : own.filter(({ amount }) => amount.amount > 0)
}

/** How much is drawn of a side, in minor units. */
export const drawnOf = (weights: readonly Weight[]): number =>
  drawable(weights).reduce((total, { amount }) => total + amount.amount, 0)

/** One side of the scales: a bar, and the figures that it is made of. */
export function Side({
  title,
  weights,
  sum,
  widest,
  tone
}: Readonly<{
  title: string
  weights: readonly Weight[]
  sum: Money
  /** What is drawn of the larger side, so that both are drawn to one measure. */
  widest: number
  tone: 'there' | 'owed'
}>) {
  const shown = drawable(weights)
  const drawn = drawnOf(weights)
  return (
    <div className={style.side} data-tone={tone}>
      <div className={style.head}>
        <h3>{title}</h3>
        <strong>
          <Amount of={sum} />
        </strong>
      </div>
      {drawn === 0 ? null : (
        <div
          className={style.bar}
          aria-hidden="true"
          style={{ width: `${widest === 0 ? 0 : Math.max(1, (drawn / widest) * 100)}%` }}
        >
          {shown.map(({ id, shade, amount }) => (
            <span key={id} data-shade={shade} style={{ flexGrow: amount.amount / Math.max(drawn, 1) }} />
          ))}
        </div>
      )}
      <ul className={style.weights}>
        {weights.map(({ id, shade, name, counted, amount, part }) => (
          <li key={id} data-part={part || undefined}>
            <span className={style.name}>
              <span
                className={style.key}
                aria-hidden="true"
                data-shade={shown.some((weight) => weight.id === id) ? shade : undefined}
              />
              {name}
              <Counted about={name} counts={counted} />
            </span>
            <Amount of={amount} />
          </li>
        ))}
      </ul>
    </div>
  )
}
