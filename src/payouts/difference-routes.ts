import { z } from 'zod'
import { pageOf, pageQuery, readCursor, route, type Route, toPage } from '../api/index.ts'
import { Currency, day, idSchema, later, minorMax, Timestamp } from '../kernel/index.ts'
import {
  DifferenceKind,
  differenceView,
  DifferenceView,
  Resolution,
  ResolvedDifferenceView,
  resolvedView
} from './difference.ts'
import { countByDay, countOpen, listDifferences } from './difference-store.ts'
import { settlementToCome } from './bank-failures.ts'
import { recordSettlement } from './record-settlement.ts'
import { resolveDifference } from './resolve-difference.ts'
import { referenceLettersMax, SettlementView, settlementView } from './settlement.ts'
import { listSettlements } from './settlement-store.ts'
import type { PayoutSettings } from './settings.ts'

const tag = 'Reconciliation'
const read = { tag, permission: 'bank.read', grantedTo: ['operator', 'auditor'] } as const
const write = { tag, permission: 'bank.write', grantedTo: ['operator'] } as const

const daysMax = 366

/** A thousand such amounts still add up to a number of JSON. */
const reportMax = globalThis.Number(minorMax / 1000n)

const minorText = z
  .number()
  .int()
  .min(-reportMax)
  .max(reportMax)
  .meta({ description: 'Minor units of the currency of the settlement.' })
  .transform((minor) => BigInt(minor))
const SettlementReport = z
  .strictObject({
    id: z
      .string()
      .min(1)
      .max(referenceLettersMax)
      .meta({ description: "The provider's name for it, as the bank statement shows it." }),
    provider: z.string().regex(/^[a-z][a-z0-9_-]{0,39}$/, { error: 'must be the name of a provider' }),
    currency: Currency,
    at: Timestamp,
    net: minorText,
    lines: z
      .array(
        z.strictObject({
          reference: z.string().min(1).max(100),
          kind: z.enum(['capture', 'refund', 'refund_return', 'chargeback', 'chargeback_reversal', 'fee']),
          paymentId: idSchema('pay').nullable(),
          gross: minorText,
          fee: minorText,
          net: minorText
        })
      )
      .min(1)
      .max(50_000)
  })
  .meta({ id: 'SettlementReport' })

/** Routes of differences and of the settlements of providers. */
export const differenceRoutes = (settings: PayoutSettings): readonly Route[] => [
  ...listRoutes,
  route({
    ...write,
    method: 'POST',
    path: '/v1/differences/:differenceId/resolution',
    summary: 'Resolve a difference: say where its money belongs, and why.',
    params: z.strictObject({ differenceId: idSchema('dif') }),
    body: Resolution,
    reply: ResolvedDifferenceView,
    status: 200,
    previewable: true,
    failures: [
      'payouts.difference_unknown',
      'payouts.difference_resolved',
      'payouts.resolution_unfit',
      'payouts.payout_unknown',
      'payouts.settlement_unknown',
      'merchants.unknown',
      'ledger.funds_insufficient'
    ],
    handle: async ({ tx, params, body }) =>
      resolvedView(await resolveDifference(tx, params.differenceId, body), tx.now)
  }),
  route({
    ...write,
    method: 'POST',
    path: '/v1/provider-settlements',
    summary: 'Record what a provider says it paid to our bank.',
    description:
      'Where the provider is asked by itself, nobody needs this. The same report again changes nothing.',
    bodyBytesMax: 16 * 1024 * 1024,
    body: SettlementReport,
    reply: SettlementView,
    failures: [
      'payouts.settlement_differs',
      'payouts.settlement_does_not_add_up',
      'payouts.settlement_empty',
      'payouts.settlement_to_come'
    ],
    handle: async ({ tx, body }) => {
      // A provider's day may end later than ours.
      if (body.at > later(tx.now, day)) throw settlementToCome(body.id, body.at, tx.now)
      return settlementView(await recordSettlement(tx, body, settings))
    }
  })
]

const listRoutes = [
  route({
    ...read,
    method: 'GET',
    path: '/v1/differences',
    summary: 'List differences between us and the bank or a provider, with their age.',
    description: 'Missing, extra, amount, currency, duplicate. Oldest first.',
    query: z.strictObject({
      ...pageQuery,
      state: z.enum(['open', 'resolved']).optional(),
      kind: DifferenceKind.optional(),
      subject: z.string().max(200).optional().meta({ description: 'What it is about, such as a payout.' })
    }),
    reply: pageOf(DifferenceView),
    handle: async ({ tx, query: { limit, cursor, ...filters } }) => {
      const rows = await listDifferences(tx, filters, readCursor({ cursor }, filters) ?? '', limit + 1)
      return toPage(
        rows,
        limit,
        filters,
        ({ id }) => id,
        (difference) => differenceView(difference, tx.now)
      )
    }
  }),
  route({
    ...read,
    method: 'GET',
    path: '/v1/differences/days',
    summary: 'Count differences by the day on which they began.',
    description: 'Days of UTC, oldest first; one on which none began is left out. At most 366 of them.',
    query: z
      .strictObject({
        from: z.iso.date().meta({ description: 'The first day.' }),
        to: z.iso.date().meta({ description: 'The last day.' })
      })
      .refine(({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) < daysMax * day, {
        path: ['to'],
        error: `must be the first day or up to ${daysMax - 1} days later`
      }),
    reply: z.strictObject({
      open: z.number().int().meta({ description: 'All that are open, whenever they began.' }),
      days: z.array(z.strictObject({ day: z.string(), open: z.number().int(), resolved: z.number().int() }))
    }),
    handle: async ({ tx, query: { from, to } }) => ({
      open: await countOpen(tx),
      days: await countByDay(tx, new Date(from), later(new Date(to), day))
    })
  }),
  route({
    ...read,
    method: 'GET',
    path: '/v1/provider-settlements',
    summary: 'List settlements of providers, newest first.',
    query: z.strictObject({ ...pageQuery, provider: z.string().max(40).optional() }),
    reply: pageOf(SettlementView),
    handle: async ({ tx, query: { limit, cursor, ...filters } }) => {
      const rows = await listSettlements(
        tx,
        filters.provider,
        readCursor({ cursor }, filters) ?? null,
        limit + 1
      )
      return toPage(rows, limit, filters, ({ id }) => id, settlementView)
    }
  })
]
