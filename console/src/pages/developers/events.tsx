import { useFilters } from '../../components/search.ts'
import { useList } from '../../api/index.ts'
import type { Event } from '../../api/index.ts'
import type { Column } from '../../components/data-table.tsx'
import { Empty } from '../../components/empty.tsx'
import { Filters, TextFilter } from '../../components/filters.tsx'
import { IdLink } from '../../components/id-link.tsx'
import { ListView } from '../../components/list-view.tsx'
import { Moment } from '../../components/moment.tsx'
import { Section } from '../../components/page.tsx'
import { type Text, useWords } from '../../text/index.ts'

const columnsOf = (t: Text): readonly Column<Event>[] => [
  { id: 'type', head: t.developers.type, cell: ({ type }) => <code>{type}</code>, csv: ({ type }) => type },
  {
    id: 'subject',
    head: t.payouts.about,
    cell: ({ subject }) => <IdLink id={subject} />,
    csv: ({ subject }) => subject
  },
  {
    id: 'data',
    head: t.developers.data,
    wide: true,
    cell: ({ data }) => <code>{JSON.stringify(data)}</code>,
    csv: ({ data }) => JSON.stringify(data)
  },
  { id: 'actor', head: '', hidden: true, cell: () => null, csv: ({ actor }) => actor },
  { id: 'at', head: t.order.at, align: 'end', cell: ({ at }) => <Moment at={at} />, csv: ({ at }) => at }
]

/** What happened, in the order of the log. */
export function Events() {
  const { t } = useWords()
  const { filters, set } = useFilters(['subject', 'type', 'view'])
  const isFiltered = filters.subject !== undefined || filters.type !== undefined
  const list = useList('/v1/events', { query: { subject: filters.subject, type: filters.type } })
  return (
    <>
      <Filters clear={isFiltered ? () => set({ subject: undefined, type: undefined }) : null}>
        <TextFilter
          label={t.developers.type}
          value={filters.type}
          placeholder="order.paid"
          choose={(type) => set({ type })}
        />
        <TextFilter
          label={t.payouts.about}
          value={filters.subject}
          placeholder="ord_…"
          choose={(subject) => set({ subject })}
        />
      </Filters>
      <Section title={t.developers.views.events} lead={t.developers.eventsLead} flush>
        <ListView
          list={list}
          caption={t.developers.views.events}
          columns={columnsOf(t)}
          keyOf={({ id }) => id}
          csv="events"
          empty={
            <Empty title={t.developers.noEvents}>
              {isFiltered ? t.orders.noneFoundHow : t.developers.noEventsHow}
            </Empty>
          }
        />
      </Section>
    </>
  )
}
