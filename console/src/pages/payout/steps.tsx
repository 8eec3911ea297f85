import type { Payout } from '../../api/index.ts'
import { Moment } from '../../components/moment.tsx'
import { useWords } from '../../text/index.ts'
import style from './steps.module.css'

const order = ['planned', 'in_file', 'sent', 'settled'] as const

/** How far a payout has come, step by step, and when. */
export function Steps({ payout }: Readonly<{ payout: Payout }>) {
  const { t } = useWords()
  const isOver = payout.state === 'returned' || payout.state === 'cancelled'
  const reached = isOver ? lastReached(payout) : order.indexOf(payout.state as (typeof order)[number])
  const at = [payout.createdAt, null, payout.sentAt, payout.settledAt]
  return (
    <ol className={style.steps}>
      {order.map((step, i) => (
        <li
          key={step}
          data-reached={i <= reached || undefined}
          aria-current={!isOver && i === reached ? 'step' : undefined}
        >
          <strong>{t.words.payoutStates[step]}</strong>
          <span>{i <= reached && at[i] ? <Moment at={at[i]} /> : t.words.payoutMeanings[step]}</span>
        </li>
      ))}
      {isOver ? (
        <li data-reached data-bad aria-current="step">
          <strong>{t.words.payoutStates[payout.state]}</strong>
          <span>{payout.endedAt === null ? null : <Moment at={payout.endedAt} />}</span>
        </li>
      ) : null}
    </ol>
  )
}

/** The last step that a payout that ended had reached. */
function lastReached({ settledAt, sentAt, bankFileId }: Payout): number {
  if (settledAt !== null) return 3
  if (sentAt !== null) return 2
  return bankFileId === null ? 0 : 1
}
