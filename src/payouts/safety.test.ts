import { afterAll, expect, test } from 'vitest'
import { testBank } from '../../test/bank.ts'
import { testDatabase } from '../../test/database.ts'
import { passTime } from '../api/index.ts'
import { day, type Id, later } from '../kernel/index.ts'
import { closeAccount, freezeAccount, openAccounts, post, unfreezeAccount } from '../ledger/index.ts'
import { changeMerchantState, createMerchant, merchantAccount } from '../merchants/index.ts'
import { cancelPayout, rejectPayout } from './end-payout.ts'
import { payoutJobs } from './jobs.ts'
import { requestPayouts } from './make-payouts.ts'
import { payoutRoutes } from './payout-routes.ts'
import type { NewPayoutProfile } from './profile.ts'
import { bookOrders } from './sandbox-bank.ts'
import { resolveDifference } from './resolve-difference.ts'
import { sandboxSettings as settings } from './settings.ts'
import { listPayouts } from './store.ts'
import { setPayoutProfile, showProfile } from './set-profile.ts'
import { markBankFileSent, writeBankFiles } from './write-bank-file.ts'

const db = await testDatabase()
afterAll(() => db.drop())
const jobs = payoutJobs(settings)
const { verified, held, find, sent, statement, load, booked, differences } = testBank(db)

let made = 0
const demand = { schedule: { every: 'demand' } } as const
const bankAccount = { holder: 'Ada Lovelace', iban: 'GB29NWBK60161331926819' }

function merchant(profile: NewPayoutProfile = demand): Promise<Id<'mer'>> {
  return db.transaction(async (tx) => {
    const reference = `s${++made}`
    const { id } = await createMerchant(tx, { reference, displayName: reference, payoutCurrency: 'EUR' })
    await setPayoutProfile(tx, id, { bankAccount, ...profile }, settings)
    return id
  })
}

/** As if orders had been released. */
const earn = (merchantId: Id<'mer'>, minor: bigint) =>
  db.transaction(async (tx) => {
    await openAccounts(tx, [{ id: 'provider:test:EUR', side: 'debit', floor: null }])
    const [debit, credit] = ['provider:test:EUR', merchantAccount(merchantId, 'EUR')] as const
    const legs = [{ id: tx.newId('trf'), type: 'plain' as const, code: 'test', minor, debit, credit }]
    await post(tx, { id: tx.newId('txn'), legs })
  })

const request = (id: Id<'mer'>) => db.transaction((tx) => requestPayouts(tx, id, null, settings))

/** The profile is put through the API, by a key of this merchant. */
function putAsMerchant(merchantId: Id<'mer'>, body: NewPayoutProfile) {
  const put = payoutRoutes(settings).find(
    ({ method, path }) => method === 'PUT' && path.endsWith('/payout-profile')
  )
  const permissions = new Set(['payout_profiles.write'])
  const actor = { id: 'key', kind: 'merchant' as const, permissions, merchantId, buyerId: null }
  const raw = { text: '', header: () => undefined }
  return db.transaction(async (tx) =>
    put?.handle({ tx, actor, params: { merchantId }, query: {}, body, raw } as never)
  )
}

test('a merchant can neither set nor lose its reserve, and what it leaves out stays', async () => {
  const reserve = { basisPoints: 1000, days: 30 }
  const minimum = { minor: 500n, currency: 'EUR' as const }
  const id = await merchant({ ...demand, reserve, minimum })
  await expect(putAsMerchant(id, { ...demand, reserve: { basisPoints: 0, days: 0 } })).rejects.toMatchObject({
    kind: 'forbidden',
    code: 'payouts.reserve_not_yours'
  })
  await putAsMerchant(id, { schedule: { every: 'day' } })
  const shown = () => db.transaction((tx) => showProfile(tx, id))
  expect(await shown()).toMatchObject({ schedule: { every: 'day' }, reserve, minimum })
  await putAsMerchant(id, { ...demand, currency: 'USD' })
  expect(await shown()).toMatchObject({ reserve, minimum: { minor: 0n, currency: 'USD' } })
  await verified()
})

