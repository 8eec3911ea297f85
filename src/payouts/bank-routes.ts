import { z } from 'zod'
import { pageOf, pageQuery, readCursor, route, type Route, toPage } from '../api/index.ts'
import type { Tx } from '../db/index.ts'
import { idSchema } from '../kernel/index.ts'
import { BankFile } from './bank-file.ts'
import {
  findDocument,
  findFile,
  findStatementById,
  listFiles,
  listLines,
  listStatements
} from './bank-store.ts'
import { statementUnknown } from './bank-failures.ts'
import { fileUnknown } from './failures.ts'
import { differenceView } from './difference.ts'
import { differencesAtLines } from './difference-store.ts'
import { importStatements } from './import-statement.ts'
import type { PayoutSettings } from './settings.ts'
import { LineView, lineView, StatementView, statementView } from './statement-view.ts'
import { markBankFileSent, writeBankFiles } from './write-bank-file.ts'

const mebibyte = 1024 * 1024
const read = { permission: 'bank.read', grantedTo: ['operator', 'auditor'] } as const
const write = { permission: 'bank.write', grantedTo: ['operator'] } as const
const ofFile = z.strictObject({ bankFileId: idSchema('bkf') })
const ofStatement = z.strictObject({ statementId: idSchema('stm') })

/** Routes of bank files and bank statements. */
export const bankRoutes = (settings: PayoutSettings): readonly Route[] => [
  ...fileWriteRoutes(settings),
  ...fileReadRoutes,
  ...statementWriteRoutes(settings),
  ...statementReadRoutes
]

const fileWriteRoutes = (settings: PayoutSettings) => [
  route({
    ...write,
    method: 'POST',
    path: '/v1/bank-files',
    tag: 'Bank files',
    summary: 'Write bank files of all planned payouts now.',
    description:
      'One for each currency, up to 5,000 payouts at a time; without it they are written at the cut-off.',
    body: z.strictObject({}),
    reply: z.strictObject({ bankFiles: z.array(BankFile) }),
    previewable: true,
    handle: async ({ tx }) => ({ bankFiles: (await writeBankFiles(tx, settings, 'all')).files })
  }),
  route({
    ...write,
    method: 'POST',
    path: '/v1/bank-files/:bankFileId/transmission',
    tag: 'Bank files',
    summary: 'Record that a file was given to the bank.',
    params: ofFile,
    body: z.strictObject({}),
    reply: BankFile,
    status: 200,
    failures: ['payouts.file_unknown', 'payouts.file_sent_already', 'payouts.file_payouts_ended'],
    handle: ({ tx, params }) => markBankFileSent(tx, params.bankFileId, settings)
  })
]

const fileReadRoutes = [
  route({
    ...read,
    method: 'GET',
    path: '/v1/bank-files',
    tag: 'Bank files',
    summary: 'List bank files, newest first.',
    query: z.strictObject({ ...pageQuery, state: BankFile.shape.state.optional() }),
    reply: pageOf(BankFile),
    handle: async ({ tx, query: { limit, cursor, ...filters } }) => {
      const rows = await listFiles(tx, filters.state, readCursor({ cursor }, filters) ?? null, limit + 1)
      return toPage(
        rows,
        limit,
        filters,
        ({ id }) => id,
        (file) => file
      )
    }
  }),
  route({
    ...read,
    method: 'GET',
    path: '/v1/bank-files/:bankFileId',
    tag: 'Bank files',
    summary: 'Show a bank file.',
    params: ofFile,
    reply: BankFile,
    failures: ['payouts.file_unknown'],
    handle: async ({ tx, params: { bankFileId } }) => {
      const file = await findFile(tx, bankFileId)
      if (file === undefined) throw fileUnknown(bankFileId)
      return file
    }
  }),
  route({
    permission: 'bank.write',
    grantedTo: ['operator'],
    method: 'GET',
    path: '/v1/bank-files/:bankFileId/document',
    tag: 'Bank files',
    summary: 'Fetch the text of a bank file: ISO 20022 pain.001.001.09.',
    description: 'It has the names and accounts of merchants in it.',
    params: ofFile,
    reply: z.string(),
    replyType: 'application/xml',
    failures: ['payouts.file_unknown'],
    handle: async ({ tx, params: { bankFileId } }) => {
      const document = await findDocument(tx, bankFileId)
      if (document === undefined) throw fileUnknown(bankFileId)
      return document
    }
  })
]

