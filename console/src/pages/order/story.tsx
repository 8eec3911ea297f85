import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Order, OrderTimeline, TimelineNext, TimelineStep } from '../../api/index.ts'
import { readAt, useRead } from '../../api/index.ts'
import { Amount } from '../../components/amount.tsx'
import { ByWhom } from '../../components/by-whom.tsx'
import { IdLink } from '../../components/id-link.tsx'
import { Loading } from '../../components/loading.tsx'
import { Moment } from '../../components/moment.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Section } from '../../components/page.tsx'
import { type Text, useWords } from '../../text/index.ts'
import { amountOf, sentenceOf, storyOf } from './story.ts'
import style from './story.module.css'

const shownMax = 14

const isNamed = (t: Text, type: string): type is keyof Text['events'] => Object.hasOwn(t.events, type)

const isReport = (t: Text, code: string): code is keyof Text['words']['reports'] =>
  Object.hasOwn(t.words.reports, code)

const isReason = (t: Text, text: string): text is keyof Text['words']['disputeReasons'] =>
  Object.hasOwn(t.words.disputeReasons, text)

/** Steps have no id of their own: these together name one. */
const keyOf = ({ at, what, subject, data }: TimelineStep) =>
  `${at} ${what} ${subject} ${JSON.stringify(data)}`

/** What it is about, for its colour: the order, its escrow, a shipment, a dispute, a payout. */
const kindOf = ({ source, what }: TimelineStep) => (source === 'carrier' ? 'shipment' : what.split('.')[0])

/** Everything that happened with an order, and what happens next by itself. */
export function Story({ order }: Readonly<{ order: Order }>) {
  const { t } = useWords()
  const found = useRead('/v1/orders/{orderId}/timeline', { path: { orderId: order.id } })
  return (
    <Section
      title={t.order.story}
      lead={t.order.storyLead}
      counted={[[t.disputes.amount, t.counted.happened]]}
      at={readAt(found)}
    >
      {found.error === null ? null : (
        <ProblemNotice problem={found.error} retry={() => void found.refetch()} />
      )}
      {found.isPending ? <Loading lines={6} /> : null}
      {found.data === undefined ? null : <Happenings timeline={found.data} />}
    </Section>
  )
}

function Happenings({ timeline }: Readonly<{ timeline: OrderTimeline }>) {
  const { t, f } = useWords()
  const [isWhole, setWhole] = useState(false)
  const story = storyOf(timeline)
  const shown = isWhole ? story : story.slice(0, shownMax + timeline.next.length)
  return (
    <>
      <ol className={style.story}>
        {shown.map((happening) =>
          happening.when === 'future' ? (
            <li key={`${happening.next.what} ${happening.next.subject}`} className={style.entry} data-future>
              <Next next={happening.next} />
            </li>
          ) : (
            <li key={keyOf(happening.step)} className={style.entry} data-kind={kindOf(happening.step)}>
              <Past step={happening.step} />
            </li>
          )
        )}
      </ol>
      {shown.length === story.length ? null : (
        <Button variant="subtle" size="xs" onClick={() => setWhole(true)}>
          {t.order.earlier(f.count(story.length - shown.length))}
        </Button>
      )}
    </>
  )
}

function Next({ next }: Readonly<{ next: TimelineNext }>) {
  const { t } = useWords()
  return (
    <>
      <div className={style.line}>
        <span className={style.what}>{t.words.upcoming[next.what]}</span>
        <span className={style.when}>
          <Moment at={next.at} relative /> · <Moment at={next.at} />
        </span>
      </div>
      <p className={style.note}>{t.order.unless}</p>
    </>
  )
}

function Past({ step }: Readonly<{ step: TimelineStep }>) {
  const { t } = useWords()
  const amount = amountOf(step)
  const sentence = sentenceOf(step)
  return (
    <>
      <div className={style.line}>
        <span className={style.what}>
          <What step={step} />
          {amount === null ? null : (
            <>
              {' '}
              <Amount of={amount} />
            </>
          )}
        </span>
        <span className={style.when}>
          <Moment at={step.at} />
        </span>
      </div>
      <p className={style.note}>
        {sentence === null ? null : isReason(t, sentence) ? (
          t.words.disputeReasons[sentence]
        ) : (
          <q>{t.problems.said(sentence)}</q>
        )}{' '}
        <Who step={step} />
      </p>
    </>
  )
}

function What({ step: { source, what } }: Readonly<{ step: TimelineStep }>) {
  const { t } = useWords()
  if (source === 'carrier' && isReport(t, what)) return t.words.reports[what]
  return isNamed(t, what) ? t.events[what] : <code>{what}</code>
}

/** Who did it, where: a key or a session, a carrier, the bank; or by itself. */
function Who({ step: { source, actor, actorKind, subject, data } }: Readonly<{ step: TimelineStep }>) {
  if (source === 'carrier') return typeof data['place'] === 'string' ? <span>{data['place']}</span> : null
  if (source === 'payout') return <IdLink id={subject} />
  if (actor === null) return null
  return <ByWhom actor={actor} kind={actorKind} />
}
