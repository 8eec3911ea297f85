import { kontorNow } from '../../api/index.ts'
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
                <time dateTime={day}>{f.dayShort(day)}</time>
                {open + resolved === 0 ? null : (
                  <strong>{open > 0 ? t.payouts.openCount(open) : t.payouts.resolvedCount(resolved)}</strong>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
