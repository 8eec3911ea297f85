import { useParams } from '@tanstack/react-router'
import type { BankLine, BankStatement } from '../../api/index.ts'
import { readAt, useList, useRead } from '../../api/index.ts'
import { Amount } from '../../components/amount.tsx'
import { LineBadge } from '../../components/badges.tsx'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { Empty } from '../../components/empty.tsx'
import { Facts } from '../../components/facts.tsx'
import { IdLink } from '../../components/id-link.tsx'
import { Loading } from '../../components/loading.tsx'
import { Moment } from '../../components/moment.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import { type Format, type Text, useWords } from '../../text/index.ts'
import style from './statement-page.module.css'

const columnsOf = (t: Text, f: Format): readonly Column<BankLine>[] => [
  { id: 'text', head: t.statement.line, wide: true, cell: (line) => <LineText line={line} /> },
  { id: 'kind', head: t.statement.kind, cell: ({ kind }) => <LineBadge kind={kind} /> },
  { id: 'booked', head: t.statement.booked, cell: ({ bookedOn }) => f.day(bookedOn) },
  { id: 'amount', head: t.disputes.amount, align: 'end', cell: ({ amount }) => <Amount of={amount} signed /> }
]

function LineText({ line }: Readonly<{ line: BankLine }>) {
  const text = line.text === '' ? (line.endToEndId ?? '–') : line.text
  if (line.subject === null) return <>{text}</>
  return (
    <>
      {text} <IdLink id={line.subject} />
    </>
  )
}

/** One bank statement: what of it was recognised, and what was not, side by side. */
export function StatementPage() {
  const { statementId = '' } = useParams({ strict: false })
  const { t } = useWords()
  const found = useRead('/v1/statements/{statementId}', { path: { statementId } })
  if (found.data === undefined)
    return (
      <Page title={t.payouts.statement} eyebrow={statementId}>
        {found.error === null ? (
          <Loading />
        ) : (
          <ProblemNotice problem={found.error} retry={() => void found.refetch()} />
        )}
      </Page>
    )
  return <StatementView statement={found.data} at={readAt(found)} />
}

function StatementView({ statement, at }: Readonly<{ statement: BankStatement; at: string | null }>) {
  const { t, f } = useWords()
  return (
    <Page
      title={statement.bankStatementId}
      at={at}
      eyebrow={t.payouts.statement}
      lead={t.statement.lead(f.date(statement.to), statement.accountEnding)}
    >
      <Section
        title={t.statement.balances}
        counted={[
          [t.payouts.opening, t.counted.opening],
          [t.payouts.closing, t.counted.closing],
          [t.payouts.matched, t.counted.matched]
        ]}
      >
        <Facts
          facts={[
            [t.payouts.opening, <Amount key="opening" of={statement.opening} />],
            [t.payouts.closing, <Amount key="closing" of={statement.closing} />],
            [t.payouts.matched, t.payouts.matchedOf(f.count(statement.matched), f.count(statement.lines))],
            [t.statement.imported, <Moment key="imported" at={statement.importedAt} />]
          ]}
        />
      </Section>
      <Lines statementId={statement.id} />
    </Page>
  )
}

function Lines({ statementId }: Readonly<{ statementId: string }>) {
  const { t, f } = useWords()
  const list = useList('/v1/statements/{statementId}/lines', { path: { statementId } }, { size: 100 })
  if (list.problem !== null) return <ProblemNotice problem={list.problem} retry={list.retry} />
  if (list.isPending) return <Loading />
  const unmatched = list.items.filter(({ kind }) => kind === 'unmatched')
  const matched = list.items.filter(({ kind }) => kind !== 'unmatched')
  const columns = columnsOf(t, f)
  return (
    <>
      <div className={style.sides}>
        <Section
          title={t.statement.unmatched(f.count(unmatched.length))}
          lead={t.statement.unmatchedLead}
          counted={[[t.disputes.amount, t.counted.bankLine]]}
          at={list.at}
          flush
        >
          {unmatched.length === 0 ? (
            <Empty title={t.statement.allMatched}>{t.statement.allMatchedHow}</Empty>
          ) : (
            <DataTable
              caption={t.statement.unmatchedLead}
              columns={columns}
              rows={unmatched}
              keyOf={({ id }) => id}
            />
          )}
        </Section>
        <Section
          title={t.statement.matched(f.count(matched.length))}
          lead={t.statement.matchedLead}
          counted={[[t.disputes.amount, t.counted.bankLine]]}
          at={list.at}
          flush
        >
          {matched.length === 0 ? (
            <Empty title={t.statement.noneMatched}>{t.statement.noneMatchedHow}</Empty>
          ) : (
            <DataTable
              caption={t.statement.matchedLead}
              columns={columns}
              rows={matched}
              keyOf={({ id }) => id}
            />
          )}
        </Section>
      </div>
      {list.more === null ? null : (
        <button type="button" className={style.more} onClick={list.more}>
          {t.shell.more}
        </button>
      )}
    </>
  )
}
