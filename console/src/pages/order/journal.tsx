import type { Order, OrderJournal } from '../../api/index.ts'
import { readAt, useRead } from '../../api/index.ts'
import { Amount } from '../../components/amount.tsx'
import { CsvButton } from '../../components/csv-button.tsx'
import type { Column } from '../../components/data-table.tsx'
import { Empty } from '../../components/empty.tsx'
import { ShortId } from '../../components/identifier.tsx'
import { Loading } from '../../components/loading.tsx'
import { Moment } from '../../components/moment.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Section } from '../../components/page.tsx'
import { decimal, useWords } from '../../text/index.ts'
import style from './journal.module.css'
import { AccountLink } from '../../components/account-link.tsx'

type Entry = OrderJournal['entries'][number]
type Leg = Entry['legs'][number]
type Row = Readonly<{ entry: Entry; leg: Leg }>

/** The columns of the CSV file: one line for each leg. */
const columns: readonly Column<Row>[] = [
  { id: 'at', head: '', hidden: true, cell: () => null, csv: ({ entry }) => entry.at },
  { id: 'transactionId', head: '', hidden: true, cell: () => null, csv: ({ entry }) => entry.transactionId },
  { id: 'why', head: '', hidden: true, cell: () => null, csv: ({ entry }) => entry.why },
  { id: 'type', head: '', hidden: true, cell: () => null, csv: ({ leg }) => leg.type },
  { id: 'debit', head: '', hidden: true, cell: () => null, csv: ({ leg }) => leg.debit },
  { id: 'credit', head: '', hidden: true, cell: () => null, csv: ({ leg }) => leg.credit },
  { id: 'amount', head: '', hidden: true, cell: () => null, csv: ({ leg }) => decimal(leg.amount) },
  { id: 'currency', head: '', hidden: true, cell: () => null, csv: ({ leg }) => leg.amount.currency }
]

/** The entries of the ledger behind an order's money, each transaction with its legs and its reason. */
export function Journal({ order }: Readonly<{ order: Order }>) {
  const { t } = useWords()
  const found = useRead('/v1/orders/{orderId}/journal', { path: { orderId: order.id } })
  const rows = found.data?.entries.flatMap((entry) => entry.legs.map((leg) => ({ entry, leg }))) ?? []
  return (
    <Section
      title={t.order.journal}
      lead={t.order.journalLead}
      counted={[[t.disputes.amount, t.counted.legs]]}
      at={readAt(found)}
      actions={
        rows.length === 0 ? undefined : (
          <CsvButton name={`${order.reference}-journal`} columns={columns} rows={rows} />
        )
      }
    >
      {found.error === null ? null : (
        <ProblemNotice problem={found.error} retry={() => void found.refetch()} />
      )}
      {found.isPending ? <Loading lines={3} /> : null}
      {found.data?.entries.length === 0 ? (
        <Empty title={t.order.noReasons}>{t.order.noReasonsHow}</Empty>
      ) : null}
      <ol className={style.journal}>
        {found.data?.entries.map((entry) => (
          <li key={entry.transactionId}>
            <Posting entry={entry} />
          </li>
        ))}
      </ol>
      {found.data?.complete === false ? <p className={style.more}>{t.order.journalCut}</p> : null}
    </Section>
  )
}

function Posting({ entry }: Readonly<{ entry: Entry }>) {
  const { t } = useWords()
  return (
    <details className={style.posting}>
      <summary>
        <strong>{t.order.whys[entry.why]}</strong>
        <span className={style.when}>
          <ShortId id={entry.transactionId} /> · <Moment at={entry.at} />
        </span>
      </summary>
      <div className={style.wide}>
        <table className={style.legs}>
          <caption>{t.order.legs}</caption>
          <thead>
            <tr>
              <th scope="col">{t.words.sides.debit}</th>
              <th scope="col">{t.words.sides.credit}</th>
              <th scope="col">{t.disputes.amount}</th>
            </tr>
          </thead>
          <tbody>
            {entry.legs.map((leg) => (
              <tr key={leg.id}>
                <td>
                  <AccountLink id={leg.debit} />
                </td>
                <td>
                  <AccountLink id={leg.credit} />
                </td>
                <td>
                  <Amount of={leg.amount} />
                  {leg.type === 'plain' ? null : <small>{t.words.entryTypes[leg.type]}</small>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
