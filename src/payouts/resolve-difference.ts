import { emit } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import { type Currency, derivedId, type Id } from '../kernel/index.ts'
import { type AccountId, type Leg, mainBook, openAccounts, post } from '../ledger/index.ts'
import {
  findMerchants,
  merchantAccount,
  merchantUnknown,
  openAccountsOfMerchants
} from '../merchants/index.ts'
import type { Difference, Resolution, ResolvedDifference } from './difference.ts'
import { lockDifference, resolveDifferences, resolveMissing } from './difference-store.ts'
import { blocksOf, returned, tellEnded } from './end-payout.ts'
import { settlementUnknown } from './bank-failures.ts'
import { differenceResolved, differenceUnknown, payoutUnknown, resolutionUnfit } from './failures.ts'
import { adjustmentAccount, type Payout, payoutAccount, unmatchedAccount } from './payout.ts'
import { addExempt, blockProfiles, lockProfiles } from './profile-store.ts'
import { settlementAccounts, settlementLegs, signedLeg } from './settlement.ts'
import { endWaiting, lockSettlements } from './settlement-store.ts'
import { lockPayouts, updatePayouts } from './store.ts'

/**
 * Resolves a difference: its money leaves the unmatched for where it belongs. Refused where the way does not fit it.
 * What the amounts of a payout or settlement leave over is written off in the same transaction.
 */
export async function resolveDifference(
  tx: Tx,
  differenceId: Id<'dif'>,
  how: Resolution
): Promise<ResolvedDifference> {
  const difference = await lockDifference(tx, differenceId)
  if (difference === undefined) throw differenceUnknown(differenceId)
  if (difference.state === 'resolved') throw differenceResolved(differenceId)
  const legs = await legsFor(tx, difference, how)
  const { currency } = difference
  if (legs.length > 0) {
    await openAccounts(tx, [
      { id: unmatchedAccount(currency), side: 'credit', floor: null },
      { id: adjustmentAccount(currency), side: 'credit', floor: null }
    ])
    await post(tx, { id: derivedId('txn', 'difference', differenceId), legs })
  }
  await resolveDifferences(tx, [differenceId], { resolution: how.as, reason: how.reason })
  await emit(tx, {
    type: 'difference.resolved',
    subject: differenceId,
    data: {
      kind: difference.kind,
      as: how.as,
      about: difference.subject,
      amount: difference.unmatchedMinor,
      currency
    }
  })
  const done = { resolution: how.as, reason: how.reason, resolvedBy: tx.by.actor, resolvedAt: tx.now }
  return { ...difference, ...done, state: 'resolved', writtenOffMinor: writtenOffBy(legs, currency) }
}

/** How much the legs write off: positive for what we keep. */
function writtenOffBy(legs: readonly Leg[], currency: Currency): bigint {
  const account = adjustmentAccount(currency)
  return legs.reduce(
    (sum, leg) =>
      leg.type !== 'plain'
        ? sum
        : leg.credit === account
          ? sum + leg.minor
          : leg.debit === account
            ? sum - leg.minor
            : sum,
    0n
  )
}

async function legsFor(tx: Tx, difference: Difference, how: Resolution): Promise<Leg[]> {
  const { id, unmatchedMinor } = difference
  if (how.as === 'noted') {
    if (unmatchedMinor === 0n) return []
    throw resolutionUnfit(id, 'money of it waits among the unmatched.', 'Say where the money belongs.')
  }
  if (unmatchedMinor === 0n) {
    throw resolutionUnfit(id, 'no money of it waits anywhere.', 'Resolve it as noted.')
  }
  switch (how.as) {
    case 'written_off':
      return [...writeOff(difference, unmatchedMinor)]
    case 'merchant':
      return toMerchant(tx, difference, how.merchantId)
    case 'payout':
      return toPayout(tx, difference, how.payoutId)
    case 'settlement':
      return toSettlement(tx, difference, how.settlementId)
  }
}

const legId = ({ id }: Difference, n: number) => derivedId('trf', 'difference', id, n)

function writeOff(difference: Difference, minor: bigint): Leg[] {
  const { id: subject, currency } = difference
  const accounts = { debit: unmatchedAccount(currency), credit: adjustmentAccount(currency) }
  return signedLeg({ id: legId(difference, 9), subject }, 'written_off', accounts, minor)
}

