import { Link } from '@tanstack/react-router'
import type { Today } from '../../api/index.ts'
import { Icon } from '../../components/icon.tsx'
import { Moment } from '../../components/moment.tsx'
import { Section } from '../../components/page.tsx'
import { urgencyOf } from '../../components/deadline.ts'
import { useWords } from '../../text/index.ts'
import style from './today-page.module.css'

type Item = Today['waiting'][number]
type Place = Readonly<{ to: string; search?: Readonly<Record<string, string>> }>

/** Where each of them can be seen and done. */
const places: Readonly<Partial<Record<Item['kind'], Place>>> = {
  disputes_to_decide: { to: '/disputes' },
  disputes_to_answer: { to: '/disputes' },
  differences: { to: '/payouts', search: { view: 'reconciliation' } },
  payouts_blocked: { to: '/payouts', search: { state: 'returned' } },
  bank_files_unsent: { to: '/payouts', search: { view: 'files' } },
  webhooks_troubled: { to: '/developers', search: { view: 'endpoints' } },
  orders_put_off: { to: '/developers', search: { view: 'events', type: 'order.timer_failed' } },
  refunds_failed: { to: '/payouts', search: { view: 'refunds', state: 'failed' } },
  calls_stuck: { to: '/developers', search: { view: 'calls', state: 'stuck' } },
  merchants_without_bank_account: { to: '/merchants' }
}

/** What waits for somebody, each a link to where it is done. What does not wait is said in one line. */
export function Waiting({ waiting, asOf }: Readonly<{ waiting: readonly Item[]; asOf: string }>) {
  const { t, f } = useWords()
  const some = waiting.filter(({ count }) => count > 0)
  const none = waiting.filter(({ count }) => count === 0).map(({ kind }) => t.today.waiting[kind])
  return (
    <Section
      title={t.today.waits}
      lead={some.length === 0 ? t.today.nothingWaits : t.today.waitsLead}
      counted={t.today.waitsCounted}
      flush
    >
      <ul className={style.waiting}>
        {some.map((item) => (
          <li key={item.kind}>
            <Entry item={item} asOf={asOf} />
          </li>
        ))}
      </ul>
      {none.length === 0 ? null : <p className={style.rest}>{t.today.noneOf(f.list(none))}</p>}
    </Section>
  )
}

function Entry({ item, asOf }: Readonly<{ item: Item; asOf: string }>) {
  const { t, f } = useWords()
  const place = places[item.kind]
  const urgency = urgencyOf(item.deadline, new Date(asOf))
  const words = (
    <>
      <span className={style.count}>{f.count(item.count)}</span>
      <span className={style.what}>{t.today.waiting[item.kind]}</span>
      <span className={style.ages}>
        {item.oldest === null ? null : (
          <>
            {t.today.oldest} <Moment at={item.oldest} relative />
          </>
        )}
        {item.deadline === null ? null : (
          <>
            {' · '}
            {t.today.deadline} <Moment at={item.deadline} relative />
          </>
        )}
      </span>
    </>
  )
  if (place === undefined)
    return (
      <div className={style.item} data-urgency={urgency}>
        {words}
      </div>
    )
  return (
    <Link to={place.to} search={place.search ?? {}} className={style.item} data-urgency={urgency}>
      {words}
      <span className={style.go}>
        <Icon name="next" size={16} />
      </span>
    </Link>
  )
}
