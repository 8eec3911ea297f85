import { expect } from 'vitest'
import { freeze, type OrderId, type PartId, refund, release, sums } from '../src/escrow/index.ts'
import { type Id, money } from '../src/kernel/index.ts'
import { type AccountId, accountId, balances, openAccounts, post } from '../src/ledger/index.ts'
import { owedAccount } from '../src/merchants/index.ts'
import type { TestDatabase } from './database.ts'
import { escrowWorld } from './escrow.ts'

export const cny = (minor: bigint) => money(minor, 'CNY')

/** What tests of escrow do again and again. `current` is the merchant that was made last. */
export function escrowActs(database: () => TestDatabase) {
  let merchant: Id<'mer'> = 'mer_'
  const newMerchant = async () => (merchant = await escrowWorld(database()).merchant())
  const balance = async (...ids: AccountId[]) => {
    const found = await database().snapshot((tx) => balances(tx, ids))
    return ids.map((id) => found.get(id)?.posted ?? 0n)
  }
  const available = async () => (await balance(accountId('merchant', merchant, 'CNY')))[0]
  const owed = async () => (await balance(owedAccount(merchant, 'CNY')))[0]
  const partOf = async (orderId: OrderId, no = 0) => {
    const part = (await database().snapshot((tx) => sums(tx, [orderId])))[no]
    expect(part).toBeDefined()
    return part
  }
  const releaseOf = async (partId: PartId, minor: bigint, commission = 0n) => {
    const releaseId = await escrowWorld(database()).newId('shp')
    return database().transaction((tx) =>
      release(tx, { partId, releaseId, amount: cny(minor), commission: cny(commission) })
    )
  }
  const refundOf = async (partId: PartId, paymentId: Id<'pay'>, minor: bigint) => {
    const refundId = await escrowWorld(database()).newId('rfd')
    return database().transaction((tx) =>
      refund(tx, { partId, refundId, amount: cny(minor), into: [{ paymentId, minor }] })
    )
  }
  const freezeOf = async (partId: PartId, minor: bigint) => {
    const disputeId = await escrowWorld(database()).newId('dsp')
    return database().transaction((tx) => freeze(tx, { partId, disputeId, amount: cny(minor) }))
  }
  const emptyMerchant = async (minor: bigint) =>
    database().transaction(async (tx) => {
      const bank = accountId('bank', 'main', 'CNY')
      await openAccounts(tx, [{ id: bank, side: 'debit', floor: null }])
      const [debit, credit] = [accountId('merchant', merchant, 'CNY'), bank]
      const leg = { type: 'plain', id: tx.newId('trf'), code: 'payout', debit, credit, minor } as const
      await post(tx, { id: tx.newId('txn'), legs: [leg] })
    })

  return {
    current: () => merchant,
    newMerchant,
    balance,
    available,
    owed,
    partOf,
    releaseOf,
    refundOf,
    freezeOf,
    emptyMerchant
  }
}