const statementWriteRoutes = (settings: PayoutSettings) => [
  route({
    ...write,
    method: 'POST',
    path: '/v1/statements',
    tag: 'Bank statements',
    summary: 'Import bank statements: ISO 20022 camt.053.001.02 to .08.',
    description:
      'Up to 16 MiB. All statements of the file, or none. One that was imported before is answered as it was then.',
    bodyType: 'application/xml',
    bodyBytesMax: 16 * mebibyte,
    body: z.string().max(16 * mebibyte),
    reply: z.strictObject({
      statements: z.array(StatementView),
      known: z.array(idSchema('stm')).meta({ description: 'Those of them that were imported before.' })
    }),
    failures: [
      'payouts.xml_doctype',
      'payouts.xml_too_deep',
      'payouts.xml_too_large',
      'payouts.xml_malformed',
      'payouts.statement_kind_unknown',
      'payouts.statement_incomplete',
      'payouts.statement_too_long',
      'payouts.statement_balance_missing',
      'payouts.statement_currency_unknown',
      'payouts.statement_amount_invalid',
      'payouts.statement_does_not_add_up',
      'payouts.statement_account_unknown',
      'payouts.statement_differs'
    ],
    handle: async ({ tx, body }) => {
      const { statements, known } = await importStatements(tx, body, settings)
      return { statements: statements.map(statementView), known }
    }
  })
]

/** Lines, with the differences that they are. */
async function withDifferences(tx: Tx, lines: readonly z.output<typeof LineView>[]) {
  const found = await differencesAtLines(
    tx,
    lines.map(({ id }) => id)
  )
  const byLine = new Map(found.map((difference) => [difference.lineId, difference]))
  return lines.map((line) => {
    const difference = byLine.get(line.id)
    return { ...line, difference: difference === undefined ? null : differenceView(difference, tx.now) }
  })
}

const statementReadRoutes = [
  route({
    ...read,
    method: 'GET',
    path: '/v1/statements',
    tag: 'Bank statements',
    summary: 'List imported bank statements, newest first.',
    query: z.strictObject(pageQuery),
    reply: pageOf(StatementView),
    handle: async ({ tx, query: { limit, cursor } }) => {
      const rows = await listStatements(tx, readCursor({ cursor }, {}) ?? null, limit + 1)
      return toPage(rows, limit, {}, ({ id }) => id, statementView)
    }
  }),
  route({
    ...read,
    method: 'GET',
    path: '/v1/statements/:statementId',
    tag: 'Bank statements',
    summary: 'Show an imported bank statement.',
    params: ofStatement,
    reply: StatementView,
    failures: ['payouts.statement_unknown'],
    handle: async ({ tx, params: { statementId } }) => {
      const statement = await findStatementById(tx, statementId)
      if (statement === undefined) throw statementUnknown(statementId)
      return statementView(statement)
    }
  }),
  route({
    ...read,
    method: 'GET',
    path: '/v1/statements/:statementId/lines',
    tag: 'Bank statements',
    summary: 'List the lines of a statement and what each turned out to be.',
    params: ofStatement,
    query: z.strictObject({
      ...pageQuery,
      matched: z
        .stringbool()
        .optional()
        .meta({ type: 'boolean', description: 'Those that were recognised, or the others.' }),
      include: z.literal('difference').optional().meta({ description: 'Adds what unmatched lines are.' })
    }),
    reply: pageOf(LineView),
    failures: ['payouts.statement_unknown'],
    handle: async ({ tx, params: { statementId }, query: { limit, cursor, matched, include } }) => {
      if ((await findStatementById(tx, statementId)) === undefined) throw statementUnknown(statementId)
      const filters = { statementId, matched }
      const after = globalThis.Number(readCursor({ cursor }, filters) ?? '0')
      const page = toPage(
        await listLines(tx, statementId, after, limit + 1, matched),
        limit,
        filters,
        ({ place }) => String(place),
        lineView
      )
      return include === undefined ? page : { ...page, items: await withDifferences(tx, page.items) }
    }
  })
]
