import { claimWork, type Job } from '../api/index.ts'
import type { Tx } from '../db/index.ts'
import { type Currency, day, hour, minute } from '../kernel/index.ts'
import { importStatements } from './import-statement.ts'
import { bookOrders, type BankEntry, type PaymentOrder, readPain, writeCamt } from './sandbox-bank.ts'
import { lastClosings, unbookedFiles, waitingSettlements, waitingSince } from './sandbox-bank-store.ts'
import type { PayoutSettings } from './settings.ts'
import { markBankFileSent } from './write-bank-file.ts'

/** When the sandbox bank books, o'clock UTC. */
const bookingHour = 20
const filesMax = 50
const settlementsMax = 500

/**
 * A bank for trying: each evening it takes the files that were written, books them, those that somebody gave to it, and what
 * providers have settled, and sends a statement for each currency that moved. All of it in one transaction, so that it never
 * says a thing twice.
 */
export function sandboxBankJob(settings: PayoutSettings): Job {
  return {
    name: 'payouts.sandbox_bank',
    everyMs: minute,
    run: (db) => db.transaction((tx) => book(tx, settings)),
    dueAt: async (tx) => {
      const since = await waitingSince(tx)
      return since && nextBooking(since)
    }
  }
}

function nextBooking(after: Date): Date {
  const today = Math.floor(after.getTime() / day) * day + bookingHour * hour
  return new Date(today > after.getTime() ? today : today + day)
}

/** The order without what was booked already. */
const unbookedOf = (order: PaymentOrder, waiting: readonly string[]): PaymentOrder => ({
  ...order,
  transfers: order.transfers.filter(({ endToEndId }) => waiting.includes(endToEndId))
})

async function book(tx: Tx, settings: PayoutSettings): Promise<number> {
  if (!(await claimWork(tx, 'payouts.sandbox_bank'))) return 0
  const since = await waitingSince(tx)
  if (since === null || nextBooking(since) > tx.now) return 0
  const files = await unbookedFiles(tx, filesMax)
  for (const file of files) if (file.state === 'written') await markBankFileSent(tx, file.id, settings)
  const settled = await waitingSettlements(tx, settlementsMax)
  const entries: (BankEntry & Readonly<{ currency: Currency }>)[] = [
    ...files
      .map(({ document, waiting }) => unbookedOf(readPain(document), waiting))
      .flatMap((order) => bookOrders([order]).map((entry) => ({ ...entry, currency: order.currency }))),
    ...settled.map(({ reference, currency, net }) => ({
      minor: net,
      text: `Settlement ${reference}`,
      currency
    }))
  ]
  const before = new Map((await lastClosings(tx, settings.debtor.iban)).map((last) => [last.currency, last]))
  for (const [currency, own] of Map.groupBy(entries, (entry) => entry.currency)) {
    const { closing: opening, sequence } = before.get(currency) ?? { closing: 0n, sequence: 0n }
    const id = `${currency}-${tx.now.toISOString().slice(0, 10)}-${sequence + 1n}`
    const head = { id, sequence: sequence + 1n, iban: settings.debtor.iban, currency, at: tx.now, opening }
    await importStatements(tx, writeCamt(head, own), settings)
  }
  return entries.length
}
