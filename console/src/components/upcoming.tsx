import type { Upcoming } from '../api/index.ts'
import { useWords } from '../text/index.ts'
import { Moment } from './moment.tsx'

/** The next thing that happens by itself, in a line of a list. */
export function NextThing({ next }: Readonly<{ next: Upcoming | null }>) {
  const { t } = useWords()
  if (next === null) return null
  return (
    <>
      {t.words.upcomingShort[next.what]} <Moment at={next.at} relative />
    </>
  )
}
