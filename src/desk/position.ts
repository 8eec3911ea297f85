import type { Currency } from '../kernel/index.ts'
import type { Flow } from '../ledger/index.ts'

/** Where money stands, or whom it is owed to. */
export const places = [
  'at_providers',
  'at_banks',
  'owed_by_merchants',
  'held_for_orders',
  'frozen_in_disputes',
  'owed_to_merchants',
  'payouts_on_their_way',
  'refunds_on_their_way',
  'unmatched',
  'between_books',
  'exchange',
  'own_result',
  'other_accounts'
] as const
export type Place = (typeof places)[number]

/** On which side of the scales it lies: what there is, what it is owed for, or a part of another figure. */
export type Scale = 'there' | 'owed' | 'part'

type Meaning = Readonly<{ scale: Scale; kinds: readonly string[]; countedAs: string }>

/** What each figure is made of: kinds of account of the ledger, or what the books of the orders say. */
export const meanings: Readonly<Record<Place, Meaning>> = {
  at_providers: {
    scale: 'there',
    kinds: ['provider'],
    countedAs: 'Balance of the accounts provider:*: captured and not yet settled, refunded or charged back.'
  },
  at_banks: {
    scale: 'there',
    kinds: ['bank'],
    countedAs: 'Balance of the accounts bank:*: what imported statements have booked.'
  },
  owed_by_merchants: {
    scale: 'there',
    kinds: ['owed'],
    countedAs: 'Balance of the accounts owed:*: refunds and chargebacks after release, not yet recovered.'
  },
  held_for_orders: {
    scale: 'owed',
    kinds: [],
    countedAs:
      'Sum of `held` over the parts of all orders, from the books of the escrow and not from the ledger.'
  },
  frozen_in_disputes: {
    scale: 'part',
    kinds: [],
    countedAs: 'Of what is held for orders: frozen by disputes that are not decided.'
  },
  owed_to_merchants: {
    scale: 'owed',
    kinds: ['merchant', 'reserve'],
    countedAs: 'Balance of the accounts merchant:* and reserve:*: released and not yet paid out.'
  },
  payouts_on_their_way: {
    scale: 'owed',
    kinds: ['payout'],
    countedAs: 'Balance of the accounts payout:*: has left the merchants and was not booked by the bank.'
  },
  refunds_on_their_way: {
    scale: 'owed',
    kinds: ['refund', 'chargeback'],
    countedAs: 'Balance of the accounts refund:* and chargeback:*: goes back to buyers, not yet confirmed.'
  },
  unmatched: {
    scale: 'owed',
    kinds: ['unmatched'],
    countedAs:
      'Balance of the accounts unmatched:*: bank lines that nobody could match, and what was written off.'
  },
  between_books: {
    scale: 'owed',
    kinds: ['clearing'],
    countedAs:
      'Balance of the accounts clearing:* of all books: zero but for what is under way between two of them.'
  },
  exchange: {
    scale: 'owed',
    kinds: ['fx'],
    countedAs: 'Balance of the accounts fx:*: sold in this currency less bought in it.'
  },
  own_result: {
    scale: 'owed',
    kinds: ['commission', 'fee', 'loss', 'provider_cost'],
    countedAs: 'Commission and fees less losses and the costs of providers.'
  },
  other_accounts: {
    scale: 'owed',
    kinds: [],
    countedAs: 'Balance of all accounts that were opened over the API.'
  }
}

/** How to read the difference. */
export const differenceCountedAs =
  'What there is less what it is owed for: at_providers + at_banks + owed_by_merchants less all figures of the scale ' +
  '`owed`. The ledger balances by itself, and what is held comes from the books of the orders, so it is zero only as ' +
  'long as both agree.'

/** What the books of the orders hold in one currency. */
export type Held = Readonly<{ currency: Currency; held: bigint; frozen: bigint }>

/** The money of one currency, place by place. */
export type Position = Readonly<{
  currency: Currency
  figures: readonly Readonly<{ place: Place; minor: bigint }>[]
  difference: bigint
}>

const placeOf = new Map(
  places.flatMap((place) => meanings[place].kinds.map((kind) => [kind, place] as const))
)

/** Where all money stands, by currency: from what ever moved in the ledger, and from what the orders hold. */
export function positions(flows: readonly Flow[], held: readonly Held[]): readonly Position[] {
  const currencies = [...new Set([...flows, ...held].map(({ currency }) => currency))].sort()
  return currencies.map((currency) => {
    const sums = new Map<Place, bigint>()
    const add = (kind: string, minor: bigint) => {
      if (kind === 'escrow' || kind === 'dispute') return // its other side comes from the books of the orders
      const place = placeOf.get(kind) ?? 'other_accounts'
      sums.set(place, (sums.get(place) ?? 0n) + (meanings[place].scale === 'there' ? minor : -minor))
    }
    for (const { debitKind, creditKind, minor } of flows.filter((flow) => flow.currency === currency)) {
      add(debitKind, minor)
      add(creditKind, -minor)
    }
    const own = held.find((one) => one.currency === currency)
    sums.set('held_for_orders', own?.held ?? 0n)
    sums.set('frozen_in_disputes', own?.frozen ?? 0n)
    const figures = places.map((place) => ({ place, minor: sums.get(place) ?? 0n }))
    const on = (scale: Scale) =>
      figures
        .filter(({ place }) => meanings[place].scale === scale)
        .reduce((sum, { minor }) => sum + minor, 0n)
    return { currency, figures, difference: on('there') - on('owed') }
  })
}
