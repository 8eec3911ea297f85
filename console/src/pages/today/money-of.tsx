import type { Today } from '../../api/index.ts'
import { Section } from '../../components/page.tsx'
import { drawnOf, Side, type Weight } from '../../components/scales.tsx'
import { StateBadge } from '../../components/state-badge.tsx'
import { useWords } from '../../text/index.ts'
import { shades, sumOf, worthShowing } from './sides.ts'
import style from './today-page.module.css'

type Position = Today['money'][number]
type Figure = Position['figures'][number]

/** The money of one currency on a pair of scales: what there is, and whose it is. */
export function MoneyOf({ money }: Readonly<{ money: Position }>) {
  const { t, f } = useWords()
  const { currency, figures, difference } = money
  const weight = ({ place, amount, scale }: Figure): Weight => ({
    id: place,
    shade: shades[place],
    name: t.today.places[place],
    counted: t.today.placesCounted[place],
    amount,
    part: scale === 'part'
  })
  const there = figures.filter(({ scale }) => scale === 'there')
  const owed = figures.filter(({ scale }) => scale !== 'there')
  const weights = {
    there: there.filter(worthShowing).map(weight),
    owed: owed.filter(worthShowing).map(weight)
  }
  const sums = { there: sumOf(there, currency), owed: sumOf(owed, currency) }
  const widest = Math.max(drawnOf(weights.there), drawnOf(weights.owed))
  const isEven = difference.amount.amount === 0
  return (
    <Section
      title={currency}
      lead={isEven ? t.today.even : t.today.uneven(f.money(difference.amount))}
      counted={[[t.today.difference, t.today.differenceCounted]]}
      actions={
        <StateBadge tone={isEven ? 'good' : 'bad'}>
          {isEven ? t.today.evenBadge : t.today.unevenBadge}
        </StateBadge>
      }
    >
      <div className={style.scales}>
        <Side title={t.today.there} weights={weights.there} sum={sums.there} widest={widest} tone="there" />
        <Side title={t.today.owed} weights={weights.owed} sum={sums.owed} widest={widest} tone="owed" />
      </div>
    </Section>
  )
}
