import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Difference } from '../../api/index.ts'
import { kontorNow, useList } from '../../api/index.ts'
import { useMay } from '../../app/me.tsx'
import { Amount } from '../../components/amount.tsx'
import { DifferenceBadge } from '../../components/badges.tsx'
import { CsvButton } from '../../components/csv-button.tsx'
import type { Column } from '../../components/data-table.tsx'
import { Empty } from '../../components/empty.tsx'
import { ListView } from '../../components/list-view.tsx'
import { IdLink } from '../../components/id-link.tsx'
import { Section } from '../../components/page.tsx'
import { decimal, type Format, type Text, useWords } from '../../text/index.ts'
import { Calendar } from './calendar.tsx'
import { calendarOf } from './days.ts'
import { ResolveDialog } from './resolve.tsx'

const weeks = 6

type Resolve = ((difference: Difference) => void) | null

const columnsOf = (t: Text, f: Format, resolve: Resolve): readonly Column<Difference>[] => [
  {
    id: 'kind',
    head: t.payouts.difference,
    cell: ({ kind }) => t.words.differenceKinds[kind],
    csv: ({ kind }) => kind
  },
  {
    id: 'subject',
    head: t.payouts.about,
    cell: ({ subject }) => <IdLink id={subject} />,
    csv: ({ subject }) => subject
  },
  {
    id: 'detail',
    head: t.payouts.detail,
    wide: true,
    cell: ({ detail, reason }) => reason ?? t.problems.said(detail),
    csv: ({ detail }) => detail
  },
  {
    id: 'expected',
    head: t.payouts.expected,
    align: 'end',
    cell: ({ expected }) => (expected === null ? '–' : <Amount of={expected} />),
    csv: ({ expected }) => (expected === null ? '' : decimal(expected))
  },
  {
    id: 'found',
    head: t.payouts.found,
    align: 'end',
    cell: ({ found }) => (found === null ? '–' : <Amount of={found} />),
    csv: ({ found }) => (found === null ? '' : decimal(found))
  },
  {
    id: 'currency',
    head: '',
    hidden: true,
    cell: () => null,
    csv: ({ expected, found }) => (expected ?? found)?.currency ?? ''
  },
  {
    id: 'age',
    head: t.payouts.age,
    align: 'end',
    cell: ({ ageDays }) => t.payouts.days(ageDays, f.count(ageDays)),
    csv: ({ ageDays }) => String(ageDays)
  },
  ...lastColumn(t, resolve)
]

/** What can be done with a difference, or what was. */
const lastColumn = (t: Text, resolve: Resolve): readonly Column<Difference>[] =>
  resolve === null
    ? [
        {
          id: 'state',
          head: t.orders.state,
          cell: (difference: Difference) => <DifferenceBadge state={difference.state} />
        }
      ]
    : [
        {
          id: 'act',
          head: t.payouts.act,
          align: 'end' as const,
          cell: (difference: Difference) => (
            <Button size="xs" variant="default" onClick={() => resolve(difference)}>
              {t.payouts.resolve}
            </Button>
          )
        }
      ]

/** Where we and the bank, or a provider, disagree: when it began, what it is, and how it was resolved. */
export function Reconciliation() {
  const { t, f } = useWords()
  const may = useMay()
  const open = useList('/v1/differences', { query: { state: 'open' } }, { size: 100 })
  const resolved = useList('/v1/differences', { query: { state: 'resolved' } })
  const [chosen, setChosen] = useState<Difference | null>(null)
  const columns = columnsOf(t, f, may('bank.write') ? setChosen : null)
  const counted = [
    [t.payouts.expected, t.counted.expected],
    [t.payouts.found, t.counted.found],
    [t.payouts.age, t.counted.age]
  ] as const
  return (
    <>
      <Section
        title={t.payouts.calendar}
        lead={t.payouts.calendarReading(open.items.length, open.more !== null)}
        counted={t.counted.calendar}
        at={open.at}
      >
        <Calendar weeks={calendarOf([...open.items, ...resolved.items], kontorNow(), weeks)} />
      </Section>
      <Section
        title={t.payouts.open}
        lead={t.payouts.openLead}
        counted={counted}
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
      <Section title={t.payouts.resolved} counted={counted} at={resolved.at} flush>
        <ListView
          list={resolved}
          caption={t.payouts.resolved}
          columns={columnsOf(t, f, null)}
          keyOf={({ id }) => id}
          empty={<Empty title={t.payouts.noneResolved}>{t.payouts.noneResolvedHow}</Empty>}
        />
      </Section>
      {chosen === null ? null : <ResolveDialog difference={chosen} close={() => setChosen(null)} />}
    </>
  )
}
