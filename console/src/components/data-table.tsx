import { VisuallyHidden } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import style from './data-table.module.css'

export type Column<Row> = Readonly<{
  id: string
  head: string
  cell(row: Row): ReactNode
  /** Figures stand at the end of their column. */
  align?: 'end'
  /** The text of this column may break. */
  wide?: boolean
  /** Only in the CSV file. */
  hidden?: boolean
  /** What a program gets of this column in a CSV file; without it the column is left out there. */
  csv?(row: Row): string
}>

/** Where a row leads. */
export type RowLink = Readonly<{
  to: string
  params?: Record<string, string>
  search?: Record<string, unknown>
}>

type TableProps<Row> = Readonly<{
  caption: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf(row: Row): string
  /** A whole row leads there; its first cell holds the link. */
  link?: (row: Row) => RowLink | null
  /** A last row, such as a sum: one cell for each column. */
  foot?: readonly ReactNode[]
}>

/** A table. Where the screen is narrow, each row becomes a card that names its figures. */
export function DataTable<Row>({ caption, columns: all, rows, keyOf, link, foot }: TableProps<Row>) {
  const columns = all.filter(({ hidden }) => hidden !== true)
  return (
    <div className={style.frame}>
      <table className={style.table} role="table">
        <caption>
          <VisuallyHidden>{caption}</VisuallyHidden>
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ id, head, align }) => (
              <th key={id} scope="col" role="columnheader" data-align={align}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <Row key={keyOf(row)} row={row} columns={columns} to={link?.(row) ?? null} />
          ))}
        </tbody>
        {foot === undefined ? null : <Foot columns={columns} cells={foot} />}
      </table>
    </div>
  )
}

function Row<R>({
  row,
  columns,
  to
}: Readonly<{ row: R; columns: readonly Column<R>[]; to: RowLink | null }>) {
  return (
    <tr role="row" data-link={to !== null || undefined}>
      {columns.map(({ id, head, cell, align, wide }, i) => (
        <td
          key={id}
          role="cell"
          data-head={head}
          data-align={align}
          data-lead={i === 0 || undefined}
          data-wide={wide}
        >
          {i === 0 && to !== null ? (
            <Link {...to} className={style.link}>
              {cell(row)}
            </Link>
          ) : (
            cell(row)
          )}
        </td>
      ))}
    </tr>
  )
}

function Foot<R>({
  columns,
  cells
}: Readonly<{ columns: readonly Column<R>[]; cells: readonly ReactNode[] }>) {
  return (
    <tfoot role="rowgroup">
      <tr role="row">
        {columns.map(({ id, head, align }, i) => (
          <td key={id} role="cell" data-head={head} data-align={align} data-lead={i === 0 || undefined}>
            {cells[i]}
          </td>
        ))}
      </tr>
    </tfoot>
  )
}
