import type { Policies } from '../orders/index.ts'
import type { Telling } from './telling.ts'

/** What becomes of an order, and how often. */
export type Fate = Readonly<{
  /** Of a thousand orders. At least one order has each fate. */
  share: number
  /** How many days before the end such an order is made, so that what must have happened has, and nothing more. */
  madeDaysBefore: readonly [least: number, most: number]
  /** How many merchants it is bought from; one if left out. */
  merchants?: number
  /** True: at least two units of the first item. */
  severalUnits?: boolean
  /** The merchant it is bought from, as its place in the catalogue; any if left out. */
  merchant?: number
  policies?: Partial<Policies>
  plot(told: Telling): unknown
}>

/** Days before the end within which orders of most fates are made. */
export const most = 88

/** Paid out each day; towards the end it sells nothing that could pay what it owes. */
export const dailyPaid = 5
/** Paid out each week, to a bank account that is closed towards the end. */
export const withClosedAccount = 11

/** Paid and sent. */
export const sent = (told: Telling) => told.pay().ship()

/** Paid, sent and delivered. */
export const arrived = (told: Telling) => sent(told).deliver()
