import type { Problem, Whereabouts } from '../api/index.ts'
import { useWords } from '../text/index.ts'
import { Amount } from './amount.tsx'
import { type Column, DataTable } from './data-table.tsx'
import { Loading } from './loading.tsx'
import { ProblemNotice } from './notice.tsx'

const parts = ['held', 'frozen', 'released', 'commission', 'refunded'] as const
type Row = Readonly<{ part: (typeof parts)[number]; before: Whereabouts; after: Whereabouts }>

/**
 * What an act would change of where the money is, asked of the server before it is done (usePreview): the sums before and
 * after it, or why it would be refused.
 */
export function Foreseen({
  before,
  after,
  problem
}: Readonly<{ before: Whereabouts | undefined; after: Whereabouts | undefined; problem: Problem | null }>) {
  const isKnown = before !== undefined && after !== undefined
  return (
    <div aria-live="polite">
      {problem !== null ? (
        <ProblemNotice problem={problem} />
      ) : isKnown ? (
        <Effect before={before} after={after} />
      ) : (
        <Loading lines={2} />
      )}
    </div>
  )
}

function Effect({ before, after }: Readonly<{ before: Whereabouts; after: Whereabouts }>) {
  const { t } = useWords()
  const rows = parts
    .filter((part) => before[part].amount !== after[part].amount)
    .map((part) => ({ part, before, after }))
  if (rows.length === 0) return <p>{t.shell.noEffect}</p>
  const columns: readonly Column<Row>[] = [
    { id: 'part', head: t.shell.effect, cell: ({ part }) => t.words.money[part] },
    { id: 'before', head: t.shell.now, align: 'end', cell: (row) => <Amount of={row.before[row.part]} /> },
    {
      id: 'after',
      head: t.shell.afterwards,
      align: 'end',
      cell: (row) => <Amount of={row.after[row.part]} />
    }
  ]
  return <DataTable caption={t.shell.effect} columns={columns} rows={rows} keyOf={({ part }) => part} />
}
