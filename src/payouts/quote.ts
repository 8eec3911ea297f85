import { z } from 'zod'
import {
  Currency,
  type Id,
  idSchema,
  minorMax,
  type Money,
  Money as MoneyWire,
  PositiveMoney,
  Timestamp
} from '../kernel/index.ts'
import { type AccountId, accountId, type Leg, type NewAccount, type Transaction } from '../ledger/index.ts'
import type { MerchantId } from '../merchants/index.ts'
import { quoteSame, quoteTooLarge, quoteTooSmall } from './failures.ts'
import { bought, type Rate, soldFor, withMargin, writeRate } from './rate.ts'

export type QuoteId = Id<'quo'>

/** A decimal as rates are written: exact, never a JSON number. */
const DecimalText = z
  .string()
  .regex(/^\d{1,12}(\.\d{1,12})?$/, {
    error: 'must be a decimal such as "7.1034", with at most 12 digits on either side'
  })
  .refine((text) => /[1-9]/.test(text), { error: 'must be more than zero' })

/** A rate that an operator loads. */
export const NewRate = z
  .strictObject({
    base: Currency,
    quote: Currency,
    rate: DecimalText.meta({
      description: 'What one whole unit of base costs in quote, as text: exact.',
      example: '7.1034'
    }),
    source: z.string().trim().min(1).max(100).meta({ description: 'Who published it.' }),
    at: Timestamp.meta({ description: 'When it was valid.' })
  })
  .meta({ id: 'NewFxRate' })

/** A rate as it is kept. */
export const FxRate = NewRate.extend({ id: idSchema('fxr'), loadedAt: Timestamp }).meta({ id: 'FxRate' })
export type FxRate = z.output<typeof FxRate>

/** What a quote is asked for: how much is sold, or how much is to be bought. */
export const NewQuote = z
  .union([
    z.strictObject({ merchantId: idSchema('mer').optional(), sell: PositiveMoney, buyCurrency: Currency }),
    z.strictObject({ merchantId: idSchema('mer').optional(), buy: PositiveMoney, sellCurrency: Currency })
  ])
  .meta({ id: 'NewQuote' })
export type NewQuote = z.output<typeof NewQuote>

/** A promise to exchange `sell` into `buy` until it expires. */
export const Quote = z
  .strictObject({
    id: idSchema('quo'),
    merchantId: idSchema('mer')
      .nullable()
      .meta({ description: 'Whose balance it exchanges; null: only informs.' }),
    sell: MoneyWire,
    buy: MoneyWire,
    rate: z.string().meta({ description: 'The rate in the middle, without margin.' }),
    rateId: idSchema('fxr'),
    marginBasisPoints: z.number().int().meta({ description: 'Ten-thousandths that the rate is lowered by.' }),
    effectiveRate: z
      .string()
      .meta({ description: 'The rate less the margin, cut off after 12 digits, to read.' }),
    createdAt: Timestamp,
    expiresAt: Timestamp,
    executedAt: Timestamp.nullable(),
    transactionId: idSchema('txn').nullable()
  })
  .meta({
    id: 'Quote',
    description:
      'Amounts follow exactly from rate and margin: what is bought is rounded down, what must be sold is rounded up, ' +
      'each to a whole minor unit. The fraction stays in the exchange position, where it can be seen.'
  })
export type Quote = z.output<typeof Quote>

/** A rate found for a pair: the one loaded, or its inverse. */
export type FoundRate = Readonly<{ id: Id<'fxr'>; rate: Rate }>

/** Works out a quote. Refused where it buys nothing, or more than can be counted. */
export function workOut(
  wanted: Readonly<{ sell: Money } | { buy: Money }>,
  found: FoundRate,
  marginBasisPoints: number
): Pick<Quote, 'sell' | 'buy' | 'rate' | 'rateId' | 'marginBasisPoints' | 'effectiveRate'> {
  if (found.rate.base === found.rate.quote) throw quoteSame()
  const effective = withMargin(found.rate, marginBasisPoints)
  const sell = 'sell' in wanted ? wanted.sell : soldFor(wanted.buy, effective)
  const buy = 'buy' in wanted ? wanted.buy : bought(wanted.sell, effective)
  if (buy.minor < 1n) throw quoteTooSmall(buy.currency)
  if (sell.minor > minorMax || buy.minor > minorMax) throw quoteTooLarge()
  return {
    sell,
    buy,
    rate: writeRate(found.rate),
    rateId: found.id,
    marginBasisPoints,
    effectiveRate: writeRate(effective)
  }
}

/** What we are long or short of from exchanging `sell` into `buy`, in each of the two currencies. Unlimited. */
export function positionAccounts(sell: Currency, buy: Currency): readonly [NewAccount, NewAccount] {
  const open = (currency: Currency): NewAccount => ({
    id: accountId('fx', `${sell}${buy}`, currency),
    side: 'credit',
    floor: null
  })
  return [open(sell), open(buy)]
}

/** The two legs of an exchange: out of `from` into the position, and out of the position into `into`. */
export function exchangeLegs(
  { sell, buy }: Pick<Quote, 'sell' | 'buy'>,
  from: AccountId,
  into: AccountId,
  subject: string,
  legId: (n: number) => Leg['id']
): Leg[] {
  const [sold, paid] = positionAccounts(sell.currency, buy.currency)
  return [
    {
      id: legId(1),
      type: 'plain',
      code: 'fx.sell',
      subject,
      debit: from,
      credit: sold.id,
      minor: sell.minor
    },
    { id: legId(2), type: 'plain', code: 'fx.buy', subject, debit: paid.id, credit: into, minor: buy.minor }
  ]
}

/** The rate that the ledger keeps with an exchange. */
export function keptRate(
  quote: Pick<Quote, 'sell' | 'buy' | 'effectiveRate'>
): NonNullable<Transaction['fx']> {
  return { from: quote.sell.currency, to: quote.buy.currency, rate: quote.effectiveRate }
}

/** Whose quote it is, for reading. */
export const ownedBy = (quote: Quote, merchantId: MerchantId | null) =>
  merchantId === null || quote.merchantId === merchantId
