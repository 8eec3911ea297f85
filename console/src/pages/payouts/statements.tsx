import type { BankStatement } from '../../api/index.ts'
import { useList } from '../../api/index.ts'
import { useMay } from '../../app/me.tsx'
import { Amount } from '../../components/amount.tsx'
import type { Column } from '../../components/data-table.tsx'
import { Empty } from '../../components/empty.tsx'
import { ListView } from '../../components/list-view.tsx'
import { Section } from '../../components/page.tsx'
import { StateBadge } from '../../components/state-badge.tsx'
import { decimal, type Format, type Text, useWords } from '../../text/index.ts'
import { ImportButton } from './import.tsx'

const columnsOf = (t: Text, f: Format): readonly Column<BankStatement>[] => [
  {
    id: 'statement',
    head: t.payouts.statement,
    cell: ({ bankStatementId }) => bankStatementId,
    csv: ({ bankStatementId }) => bankStatementId
  },
  { id: 'to', head: t.payouts.until, cell: ({ to }) => f.date(to), csv: ({ to }) => to },
  {
    id: 'account',
    head: t.payouts.account,
    cell: ({ accountEnding }) => `…${accountEnding}`,
    csv: ({ accountEnding }) => accountEnding
  },
  {
    id: 'matched',
    head: t.payouts.matched,
    cell: (statement) => <Matched statement={statement} />,
    csv: ({ matched }) => String(matched)
  },
  { id: 'lines', head: '', hidden: true, cell: () => null, csv: ({ lines }) => String(lines) },
  {
    id: 'opening',
    head: t.payouts.opening,
    align: 'end',
    cell: ({ opening }) => <Amount of={opening} />,
    csv: ({ opening }) => decimal(opening)
  },
  {
    id: 'closing',
    head: t.payouts.closing,
    align: 'end',
    cell: ({ closing }) => <Amount of={closing} />,
    csv: ({ closing }) => decimal(closing)
  },
  { id: 'currency', head: '', hidden: true, cell: () => null, csv: ({ closing }) => closing.currency }
]

function Matched({ statement: { lines, matched } }: Readonly<{ statement: BankStatement }>) {
  const { t, f } = useWords()
  return (
    <StateBadge tone={matched === lines ? 'good' : 'bad'}>
      {t.payouts.matchedOf(f.count(matched), f.count(lines))}
    </StateBadge>
  )
}

/** The bank statements that were imported, and the way to import one. */
export function StatementsView() {
  const { t, f } = useWords()
  const may = useMay()
  const list = useList('/v1/statements')
  return (
    <Section
      title={t.payouts.views.statements}
      lead={t.payouts.statementsLead}
      counted={[
        [t.payouts.matched, t.counted.matched],
        [t.payouts.opening, t.counted.opening],
        [t.payouts.closing, t.counted.closing]
      ]}
      at={list.at}
      actions={may('bank.write') ? <ImportButton /> : undefined}
      flush
    >
      <ListView
        list={list}
        caption={t.payouts.views.statements}
        columns={columnsOf(t, f)}
        keyOf={({ id }) => id}
        csv="statements"
        link={({ id }) => ({ to: '/statements/$statementId', params: { statementId: id } })}
        empty={<Empty title={t.payouts.noStatements}>{t.payouts.noStatementsHow}</Empty>}
      />
    </Section>
  )
}
