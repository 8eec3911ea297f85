import { kontorNow } from '../api/index.ts'
import { useWords } from '../text/index.ts'

/** A moment in the reader's time zone. Its title has the weekday, the seconds and the zone. */
export function Moment({
  at,
  relative = false,
  dayOnly = false
}: Readonly<{ at: string; relative?: boolean; dayOnly?: boolean }>) {
  const { f } = useWords()
  return (
    <time dateTime={at} title={f.exact(at)}>
      {relative ? f.relative(at, kontorNow()) : dayOnly ? f.date(at) : f.moment(at)}
    </time>
  )
}
