import type { Db } from '../db/index.ts'
import { type Currency, day, Failure, later } from '../kernel/index.ts'
import type { MerchantId } from '../merchants/index.ts'
import type { Provider } from '../payments/index.ts'
import {
  type BankEntry,
  bookOrders,
  findDocument,
  importStatements,
  listFiles,
  listPayouts,
  markBankFileSent,
  type PayoutSettings,
  readPain,
  requestPayouts,
  writeCamt
} from '../payouts/index.ts'
import { loadExampleRates } from './rates.ts'

/** What the bank and the finance office work with. */
export type BankOptions = Readonly<{
  db: Db
  provider: Provider
  settings: PayoutSettings
  until: Date
  seed: number
  /** Merchants who ask for their payouts. */
  asking: readonly MerchantId[]
  /** The merchant whose bank account is closed towards the end. */
  returning: MerchantId
}>

/** What the bank knows from day to day. */
type Books = {
  /** Entries to be booked with the next statement. */
  readonly waiting: Map<Currency, BankEntry[]>
  readonly balances: Map<Currency, bigint>
  readonly numbers: Map<Currency, bigint>
  settledUntil: Date
  lastDay: string
  hasReturned: boolean
  hasMistaken: boolean
}

/** Days on which the bank sends statements (Tuesday, Friday), and the finance office loads rates (Monday). */
const statementDays: readonly number[] = [2, 5]
const rateDay = 1
/** Whether the bank sends statements in the evening of that day. */
export const isStatementDay = (at: Date) => statementDays.includes(at.getUTCDay())

/** Merchants who ask for payouts ask after so many days. */
const askEvery = 9
const quietDays = 14
/** So long before the end the closed account is noticed, and money comes in that nobody knows. */
const returnDays = 45
const mistakeDays = 6

/** What the bank and the finance office do at the end of a day; call it once a day. */
export function openBank(options: BankOptions): () => Promise<void> {
  const { db } = options
  const books: Books = {
    waiting: new Map(),
    balances: new Map(),
    numbers: new Map(),
    settledUntil: new Date(0),
    lastDay: '',
    hasReturned: false,
    hasMistaken: false
  }
  return async () => {
    const now = db.clock.now()
    const today = now.toISOString().slice(0, 10)
    if (today === books.lastDay) return
    books.lastDay = today
    if (now.getUTCDay() === rateDay) await db.transaction((tx) => loadExampleRates(tx, options.seed))
    for (const merchantId of askingToday(options, now)) await askForPayout(options, merchantId)
    if (isStatementDay(now) && now < options.until) await sendStatements(options, books)
    await takeFiles(options, books)
  }
}

const dayNumber = (at: Date) => Math.floor(at.getTime() / day)

/** Now and then all who ask; in the last days one whose money is then on its way, and one whose payout is planned. */
function askingToday({ asking, until }: BankOptions, now: Date): readonly MerchantId[] {
  const left = dayNumber(until) - dayNumber(now)
  if (left > quietDays) return left % askEvery === 0 ? asking : []
  return left === 2 ? asking.slice(0, 1) : left === 0 ? asking.slice(1) : []
}

/** Asks for all that is available; that there is nothing is no surprise. */
async function askForPayout({ db, settings }: BankOptions, merchantId: MerchantId): Promise<void> {
  try {
    await db.transaction((tx) => requestPayouts(tx, merchantId, null, settings))
  } catch (error) {
    if (!(error instanceof Failure)) throw error
  }
}

function expect(books: Books, currency: Currency, entries: readonly BankEntry[]): void {
  books.waiting.set(currency, [...(books.waiting.get(currency) ?? []), ...entries])
}

/** The finance office sends the files that were written; the bank reads them, and will book them. */
async function takeFiles({ db, settings }: BankOptions, books: Books): Promise<void> {
  const documents = await db.transaction(async (tx) => {
    const found: string[] = []
    for (const file of await listFiles(tx, 'written', null, 100)) {
      found.push((await findDocument(tx, file.id)) ?? '')
      await markBankFileSent(tx, file.id, settings)
    }
    return found
  })
  for (const order of documents.map(readPain)) expect(books, order.currency, bookOrders([order]))
}

/** The bank books what it was told and what came in, and sends a statement for each currency that moved. */
async function sendStatements(options: BankOptions, books: Books): Promise<void> {
  const { db, provider, settings, until } = options
  const now = db.clock.now()
  for (const { id, at, currency, net } of await provider.settlements(books.settledUntil)) {
    expect(books, currency, [{ minor: net, text: `Settlement ${id}` }])
    books.settledUntil = later(at, 1)
  }
  if (!books.hasMistaken && now > later(until, -mistakeDays * day)) {
    books.hasMistaken = true
    expect(books, 'CNY', [{ minor: 128_800n, text: 'Thank you for the tea set' }])
  }
  await returnOne(options, books, now)
  const written = [...books.waiting].filter(([, entries]) => entries.length > 0)
  books.waiting.clear()
  await db.transaction(async (tx) => {
    for (const [currency, entries] of written) {
      const opening = books.balances.get(currency) ?? 0n
      books.balances.set(
        currency,
        entries.reduce((sum, { minor }) => sum + minor, opening)
      )
      const sequence = (books.numbers.get(currency) ?? 0n) + 1n
      books.numbers.set(currency, sequence)
      const id = `${currency}-${books.lastDay}`
      const head = { id, sequence, iban: settings.debtor.iban, currency, at: now, opening }
      await importStatements(tx, writeCamt(head, entries), settings)
    }
  })
}

/** A payout to the closed account is booked and comes back at once. */
async function returnOne({ db, returning, until }: BankOptions, books: Books, now: Date): Promise<void> {
  if (books.hasReturned || now < later(until, -returnDays * day)) return
  const payouts = await db.transaction((tx) => listPayouts(tx, { merchantId: returning }, null, 20))
  for (const [currency, entries] of books.waiting) {
    const found = payouts.find(({ endToEndId }) => entries.some((entry) => entry.endToEndId === endToEndId))
    if (found === undefined) continue
    books.hasReturned = true
    expect(books, currency, [{ endToEndId: found.endToEndId, minor: found.amount.minor, returnCode: 'AC04' }])
    return
  }
}
