import { createHash } from 'node:crypto'
import { claimWork } from '../api/index.ts'
import { emit } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import { day, type Id, later } from '../kernel/index.ts'
import { balances } from '../ledger/index.ts'
import { findMerchants, merchantAccount } from '../merchants/index.ts'
import type { BankFile } from './bank-file.ts'
import { insertFiles, lockFile, markFileSent } from './bank-store.ts'
import { cancelSuspended } from './end-payout.ts'
import { filePayoutsEnded, fileSentAlready, fileUnknown } from './failures.ts'
import { controlSum, writePain } from './pain.ts'
import type { Payout } from './payout.ts'
import { findBankAccounts } from './profile-store.ts'
import { executionDate, nextCutOff } from './schedule.ts'
import type { PayoutSettings } from './settings.ts'
import { lockPayouts, lockPlanned, postponePlanned, updatePayouts } from './store.ts'

const payoutsMax = 5000

/** Writes bank files of planned payouts: those whose cut-off has come, or all. Answers the files and how many are in them. */
export async function writeBankFiles(
  tx: Tx,
  settings: PayoutSettings,
  which: 'due' | 'all'
): Promise<Readonly<{ files: BankFile[]; payouts: number }>> {
  // Two at once would each take some of the payouts of a day, into two files where one was meant.
  if (!(await claimWork(tx, 'payouts.files', which === 'due' ? 'try' : 'wait')))
    return { files: [], payouts: 0 }
  const planned = await lockPlanned(tx, which === 'due' ? tx.now : null, payoutsMax)
  if (planned.length === 0) return { files: [], payouts: 0 }
  const payouts = await withoutSuspended(tx, planned, settings)
  const accounts = await findBankAccounts(tx, [...new Set(payouts.map(({ bankAccountId }) => bankAccountId))])
  const today = executionDate(tx.now)
  const dateOf = (payout: Payout) =>
    which === 'all' || payout.executionDate < today ? today : payout.executionDate
  const groups = Map.groupBy(payouts, (payout) => `${payout.amount.currency} ${dateOf(payout)}`)
  const written = [...groups.values()].map((group) => {
    const id = tx.newId('bkf')
    const on = dateOf(group[0] ?? fail())
    const file = { ...fileOf(tx, id, on, group, accounts, settings) }
    const filed = group.map((payout): Payout => ({
      ...payout,
      state: 'in_file',
      fileId: id,
      executionDate: on,
      expectedBy: later(tx.now, settings.expectedDays * day)
    }))
    return { ...file, filed }
  })
  if (written.length > 0) await insertFiles(tx, written)
  await updatePayouts(
    tx,
    written.flatMap(({ filed }) => filed)
  )
  await emit(
    tx,
    ...written.map(({ file }) => ({
      type: 'bank_file.written' as const,
      subject: file.id,
      data: {
        transactions: file.transactions,
        sum: file.controlSum.minor,
        currency: file.currency,
        sha256: file.sha256
      }
    }))
  )
  return { files: written.map(({ file }) => file), payouts: planned.length }
}

/**
 * Payouts of merchants who were suspended since they were planned are called off. Where the balance that they would go
 * back to is frozen or closed, they wait for the next cut-off.
 */
async function withoutSuspended(
  tx: Tx,
  planned: readonly Payout[],
  settings: PayoutSettings
): Promise<Payout[]> {
  const merchants = await findMerchants(tx, [...new Set(planned.map(({ merchantId }) => merchantId))])
  const suspended = new Set(merchants.flatMap(({ id, state }) => (state === 'suspended' ? [id] : [])))
  const stopped = planned.filter(({ merchantId }) => suspended.has(merchantId))
  const accountOf = ({ merchantId, amount }: Payout) => merchantAccount(merchantId, amount.currency)
  const money = await balances(tx, [...new Set(stopped.map(accountOf))])
  const open = (payout: Payout) => (money.get(accountOf(payout))?.state ?? 'open') === 'open'
  await cancelSuspended(tx, stopped.filter(open))
  const waiting = stopped.filter((payout) => !open(payout)).map(({ id }) => id)
  await postponePlanned(tx, waiting, nextCutOff(tx.now, settings.cutOffHour))
  return planned.filter(({ merchantId }) => !suspended.has(merchantId))
}

function fail(): never {
  throw new Error('a group has at least one payout')
}

function fileOf(
  tx: Tx,
  id: Id<'bkf'>,
  on: string,
  group: readonly Payout[],
  accounts: Awaited<ReturnType<typeof findBankAccounts>>,
  { debtor }: PayoutSettings
): Readonly<{ file: BankFile; document: string }> {
  const [first] = group
  const currency = first?.amount.currency ?? fail()
  const message = {
    messageId: id.slice(4).toUpperCase(),
    createdAt: tx.now,
    executionDate: on,
    currency,
    debtor,
    transfers: group.map(({ endToEndId, amount, bankAccountId, id: payoutId }) => ({
      endToEndId,
      amount,
      creditor: accounts.get(bankAccountId) ?? fail(),
      remittance: `Payout ${payoutId.slice(4).toUpperCase()}`
    }))
  }
  const document = writePain(message)
  return {
    document,
    file: {
      id,
      messageId: message.messageId,
      currency,
      executionDate: on,
      transactions: group.length,
      controlSum: controlSum(message),
      sha256: createHash('sha256').update(document).digest('hex'),
      state: 'written',
      createdAt: tx.now,
      sentAt: null
    }
  }
}

/**
 * Records that a file was given to the bank. Once only: a file that is sent twice pays twice. Refused when one of its
 * payouts ended otherwise; one that the bank has booked meanwhile shows that the bank has the file.
 */
export async function markBankFileSent(
  tx: Tx,
  bankFileId: Id<'bkf'>,
  settings: PayoutSettings
): Promise<BankFile> {
  const file = await lockFile(tx, bankFileId)
  if (file === undefined) throw fileUnknown(bankFileId)
  if (file.state === 'sent') throw fileSentAlready(bankFileId)
  const payouts = await lockPayouts(tx, { fileIds: [bankFileId] })
  const ended = payouts.filter(({ state, settledAt }) => state !== 'in_file' && settledAt === null)
  if (ended.length > 0) {
    throw filePayoutsEnded(
      bankFileId,
      ended.map(({ id }) => id)
    )
  }
  await markFileSent(tx, bankFileId)
  await updatePayouts(
    tx,
    payouts
      .filter(({ state }) => state === 'in_file')
      .map((payout) => ({
        ...payout,
        state: 'sent',
        sentAt: tx.now,
        expectedBy: later(tx.now, settings.expectedDays * day)
      }))
  )
  const { transactions, sha256 } = file
  await emit(tx, { type: 'bank_file.sent', subject: bankFileId, data: { transactions, sha256 } })
  return { ...file, state: 'sent', sentAt: tx.now }
}
