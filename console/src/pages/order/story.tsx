import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Event, Order, Upcoming } from '../../api/index.ts'
import { Amount } from '../../components/amount.tsx'
import { ShortId } from '../../components/identifier.tsx'
import { Moment } from '../../components/moment.tsx'
import { Section } from '../../components/page.tsx'
import { type Text, useWords } from '../../text/index.ts'
import { amountOf, sentenceOf, storyOf } from './story.ts'
import style from './story.module.css'

const shownMax = 14

const isNamed = (t: Text, type: string): type is keyof Text['events'] => type in t.events

const isReason = (t: Text, text: string): text is keyof Text['words']['disputeReasons'] =>
  text in t.words.disputeReasons

/** Everything that happened with an order, and what happens next by itself. */
export function Story({ order }: Readonly<{ order: Order }>) {
  const { t, f } = useWords()
  const [isWhole, setWhole] = useState(false)
  const story = storyOf(order)
  const shown = isWhole ? story : story.slice(0, shownMax + order.upcoming.length)
  return (
    <Section title={t.order.story} lead={t.order.storyLead}>
      <ol className={style.story}>
        {shown.map((happening) =>
          happening.when === 'future' ? (
            <li
              key={`${happening.upcoming.what} ${happening.upcoming.subject}`}
              className={style.entry}
              data-future
            >
              <Next upcoming={happening.upcoming} />
            </li>
          ) : (
            <li
              key={happening.event.id}
              className={style.entry}
              data-kind={happening.event.type.split('.')[0]}
            >
              <Past event={happening.event} />
            </li>
          )
        )}
      </ol>
      {shown.length === story.length ? null : (
        <Button variant="subtle" size="xs" onClick={() => setWhole(true)}>
          {t.order.earlier(f.count(story.length - shown.length))}
        </Button>
      )}
    </Section>
  )
}

function Next({ upcoming }: Readonly<{ upcoming: Upcoming }>) {
  const { t } = useWords()
  return (
    <>
      <div className={style.line}>
        <span className={style.what}>{t.words.upcoming[upcoming.what]}</span>
        <span className={style.when}>
          <Moment at={upcoming.at} relative /> · <Moment at={upcoming.at} />
        </span>
      </div>
      <p className={style.note}>{t.order.unless}</p>
    </>
  )
}

function Past({ event }: Readonly<{ event: Event }>) {
  const { t } = useWords()
  const amount = amountOf(event)
  const sentence = sentenceOf(event)
  return (
    <>
      <div className={style.line}>
        <span className={style.what}>
          {isNamed(t, event.type) ? t.events[event.type] : <code>{event.type}</code>}
          {amount === null ? null : (
            <>
              {' '}
              <Amount of={amount} />
            </>
          )}
        </span>
        <span className={style.when}>
          <Moment at={event.at} />
        </span>
      </div>
      <p className={style.note}>
        {sentence === null ? null : isReason(t, sentence) ? (
          t.words.disputeReasons[sentence]
        ) : (
          <q>{sentence}</q>
        )}{' '}
        <Actor actor={event.actor} />
      </p>
    </>
  )
}

/** Who did it: by a key or a session, or by itself. */
function Actor({ actor }: Readonly<{ actor: string }>) {
  const { t } = useWords()
  if (actor === 'system') return <span>{t.order.byItself}</span>
  return (
    <span>
      {t.order.by} <ShortId id={actor} />
    </span>
  )
}
