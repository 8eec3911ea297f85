import type { LedgerAccount } from '../../api/index.ts'
import { useList } from '../../api/index.ts'
import { Amount } from '../../components/amount.tsx'
import { CsvButton } from '../../components/csv-button.tsx'
import type { Column } from '../../components/data-table.tsx'
import { Empty } from '../../components/empty.tsx'
import { ChoiceFilter, Filters, TextFilter } from '../../components/filters.tsx'
import { ListView } from '../../components/list-view.tsx'
import { Section } from '../../components/page.tsx'
import { useFilters } from '../../components/search.ts'
import { StateBadge } from '../../components/state-badge.tsx'
import { decimal, type Text, useWords } from '../../text/index.ts'

const columnsOf = (t: Text): readonly Column<LedgerAccount>[] => [
  { id: 'id', head: t.ledger.account, wide: true, cell: ({ id }) => <code>{id}</code>, csv: ({ id }) => id },
  { id: 'kind', head: t.ledger.kind, cell: ({ kind }) => kindName(t, kind), csv: ({ kind }) => kind },
  { id: 'side', head: t.ledger.side, cell: ({ side }) => t.words.sides[side], csv: ({ side }) => side },
  {
    id: 'state',
    head: t.orders.state,
    cell: ({ state }) =>
      state === 'open' ? null : (
        <StateBadge tone={state === 'frozen' ? 'care' : 'quiet'}>{t.words.accountStates[state]}</StateBadge>
      ),
    csv: ({ state }) => state
  },
  {
    id: 'held',
    head: t.ledger.held,
    align: 'end',
    cell: ({ held }) => (held.amount === 0 ? null : <Amount of={held} />),
    csv: ({ held }) => decimal(held)
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

/** What accounts of a kind are for, where we name it; else the kind itself. */
export function kindName(t: Text, kind: string): string {
  return (t.words.accountKinds as Readonly<Record<string, string>>)[kind] ?? kind
}

/** The accounts of the main book, by name. */
export function Accounts() {
  const { t } = useWords()
  const { filters, set } = useFilters(['kind', 'prefix', 'view'])
  const list = useList('/v1/ledger/accounts', { query: { kind: filters.kind, prefix: filters.prefix } })
  const isFiltered = filters.kind !== undefined || filters.prefix !== undefined
  const columns = columnsOf(t)
  return (
    <>
      <Filters clear={isFiltered ? () => set({ kind: undefined, prefix: undefined }) : null}>
        <ChoiceFilter
          label={t.ledger.kind}
          any={t.ledger.anyKind}
          value={filters.kind}
          values={Object.entries(t.words.accountKinds)}
          choose={(kind) => set({ kind })}
        />
        <TextFilter label={t.ledger.prefix} value={filters.prefix} choose={(prefix) => set({ prefix })} />
      </Filters>
      <Section
        title={t.ledger.views.accounts}
        lead={t.ledger.accountsLead}
        counted={[
          [t.ledger.held, t.counted.accountHeld],
          [t.ledger.balance, t.counted.accountBalance]
        ]}
        at={list.at}
        actions={
          list.items.length === 0 ? undefined : (
            <CsvButton name="accounts" columns={columns} rows={list.items} />
          )
        }
        flush
      >
        <ListView
          list={list}
          caption={t.ledger.views.accounts}
          columns={columns}
          keyOf={({ id }) => id}
          link={({ id }) => ({ to: '/ledger/$accountId', params: { accountId: id } })}
          empty={
            <Empty title={t.ledger.noAccounts}>
              {isFiltered ? t.orders.noneFoundHow : t.ledger.noAccountsHow}
            </Empty>
          }
        />
      </Section>
    </>
  )
}
