import type { Movement, Order } from '../../api/index.ts'
import { Amount } from '../../components/amount.tsx'
import { CsvButton } from '../../components/csv-button.tsx'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { Empty } from '../../components/empty.tsx'
import { IdLink } from '../../components/id-link.tsx'
import { Moment } from '../../components/moment.tsx'
import { Section } from '../../components/page.tsx'
import { decimal, type Text, useWords } from '../../text/index.ts'

const sums = ['paid', 'released', 'commission', 'refunded', 'frozen'] as const

/** A movement and whose part it moved. */
type Row = Movement & Readonly<{ key: string }>

function columnsOf(t: Text): readonly Column<Row>[] {
  return [
    { id: 'at', head: t.order.at, cell: ({ at }) => <Moment at={at} />, csv: ({ at }) => at },
    {
      id: 'kind',
      head: t.order.movement,
      cell: ({ kind }) => t.words.movements[kind],
      csv: ({ kind }) => kind
    },
    {
      id: 'reference',
      head: t.order.cameFrom,
      cell: ({ reference }) => <IdLink id={reference} />,
      csv: ({ reference }) => reference
    },
    {
      id: 'changes',
      head: t.order.changes,
      align: 'end',
      wide: true,
      cell: (row) => <Changes movement={row} />
    },
    ...sums.map((name): Column<Row> => ({
      id: name,
      head: '',
      hidden: true,
      cell: () => null,
      csv: (row) => decimal(row[name])
    })),
    { id: 'currency', head: '', hidden: true, cell: () => null, csv: ({ paid }) => paid.currency }
  ]
}

/** What a movement added to which sum. */
function Changes({ movement }: Readonly<{ movement: Movement }>) {
  const { t } = useWords()
  return (
    <>
      {sums.map((name) =>
        movement[name].amount === 0 ? null : (
          <div key={name}>
            {t.words.money[name]} <Amount of={movement[name]} signed />
          </div>
        )
      )}
    </>
  )
}

/** Why the money is where it is: every movement of it, oldest first. */
export function Reasons({ order }: Readonly<{ order: Order }>) {
  const { t } = useWords()
  const rows = order.parts
    .flatMap((part): Row[] => part.reasons.map((reason, i) => ({ ...reason, key: `${part.id} ${i}` })))
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const columns = columnsOf(t)
  return (
    <Section
      title={t.order.reasons}
      lead={t.order.reasonsLead}
      counted={[[t.order.changes, t.counted.movement]]}
      actions={
        rows.length === 0 ? undefined : (
          <CsvButton name={`${order.reference}-money`} columns={columns} rows={rows} />
        )
      }
      flush
    >
      {rows.length === 0 ? (
        <Empty title={t.order.noReasons}>{t.order.noReasonsHow}</Empty>
      ) : (
        <DataTable caption={t.order.reasons} columns={columns} rows={rows} keyOf={({ key }) => key} />
      )}
    </Section>
  )
}
