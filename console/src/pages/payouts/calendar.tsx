import { kontorNow } from '../../api/index.ts'
import { Icon } from '../../components/icon.tsx'
import { useWords } from '../../text/index.ts'
import style from './calendar.module.css'
import type { Day } from './days.ts'

/** A calendar of breaks: on which days differences began, and whether they are resolved. A table, so it reads as one. */
export function Calendar({ weeks }: Readonly<{ weeks: readonly (readonly Day[])[] }>) {
  const { t, f } = useWords()
  const today = kontorNow().toISOString().slice(0, 10)
  const weekdays =
    weeks[0]?.map(({ day }) =>
      new Intl.DateTimeFormat(f.locale, { weekday: 'short', timeZone: 'UTC' }).format(new Date(day))
    ) ?? []
  return (
    <table className={style.calendar}>
      <caption>{t.payouts.calendarCaption}</caption>
      <thead>
        <tr>
          {weekdays.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((days) => (
          <tr key={days[0]?.day}>
            {days.map(({ day, open, resolved }) => (
              <td
                key={day}
                data-state={open > 0 ? 'open' : resolved > 0 ? 'resolved' : undefined}
                data-future={day > today || undefined}
                aria-current={day === today ? 'date' : undefined}
              >
                <time dateTime={day}>
                  <span className={style.date}>{f.dayShort(day)}</span>
                  <span className={style.digits} aria-hidden="true">
                    {day.slice(5)}
                  </span>
                </time>
                {open + resolved === 0 ? null : <Count day={{ day, open, resolved }} />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** How many there are: what is open comes first. Where there is no room for the word, a mark stands for it. */
function Count({ day: { open, resolved } }: Readonly<{ day: Day }>) {
  const { t, f } = useWords()
  const isOpen = open > 0
  return (
    <strong>
      <span className={style.mark}>
        <Icon name={isOpen ? 'warn' : 'done'} size={12} />
      </span>
      {f.count(isOpen ? open : resolved)}{' '}
      <span className={style.word}>{t.words.differenceStates[isOpen ? 'open' : 'resolved']}</span>
    </strong>
  )
}
