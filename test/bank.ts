import { expect } from 'vitest'
import { type Currency, type Id, newId } from '../src/kernel/index.ts'
import { balances, openAccounts, post } from '../src/ledger/index.ts'
import { createMerchant, merchantAccount } from '../src/merchants/index.ts'
import { findDocument } from '../src/payouts/bank-store.ts'
import { checks } from '../src/payouts/checks.ts'
import { listDifferences } from '../src/payouts/difference-store.ts'
import { importStatements } from '../src/payouts/import-statement.ts'
import { requestPayouts } from '../src/payouts/make-payouts.ts'
import type { Payout } from '../src/payouts/payout.ts'
import {
  type BankEntry,
  type BankMood,
  bookOrders,
  readPain,
  writeCamt
} from '../src/payouts/sandbox-bank.ts'
import { setPayoutProfile } from '../src/payouts/set-profile.ts'
import { sandboxSettings as settings } from '../src/payouts/settings.ts'
import { findPayout } from '../src/payouts/store.ts'
import { markBankFileSent, writeBankFiles } from '../src/payouts/write-bank-file.ts'
import type { TestDatabase } from './database.ts'

const bankAccount = { holder: 'Ada Lovelace', iban: 'GB29NWBK60161331926819' }
const plain = (id: Id<'trf'>, minor: bigint) => ({ id, type: 'plain' as const, code: 'test', minor })

let made = 0

/** Makes merchants with this much each, paid out, in a file that was sent. */
async function sendFile(db: TestDatabase, minors: readonly bigint[], currency: Currency) {
  const payouts = await db.transaction(async (tx) => {
    const debit = `provider:test:${currency}` as const
    await openAccounts(tx, [{ id: debit, side: 'debit', floor: null }])
    const found: Payout[] = []
    for (const minor of minors) {
      const reference = `b${++made}`
      const { id } = await createMerchant(tx, { reference, displayName: reference, payoutCurrency: currency })
      await setPayoutProfile(tx, id, { schedule: { every: 'demand' }, bankAccount }, settings)
      const way = { debit, credit: merchantAccount(id, currency) }
      await post(tx, { id: tx.newId('txn'), legs: [{ ...plain(tx.newId('trf'), minor), ...way }] })
      found.push(...(await requestPayouts(tx, id, null, settings)))
    }
    return found
  })
  const { files } = await db.transaction((tx) => writeBankFiles(tx, settings, 'all'))
  const [file] = files
  if (file === undefined) throw new Error('a file was written')
  await db.transaction((tx) => markBankFileSent(tx, file.id, settings))
  const order = readPain((await db.transaction((tx) => findDocument(tx, file.id))) ?? '')
  return { payouts, order, file }
}

/** A bank to test with: it is sent files, books them, and its statements are imported. */
export function testBank(db: TestDatabase) {
  const closings = new Map<Currency, bigint>()
  const sequences = new Map<Currency, number>()

  /** The bank's next statement. */
  function statement(entries: readonly BankEntry[], currency: Currency = 'EUR'): string {
    const opening = closings.get(currency) ?? 1_000_000n
    const closing = entries.reduce((sum, { minor }) => sum + minor, opening)
    closings.set(currency, closing)
    const sequence = (sequences.get(currency) ?? 0) + 1
    sequences.set(currency, sequence)
    const head = { iban: settings.debtor.iban, currency, at: db.clock.now(), opening }
    return writeCamt({ ...head, id: `ST-${currency}-${sequence}`, sequence: BigInt(sequence) }, entries)
  }

  const sent = (minors: readonly bigint[], currency: Currency = 'EUR') => sendFile(db, minors, currency)
  const load = async (text: string) =>
    (await db.transaction((tx) => importStatements(tx, text, settings))).statements

  /** Lets the bank book a sent file in this mood, and imports its statement. */
  async function booked(
    minors: readonly bigint[],
    mood: (payouts: readonly Payout[]) => BankMood = () => ({})
  ) {
    const { payouts, order } = await sent(minors)
    await load(statement(bookOrders([order], mood(payouts))))
    return payouts
  }

  const differences = (subject?: string) =>
    db.transaction((tx) => listDifferences(tx, { state: 'open', subject }, '', 100))

  return {
    sent,
    statement,
    load,
    booked,
    differences,
    /** The kinds of open differences. */
    named: async (subject?: string) => (await differences(subject)).map(({ kind }) => kind),
    held: (id: Parameters<typeof balances>[1][number]) =>
      db.transaction(async (tx) => (await balances(tx, [id])).get(id)?.posted ?? 0n),
    find: (payout: Payout | undefined) =>
      db.transaction((tx) => findPayout(tx, payout?.id ?? newId('pot', tx.now))),
    /** All that payouts promise holds. */
    verified: async () => {
      for (const check of checks) {
        expect(await db.snapshot((tx) => check.run(tx)), check.name).toMatchObject({ differences: [] })
      }
    }
  }
}