async function filed(...ids: readonly Id<'mer'>[]) {
  for (const id of ids) await earn(id, 100n)
  const payouts = (await Promise.all(ids.map(request))).flat()
  const { files } = await db.transaction((tx) => writeBankFiles(tx, settings, 'all'))
  const fileId = files[0]?.id ?? 'bkf_'
  const send = () => db.transaction((tx) => markBankFileSent(tx, fileId, settings))
  return { payouts, send }
}

test('a payout in a file that was not sent cannot be rejected: the file would pay it all the same', async () => {
  const id = await merchant()
  const { payouts, send } = await filed(id)
  const [payout] = payouts
  const reject = () =>
    db.transaction((tx) => rejectPayout(tx, payout?.id ?? 'pot_', { code: 'AC04', text: null }))
  await expect(reject()).rejects.toMatchObject({ kind: 'refused', code: 'payouts.file_not_sent' })
  expect(await held(merchantAccount(id, 'EUR'))).toBe(0n)
  await send()
  expect(await reject()).toMatchObject({ state: 'returned' })
  expect(await held(merchantAccount(id, 'EUR'))).toBe(100n)
  await verified()
})

test('a merchant who is suspended after the file was written is paid by it', async () => {
  const id = await merchant()
  const { payouts, send } = await filed(id)
  await db.transaction((tx) => changeMerchantState(tx, id, 'suspended', 'Fakes.'))
  await send()
  expect(await find(payouts[0])).toMatchObject({ state: 'sent' })
  await verified()
})

test('a file is not sent whose payout ended otherwise, and is when the bank has booked it already', async () => {
  const { payouts, send } = await filed(await merchant(), await merchant())
  const become = (state: string) =>
    db.superuser('update payouts_payout set state = $1, settled_at = $2 where id = $3', [
      state,
      state === 'settled' ? db.clock.now() : null,
      payouts[0]?.id
    ])
  await become('returned')
  await expect(send()).rejects.toMatchObject({ kind: 'refused', code: 'payouts.file_payouts_ended' })
  expect(await find(payouts[1])).toMatchObject({ state: 'in_file' })
  await become('settled')
  await send()
  expect(await find(payouts[0])).toMatchObject({ state: 'settled' })
  expect(await find(payouts[1])).toMatchObject({ state: 'sent' })
  await become('sent')
})

const freeze = (id: Id<'mer'>) => db.transaction((tx) => freezeAccount(tx, merchantAccount(id, 'EUR')))
const unfreeze = (id: Id<'mer'>) => db.transaction((tx) => unfreezeAccount(tx, merchantAccount(id, 'EUR')))

/** Lets days pass, and answers how often a job did something. */
async function pass(days: number) {
  let runs = 0
  const counted = jobs.map((job) => ({
    ...job,
    run: async (...args: Parameters<typeof job.run>) => {
      const count = await job.run(...args)
      if (count > 0) runs++
      return count
    }
  }))
  await passTime(db, counted, db.clock, later(db.clock.now(), days * day))
  return runs
}

test('a frozen balance waits for the next scheduled run, and does not stop another', async () => {
  const daily = { schedule: { every: 'day' } } as const
  const [id, other] = [await merchant(daily), await merchant(daily)]
  await earn(id, 900n)
  await earn(other, 900n)
  await freeze(id)
  expect(await pass(3)).toBeLessThan(20)
  const payoutsOf = (merchantId: Id<'mer'>) =>
    db.transaction((tx) => listPayouts(tx, { merchantId }, null, 10))
  expect(await payoutsOf(id)).toEqual([])
  expect(await payoutsOf(other)).toHaveLength(1)
  await unfreeze(id)
  await pass(1)
  expect(await payoutsOf(id)).toMatchObject([{ amount: { minor: 900n } }])
  await verified()
})

test("a frozen account stops nobody else's reserve, and its own comes a day after it is free", async () => {
  const reserve = { basisPoints: 5000, days: 2 }
  const [id, other] = [await merchant({ ...demand, reserve }), await merchant({ ...demand, reserve })]
  for (const merchantId of [id, other]) {
    await earn(merchantId, 1000n)
    await request(merchantId)
  }
  await freeze(id)
  expect(await pass(4)).toBeLessThan(20)
  expect(await held(merchantAccount(other, 'EUR'))).toBe(500n)
  expect(await held(`reserve:${id}:EUR`)).toBe(500n)
  await verified()
  await unfreeze(id)
  await pass(1)
  expect(await held(`reserve:${id}:EUR`)).toBe(0n)
  expect(await held(merchantAccount(id, 'EUR'))).toBe(500n)
  await verified()
})

