import { Button } from '@mantine/core'
import type { Difference } from '../../api/index.ts'
import { Amount } from '../../components/amount.tsx'
import { ByWhom } from '../../components/by-whom.tsx'
import type { Column } from '../../components/data-table.tsx'
import { IdLink } from '../../components/id-link.tsx'
import { Moment } from '../../components/moment.tsx'
import { decimal, type Format, type Text, useWords } from '../../text/index.ts'

type Columns = readonly Column<Difference>[]

/** Open differences, with their age, and the way to resolve one for whoever may. */
export const openColumns = (
  t: Text,
  f: Format,
  resolve: ((difference: Difference) => void) | null
): Columns => [
  ...whatColumns(t),
  {
    id: 'age',
    head: t.payouts.age,
    align: 'end',
    cell: ({ ageDays }) => t.payouts.days(ageDays, f.count(ageDays)),
    csv: ({ ageDays }) => String(ageDays)
  },
  ...(resolve === null
    ? []
    : [
        {
          id: 'act',
          head: t.payouts.act,
          align: 'end' as const,
          cell: (difference: Difference) => (
            <Button size="xs" variant="default" onClick={() => resolve(difference)}>
              {t.payouts.resolve}
            </Button>
          )
        }
      ])
]

/** Resolved differences: as what, why, by whom and when. */
export const resolvedColumns = (t: Text): Columns => [
  ...whatColumns(t),
  {
    id: 'resolution',
    head: t.payouts.how,
    wide: true,
    cell: (difference) => <How difference={difference} />,
    csv: ({ resolution }) => resolution ?? ''
  },
  { id: 'reason', head: '', hidden: true, cell: () => null, csv: ({ reason }) => reason ?? '' },
  {
    id: 'resolved_by',
    head: t.payouts.resolvedBy,
    wide: true,
    cell: ({ resolvedBy, resolvedAt }) => (
      <span>
        {resolvedBy === null ? null : <ByWhom actor={resolvedBy} />}
        <br />
        {resolvedAt === null ? null : <Moment at={resolvedAt} />}
      </span>
    ),
    csv: ({ resolvedBy }) => resolvedBy ?? ''
  },
  { id: 'resolved_at', head: '', hidden: true, cell: () => null, csv: ({ resolvedAt }) => resolvedAt ?? '' }
]

const isWay = (t: Text, as: string): as is keyof Text['words']['resolutions'] => as in t.words.resolutions

function How({ difference: { resolution, reason } }: Readonly<{ difference: Difference }>) {
  const { t } = useWords()
  if (resolution === null) return null
  return (
    <span>
      {isWay(t, resolution) ? t.words.resolutions[resolution] : resolution}
      <br />
      {reason === null ? null : <q>{t.problems.said(reason)}</q>}
    </span>
  )
}

/** What a difference is: in our words and the bank's, what it is about, and what was expected and found. */
const whatColumns = (t: Text): Columns => [
  {
    id: 'kind',
    head: t.payouts.difference,
    cell: ({ kind }) => t.words.differenceKinds[kind],
    csv: ({ kind }) => kind
  },
  {
    id: 'subject',
    head: t.payouts.about,
    cell: ({ subject, lineId, statementId }) => (
      <span>
        {subject === lineId ? null : <IdLink id={subject} />}
        {subject === lineId || statementId === null ? null : <br />}
        {statementId === null ? null : <IdLink id={statementId} />}
      </span>
    ),
    csv: ({ subject }) => subject
  },
  {
    id: 'statement',
    head: '',
    hidden: true,
    cell: () => null,
    csv: ({ statementId }) => statementId ?? ''
  },
  {
    id: 'detail',
    head: t.payouts.detail,
    wide: true,
    cell: (difference) => <What difference={difference} />,
    csv: ({ detail }) => detail
  },
  { id: 'bank_text', head: '', hidden: true, cell: () => null, csv: ({ bankText }) => bankText ?? '' },
  {
    id: 'expected',
    head: t.payouts.expected,
    align: 'end',
    cell: ({ expected }) => (expected === null ? '–' : <Amount of={expected} />),
    csv: ({ expected }) => (expected === null ? '' : decimal(expected))
  },
  {
    id: 'found',
    head: t.payouts.found,
    align: 'end',
    cell: ({ found }) => (found === null ? '–' : <Amount of={found} />),
    csv: ({ found }) => (found === null ? '' : decimal(found))
  },
  {
    id: 'currency',
    head: '',
    hidden: true,
    cell: () => null,
    csv: ({ expected, found }) => (expected ?? found)?.currency ?? ''
  }
]

function What({ difference: { detail, bankText } }: Readonly<{ difference: Difference }>) {
  const { t } = useWords()
  return (
    <span>
      {t.problems.said(detail)}
      {bankText === null ? null : (
        <>
          <br />
          <q>{bankText}</q>
        </>
      )}
    </span>
  )
}
