import { useParams } from '@tanstack/react-router'
import type { LedgerAccount, LedgerEntry } from '../../api/index.ts'
import { useList, useRead } from '../../api/index.ts'
import { Amount } from '../../components/amount.tsx'
import { CsvButton } from '../../components/csv-button.tsx'
import type { Column } from '../../components/data-table.tsx'
import { Empty } from '../../components/empty.tsx'
import { Figure, Figures } from '../../components/figure.tsx'
import { Filters, TextFilter } from '../../components/filters.tsx'
import { IdLink } from '../../components/id-link.tsx'
import { ListView } from '../../components/list-view.tsx'
import { Loading } from '../../components/loading.tsx'
import { Moment } from '../../components/moment.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import { useFilters } from '../../components/search.ts'
import { decimal, type Text, useWords } from '../../text/index.ts'
import { isoOf } from '../../components/moment-of.ts'

const columnsOf = (t: Text): readonly Column<LedgerEntry>[] => [
  { id: 'at', head: t.order.at, cell: ({ at }) => <Moment at={at} />, csv: ({ at }) => at },
  {
    id: 'code',
    head: t.account.what,
    cell: ({ code, type }) => (type === 'plain' ? code : `${code} (${t.words.entryTypes[type]})`),
    csv: ({ code }) => code
  },
  {
    id: 'other',
    head: t.account.other,
    wide: true,
    cell: ({ other }) => <code>{other}</code>,
    csv: ({ other }) => other
  },
  {
    id: 'subject',
    head: t.payouts.about,
    cell: ({ subject }) => (subject === null ? null : <IdLink id={subject} />),
    csv: ({ subject }) => subject ?? ''
  },
  {
    id: 'debit',
    head: t.words.sides.debit,
    align: 'end',
    cell: (entry) => (entry.side === 'debit' ? <Amount of={entry.amount} /> : null),
    csv: (entry) => (entry.side === 'debit' ? decimal(entry.amount) : '')
  },
  {
    id: 'credit',
    head: t.words.sides.credit,
    align: 'end',
    cell: (entry) => (entry.side === 'credit' ? <Amount of={entry.amount} /> : null),
    csv: (entry) => (entry.side === 'credit' ? decimal(entry.amount) : '')
  },
  {
    id: 'balance',
    head: t.ledger.balance,
    align: 'end',
    cell: ({ balance }) => <Amount of={balance} />,
    csv: ({ balance }) => decimal(balance)
  },
  { id: 'currency', head: '', hidden: true, cell: () => null, csv: ({ balance }) => balance.currency }
]

/** One account: its balance now or at a past moment, and its statement. */
export function AccountPage() {
  const { accountId = '' } = useParams({ strict: false })
  const { t } = useWords()
  const { filters, set, isFiltered } = useFilters(['at', 'from', 'to'])
  const at = isoOf(filters.at)
  const found = useRead('/v1/ledger/accounts/{accountId}', { path: { accountId }, query: { at } })
  return (
    <Page title={accountId} eyebrow={t.ledger.account} lead={t.account.lead}>
      <Filters clear={isFiltered ? () => set({ at: undefined, from: undefined, to: undefined }) : null}>
        <TextFilter
          label={t.account.at}
          type="datetime-local"
          value={filters.at}
          choose={(value) => set({ at: value })}
        />
        <TextFilter
          label={t.account.from}
          type="datetime-local"
          value={filters.from}
          choose={(value) => set({ from: value })}
        />
        <TextFilter
          label={t.account.to}
          type="datetime-local"
          value={filters.to}
          choose={(value) => set({ to: value })}
        />
      </Filters>
      {found.error === null ? null : (
        <ProblemNotice problem={found.error} retry={() => void found.refetch()} />
      )}
      {found.data === undefined ? (
        found.error === null ? (
          <Loading lines={3} />
        ) : null
      ) : (
        <Balances account={found.data} />
      )}
      <Statement accountId={accountId} from={isoOf(filters.from)} to={isoOf(filters.to)} />
    </Page>
  )
}

function Balances({ account }: Readonly<{ account: LedgerAccount }>) {
  const { t } = useWords()
  const { balance, held, available, floor, at } = account
  return (
    <Figures>
      <Figure
        label={t.ledger.balance}
        at={at}
        counted={t.account.countedBalance(t.words.sides[account.side])}
      >
        <Amount of={balance} />
      </Figure>
      <Figure label={t.ledger.held} at={at} counted={t.account.countedHeld}>
        <Amount of={held} />
      </Figure>
      <Figure label={t.account.available} at={at} counted={t.account.countedAvailable}>
        {available === null ? t.account.unlimited : <Amount of={available} />}
      </Figure>
      <Figure label={t.account.floor} at={at} counted={t.account.countedFloor}>
        {floor === null ? t.account.noFloor : <Amount of={floor} />}
      </Figure>
    </Figures>
  )
}

function Statement({ accountId, from, to }: Readonly<{ accountId: string; from?: string; to?: string }>) {
  const { t } = useWords()
  const list = useList('/v1/ledger/accounts/{accountId}/statement', {
    path: { accountId },
    query: { from, to }
  })
  const columns = columnsOf(t)
  return (
    <Section
      title={t.account.statement}
      lead={t.account.statementLead}
      counted={[
        [t.words.sides.debit, t.counted.entry],
        [t.words.sides.credit, t.counted.entry],
        [t.ledger.balance, t.counted.entryBalance]
      ]}
      at={list.at}
      actions={
        list.items.length === 0 ? undefined : (
          <CsvButton name={accountId.replaceAll(':', '-')} columns={columns} rows={list.items} />
        )
      }
      flush
    >
      <ListView
        list={list}
        caption={t.account.statement}
        columns={columns}
        keyOf={({ id }) => id}
        empty={<Empty title={t.account.none}>{t.account.noneHow}</Empty>}
      />
    </Section>
  )
}
