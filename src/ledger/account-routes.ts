import { z } from 'zod'
import { pageOf, pageQuery, readCursor, type Route, route, toPage } from '../api/index.ts'
import { emit } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import { Timestamp } from '../kernel/index.ts'
import { type AccountBalance, AccountId, floorMin, partsOf } from './account.ts'
import { listBalances } from './account-store.ts'
import { balances } from './balances.ts'
import { BookAsked, type BookRefusal, commonBook } from './book.ts'
import { managedKinds } from './chart.ts'
import { closeAccount, freezeAccount, unfreezeAccount } from './control.ts'
import { accountUnknown, floorMalformed, kindReserved } from './failures.ts'
import { balanceAt, statement } from './history.ts'
import { openAccounts } from './open.ts'
import { PastMoment, refusalOfMoment } from './past-moment.ts'
import { readPlace, writePlace } from './place.ts'
import { accountView, entryView, LedgerAccount, LedgerEntry, NewLedgerAccount } from './wire.ts'

const tag = 'Ledger'
const params = z.strictObject({ accountId: AccountId })
const read = { permission: 'ledger.read', grantedTo: ['operator', 'service', 'auditor'], tag } as const
const write = { permission: 'ledger.write', grantedTo: ['operator', 'service'], tag } as const
const control = { permission: 'ledger.control', grantedTo: ['operator'], tag } as const

/** The routes of accounts, in every book that is not refused. */
export function accountRoutes(refusalOf: BookRefusal): readonly Route[] {
  return [
    listRoute(refusalOf),
    openRoute(refusalOf),
    showRoute(refusalOf),
    statementRoute(refusalOf),
    ...changeRoutes(refusalOf)
  ]
}

const viewOf = (tx: Tx, book: string, account: AccountBalance) =>
  accountView(book, account, { ...account, at: tx.now })

const listRoute = (refusalOf: BookRefusal) =>
  route({
    ...read,
    method: 'GET',
    path: '/v1/ledger/accounts',
    summary: 'List the accounts of a book with their balances, by name.',
    query: z.strictObject({
      ...pageQuery,
      book: BookAsked,
      kind: z.string().max(40).optional(),
      owner: z.string().max(64).optional(),
      prefix: z.string().max(110).optional().meta({ description: 'The beginning of the names.' })
    }),
    reply: pageOf(LedgerAccount),
    failures: ['books.unknown'],
    handle: async ({ tx, query: { limit, cursor, ...filters } }) => {
      const { book, ...filter } = filters
      const refusal = await refusalOf(tx, book)
      if (refusal !== null) return refusal
      const after = readCursor({ cursor }, filters) ?? ''
      const rows = await listBalances(tx, book, filter, after, limit + 1)
      return toPage(
        rows,
        limit,
        filters,
        ({ id }) => id,
        (account) => viewOf(tx, book, account)
      )
    }
  })

const openRoute = (refusalOf: BookRefusal) =>
  route({
    ...write,
    method: 'POST',
    path: '/v1/ledger/accounts',
    summary: 'Open an account of your own.',
    description:
      "Opening it again in the same form is harmless. Kinds of Kontor's own chart of accounts, such as `escrow`, are taken. " +
      'Accounts of the same name in two books have nothing to do with each other.',
    body: NewLedgerAccount,
    reply: LedgerAccount,
    failures: ['ledger.kind_reserved', 'ledger.floor_malformed', 'ledger.account_differs', 'books.unknown'],
    handle: async ({ tx, body: { id, side, floor, book } }) => {
      const { kind, currency } = partsOf(id)
      if (managedKinds.has(kind)) throw kindReserved(id, kind)
      if (floor !== null && (floor.currency !== currency || floor.minor > 0n || floor.minor < floorMin))
        throw floorMalformed(id)
      const refusal = await refusalOf(tx, book)
      if (refusal !== null) return refusal
      const before = await balances(tx, [id], { book })
      const account = { id, side, floor: floor === null ? null : floor.minor, managed: false }
      await openAccounts(tx, [account], { book })
      if (!before.has(id)) await emit(tx, { type: 'ledger.account_opened', subject: id, data: { book } })
      return viewOf(tx, book, await existing(tx, book, id))
    }
  })

