import type { Money, Whereabouts } from '../api/index.ts'
import { useWords } from '../text/index.ts'
import { Amount } from './amount.tsx'
import style from './money-way.module.css'

type Step = Readonly<{
  id: string
  name: string
  tone: string
  from: number
  to: number
  amount: Money
  of?: string
}>

/** The steps of the waterfall: what was paid, and what of it went where, each beginning where the last one ended. */
export function stepsOf(money: Whereabouts): readonly Omit<Step, 'name' | 'of'>[] {
  const { paid, released, commission, refunded, held } = money
  let level = paid.amount
  const less = (id: string, tone: string, amount: Money) => {
    const from = level
    level -= amount.amount
    return { id, tone, from, to: level, amount: { ...amount, amount: -amount.amount } }
  }
  return [
    { id: 'paid', tone: 'paid', from: 0, to: paid.amount, amount: paid },
    less('released', 'released', released),
    less('commission', 'commission', commission),
    less('refunded', 'refunded', refunded),
    { id: 'held', tone: 'held', from: 0, to: held.amount, amount: held }
  ]
}

/** How far along the whole a level stands, for drawing only. */
const share = (level: number, whole: number) =>
  whole === 0 ? 0 : Math.min(100, Math.max(0, (level / whole) * 100))

/**
 * Where an order's money is: a waterfall from what was paid to what is still held. It is a table with bars in it, so that it
 * reads the same with and without eyes.
 */
export function MoneyWay({ money, caption }: Readonly<{ money: Whereabouts; caption: string }>) {
  const { t, f } = useWords()
  const whole = Math.max(money.paid.amount, 1)
  const notes: Readonly<Record<string, Money>> = { held: money.frozen, refunded: money.chargedBack }
  return (
    <table className={style.way} role="table">
      <caption className={style.caption}>{caption}</caption>
      <tbody role="rowgroup">
        {stepsOf(money).map(({ id, tone, from, to, amount }) => {
          const left = share(Math.min(from, to), whole)
          const width = share(Math.max(from, to), whole) - left
          const note = notes[id]
          return (
            <tr key={id} role="row" data-sum={id === 'paid' || id === 'held' || undefined}>
              <th scope="row" role="rowheader">
                {t.words.money[id as keyof typeof t.words.money]}
                {note === undefined || note.amount === 0 ? null : (
                  <small>
                    {id === 'held' ? t.words.ofFrozen(f.money(note)) : t.words.ofChargedBack(f.money(note))}
                  </small>
                )}
              </th>
              <td className={style.bars} aria-hidden="true">
                <span className={style.track}>
                  <span
                    className={style.bar}
                    data-tone={tone}
                    style={{ insetInlineStart: `${left}%`, width: `${width}%` }}
                  />
                </span>
              </td>
              <td className={style.amount} role="cell">
                <Amount of={amount} />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