const close = (id: Id<'mer'>) => db.transaction((tx) => closeAccount(tx, merchantAccount(id, 'EUR')))

test.each([
  ['frozen', freeze],
  ['closed', close]
] as const)(
  'a payout that comes back to a %s balance is returned, its money kept apart',
  async (word, stop) => {
    const [first] = await booked([700n])
    const next = await sent([300n])
    const merchantId = first?.merchantId ?? 'mer_'
    await stop(merchantId)
    const back = { minor: 700n, endToEndId: first?.endToEndId ?? '', returnCode: 'AC04' }
    const [answer] = await load(statement([back, ...bookOrders([next.order])]))
    expect(answer).toMatchObject({ lines: 2, matched: 1 })
    expect(await find(first)).toMatchObject({ state: 'returned', returned: { code: 'AC04' } })
    expect(await find(next.payouts[0])).toMatchObject({ state: 'settled' })
    const [off] = await differences(first?.id)
    expect(off).toMatchObject({ kind: 'extra', unmatchedMinor: 700n, detail: expect.stringContaining(word) })
    await verified()
    if (word === 'closed') return
    const give = () =>
      db.transaction((tx) =>
        resolveDifference(tx, off?.id ?? 'dif_', { as: 'merchant', merchantId, reason: 'Free again.' })
      )
    await expect(give()).rejects.toMatchObject({ code: 'ledger.account_frozen' })
    await unfreeze(merchantId)
    await give()
    expect(await held(merchantAccount(merchantId, 'EUR'))).toBe(700n)
    await verified()
  }
)

test('a payout to a frozen balance is neither cancelled nor rejected until it is free', async () => {
  const [id, other] = [await merchant(), await merchant()]
  await earn(id, 100n)
  const [planned] = await request(id)
  await freeze(id)
  const cancel = () => db.transaction((tx) => cancelPayout(tx, planned?.id ?? 'pot_', null))
  await expect(cancel()).rejects.toMatchObject({ kind: 'refused', code: 'ledger.account_frozen' })
  await unfreeze(id)
  await cancel()
  const { payouts, send } = await filed(other)
  await send()
  await freeze(other)
  const reject = () =>
    db.transaction((tx) => rejectPayout(tx, payouts[0]?.id ?? 'pot_', { code: 'AC04', text: null }))
  await expect(reject()).rejects.toMatchObject({ kind: 'refused', code: 'ledger.account_frozen' })
  expect(await find(payouts[0])).toMatchObject({ state: 'sent' })
  await verified()
})

test("a suspended merchant's payout waits while its balance is frozen, and stops no file", async () => {
  const [id, other] = [await merchant(), await merchant()]
  await earn(id, 100n)
  await earn(other, 100n)
  const [[stopped], [paid]] = [await request(id), await request(other)]
  await freeze(id)
  await db.transaction((tx) => changeMerchantState(tx, id, 'suspended', 'Fakes.'))
  expect(await pass(3)).toBeLessThan(20)
  expect(await find(stopped)).toMatchObject({ state: 'planned' })
  expect(await find(paid)).toMatchObject({ state: 'in_file' })
  await unfreeze(id)
  await pass(1)
  expect(await find(stopped)).toMatchObject({ state: 'cancelled' })
  expect(await held(merchantAccount(id, 'EUR'))).toBe(100n)
  await verified()
})

test("a merchant is not paid to the marketplace's own bank account", async () => {
  const own = { holder: 'Ada', iban: settings.debtor.iban }
  const id = await merchant()
  await expect(putAsMerchant(id, { ...demand, bankAccount: own })).rejects.toMatchObject({
    kind: 'refused',
    code: 'payouts.bank_account_own'
  })
  expect(await db.transaction((tx) => showProfile(tx, id))).toMatchObject({ bankAccount: { ending: '6819' } })
})
