import { NativeSelect } from '@mantine/core'
import { lazy, useState } from 'react'
import type { Today } from '../../api/index.ts'
import { Amount } from '../../components/amount.tsx'
import { ChartFrame } from '../../components/chart-frame.tsx'
import type { Column } from '../../components/data-table.tsx'
import { Empty } from '../../components/empty.tsx'
import { Section } from '../../components/page.tsx'
import { decimal, type Format, type Text, useWords } from '../../text/index.ts'
import { readingOf } from './sides.ts'

const Bars = lazy(async () => ({ default: (await import('../../components/bars.tsx')).Bars }))

type Days = Today['days']
type Row = Days['rows'][number]
const streams = [
  'captured',
  'released',
  'commission',
  'refunded',
  'chargedBack',
  'paidOut',
  'payoutsReturned',
  'settled'
] as const

const columnsOf = (t: Text, f: Format): readonly Column<Row>[] => [
  { id: 'day', head: t.today.day, cell: ({ day }) => f.day(day), csv: ({ day }) => day },
  ...streams.map((stream): Column<Row> => ({
    id: stream,
    head: t.today.streams[stream],
    align: 'end',
    cell: (row) => <Amount of={row[stream]} />,
    csv: (row) => decimal(row[stream])
  })),
  { id: 'currency', head: '', hidden: true, cell: () => null, csv: ({ currency }) => currency }
]

/** What came in and went out, day by day, in one currency at a time. */
export function InAndOut({ days }: Readonly<{ days: Days }>) {
  const { t, f } = useWords()
  const currencies = [...new Set(days.rows.map(({ currency }) => currency))]
  const [chosen, setChosen] = useState<string | null>(null)
  const currency = currencies.find((each) => each === chosen) ?? currencies[0]
  if (currency === undefined)
    return (
      <Section title={t.today.inAndOut}>
        <Empty title={t.today.nothingMoved}>{t.today.nothingMovedHow}</Empty>
      </Section>
    )
  const rows = days.rows.filter((row) => row.currency === currency)
  const { came, went, best } = readingOf(rows)
  const say = (amount: number) => f.money({ amount, currency })
  return (
    <ChartFrame
      title={t.today.inAndOut}
      reading={t.today.reading(
        f.count(rows.length),
        say(came),
        say(went),
        best === null ? null : f.day(best)
      )}
      counted={streams.map((stream) => [t.today.streams[stream], t.today.streamsCounted[stream]])}
      name={`in-and-out-${currency}`}
      columns={columnsOf(t, f)}
      rows={rows}
      keyOf={({ day }) => day}
      controls={
        currencies.length < 2 ? undefined : (
          <NativeSelect
            size="xs"
            aria-label={t.today.currency}
            value={currency}
            data={currencies}
            onChange={({ currentTarget }) => setChosen(currentTarget.value)}
          />
        )
      }
    >
      <Bars
        currency={currency}
        days={rows.map((row) => ({
          day: row.day,
          captured: row.captured.amount,
          paidOut: -row.paidOut.amount,
          refunded: -(row.refunded.amount + row.chargedBack.amount)
        }))}
        series={[
          { name: 'captured', label: t.today.streams.captured, color: 'var(--money-released)' },
          { name: 'paidOut', label: t.today.streams.paidOut, color: 'var(--money-commission)' },
          { name: 'refunded', label: t.today.refundedAndChargedBack, color: 'var(--money-refunded)' }
        ]}
      />
    </ChartFrame>
  )
}
