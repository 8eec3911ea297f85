import { emit } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import { derivedId, later, minute } from '../kernel/index.ts'
import { mainBook, openAccounts, post } from '../ledger/index.ts'
import {
  findMerchants,
  merchantAccount,
  type MerchantId,
  merchantUnknown,
  openAccountsOfMerchants
} from '../merchants/index.ts'
import {
  quoteExecuted,
  quoteExpired,
  quoteNobodys,
  quoteSame,
  quoteUnknown,
  rateMissing
} from './failures.ts'
import { insertQuotes, lockQuote, markExecuted } from './fx-store.ts'
import { currentRates, pairKey } from './load-rates.ts'
import {
  exchangeLegs,
  keptRate,
  type NewQuote,
  ownedBy,
  positionAccounts,
  type Quote,
  type QuoteId,
  workOut
} from './quote.ts'
import type { PayoutSettings } from './settings.ts'

/** Promises an exchange at the current rate for a while. */
export async function createQuote(tx: Tx, wanted: NewQuote, settings: PayoutSettings): Promise<Quote> {
  const from = 'sell' in wanted ? wanted.sell.currency : wanted.sellCurrency
  const to = 'buy' in wanted ? wanted.buy.currency : wanted.buyCurrency
  if (from === to) throw quoteSame()
  const { merchantId } = wanted
  if (merchantId !== undefined && (await findMerchants(tx, [merchantId])).length === 0)
    throw merchantUnknown(merchantId)
  const found = (await currentRates(tx, [{ from, to }], settings)).get(pairKey(from, to))
  if (found === undefined) throw rateMissing(from, to)
  const quote: Quote = {
    id: tx.newId('quo'),
    merchantId: merchantId ?? null,
    ...workOut(wanted, found, settings.marginBasisPoints),
    createdAt: tx.now,
    expiresAt: later(tx.now, settings.quoteMinutes * minute),
    executedAt: null,
    transactionId: null
  }
  await insertQuotes(tx, [quote])
  return quote
}

/** Exchanges a merchant's balance at a quote: once, and not after it has expired. */
export async function executeQuote(tx: Tx, quoteId: QuoteId, asker: MerchantId | null): Promise<Quote> {
  const quote = await lockQuote(tx, quoteId)
  if (quote === undefined || !ownedBy(quote, asker)) throw quoteUnknown(quoteId)
  const { merchantId, sell, buy } = quote
  if (merchantId === null) throw quoteNobodys(quoteId)
  if (quote.executedAt !== null) throw quoteExecuted(quoteId)
  if (quote.expiresAt <= tx.now) throw quoteExpired(quoteId, quote.expiresAt)
  const [from, into] = [merchantAccount(merchantId, sell.currency), merchantAccount(merchantId, buy.currency)]
  const transactionId = derivedId('txn', 'quote', quoteId)
  await openAccountsOfMerchants(
    tx,
    [sell, buy].map(({ currency }) => ({ merchantId, currency, book: mainBook }))
  )
  await openAccounts(tx, positionAccounts(sell.currency, buy.currency))
  await post(tx, {
    id: transactionId,
    legs: exchangeLegs(quote, from, into, quoteId, (n) => derivedId('trf', 'quote', quoteId, n)),
    fx: keptRate(quote)
  })
  const executed = { ...quote, executedAt: tx.now, transactionId }
  await markExecuted(tx, executed)
  await emit(tx, {
    type: 'quote.executed',
    subject: quoteId,
    owner: merchantId,
    data: { sold: sell.minor, soldCurrency: sell.currency, bought: buy.minor, boughtCurrency: buy.currency }
  })
  return executed
}
