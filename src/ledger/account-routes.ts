import { z } from 'zod'
import { pageOf, pageQuery, readCursor, route, toPage } from '../api/index.ts'
import { emit } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import { Timestamp } from '../kernel/index.ts'
import { type AccountBalance, AccountId, floorMin, partsOf } from './account.ts'
import { listBalances } from './account-store.ts'
import { balances } from './balances.ts'
import { mainBook } from './book.ts'
import { managedKinds } from './chart.ts'
import { closeAccount, freezeAccount, unfreezeAccount } from './control.ts'
import { accountUnknown, floorMalformed, kindReserved } from './failures.ts'
import { balanceAt, statement } from './history.ts'
import { openAccounts } from './open.ts'
import type { Place } from './read-store.ts'
import { accountView, entryView, LedgerAccount, LedgerEntry, NewLedgerAccount } from './wire.ts'

const tag = 'Ledger'
const params = z.strictObject({ accountId: AccountId })
const read = { permission: 'ledger.read', grantedTo: ['operator', 'service', 'auditor'], tag } as const
const write = { permission: 'ledger.write', grantedTo: ['operator', 'service'], tag } as const
const control = { permission: 'ledger.control', grantedTo: ['operator'], tag } as const

const viewOf = (tx: Tx, account: AccountBalance) => accountView(account, { ...account, at: tx.now })

const listRoute = route({
  ...read,
  method: 'GET',
  path: '/v1/ledger/accounts',
  summary: 'List accounts with their balances, by name.',
  query: z.strictObject({
    ...pageQuery,
    kind: z.string().max(40).optional(),
    owner: z.string().max(64).optional(),
    prefix: z.string().max(110).optional().meta({ description: 'The beginning of the names.' })
  }),
  reply: pageOf(LedgerAccount),
  handle: async ({ tx, query: { limit, cursor, ...filters } }) => {
    const after = readCursor({ cursor }, filters) ?? ''
    const rows = await listBalances(tx, mainBook, filters, after, limit + 1)
    return toPage(
      rows,
      limit,
      filters,
      ({ id }) => id,
      (account) => viewOf(tx, account)
    )
  }
})

const openRoute = route({
  ...write,
  method: 'POST',
  path: '/v1/ledger/accounts',
  summary: 'Open an account of your own.',
  description:
    "Opening it again in the same form is harmless. Kinds of Kontor's own chart of accounts, such as `escrow`, are taken.",
  body: NewLedgerAccount,
  reply: LedgerAccount,
  failures: ['ledger.kind_reserved', 'ledger.floor_malformed', 'ledger.account_differs'],
  handle: async ({ tx, body: { id, side, floor } }) => {
    const { kind, currency } = partsOf(id)
    if (managedKinds.has(kind)) throw kindReserved(id, kind)
    if (floor !== null && (floor.currency !== currency || floor.minor > 0n || floor.minor < floorMin))
      throw floorMalformed(id)
    const before = await balances(tx, [id])
    await openAccounts(tx, [{ id, side, floor: floor === null ? null : floor.minor, managed: false }])
    if (!before.has(id)) await emit(tx, { type: 'ledger.account_opened', subject: id })
    return viewOf(tx, await existing(tx, id))
  }
})

async function existing(tx: Tx, id: AccountId): Promise<AccountBalance> {
  const account = (await balances(tx, [id])).get(id)
  if (account === undefined) throw accountUnknown(id)
  return account
}

const showRoute = route({
  ...read,
  method: 'GET',
  path: '/v1/ledger/accounts/:accountId',
  summary: 'Show an account with its balances, now or at a past moment.',
  params,
  query: z.strictObject({
    at: Timestamp.optional().meta({ description: 'Entries of this moment included; now, where left out.' })
  }),
  reply: LedgerAccount,
  failures: ['ledger.account_unknown'],
  handleMany: async (tx, asked) => {
    const now = asked.flatMap(({ params: { accountId }, query: { at } }) =>
      at === undefined ? accountId : []
    )
    const found = await balances(tx, now)
    const views = []
    for (const {
      params: { accountId: id },
      query: { at }
    } of asked) {
      const account = found.get(id)
      if (at !== undefined) views.push(await pastView(tx, id, at))
      else views.push(account === undefined ? accountUnknown(id) : viewOf(tx, account))
    }
    return views
  }
})

async function pastView(tx: Tx, id: AccountId, at: Date) {
  const past = await balanceAt(tx, id, at)
  return accountView(past.account, past)
}

const statementRoute = route({
  ...read,
  method: 'GET',
  path: '/v1/ledger/accounts/:accountId/statement',
  summary: 'List the entries of an account, each with the balance after it.',
  description: 'In the order of their time. Entries never change; new ones come at the end.',
  params,
  query: z.strictObject({
    ...pageQuery,
    from: Timestamp.optional().meta({ description: 'Entries at or after this moment.' }),
    to: Timestamp.optional().meta({ description: 'Entries before this moment.' })
  }),
  reply: pageOf(LedgerEntry),
  failures: ['ledger.account_unknown'],
  handle: async ({ tx, params: { accountId: id }, query: { limit, cursor, from, to } }) => {
    const filters = { id, from, to }
    const place = readCursor({ cursor }, filters)
    const after = place === undefined ? undefined : placeOf(place)
    const { account, entries } = await statement(tx, id, { from, to, after, limit: limit + 1 })
    return toPage(
      entries,
      limit,
      filters,
      ({ at, seq }) => `${at.toISOString()} ${seq}`,
      (entry) => entryView(account, entry)
    )
  }
})

function placeOf(text: string): Place {
  const [at = '', seq = ''] = text.split(' ')
  return { at: Timestamp.parse(at), seq: BigInt(seq) }
}

const changes = [
  ['freeze', freezeAccount, 'Freeze an account: nothing moves in or out until it is unfrozen.'],
  ['unfreeze', unfreezeAccount, 'Unfreeze an account.'],
  ['close', closeAccount, 'Close an account for ever. It must have no balance and no open holds.']
] as const

const changeRoutes = changes.map(([verb, change, summary]) =>
  route({
    ...control,
    method: 'POST',
    path: `/v1/ledger/accounts/:accountId/${verb}`,
    summary,
    params,
    status: 200,
    reply: LedgerAccount,
    failures: ['ledger.account_unknown', 'ledger.account_closed', 'ledger.account_not_empty'],
    handle: async ({ tx, params: { accountId } }) => viewOf(tx, await change(tx, accountId))
  })
)

/** The routes of accounts. */
export const accountRoutes = [listRoute, openRoute, showRoute, statementRoute, ...changeRoutes]
