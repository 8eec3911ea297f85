import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { List } from '../api/index.ts'
import { useWords } from '../text/index.ts'
import { CsvButton } from './csv-button.tsx'
import { type Column, DataTable, type RowLink } from './data-table.tsx'
import style from './list-view.module.css'
import { Loading } from './loading.tsx'
import { ProblemNotice } from './notice.tsx'

type ListProps<Row> = Readonly<{
  list: List<Row>
  caption: string
  columns: readonly Column<Row>[]
  keyOf(row: Row): string
  link?: (row: Row) => RowLink | null
  /** Offers what is shown as a CSV file of this name. */
  csv?: string
  /** What stands there instead of an empty table. */
  empty: ReactNode
}>

/** A list, page by page, in each of its states: on its way, refused, empty, full. */
export function ListView<Row>({ list, caption, columns, keyOf, link, csv, empty }: ListProps<Row>) {
  const { t } = useWords()
  if (list.problem !== null && list.items.length === 0)
    return (
      <div className={style.pad}>
        <ProblemNotice problem={list.problem} retry={list.retry} />
      </div>
    )
  if (list.isPending) return <Loading />
  if (list.items.length === 0) return empty
  return (
    <>
      <DataTable caption={caption} columns={columns} rows={list.items} keyOf={keyOf} link={link} />
      <footer className={style.foot}>
        <span>{t.shell.shown(list.items.length, list.more !== null)}</span>
        {csv === undefined ? null : <CsvButton name={csv} columns={columns} rows={list.items} />}
        {list.more === null ? null : (
          <Button variant="default" size="xs" onClick={list.more} loading={list.isReading}>
            {t.shell.more}
          </Button>
        )}
      </footer>
    </>
  )
}
