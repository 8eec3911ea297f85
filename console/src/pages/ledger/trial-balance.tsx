import type { TrialBalance } from '../../api/index.ts'
import { addressOf, useRead } from '../../api/index.ts'
import { isoOf } from '../../components/moment-of.ts'
import { Amount } from '../../components/amount.tsx'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { Empty } from '../../components/empty.tsx'
import { Filters, TextFilter } from '../../components/filters.tsx'
import { Icon } from '../../components/icon.tsx'
import { Loading } from '../../components/loading.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Section } from '../../components/page.tsx'
import { useFilters } from '../../components/search.ts'
import { StateBadge } from '../../components/state-badge.tsx'
import { type Format, type Text, useWords } from '../../text/index.ts'
import { Button } from '@mantine/core'
import { kindName } from './accounts.tsx'

type Line = TrialBalance['lines'][number]

const columnsOf = (t: Text, f: Format): readonly Column<Line>[] => [
  { id: 'kind', head: t.ledger.kind, wide: true, cell: ({ kind }) => kindName(t, kind) },
  { id: 'code', head: t.ledger.account, cell: ({ kind }) => <code>{kind}:*</code> },
  { id: 'transfers', head: t.ledger.transfers, align: 'end', cell: ({ transfers }) => f.count(transfers) },
  {
    id: 'debit',
    head: t.words.sides.debit,
    align: 'end',
    cell: ({ debit }) => (debit.amount === 0 ? null : <Amount of={debit} />)
  },
  {
    id: 'credit',
    head: t.words.sides.credit,
    align: 'end',
    cell: ({ credit }) => (credit.amount === 0 ? null : <Amount of={credit} />)
  }
]

/** All accounts by kind, now or at a past moment: in each currency, debits equal credits. */
export function Trial() {
  const { t } = useWords()
  const { filters, set } = useFilters(['view', 'at'])
  const query = { at: isoOf(filters.at) }
  const found = useRead('/v1/ledger/trial-balance', { query })
  return (
    <>
      <Filters clear={filters.at === undefined ? null : () => set({ at: undefined })}>
        <TextFilter
          label={t.ledger.at}
          type="datetime-local"
          value={filters.at}
          choose={(at) => set({ at })}
        />
        <Button
          component="a"
          variant="default"
          href={addressOf('/v1/ledger/trial-balance.csv', {}, query)}
          download="trial-balance.csv"
          leftSection={<Icon name="download" size={15} />}
        >
          {t.shell.csv}
        </Button>
      </Filters>
      {found.error === null ? null : (
        <ProblemNotice problem={found.error} retry={() => void found.refetch()} />
      )}
      {found.isPending ? <Loading /> : null}
      {found.data?.totals.length === 0 ? (
        <Section title={t.ledger.views.trial}>
          <Empty title={t.ledger.nothing}>{t.ledger.nothingHow}</Empty>
        </Section>
      ) : null}
      {found.data?.totals.map((total) => (
        <Currency key={total.currency} total={total} lines={found.data.lines} at={found.data.at} />
      ))}
    </>
  )
}

function Currency({
  total,
  lines,
  at
}: Readonly<{ total: TrialBalance['totals'][number]; lines: readonly Line[]; at: string }>) {
  const { t, f } = useWords()
  const { currency, debit, credit, difference } = total
  const isEven = difference.amount === 0
  return (
    <Section
      title={currency}
      lead={t.shell.asOf(f.moment(at))}
      counted={t.ledger.counted}
      at={at}
      actions={
        <StateBadge tone={isEven ? 'good' : 'bad'}>
          {isEven ? t.ledger.even : t.ledger.uneven(f.money(difference))}
        </StateBadge>
      }
      flush
    >
      <DataTable
        caption={t.ledger.captionOf(currency)}
        columns={columnsOf(t, f)}
        rows={lines.filter((line) => line.currency === currency)}
        keyOf={({ kind }) => kind}
        foot={[
          t.ledger.sum,
          null,
          null,
          <Amount key="debit" of={debit} />,
          <Amount key="credit" of={credit} />
        ]}
      />
    </Section>
  )
}