async function toMerchant(tx: Tx, difference: Difference, merchantId: Id<'mer'>): Promise<Leg[]> {
  const { currency, unmatchedMinor, id: subject } = difference
  if ((await findMerchants(tx, [merchantId])).length === 0) throw merchantUnknown(merchantId)
  const accounts = { debit: unmatchedAccount(currency), credit: await openBalance(tx, merchantId, currency) }
  return signedLeg({ id: legId(difference, 1), subject }, 'matched', accounts, unmatchedMinor)
}

/** The merchant's balance beside the bank: in the book of the unmatched, whichever its orders are in. */
async function openBalance(tx: Tx, merchantId: Id<'mer'>, currency: Currency): Promise<AccountId> {
  await openAccountsOfMerchants(tx, [{ merchantId, currency, book: mainBook }])
  return merchantAccount(merchantId, currency)
}

async function toPayout(tx: Tx, difference: Difference, payoutId: Id<'pot'>): Promise<Leg[]> {
  const [payout] = await lockPayouts(tx, { ids: [payoutId] })
  if (payout === undefined) throw payoutUnknown(payoutId)
  const { currency, unmatchedMinor } = difference
  if (payout.amount.currency !== currency) {
    throw resolutionUnfit(
      difference.id,
      'the payout is in another currency.',
      'Name a payout of the same currency.'
    )
  }
  return unmatchedMinor < 0n ? settleBy(tx, difference, payout) : returnBy(tx, difference, payout)
}

async function settleBy(tx: Tx, difference: Difference, payout: Payout): Promise<Leg[]> {
  const { currency, unmatchedMinor, id: subject } = difference
  if (payout.state !== 'in_file' && payout.state !== 'sent') {
    throw resolutionUnfit(
      subject,
      `the payout is ${payout.state}.`,
      'Name a payout that the bank has not booked yet.'
    )
  }
  const settled: Payout = { ...payout, state: 'settled', settledAt: tx.now, expectedBy: null }
  await updatePayouts(tx, [settled])
  await resolveMissing(tx, [payout.id], 'The bank has booked it.')
  await tellEnded(tx, [settled], [])
  const accounts = { debit: payoutAccount(payout.id, currency), credit: unmatchedAccount(currency) }
  const { minor } = payout.amount
  return [
    ...signedLeg({ id: legId(difference, 1), subject: payout.id }, 'payout.settled', accounts, minor),
    ...writeOff(difference, unmatchedMinor + minor)
  ]
}

/** The merchant gets what came back, which may be less than was paid. */
async function returnBy(tx: Tx, difference: Difference, payout: Payout): Promise<Leg[]> {
  const { currency, unmatchedMinor, id: subject } = difference
  if (payout.state !== 'settled') {
    throw resolutionUnfit(subject, `the payout is ${payout.state}.`, 'Only a settled payout can come back.')
  }
  if (unmatchedMinor > payout.amount.minor) {
    throw resolutionUnfit(
      subject,
      'more came in than was paid out.',
      'Give it to the merchant by hand, or find out what else is in it.'
    )
  }
  const ended = returned(payout, { code: null, text: null }, tx.now)
  await lockProfiles(tx, [payout.merchantId])
  await updatePayouts(tx, [ended])
  await blockProfiles(tx, blocksOf([ended]))
  await addExempt(tx, [{ merchantId: payout.merchantId, currency, exempt: unmatchedMinor }])
  await tellEnded(tx, [], [ended])
  const credit = await openBalance(tx, payout.merchantId, currency)
  const accounts = { debit: unmatchedAccount(currency), credit }
  return signedLeg(
    { id: legId(difference, 1), subject: payout.id },
    'payout.returned',
    accounts,
    unmatchedMinor
  )
}

async function toSettlement(tx: Tx, difference: Difference, settlementId: Id<'set'>): Promise<Leg[]> {
  const [settlement] = await lockSettlements(tx, [settlementId])
  if (settlement === undefined) throw settlementUnknown(settlementId)
  const { currency, unmatchedMinor, id } = difference
  if (settlement.settledAt !== null || settlement.currency !== currency) {
    throw resolutionUnfit(
      id,
      'the settlement is booked already, or in another currency.',
      'Name an open one.'
    )
  }
  await openAccounts(tx, settlementAccounts(settlement))
  await endWaiting(tx, [settlementId], 'settled')
  await resolveMissing(tx, [settlementId], 'The bank has booked it.')
  return [
    ...settlementLegs(settlement, unmatchedAccount(currency), (n) => legId(difference, n)),
    ...writeOff(difference, unmatchedMinor - settlement.net)
  ]
}
