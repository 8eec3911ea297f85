import { z } from 'zod'
import { type Actor, pageOf, pageQuery, readCursor, type Route, route, toPage } from '../api/index.ts'
import type { Tx } from '../db/index.ts'
import { idSchema, money, Money, Timestamp } from '../kernel/index.ts'
import { type Entry, readPlace, statement, transactionsWhole, writePlace } from '../ledger/index.ts'
import {
  breakDown,
  earnedFor,
  lineKind,
  lineKinds,
  PayoutBreakdown,
  sourceAccount,
  sourceOf
} from './breakdown.ts'
import { payoutUnknown } from './failures.ts'
import type { Payout, PayoutId } from './payout.ts'
import { findPayout } from './store.ts'

const read = {
  tag: 'Payouts',
  permission: 'payouts.read',
  grantedTo: ['operator', 'service', 'merchant', 'auditor']
} as const
const params = z.strictObject({ payoutId: idSchema('pot') })
const failures = ['payouts.payout_unknown']

const PayoutLine = z
  .strictObject({
    transactionId: idSchema('txn'),
    at: Timestamp,
    kind: z.enum(lineKinds),
    about: z.string().nullable().meta({ description: 'The order, payout or quote that it is about.' }),
    reference: z.string().nullable().meta({ description: 'Of an order: what the shop calls it.' }),
    gross: Money.nullable().meta({ description: 'Of a sale: before commission.' }),
    commission: Money.nullable().meta({ description: 'Of a sale: what the marketplace kept of it.' }),
    amount: Money.meta({ description: 'What it changed of the balance; negative: it went out.' }),
    balance: Money.meta({ description: 'The balance after it.' })
  })
  .meta({ id: 'PayoutLine' })

/** The payout, if the actor may see it; to others it does not exist. */
async function visible(tx: Tx, actor: Actor, payoutId: PayoutId): Promise<Payout> {
  const payout = await findPayout(tx, payoutId)
  const foreign = actor.merchantId !== null && payout?.merchantId !== actor.merchantId
  if (payout === undefined || foreign) throw payoutUnknown(payoutId)
  return payout
}

/** What the shop calls orders, by their ids. Ids of other things are left out. */
export type ReferencesOf = (tx: Tx, ids: readonly string[]) => Promise<ReadonlyMap<string, string>>

/** Routes of what a payout is made of. */
export const breakdownRoutes = (referencesOf: ReferencesOf): readonly Route[] => [
  route({
    ...read,
    method: 'GET',
    path: '/v1/payouts/:payoutId/breakdown',
    summary: 'Show what a payout is made of, from sales to the bank.',
    description:
      'Everything that changed the balance of the merchant since the payout before, added up by kind. What was earned in ' +
      'other books comes in as it is brought to the book that pays.',
    params,
    reply: PayoutBreakdown,
    failures,
    handle: async ({ tx, actor, params: { payoutId } }) => breakDown(tx, await visible(tx, actor, payoutId))
  }),
  route({
    ...read,
    method: 'GET',
    path: '/v1/payouts/:payoutId/lines',
    summary: 'List the single lines that a payout is made of, oldest first.',
    description: 'They sum to what its breakdown says, to the cent.',
    params,
    query: z.strictObject(pageQuery),
    reply: pageOf(PayoutLine),
    failures,
    handle: async ({ tx, actor, params: { payoutId }, query: { limit, cursor } }) => {
      const payout = await visible(tx, actor, payoutId)
      const place = readCursor({ cursor }, { payoutId })
      const { stretch } = await earnedFor(tx, payout)
      const after = place === undefined ? stretch.after : readPlace(place)
      const range = { ...(after && { after }), before: stretch.before, limit: limit + 1 }
      const { entries } = await statement(tx, sourceAccount(payout), range)
      const kept = await commissionsOf(tx, entries)
      const references = await referencesOf(
        tx,
        entries.flatMap(({ subject }) => subject ?? [])
      )
      const lines = entries.map((entry) => ({
        entry,
        commission: kept.get(entry.transaction) ?? 0n,
        reference: references.get(entry.subject ?? '') ?? null
      }))
      const { items, next } = toPage(
        lines,
        limit,
        { payoutId },
        ({ entry }) => writePlace(entry),
        (line) => lineView(line, payout)
      )
      // Holds, and debts of which there was nothing to recover, changed nothing.
      return { items: items.filter(({ amount }) => amount.minor !== 0n), next }
    }
  })
]

type Line = Readonly<{ entry: Entry; commission: bigint; reference: string | null }>

function lineView({ entry, commission, reference }: Line, payout: Payout) {
  const of = (minor: bigint) => money(minor, sourceOf(payout).currency)
  const kind = lineKind(entry.code)
  return {
    transactionId: entry.transaction,
    at: entry.at,
    kind,
    about: entry.subject,
    reference,
    gross: kind === 'sale' ? of(entry.change + commission) : null,
    commission: kind === 'sale' ? of(commission) : null,
    amount: of(entry.change),
    balance: of(entry.balance)
  }
}

/** What the marketplace kept in each of the transactions that released something. */
async function commissionsOf(tx: Tx, entries: readonly Entry[]): Promise<ReadonlyMap<string, bigint>> {
  const releases = entries.filter(({ code }) => code === 'release').map(({ transaction }) => transaction)
  const whole = await transactionsWhole(tx, releases)
  return new Map(
    whole.map(({ id, legs }) => [
      id,
      legs.filter(({ code }) => code === 'commission').reduce((sum, { minor }) => sum + minor, 0n)
    ])
  )
}
