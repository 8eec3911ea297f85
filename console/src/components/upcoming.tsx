import type { Upcoming } from '../api/index.ts'
import { useWords } from '../text/index.ts'
import { Moment } from './moment.tsx'
import style from './upcoming.module.css'

/** The next thing that happens by itself, in a line of a list. */
export function NextThing({ next }: Readonly<{ next: Upcoming | null }>) {
  const { t } = useWords()
  if (next === null) return null
  return (
    <span className={style.next}>
      {t.words.upcomingShort[next.what]} <Moment at={next.at} relative />
    </span>
  )
}
