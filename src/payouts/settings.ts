import type { OwnAccount } from './pain.ts'

/** What an installation chooses for its payouts. Times of day are whole hours UTC. */
export type PayoutSettings = Readonly<{
  /** Our account at the bank. */
  debtor: OwnAccount
  /** When scheduled payouts are made. */
  payoutHour: number
  /** When bank files are written. */
  cutOffHour: number
  /** After how many days a payout or settlement that the bank has not booked counts as missing. */
  expectedDays: number
  /** What we keep of an exchange, in ten-thousandths. */
  marginBasisPoints: number
  /** How long a quote can be executed, in minutes. */
  quoteMinutes: number
  /** Rates older than this many days are not used. */
  rateDays: number
}>

/** For demonstrations and tests; the account is the example of the IBAN registry. */
export const sandboxSettings: PayoutSettings = {
  debtor: { name: 'Kontor Marketplace', iban: 'DE89370400440532013000', bic: 'COBADEFFXXX' },
  payoutHour: 5,
  cutOffHour: 14,
  expectedDays: 5,
  marginBasisPoints: 50,
  quoteMinutes: 15,
  rateDays: 10
}
