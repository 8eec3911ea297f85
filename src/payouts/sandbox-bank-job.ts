import { claimWork, type Job } from '../api/index.ts'
import type { Tx } from '../db/index.ts'
import { type Currency, day, hour, minorMax, minute } from '../kernel/index.ts'
import { importStatements } from './import-statement.ts'
import { bookOrders, type BankEntry, type PaymentOrder, readPain, writeCamt } from './sandbox-bank.ts'
import { recordDifferences } from './record-difference.ts'
import {
  lastClosings,
  unbookedFiles,
  type WaitingSettlement,
  waitingSettlements,
  waitingSince
} from './sandbox-bank-store.ts'
import { endWaiting } from './settlement-store.ts'
import type { PayoutSettings } from './settings.ts'
import { markBankFileSent } from './write-bank-file.ts'

/** When the sandbox bank books, o'clock UTC. */
const bookingHour = 20
const filesMax = 50
const settlementsMax = 500
/** Far below what the ledger counts, since its running sums are larger than any balance. */
const balanceMax = minorMax / 1000n

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

type Entry = BankEntry & Readonly<{ currency: Currency }>

/** The settlements after which a statement can still say its closing balance, and those beyond that. */
function sorted(
  settlements: readonly WaitingSettlement[],
  before: readonly Readonly<{ currency: Currency; closing: bigint }>[],
  paid: readonly Entry[]
) {
  const closings = new Map(before.map(({ currency, closing }) => [currency, closing]))
  for (const { currency, minor } of paid) closings.set(currency, (closings.get(currency) ?? 0n) + minor)
  const [fit, beyond]: [WaitingSettlement[], WaitingSettlement[]] = [[], []]
  for (const settlement of settlements) {
    const closing = (closings.get(settlement.currency) ?? 0n) + settlement.net
    const fits = closing <= balanceMax && closing >= -balanceMax
    if (fits) closings.set(settlement.currency, closing)
    ;(fits ? fit : beyond).push(settlement)
  }
  return { fit, beyond }
}

/** A settlement that no statement can carry is missing from now on, and holds up no other. */
async function setAside(tx: Tx, beyond: readonly WaitingSettlement[]): Promise<void> {
  await recordDifferences(
    tx,
    beyond.map(({ id, currency, net, at }) => ({
      kind: 'missing',
      subject: id,
      currency,
      expectedMinor: net,
      foundMinor: null,
      detail: 'The bank of the sandbox cannot book it: no statement could say the balance after it.',
      since: at
    }))
  )
  await endWaiting(
    tx,
    beyond.map(({ id }) => id),
    'reported missing'
  )
}

async function book(tx: Tx, settings: PayoutSettings): Promise<number> {
  if (!(await claimWork(tx, 'payouts.sandbox_bank'))) return 0
  const since = await waitingSince(tx)
  if (since === null || nextBooking(since) > tx.now) return 0
  const files = await unbookedFiles(tx, filesMax)
  for (const file of files) if (file.state === 'written') await markBankFileSent(tx, file.id, settings)
  const before = new Map((await lastClosings(tx, settings.debtor.iban)).map((last) => [last.currency, last]))
  const paid = files
    .map(({ document, waiting }) => unbookedOf(readPain(document), waiting))
    .flatMap((order) => bookOrders([order]).map((entry) => ({ ...entry, currency: order.currency })))
  const { fit, beyond } = sorted(await waitingSettlements(tx, settlementsMax), [...before.values()], paid)
  await setAside(tx, beyond)
  const entries: Entry[] = [
    ...paid,
    ...fit.map(({ reference, currency, net }) => ({
      minor: net,
      text: `Settlement ${reference}`,
      currency
    }))
  ]
  for (const [currency, own] of Map.groupBy(entries, (entry) => entry.currency)) {
    const { closing: opening, sequence } = before.get(currency) ?? { closing: 0n, sequence: 0n }
    const id = `${currency}-${tx.now.toISOString().slice(0, 10)}-${sequence + 1n}`
    const head = { id, sequence: sequence + 1n, iban: settings.debtor.iban, currency, at: tx.now, opening }
    await importStatements(tx, writeCamt(head, own), settings)
  }
  return entries.length + beyond.length
}
