import { z } from 'zod'
import { pageOf, pageQuery, readCursor, route, type Route, toPage } from '../api/index.ts'
import { idSchema } from '../kernel/index.ts'
import { merchantUnknown } from '../merchants/index.ts'
import { createQuote, executeQuote } from './exchange.ts'
import { quoteUnknown } from './failures.ts'
import { findQuote, listRates } from './fx-store.ts'
import { loadRates } from './load-rates.ts'
import { FxRate, NewQuote, NewRate, ownedBy, Quote } from './quote.ts'
import type { PayoutSettings } from './settings.ts'

const tag = 'Exchange'
const everyone = ['operator', 'service', 'merchant', 'auditor'] as const
const ofQuote = z.strictObject({ quoteId: idSchema('quo') })

/** Routes of exchange rates and quotes. */
export const fxRoutes = (settings: PayoutSettings): readonly Route[] => [
  ...rateRoutes,
  ...quoteRoutes(settings),
  ...quoteActRoutes
]

const rateRoutes = [
  route({
    method: 'POST',
    path: '/v1/fx/rates',
    tag,
    summary: 'Load exchange rates.',
    description: 'The newest by its own time is used, in either direction; old ones stay.',
    permission: 'fx.write',
    grantedTo: ['operator'],
    body: z.strictObject({ rates: z.array(NewRate).min(1).max(500) }),
    reply: z.strictObject({ rates: z.array(FxRate) }),
    failures: ['payouts.rate_of_itself', 'payouts.rate_in_the_future'],
    handle: async ({ tx, body }) => ({ rates: await loadRates(tx, body.rates) })
  }),
  route({
    method: 'GET',
    path: '/v1/fx/rates',
    tag,
    summary: 'List exchange rates, newest first.',
    permission: 'fx.read',
    grantedTo: everyone,
    query: z.strictObject(pageQuery),
    reply: pageOf(FxRate),
    handle: async ({ tx, query: { limit, cursor } }) => {
      const rows = await listRates(tx, readCursor({ cursor }, {}) ?? null, limit + 1)
      return toPage(
        rows,
        limit,
        {},
        ({ id }) => id,
        (rate) => rate
      )
    }
  })
]

const quoteRoutes = (settings: PayoutSettings) => [
  route({
    method: 'POST',
    path: '/v1/quotes',
    tag,
    summary: 'Ask at what rate an amount is exchanged.',
    description: 'Name what is sold and the currency to buy, or what is bought and the currency to sell.',
    permission: 'quotes.write',
    grantedTo: ['operator', 'service', 'merchant'],
    body: NewQuote,
    reply: Quote,
    failures: [
      'merchants.unknown',
      'payouts.quote_of_itself',
      'payouts.rate_missing',
      'payouts.quote_too_small',
      'payouts.quote_too_large'
    ],
    handle: ({ tx, actor, body }) => {
      const { merchantId } = body
      if (actor.merchantId === null) return createQuote(tx, body, settings)
      if (merchantId !== undefined && merchantId !== actor.merchantId) throw merchantUnknown(merchantId)
      return createQuote(tx, { ...body, merchantId: actor.merchantId }, settings)
    }
  })
]

const quoteActRoutes = [
  route({
    method: 'GET',
    path: '/v1/quotes/:quoteId',
    tag,
    summary: 'Show a quote.',
    permission: 'fx.read',
    grantedTo: everyone,
    params: ofQuote,
    reply: Quote,
    failures: ['payouts.quote_unknown'],
    handle: async ({ tx, actor, params: { quoteId } }) => {
      const quote = await findQuote(tx, quoteId)
      if (quote === undefined || !ownedBy(quote, actor.merchantId)) throw quoteUnknown(quoteId)
      return quote
    }
  }),
  route({
    method: 'POST',
    path: '/v1/quotes/:quoteId/execution',
    tag,
    summary: "Exchange a merchant's balance at a quote.",
    description: 'Once, and not after it has expired.',
    permission: 'quotes.write',
    grantedTo: ['operator', 'service', 'merchant'],
    params: ofQuote,
    body: z.strictObject({}),
    reply: Quote,
    failures: [
      'payouts.quote_unknown',
      'payouts.quote_without_merchant',
      'payouts.quote_executed',
      'payouts.quote_expired',
      'ledger.funds_insufficient'
    ],
    handle: ({ tx, actor, params }) => executeQuote(tx, params.quoteId, actor.merchantId)
  })
]
