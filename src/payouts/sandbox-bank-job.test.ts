import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { day, later } from '../kernel/index.ts'
import { openAccounts, post } from '../ledger/index.ts'
import { createMerchant, merchantAccount, openAccountsOfMerchants } from '../merchants/index.ts'
import { listFiles } from './bank-store.ts'
import { requestPayouts } from './make-payouts.ts'
import { recordSettlement } from './record-settlement.ts'
import { sandboxBankJob } from './sandbox-bank-job.ts'
import { listSettlements } from './settlement-store.ts'
import { setPayoutProfile } from './set-profile.ts'
import { sandboxSettings as settings } from './settings.ts'
import { listPayouts } from './store.ts'
import { markBankFileSent, writeBankFiles } from './write-bank-file.ts'

// Monday, 2 March 2026, nine o'clock.
const db = await testDatabase()
afterAll(() => db.drop())
const job = sandboxBankJob(settings)

let made = 0
/** A merchant with a payout of 50.00 EUR in a file. */
async function paidByFile() {
  return db.transaction(async (tx) => {
    const reference = `m${++made}`
    const { id } = await createMerchant(tx, { reference, displayName: reference, payoutCurrency: 'EUR' })
    const bankAccount = { holder: 'Ada Lovelace', iban: 'GB29NWBK60161331926819' }
    await setPayoutProfile(tx, id, { bankAccount, schedule: { every: 'demand' } }, settings)
    await openAccountsOfMerchants(tx, [{ merchantId: id, currency: 'EUR', book: 'main' }])
    await openAccounts(tx, [{ id: 'provider:test:EUR', side: 'debit', floor: null }])
    const way = { debit: 'provider:test:EUR', credit: merchantAccount(id, 'EUR') } as const
    const leg = { id: tx.newId('trf'), type: 'plain', code: 'test', minor: 5000n, ...way } as const
    await post(tx, { id: tx.newId('txn'), legs: [leg] })
    await requestPayouts(tx, id, null, settings)
    await writeBankFiles(tx, settings, 'all')
    return id
  })
}

const statesOf = async (merchantId: Awaited<ReturnType<typeof paidByFile>>) =>
  (await db.transaction((tx) => listPayouts(tx, { merchantId }, null, 10))).map(({ state }) => state)

const byName = ([a]: unknown[], [b]: unknown[]) => (String(a) < String(b) ? -1 : 1)

test('the bank of the sandbox books in the evening what was written, and what somebody gave to it, once', async () => {
  const [written, given] = [await paidByFile(), await paidByFile()]
  const files = await db.transaction((tx) => listFiles(tx, 'written', null, 10))
  expect(files).toHaveLength(2)
  await db.transaction((tx) => markBankFileSent(tx, files[0]?.id ?? 'bkf_', settings))
  expect([await statesOf(written), await statesOf(given)].flat().sort()).toEqual(['in_file', 'sent'])
  expect(await job.run(db)).toBe(0)

  db.clock.set(later(db.clock.now(), day / 2))
  expect(await db.transaction((tx) => job.dueAt(tx))).toEqual(new Date('2026-03-02T20:00:00Z'))
  expect(await job.run(db)).toBe(2)
  expect([await statesOf(written), await statesOf(given)]).toEqual([['settled'], ['settled']])
  db.clock.set(later(db.clock.now(), day))
  expect(await db.transaction((tx) => job.dueAt(tx))).toBeNull()
  expect(await job.run(db)).toBe(0)
})

test('a settlement that no statement can carry is named as missing, and holds up no other', async () => {
  const at = db.clock.now()
  for (const [id, net] of [
    ['small', 5n],
    ['beyond', 9_007_199_254_740_991n],
    ['other', 7n]
  ] as const) {
    const line = { reference: id, kind: 'fee', paymentId: null, gross: net, fee: 0n, net } as const
    const report = { id, provider: 'test', currency: 'EUR', at, net, lines: [line] } as const
    await db.transaction((tx) => recordSettlement(tx, report, settings))
  }
  db.clock.set(later(db.clock.now(), day))
  expect(await job.run(db)).toBe(3)
  expect(await db.transaction((tx) => job.dueAt(tx))).toBeNull()
  const settlements = await db.transaction((tx) => listSettlements(tx, 'test', null, 10))
  expect(settlements.map(({ reference, settledAt }) => [reference, settledAt !== null]).sort(byName)).toEqual(
    [
      ['beyond', false],
      ['other', true],
      ['small', true]
    ]
  )
  const differences = await db.superuser('select kind, subject from payouts_difference')
  expect(differences).toEqual([
    { kind: 'missing', subject: settlements.find(({ reference }) => reference === 'beyond')?.id }
  ])
})
