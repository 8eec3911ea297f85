import { useState } from 'react'
import type { Difference } from '../../api/index.ts'
import { kontorNow, readAt, useList, useRead } from '../../api/index.ts'
import { useMay } from '../../app/me.tsx'
import { CsvButton } from '../../components/csv-button.tsx'
import { Empty } from '../../components/empty.tsx'
import { ListView } from '../../components/list-view.tsx'
import { Loading } from '../../components/loading.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Section } from '../../components/page.tsx'
import { useWords } from '../../text/index.ts'
import { Calendar } from './calendar.tsx'
import { calendarOf, stretchOf } from './days.ts'
import { openColumns, resolvedColumns } from './difference-columns.tsx'
import { ResolveDialog } from './resolve.tsx'

const weeks = 6

/** Where we and the bank, or a provider, disagree: when it began, what it is, and how it was resolved. */
export function Reconciliation() {
  const { t, f } = useWords()
  const may = useMay()
  const open = useList('/v1/differences', { query: { state: 'open' } }, { size: 100 })
  const resolved = useList('/v1/differences', { query: { state: 'resolved' } })
  const [chosen, setChosen] = useState<Difference | null>(null)
  const columns = openColumns(t, f, may('bank.write') ? setChosen : null)
  const amounts = [
    [t.payouts.expected, t.counted.expected],
    [t.payouts.found, t.counted.found]
  ] as const
  return (
    <>
      <Breaks />
      <Section
        title={t.payouts.open}
        lead={t.payouts.openLead}
        counted={[...amounts, [t.payouts.age, t.counted.age]]}
        at={open.at}
        actions={
          open.items.length === 0 ? undefined : (
            <CsvButton name="differences" columns={columns} rows={open.items} />
          )
        }
        flush
      >
        <ListView
          list={open}
          caption={t.payouts.open}
          columns={columns}
          keyOf={({ id }) => id}
          empty={<Empty title={t.payouts.noneOpen}>{t.payouts.noneOpenHow}</Empty>}
        />
      </Section>
      <Section title={t.payouts.resolved} counted={amounts} at={resolved.at} flush>
        <ListView
          list={resolved}
          caption={t.payouts.resolved}
          columns={resolvedColumns(t)}
          keyOf={({ id }) => id}
          csv="resolved-differences"
          empty={<Empty title={t.payouts.noneResolved}>{t.payouts.noneResolvedHow}</Empty>}
        />
      </Section>
      {chosen === null ? null : <ResolveDialog difference={chosen} close={() => setChosen(null)} />}
    </>
  )
}

/** How many differences are open, and on which days they began: counted by the server, however many there are. */
function Breaks() {
  const { t, f } = useWords()
  const now = kontorNow()
  const found = useRead('/v1/differences/days', { query: stretchOf(now, weeks) })
  return (
    <Section
      title={t.payouts.calendar}
      lead={
        found.data === undefined
          ? undefined
          : t.payouts.calendarReading(found.data.open, f.count(found.data.open))
      }
      counted={t.counted.calendar}
      at={readAt(found)}
    >
      {found.data !== undefined ? (
        <Calendar weeks={calendarOf(found.data.days, now, weeks)} />
      ) : found.error === null ? (
        <Loading />
      ) : (
        <ProblemNotice problem={found.error} retry={() => void found.refetch()} />
      )}
    </Section>
  )
}
