import type { Money, PayoutBreakdown, PayoutLine } from '../../api/index.ts'
import { useList, useRead } from '../../api/index.ts'
import { Amount } from '../../components/amount.tsx'
import { CsvButton } from '../../components/csv-button.tsx'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { Empty } from '../../components/empty.tsx'
import { IdLink } from '../../components/id-link.tsx'
import { ListView } from '../../components/list-view.tsx'
import { Loading } from '../../components/loading.tsx'
import { Moment } from '../../components/moment.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Section } from '../../components/page.tsx'
import { decimal, type Format, type Text, useWords } from '../../text/index.ts'
import { reckon, type Step } from './reckon.ts'

const columnsOf = (t: Text): readonly Column<PayoutLine>[] => [
  { id: 'kind', head: t.payout.line, cell: ({ kind }) => t.payout.kinds[kind], csv: ({ kind }) => kind },
  {
    id: 'about',
    head: t.payouts.about,
    wide: true,
    cell: ({ about, reference }) => (about === null ? null : <IdLink id={about} name={reference} />),
    csv: ({ about }) => about ?? ''
  },
  {
    id: 'reference',
    head: t.orders.order,
    hidden: true,
    cell: () => null,
    csv: ({ reference }) => reference ?? ''
  },
  { id: 'at', head: t.order.at, cell: ({ at }) => <Moment at={at} />, csv: ({ at }) => at },
  {
    id: 'gross',
    head: t.payout.gross,
    align: 'end',
    cell: ({ gross }) => optional(gross),
    csv: ({ gross }) => text(gross)
  },
  {
    id: 'commission',
    head: t.words.money.commission,
    align: 'end',
    cell: ({ commission }) => optional(commission),
    csv: ({ commission }) => text(commission)
  },
  {
    id: 'amount',
    head: t.disputes.amount,
    align: 'end',
    cell: ({ amount }) => <Amount of={amount} signed />,
    csv: ({ amount }) => decimal(amount)
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

const optional = (amount: Money | null) => (amount === null ? null : <Amount of={amount} />)
const text = (amount: Money | null) => (amount === null ? '' : decimal(amount))

const stepName = (t: Text, f: Format, step: Step) =>
  step.lines === null
    ? t.payout.reckoning[step.name]
    : `${t.payout.kinds[step.name]} (${f.count(step.lines)})`

const stepsOf = (t: Text, f: Format): readonly Column<Step>[] => [
  {
    id: 'what',
    head: t.payout.line,
    wide: true,
    cell: (step) => (step.isSum ? <strong>{stepName(t, f, step)}</strong> : stepName(t, f, step)),
    csv: ({ name }) => name
  },
  {
    id: 'amount',
    head: t.disputes.amount,
    align: 'end',
    cell: ({ amount, isSum }) =>
      isSum ? (
        <strong>
          <Amount of={amount} />
        </strong>
      ) : (
        <Amount of={amount} signed />
      ),
    csv: ({ amount }) => decimal(amount)
  },
  { id: 'currency', head: '', hidden: true, cell: () => null, csv: ({ amount }) => amount.currency }
]

/** What a payout is made of: from sales to the bank, to the smallest unit, and line by line. */
export function Breakdown({ payoutId }: Readonly<{ payoutId: string }>) {
  const { t } = useWords()
  const path = { payoutId }
  const found = useRead('/v1/payouts/{payoutId}/breakdown', { path })
  const list = useList('/v1/payouts/{payoutId}/lines', { path })
  const columns = columnsOf(t)
  return (
    <>
      {found.error === null ? null : (
        <ProblemNotice problem={found.error} retry={() => void found.refetch()} />
      )}
      {found.isPending ? <Loading lines={4} /> : null}
      {found.data === undefined ? null : <Reckoning breakdown={found.data} />}
      <Section
        title={t.payout.lines}
        lead={t.payout.linesLead}
        counted={[
          [t.payout.gross, t.counted.lineGross],
          [t.words.money.commission, t.counted.lineCommission],
          [t.disputes.amount, t.counted.lineAmount],
          [t.ledger.balance, t.counted.lineBalance]
        ]}
        at={list.at}
        actions={
          list.items.length === 0 ? undefined : (
            <CsvButton name={`${payoutId}-lines`} columns={columns} rows={list.items} />
          )
        }
        flush
      >
        <ListView
          list={list}
          caption={t.payout.lines}
          columns={columns}
          keyOf={(line) => `${line.transactionId} ${line.kind} ${line.balance.amount}`}
          empty={<Empty title={t.payout.noLines}>{t.payout.noLinesHow}</Empty>}
        />
      </Section>
    </>
  )
}

function Reckoning({ breakdown }: Readonly<{ breakdown: PayoutBreakdown }>) {
  const { t, f } = useWords()
  const steps = reckon(breakdown)
  const columns = stepsOf(t, f)
  const since = breakdown.from === null ? t.payout.sinceStart : t.payout.since(f.moment(breakdown.from))
  return (
    <Section
      title={t.payout.made}
      lead={since}
      counted={t.payout.counted}
      actions={<CsvButton name={`${breakdown.payoutId}-breakdown`} columns={columns} rows={steps} />}
      flush
    >
      <DataTable caption={t.payout.made} columns={columns} rows={steps} keyOf={({ name }) => name} />
    </Section>
  )
}