async function existing(tx: Tx, book: string, id: AccountId): Promise<AccountBalance> {
  const account = (await balances(tx, [id], { book })).get(id)
  if (account === undefined) throw accountUnknown(id, book)
  return account
}

const showRoute = (refusalOf: BookRefusal) =>
  route({
    ...read,
    method: 'GET',
    path: '/v1/ledger/accounts/:accountId',
    summary: 'Show an account with its balances, now or at a past moment.',
    params,
    query: z.strictObject({
      book: BookAsked,
      at: PastMoment
    }),
    reply: LedgerAccount,
    failures: ['ledger.account_unknown', 'books.unknown', 'ledger.moment_to_come'],
    apart: ({ query }) => query.book,
    handleMany: async (tx, asked) => {
      const book = commonBook(asked.map(({ query }) => query.book))
      const refusal = await refusalOf(tx, book)
      if (refusal !== null) return asked.map(() => refusal)
      const now = asked.flatMap(({ params: { accountId }, query: { at } }) =>
        at === undefined ? accountId : []
      )
      const found = await balances(tx, now, { book })
      const views = []
      for (const {
        params: { accountId: id },
        query: { at }
      } of asked) {
        const account = found.get(id)
        if (at !== undefined) views.push(refusalOfMoment(tx, at) ?? (await pastView(tx, book, id, at)))
        else views.push(account === undefined ? accountUnknown(id, book) : viewOf(tx, book, account))
      }
      return views
    }
  })

async function pastView(tx: Tx, book: string, id: AccountId, at: Date) {
  const past = await balanceAt(tx, id, at, { book })
  return accountView(book, past.account, past)
}

const statementRoute = (refusalOf: BookRefusal) =>
  route({
    ...read,
    method: 'GET',
    path: '/v1/ledger/accounts/:accountId/statement',
    summary: 'List the entries of an account, each with the balance after it.',
    description: 'In the order of their time. Entries never change; new ones come at the end.',
    params,
    query: z.strictObject({
      ...pageQuery,
      book: BookAsked,
      from: Timestamp.optional().meta({ description: 'Entries at or after this moment.' }),
      to: Timestamp.optional().meta({ description: 'Entries before this moment.' })
    }),
    reply: pageOf(LedgerEntry),
    failures: ['ledger.account_unknown', 'books.unknown'],
    handle: async ({ tx, params: { accountId: id }, query: { limit, cursor, book, from, to } }) => {
      const refusal = await refusalOf(tx, book)
      if (refusal !== null) return refusal
      const filters = { id, book, from, to }
      const place = readCursor({ cursor }, filters)
      const after = place === undefined ? undefined : readPlace(place)
      const range = { from, to, after, limit: limit + 1 }
      const { account, entries } = await statement(tx, id, range, { book })
      return toPage(entries, limit, filters, writePlace, (entry) => entryView(account, entry))
    }
  })

const changes = [
  ['freeze', freezeAccount, 'Freeze an account: nothing moves in or out until it is unfrozen.'],
  ['unfreeze', unfreezeAccount, 'Unfreeze an account.'],
  ['close', closeAccount, 'Close an account for ever. It must have no balance and no open holds.']
] as const

const changeRoutes = (refusalOf: BookRefusal) =>
  changes.map(([verb, change, summary]) =>
    route({
      ...control,
      method: 'POST',
      path: `/v1/ledger/accounts/:accountId/${verb}`,
      summary,
      params,
      body: z.strictObject({ book: BookAsked }).prefault({}),
      status: 200,
      reply: LedgerAccount,
      failures: [
        'ledger.account_unknown',
        'ledger.account_closed',
        'ledger.account_not_empty',
        'books.unknown'
      ],
      handle: async ({ tx, params: { accountId }, body: { book } }) => {
        const refusal = await refusalOf(tx, book)
        return refusal ?? viewOf(tx, book, await change(tx, accountId, { book }))
      }
    })
  )
