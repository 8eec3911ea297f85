import { Button } from '@mantine/core'
import { type ReactNode, Suspense, useEffect, useId, useRef, useState } from 'react'
import { useWords } from '../text/index.ts'
import style from './chart-frame.module.css'
import type { Count } from './counted.tsx'
import { CsvButton } from './csv-button.tsx'
import { type Column, DataTable } from './data-table.tsx'
import { Icon } from './icon.tsx'
import { Section } from './page.tsx'

/** Whether something has come into view once. */
function useSeen() {
  const place = useRef<HTMLDivElement>(null)
  const [isSeen, setSeen] = useState(false)
  useEffect(() => {
    if (place.current === null || isSeen) return undefined
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && setSeen(true), {
      rootMargin: '160px'
    })
    watch.observe(place.current)
    return () => watch.disconnect()
  }, [isSeen])
  return { place, isSeen }
}

/**
 * A chart with a sentence that reads it, and a table of the same figures that can be shown and downloaded. The chart itself
 * is loaded when it comes into view.
 */
export function ChartFrame<Row>({
  title,
  reading,
  counted,
  name,
  columns,
  rows,
  keyOf,
  controls,
  children
}: Readonly<{
  title: string
  /** What the chart shows, in one sentence. */
  reading: string
  /** How its figures are counted. */
  counted: string | readonly Count[]
  /** The name of the CSV file. */
  name: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf(row: Row): string
  controls?: ReactNode
  children: ReactNode
}>) {
  const { t } = useWords()
  const { place, isSeen } = useSeen()
  const [isTable, setTable] = useState(false)
  const id = useId()
  return (
    <Section
      title={title}
      lead={reading}
      counted={counted}
      actions={
        <>
          {controls}
          <Button
            size="xs"
            variant="default"
            leftSection={<Icon name="table" size={15} />}
            aria-expanded={isTable}
            aria-controls={id}
            onClick={() => setTable(!isTable)}
          >
            {isTable ? t.shell.hideTable : t.shell.showTable}
          </Button>
          <CsvButton name={name} columns={columns} rows={rows} />
        </>
      }
    >
      <div ref={place} className={style.chart} role="img" aria-label={reading}>
        {isSeen ? <Suspense fallback={null}>{children}</Suspense> : null}
      </div>
      <div id={id} hidden={!isTable} className={style.table}>
        {isTable ? <DataTable caption={title} columns={columns} rows={rows} keyOf={keyOf} /> : null}
      </div>
    </Section>
  )
}
