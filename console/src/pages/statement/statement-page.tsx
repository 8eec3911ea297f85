import { Button } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { BankLine, BankStatement, Difference } from '../../api/index.ts'
import { readAt, useList, useRead } from '../../api/index.ts'
import { useMay } from '../../app/me.tsx'
import { Amount } from '../../components/amount.tsx'
import { DifferenceBadge, LineBadge } from '../../components/badges.tsx'
import type { Column } from '../../components/data-table.tsx'
import { Empty } from '../../components/empty.tsx'
import { Facts } from '../../components/facts.tsx'
import { IdLink } from '../../components/id-link.tsx'
import { ListView } from '../../components/list-view.tsx'
import { Loading } from '../../components/loading.tsx'
import { Moment } from '../../components/moment.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import { type Format, type Text, useWords } from '../../text/index.ts'
import { ResolveDialog } from '../payouts/resolve.tsx'
import style from './statement-page.module.css'

const bookedColumn = (t: Text, f: Format): Column<BankLine> => ({
  id: 'booked',
  head: t.statement.booked,
  cell: ({ bookedOn }) => f.day(bookedOn)
})

const amountColumn = (t: Text): Column<BankLine> => ({
  id: 'amount',
  head: t.disputes.amount,
  align: 'end',
  cell: ({ amount }) => <Amount of={amount} signed />
})

const textColumn = (t: Text): Column<BankLine> => ({
  id: 'text',
  head: t.statement.line,
  wide: true,
  cell: (line) => <LineText line={line} />
})

const matchedColumns = (t: Text, f: Format): readonly Column<BankLine>[] => [
  textColumn(t),
  { id: 'kind', head: t.statement.kind, cell: ({ kind }) => <LineBadge kind={kind} /> },
  bookedColumn(t, f),
  amountColumn(t)
]

/** What was not recognised, and for whoever may the way to say what it is. */
const unmatchedColumns = (
  t: Text,
  f: Format,
  resolve: ((difference: Difference) => void) | null
): readonly Column<BankLine>[] => [
  textColumn(t),
  bookedColumn(t, f),
  amountColumn(t),
  {
    id: 'act',
    head: t.orders.state,
    align: 'end',
    cell: ({ difference }) => {
      if (difference === undefined || difference === null) return null
      if (difference.state === 'resolved' || resolve === null)
        return <DifferenceBadge state={difference.state} />
      return (
        <Button size="xs" variant="default" onClick={() => resolve(difference)}>
          {t.payouts.resolve}
        </Button>
      )
    }
  }
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
      <Lines statement={statement} />
    </Page>
  )
}

/** Both sides of a statement, each read on its own: their counts are those of all of it. */
function Lines({ statement }: Readonly<{ statement: BankStatement }>) {
  const { t, f } = useWords()
  const may = useMay()
  const [chosen, setChosen] = useState<Difference | null>(null)
  const path = { statementId: statement.id }
  const lines = '/v1/statements/{statementId}/lines'
  const unmatched = useList(lines, { path, query: { matched: false, include: 'difference' } })
  const matched = useList(lines, { path, query: { matched: true } })
  const counted = [[t.disputes.amount, t.counted.bankLine]] as const
  return (
    <div className={style.sides}>
      <Section
        title={t.statement.unmatched(f.count(statement.lines - statement.matched))}
        lead={t.statement.unmatchedLead}
        counted={counted}
        at={unmatched.at}
        flush
      >
        <ListView
          list={unmatched}
          caption={t.statement.unmatchedLead}
          columns={unmatchedColumns(t, f, may('bank.write') ? setChosen : null)}
          keyOf={({ id }) => id}
          empty={<Empty title={t.statement.allMatched}>{t.statement.allMatchedHow}</Empty>}
        />
      </Section>
      <Section
        title={t.statement.matched(f.count(statement.matched))}
        lead={t.statement.matchedLead}
        counted={counted}
        at={matched.at}
        flush
      >
        <ListView
          list={matched}
          caption={t.statement.matchedLead}
          columns={matchedColumns(t, f)}
          keyOf={({ id }) => id}
          empty={<Empty title={t.statement.noneMatched}>{t.statement.noneMatchedHow}</Empty>}
        />
      </Section>
      {chosen === null ? null : <ResolveDialog difference={chosen} close={() => setChosen(null)} />}
    </div>
  )
}
