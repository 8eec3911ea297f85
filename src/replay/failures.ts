import { Failure } from '../kernel/index.ts'

export const fileMissing = (file: string, folder: string) =>
  new Failure('not_found', 'replay.file_missing', `There is no ${file} in ${folder}.`, {
    advice: 'Give the folder that holds the Olist CSV files under their original names. Nothing was changed.'
  })

export const columnMissing = (file: string, columns: readonly string[]) =>
  new Failure('invalid', 'replay.column_missing', `${file} lacks the column ${columns.join(', ')}.`, {
    advice: 'Use the files in their original format, with the header line. Nothing was changed.'
  })

export const lineInvalid = (file: string, line: number, reason: string) =>
  new Failure('invalid', 'replay.line_invalid', `${file}, line ${line}: ${reason}`, {
    advice: 'Mend the line or leave it out. Nothing was changed.'
  })
