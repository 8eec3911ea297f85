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

/** What is drawn of a side: what adds to it in one bar, and what takes from it in a hatched one below. */
const drawable = (weights: readonly Weight[]) => {
  const own = weights.filter(({ part }) => part !== true)
  return {
    more: own.filter(({ amount }) => amount.amount > 0),
    less: own.filter(({ amount }) => amount.amount < 0)
  }
}
const sizeOf = (weights: readonly Weight[]) =>
  weights.reduce((total, { amount }) => total + Math.abs(amount.amount), 0)

/** How much the longest bar of a side stands for, in minor units. */
export function drawnOf(weights: readonly Weight[]): number {
  const { more, less } = drawable(weights)
  return Math.max(sizeOf(more), sizeOf(less))
}

/** One bar; nothing where nothing is to be drawn. */
function Bar({
  weights,
  widest,
  less
}: Readonly<{ weights: readonly Weight[]; widest: number; less?: true }>) {
  const drawn = sizeOf(weights)
  if (drawn === 0) return null
  return (
    <div
      className={style.bar}
      data-less={less}
      aria-hidden="true"
      style={{ width: `${Math.max(1, (drawn / widest) * 100)}%` }}
    >
      {weights.map(({ id, shade, amount }) => (
        <span key={id} data-shade={shade} style={{ flexGrow: Math.abs(amount.amount) / drawn }} />
      ))}
    </div>
  )
}

/** One side of the scales: its bars, and the figures that it is made of. */
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
  /** What the longest bar of both sides stands for, so that all are drawn to one measure. */
  widest: number
  tone: 'there' | 'owed'
}>) {
  const { more, less } = drawable(weights)
  return (
    <div className={style.side} data-tone={tone}>
      <div className={style.head}>
        <h3>{title}</h3>
        <strong>
          <Amount of={sum} />
        </strong>
      </div>
      <Bar weights={more} widest={widest} />
      <Bar weights={less} widest={widest} less />
      <ul className={style.weights}>
        {weights.map(({ id, shade, name, counted, amount, part }) => (
          <li key={id} data-part={part || undefined}>
            <span className={style.name}>
              <span
                className={style.key}
                aria-hidden="true"
                data-shade={part === true || amount.amount === 0 ? undefined : shade}
                data-less={amount.amount < 0 || undefined}
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
