import { emit } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import { cutText, day, derivedId, later } from '../kernel/index.ts'
import { type AccountId, openAccounts, post } from '../ledger/index.ts'
import type { ProviderSettlement } from '../payments/index.ts'
import type { NewDifference } from './difference.ts'
import { lockExtrasNaming, resolveDifferences, resolveMissing } from './difference-store.ts'
import { settlementDiffers } from './bank-failures.ts'
import { bankAccount, unmatchedAccount } from './payout.ts'
import { captureName, differencesOfLines } from './settled-lines.ts'
import { recordDifferences } from './record-difference.ts'
import { fingerprintOf, type Settlement, settlementAccounts, settlementLegs, sumsOf } from './settlement.ts'
import {
  earlierLines,
  endWaiting,
  findSettlement,
  insertSettlement,
  lockSettlements
} from './settlement-store.ts'
import type { PayoutSettings } from './settings.ts'

/**
 * Records what a provider says it paid to our bank. The same report again changes nothing. Its lines are compared with
 * what was captured, refunded and charged back; its sum is booked when the bank statement shows it, or now if it did.
 */
export async function recordSettlement(
  tx: Tx,
  report: ProviderSettlement,
  settings: PayoutSettings
): Promise<Settlement> {
  const settlement: Settlement = {
    id: tx.newId('set'),
    provider: report.provider,
    reference: report.id,
    currency: report.currency,
    ...sumsOf(report),
    lines: report.lines.length,
    fingerprint: fingerprintOf(report),
    at: report.at,
    recordedAt: tx.now,
    settledAt: null,
    expectedBy: later(report.at > tx.now ? report.at : tx.now, settings.expectedDays * day)
  }
  if (!(await insertSettlement(tx, settlement, report.lines))) {
    const before = await findSettlement(tx, report.provider, report.id)
    if (before === undefined || before.fingerprint !== settlement.fingerprint)
      throw settlementDiffers(report.id)
    return before
  }
  await recordDifferences(tx, [
    ...(await repeatedLines(tx, settlement, report)),
    ...(await differencesOfLines(tx, settlement, report))
  ])
  await resolveMissing(
    tx,
    report.lines.map(({ reference }) => captureName(report.provider, reference)),
    'The provider has settled it.'
  )
  const { id, currency, gross, fee, net } = settlement
  await emit(tx, {
    type: 'settlement.recorded',
    subject: id,
    data: {
      provider: report.provider,
      reference: report.id,
      currency,
      gross,
      fee,
      net,
      lines: report.lines.length
    }
  })
  return net === 0n ? book(tx, settlement, bankAccount(currency)) : bookEarlyMoney(tx, settlement)
}

/** Lines that were settled before, or stand twice in this settlement. */
async function repeatedLines(
  tx: Tx,
  settlement: Settlement,
  report: ProviderSettlement
): Promise<NewDifference[]> {
  const earlier = new Map(
    (await earlierLines(tx, settlement, report.lines)).map((row) => [
      `${row.kind} ${row.reference}`,
      row.settlement
    ])
  )
  const seen = new Set<string>()
  return report.lines.flatMap((line): NewDifference[] => {
    const key = `${line.kind} ${line.reference}`
    const before = seen.has(key) ? 'the same settlement' : earlier.get(key)
    seen.add(key)
    if (before === undefined || line.kind === 'fee') return []
    return [
      {
        kind: 'duplicate',
        subject: settlement.id,
        currency: settlement.currency,
        expectedMinor: null,
        foundMinor: line.gross,
        detail: cutText(`The ${line.kind} ${line.reference} was settled before, in ${before}.`, 300),
        since: settlement.at
      }
    ]
  })
}

/** The bank may have shown the money before the provider told of it: then it waits among the unmatched, and is booked now. */
async function bookEarlyMoney(tx: Tx, settlement: Settlement): Promise<Settlement> {
  const { id, reference, currency, net } = settlement
  const waiting = await lockExtrasNaming(tx, reference.toUpperCase(), currency)
  const [money] = waiting.filter(({ unmatchedMinor }) => unmatchedMinor === net)
  if (money === undefined) return settlement
  const [locked] = await lockSettlements(tx, [id])
  if (locked === undefined) return settlement
  await resolveDifferences(tx, [money.id], {
    resolution: 'settlement',
    reason: 'The provider told of it later.'
  })
  return book(tx, settlement, unmatchedAccount(currency))
}

/** Books a settlement without a bank line: its money is there already, or it has none. */
async function book(tx: Tx, settlement: Settlement, into: AccountId): Promise<Settlement> {
  const { id } = settlement
  const legs = settlementLegs(settlement, into, (n) => derivedId('trf', 'settlement', id, n))
  if (legs.length > 0) {
    await openAccounts(tx, settlementAccounts(settlement))
    await post(tx, { id: derivedId('txn', 'settlement', id), legs })
  }
  await endWaiting(tx, [id], 'settled')
  return { ...settlement, settledAt: tx.now, expectedBy: null }
}
