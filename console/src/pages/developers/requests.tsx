import type { ServedRequest } from '../../api/index.ts'
import { useList } from '../../api/index.ts'
import type { Column } from '../../components/data-table.tsx'
import { Empty } from '../../components/empty.tsx'
import { ChoiceFilter, Filters, TextFilter } from '../../components/filters.tsx'
import { Identifier, ShortId } from '../../components/identifier.tsx'
import { ListView } from '../../components/list-view.tsx'
import { Moment } from '../../components/moment.tsx'
import { Section } from '../../components/page.tsx'
import { useFilters } from '../../components/search.ts'
import { StateBadge } from '../../components/state-badge.tsx'
import { type Format, type Text, useWords } from '../../text/index.ts'

const names = ['status', 'requestId', 'actor'] as const
const none = { status: undefined, requestId: undefined, actor: undefined }
const classes = ['2xx', '3xx', '4xx', '5xx'] as const

const columnsOf = (t: Text, f: Format): readonly Column<ServedRequest>[] => [
  {
    id: 'route',
    head: t.developers.request,
    wide: true,
    cell: ({ method, route }) => <code>{`${method} ${route}`}</code>,
    csv: ({ method, route }) => `${method} ${route}`
  },
  {
    id: 'status',
    head: t.developers.status,
    cell: (request) => <Status request={request} />,
    csv: ({ status }) => String(status)
  },
  { id: 'code', head: '', hidden: true, cell: () => null, csv: ({ code }) => code ?? '' },
  {
    id: 'actor',
    head: t.developers.actor,
    cell: ({ actor }) => (actor === null ? '–' : <ShortId id={actor} />),
    csv: ({ actor }) => actor ?? ''
  },
  {
    id: 'id',
    head: t.problems.request,
    cell: ({ requestId }) => <Identifier id={requestId} />,
    csv: ({ requestId }) => requestId
  },
  {
    id: 'ms',
    head: t.developers.duration,
    align: 'end',
    cell: ({ ms }) => `${f.count(Math.round(ms))} ms`,
    csv: ({ ms }) => String(ms)
  },
  { id: 'at', head: t.order.at, align: 'end', cell: ({ at }) => <Moment at={at} />, csv: ({ at }) => at }
]

function Status({ request: { status, code, preview, replayed } }: Readonly<{ request: ServedRequest }>) {
  const { t } = useWords()
  const notes = [code, preview ? t.developers.preview : null, replayed ? t.developers.replayed : null].filter(
    (note) => note !== null
  )
  return (
    <>
      <StateBadge tone={status >= 500 ? 'bad' : status >= 400 ? 'care' : 'good'}>{String(status)}</StateBadge>{' '}
      {notes.join(', ')}
    </>
  )
}

/** What was asked of the API lately, without bodies. */
export function Requests() {
  const { t, f } = useWords()
  const { filters, set } = useFilters([...names, 'view'])
  const isFiltered = names.some((name) => filters[name] !== undefined)
  const status = classes.find((each) => each === filters.status)
  const list = useList('/v1/requests', {
    query: { status, requestId: filters.requestId, actor: filters.actor }
  })
  return (
    <>
      <Filters clear={isFiltered ? () => set(none) : null}>
        <ChoiceFilter
          label={t.developers.status}
          any={t.developers.anyStatus}
          value={filters.status}
          values={classes.map((each) => [each, t.developers.statuses[each]])}
          choose={(value) => set({ status: value })}
        />
        <TextFilter
          label={t.problems.request}
          value={filters.requestId}
          placeholder="req_…"
          choose={(requestId) => set({ requestId })}
        />
        <TextFilter
          label={t.developers.actor}
          value={filters.actor}
          placeholder="key_…"
          choose={(actor) => set({ actor })}
        />
      </Filters>
      <Section
        title={t.developers.views.requests}
        lead={t.developers.requestsLead}
        counted={[[t.developers.duration, t.counted.duration]]}
        at={list.at}
        flush
      >
        <ListView
          list={list}
          caption={t.developers.views.requests}
          columns={columnsOf(t, f)}
          keyOf={({ requestId, at }) => `${requestId} ${at}`}
          csv="requests"
          empty={
            <Empty title={t.developers.noRequests}>
              {isFiltered ? t.orders.noneFoundHow : t.developers.noRequestsHow}
            </Empty>
          }
        />
      </Section>
    </>
  )
}
