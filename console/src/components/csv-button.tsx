import { Button } from '@mantine/core'
import { useWords } from '../text/index.ts'
import { csvOf, saveFile } from './csv.ts'
import type { Column } from './data-table.tsx'
import { Icon } from './icon.tsx'

/** Downloads what a table shows. */
export function CsvButton<Row>({
  name,
  columns,
  rows
}: Readonly<{ name: string; columns: readonly Column<Row>[]; rows: readonly Row[] }>) {
  const { t } = useWords()
  return (
    <Button
      variant="default"
      size="xs"
      leftSection={<Icon name="download" size={15} />}
      onClick={() => saveFile(`${name}.csv`, 'text/csv;charset=utf-8', csvOf(columns, rows))}
    >
      {t.shell.csv}
    </Button>
  )
}
