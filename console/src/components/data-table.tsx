import { VisuallyHidden } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
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

/** From this number of columns on a table needs as much room as one can need. */
const columnsMost = 7

/** Whether what stands in a place is wider than it, now. */
function useTooWide() {
  const place = useRef<HTMLDivElement>(null)
  const [isTooWide, setTooWide] = useState(false)
  useLayoutEffect(() => {
    const frame = place.current
    if (frame === null) return undefined
    const watch = new ResizeObserver(() => setTooWide(frame.scrollWidth > frame.clientWidth))
    for (const each of [frame, ...frame.children]) watch.observe(each)
    return () => watch.disconnect()
  }, [])
  return { place, isTooWide }
}

/**
 * A table. Where there is too little room for its columns, each row becomes a card that names its figures; what is wider all
 * the same can be moved sideways in its place, with the keyboard too.
 */
export function DataTable<Row>({ caption, columns: all, rows, keyOf, link, foot }: TableProps<Row>) {
  const columns = all.filter(({ hidden }) => hidden !== true)
  const { place, isTooWide } = useTooWide()
  return (
    <div
      ref={place}
      className={style.frame}
      data-columns={Math.min(columns.length, columnsMost)}
      {...(isTooWide ? { tabIndex: 0, role: 'region', 'aria-label': caption } : {})}
    >
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
