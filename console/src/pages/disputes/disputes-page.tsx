import { Link } from '@tanstack/react-router'
import type { Dispute } from '../../api/index.ts'
import { kontorNow, useList } from '../../api/index.ts'
import { useMe } from '../../app/me.tsx'
import { Amount } from '../../components/amount.tsx'
import { DisputeBadge } from '../../components/badges.tsx'
import { CsvButton } from '../../components/csv-button.tsx'
import { Counted } from '../../components/counted.tsx'
import type { Column } from '../../components/data-table.tsx'
import { Empty } from '../../components/empty.tsx'
import { ListView } from '../../components/list-view.tsx'
import { Loading } from '../../components/loading.tsx'
import { Moment } from '../../components/moment.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import { decimal, type Text, useWords } from '../../text/index.ts'
import { bySoonest, urgencyOf } from '../../components/deadline.ts'
import style from './disputes-page.module.css'

const columnsOf = (t: Text, isOwn: boolean): readonly Column<Dispute>[] => [
  {
    id: 'order',
    head: t.disputes.order,
    cell: ({ orderReference }) => orderReference,
    csv: ({ orderReference }) => orderReference
  },
  {
    id: 'reason',
    head: t.disputes.reason,
    cell: ({ reason }) => t.words.disputeReasons[reason],
    csv: ({ reason }) => reason
  },
  ...(isOwn
    ? []
    : [
        {
          id: 'merchant',
          head: t.disputes.merchant,
          wide: true,
          cell: ({ merchant }: Dispute) => merchant?.displayName ?? '',
          csv: ({ merchantId }: Dispute) => merchantId ?? ''
        }
      ]),
  {
    id: 'outcome',
    head: t.disputes.outcome,
    cell: (dispute) => (dispute.outcome === null ? null : t.words.outcomes[dispute.outcome]),
    csv: ({ outcome }) => outcome ?? ''
  },
  {
    id: 'toBuyer',
    head: t.disputes.toBuyer,
    align: 'end',
    cell: (dispute) => <Amount of={dispute.toBuyer} />,
    csv: ({ toBuyer }) => decimal(toBuyer)
  },
  {
    id: 'toMerchant',
    head: isOwn ? t.disputes.toYou : t.disputes.toMerchant,
    align: 'end',
    cell: (dispute) => <Amount of={dispute.toMerchant} />,
    csv: ({ toMerchant }) => decimal(toMerchant)
  },
  { id: 'currency', head: '', hidden: true, cell: () => null, csv: ({ amount }) => amount.currency },
  {
    id: 'by',
    head: t.disputes.decidedBy,
    cell: (dispute) => (dispute.decidedBy === null ? null : t.words.deciders[dispute.decidedBy]),
    csv: ({ decidedBy }) => decidedBy ?? ''
  },
  {
    id: 'decided',
    head: t.disputes.decidedAt,
    align: 'end',
    cell: (dispute) => (dispute.decidedAt === null ? null : <Moment at={dispute.decidedAt} />),
    csv: ({ decidedAt }) => decidedAt ?? ''
  },
  { id: 'id', head: t.order.id, hidden: true, cell: ({ id }) => id, csv: ({ id }) => id }
]

/** All disputes: those that wait for somebody on a board by their deadlines, the decided ones in a list. */
export function DisputesPage() {
  const { t } = useWords()
  const isOwn = useMe().kind === 'merchant'
  const query = { state: 'decided', sort: 'newest', include: 'merchant' } as const
  const decided = useList('/v1/disputes', { query })
  const columns = columnsOf(t, isOwn)
  return (
    <Page title={t.disputes.title} lead={isOwn ? t.disputes.leadMerchant : t.disputes.lead}>
      <div className={style.board}>
        <Lane state="escalated" />
        <Lane state="open" />
        <Lane state="answered" />
      </div>
      <Section
        title={t.disputes.decided}
        counted={[
          [t.disputes.toBuyer, t.counted.toBuyer],
          [isOwn ? t.disputes.toYou : t.disputes.toMerchant, t.counted.toMerchant]
        ]}
        at={decided.at}
        actions={
          decided.items.length === 0 ? undefined : (
            <CsvButton name="disputes" columns={columns} rows={decided.items} />
          )
        }
        flush
      >
        <ListView
          list={decided}
          caption={t.disputes.decided}
          columns={columns}
          keyOf={({ id }) => id}
          link={({ id }) => ({ to: '/disputes/$disputeId', params: { disputeId: id } })}
          empty={<Empty title={t.disputes.noneDecided}>{t.disputes.noneDecidedHow}</Empty>}
        />
      </Section>
    </Page>
  )
}

function Lane({ state }: Readonly<{ state: 'open' | 'answered' | 'escalated' }>) {
  const { t, f } = useWords()
  const isOwn = useMe().kind === 'merchant'
  const title = isOwn && state === 'open' ? t.disputes.youMustAnswer : t.disputes.lanes[state]
  const list = useList('/v1/disputes', { query: { state, include: 'merchant' } }, { size: 100 })
  const cards = bySoonest(list.items)
  const count = list.more === null ? f.count(cards.length) : `${f.count(cards.length)}+`
  return (
    <section className={style.lane} aria-label={title}>
      <header className={style.laneHead}>
        <h2>{title}</h2>
        <Counted about={title} counts={t.counted.lane} at={list.at} />
        {list.isPending ? null : <span className={style.count}>{count}</span>}
      </header>
      <p className={style.laneLead}>{t.disputes.laneLeads[state]}</p>
      {list.problem === null ? null : <ProblemNotice problem={list.problem} retry={list.retry} />}
      {list.isPending ? <Loading lines={3} /> : null}
      {!list.isPending && cards.length === 0 ? <p className={style.none}>{t.disputes.laneEmpty}</p> : null}
      <ul className={style.cards}>
        {cards.map((dispute) => (
          <li key={dispute.id}>
            <Card dispute={dispute} isOwn={isOwn} />
          </li>
        ))}
      </ul>
      {list.more === null ? null : (
        <button type="button" className={style.more} onClick={list.more}>
          {t.shell.more}
        </button>
      )}
    </section>
  )
}

function Card({ dispute, isOwn }: Readonly<{ dispute: Dispute; isOwn: boolean }>) {
  const { t } = useWords()
  const urgency = urgencyOf(dispute.dueAt, kontorNow())
  return (
    <Link
      to="/disputes/$disputeId"
      params={{ disputeId: dispute.id }}
      className={style.card}
      data-urgency={urgency}
    >
      <span className={style.cardHead}>
        <strong>{t.words.disputeReasons[dispute.reason]}</strong>
        <Amount of={dispute.amount} />
      </span>
      <span className={style.about}>
        {dispute.orderReference}
        {isOwn || dispute.merchant === undefined ? '' : ` · ${dispute.merchant.displayName}`}
      </span>
      <span className={style.statement}>{dispute.statement}</span>
      <span className={style.cardFoot}>
        <DisputeBadge state={dispute.state} />
        <span className={style.due}>
          {dispute.dueAt === null ? (
            <>
              {t.disputes.opened} <Moment at={dispute.openedAt} relative />
            </>
          ) : (
            <>
              {t.disputes.due} <Moment at={dispute.dueAt} relative />
            </>
          )}
        </span>
      </span>
    </Link>
  )
}
