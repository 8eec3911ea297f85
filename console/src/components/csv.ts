import type { Column } from './data-table.tsx'

const number = /^-?\d+(\.\d+)?$/

/** A field of a CSV file. A text that a spreadsheet would run as a formula is made a text. */
export function csvField(text: string): string {
  const safe = /^[=+\-@\t\r＝＋－＠]/.test(text) && !number.test(text) ? `'${text}` : text
  // Where a list is parted by semicolons or tabs, what follows one would be a field of its own.
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Rows as a CSV file of RFC 4180: the columns that have something for it, headed by their ids. */
export function csvOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const told = columns.flatMap(({ id, csv }) => (csv === undefined ? [] : [{ id, csv }]))
  const lines = [
    told.map(({ id }) => csvField(id)),
    ...rows.map((row) => told.map(({ csv }) => csvField(csv(row))))
  ]
  return lines.map((fields) => `${fields.join(',')}\r\n`).join('')
}

/** Hands a text to the reader as a file. */
export function saveFile(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const anchor = document.createElement('a')
  anchor.href = address
  anchor.download = name
  anchor.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
