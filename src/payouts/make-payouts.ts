import { emit } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import { type Currency, day, derivedId, later, minute, type Money } from '../kernel/index.ts'
import { type Leg, openAccounts, postBatch, type Transaction } from '../ledger/index.ts'
import { merchantAccount, type MerchantId, reserveAccount } from '../merchants/index.ts'
import { payoutRefused, profileMissing } from './failures.ts'
import { insertQuotes } from './fx-store.ts'
import { endToEndIdOf, type Payout, payoutAccount, payoutTransaction } from './payout.ts'
import { type PlannedPayout, planPayouts } from './plan.ts'
import { addExempt, insertReserves, lockDueProfiles, lockProfiles, setNextRuns } from './profile-store.ts'
import { exchangeLegs, keptRate, positionAccounts, type Quote, workOut } from './quote.ts'
import { executionDate, nextCutOff, nextRun } from './schedule.ts'
import type { PayoutSettings } from './settings.ts'
import { type FullSituation, readSituations } from './situation.ts'
import { insertPayouts } from './store.ts'

const profilesMax = 1000

/** Makes the payouts of merchants whose schedule has come, up to a thousand merchants. Answers how many were looked at. */
export async function makeDuePayouts(tx: Tx, settings: PayoutSettings): Promise<number> {
  const profiles = await lockDueProfiles(tx, profilesMax)
  if (profiles.length === 0) return 0
  const situations = await readSituations(tx, profiles, settings, 'locked')
  const prepared = situations.flatMap((situation) =>
    planPayouts(situation).payouts.map((plan) => prepare(tx, situation, plan, 'schedule', settings))
  )
  const { outrun } = await makePayouts(tx, prepared)
  // Where a refund was faster, it is tried again soon with what is left; what else stands in the way may last.
  const again = new Set(outrun.map(({ merchantId }) => merchantId))
  await setNextRuns(
    tx,
    profiles.flatMap(({ merchantId, schedule }) => {
      const at = again.has(merchantId)
        ? later(tx.now, minute)
        : nextRun(schedule, tx.now, settings.payoutHour)
      return at === null ? [] : [{ merchantId, at }]
    })
  )
  return profiles.length
}

/** Pays a merchant now: all that is available, or up to `amount`. Refused with the reason when nothing can be paid. */
export async function requestPayouts(
  tx: Tx,
  merchantId: MerchantId,
  amount: Money | null,
  settings: PayoutSettings
): Promise<Payout[]> {
  const [profile] = await lockProfiles(tx, [merchantId])
  if (profile === undefined) throw profileMissing(merchantId)
  const [situation] = await readSituations(tx, [profile], settings, 'locked')
  if (situation === undefined) throw profileMissing(merchantId)
  const available = situation.purses.find(({ currency }) => currency === amount?.currency)?.available ?? 0n
  const { payouts, waits } = planPayouts(situation, amount)
  const [wait] = waits
  if (payouts.length === 0 && wait !== undefined)
    throw payoutRefused(wait.code, wait.reason, wait.advice, { merchantId })
  if (amount !== null && amount.minor > available) {
    throw payoutRefused(
      'amount_unavailable',
      'That much is not available.',
      'Ask for at most what is available.',
      {
        merchantId,
        available: { amount: globalThis.Number(available), currency: amount.currency }
      }
    )
  }
  const { made } = await makePayouts(
    tx,
    payouts.map((plan) => prepare(tx, situation, plan, 'request', settings))
  )
  if (made.length === 0) {
    throw payoutRefused(
      'nothing_available',
      'Nothing is available.',
      'Another payout or refund was faster.',
      { merchantId }
    )
  }
  return made
}

type Prepared = Readonly<{
  payout: Payout
  plan: PlannedPayout
  quote: Quote | null
  transaction: Transaction
  reserveUntil: Date
}>

function prepare(
  tx: Tx,
  situation: FullSituation,
  plan: PlannedPayout,
  origin: Payout['origin'],
  settings: PayoutSettings
): Prepared {
  const { merchant, profile } = situation
  const id = tx.newId('pot')
  const transactionId = payoutTransaction(id)
  const quote = quoteFor(tx, situation, plan, transactionId, settings)
  const fileAt = nextCutOff(tx.now, settings.cutOffHour)
  const payout: Payout = {
    id,
    merchantId: merchant.id,
    state: 'planned',
    amount: plan.amount,
    sold: quote === null ? null : plan.sold,
    quoteId: quote?.id ?? null,
    reserve: plan.reserve,
    endToEndId: endToEndIdOf(id),
    bankAccountId: profile.bankAccountId,
    origin,
    fileAt,
    executionDate: executionDate(fileAt),
    fileId: null,
    createdAt: tx.now,
    sentAt: null,
    settledAt: null,
    endedAt: null,
    returned: null,
    expectedBy: null
  }
  return {
    payout,
    plan,
    quote,
    transaction: transactionOf(payout, plan, quote, transactionId),
    reserveUntil: later(tx.now, profile.reserveDays * day)
  }
}

/** Where the balance is in another currency: a quote that is executed with the payout. */
function quoteFor(
  tx: Tx,
  { merchant, found }: FullSituation,
  { sold }: PlannedPayout,
  transactionId: Transaction['id'],
  settings: PayoutSettings
): Quote | null {
  const rate = sold.currency === merchant.payoutCurrency ? undefined : found(sold.currency)
  if (rate === undefined) return null
  return {
    id: tx.newId('quo'),
    merchantId: merchant.id,
    ...workOut({ sell: sold }, rate, settings.marginBasisPoints),
    createdAt: tx.now,
    expiresAt: tx.now,
    executedAt: tx.now,
    transactionId
  }
}

function transactionOf(
  { id, merchantId, amount }: Payout,
  { sold, reserve }: PlannedPayout,
  quote: Quote | null,
  transactionId: Transaction['id']
): Transaction {
  const legId = (n: number) => derivedId('trf', 'payout', id, n)
  const from = merchantAccount(merchantId, sold.currency)
  const into = payoutAccount(id, amount.currency)
  const about = { type: 'plain', subject: id } as const
  const paid: Leg[] =
    quote === null
      ? [{ ...about, id: legId(1), code: 'payout', debit: from, credit: into, minor: amount.minor }]
      : exchangeLegs(quote, from, into, id, legId)
  const credit = reserveAccount(merchantId, reserve.currency)
  const kept: Leg[] =
    reserve.minor === 0n
      ? []
      : [{ ...about, id: legId(3), code: 'reserve', debit: from, credit, minor: reserve.minor }]
  return { id: transactionId, legs: [...paid, ...kept], ...(quote === null ? {} : { fx: keptRate(quote) }) }
}

/** Writes payouts whose money is there. Outrun are those whose money another act took meanwhile; others are left out. */
async function makePayouts(
  tx: Tx,
  prepared: readonly Prepared[]
): Promise<Readonly<{ made: Payout[]; outrun: Payout[] }>> {
  if (prepared.length === 0) return { made: [], outrun: [] }
  await openAccounts(tx, [
    ...prepared.map(({ payout: { id, amount } }) => ({
      id: payoutAccount(id, amount.currency),
      side: 'credit' as const,
      floor: 0n
    })),
    ...positionsOf(prepared)
  ])
  const outcomes = await postBatch(
    tx,
    prepared.map(({ transaction }) => transaction)
  )
  const became = new Map(
    outcomes.map((outcome) => [outcome.id, outcome.result === 'posted' ? 'posted' : outcome.refusal.code])
  )
  const made = prepared.filter(({ transaction }) => became.get(transaction.id) === 'posted')
  await keepPayouts(tx, made)
  const outrun = prepared.filter(({ transaction }) => became.get(transaction.id) === 'funds_insufficient')
  return { made: made.map(({ payout }) => payout), outrun: outrun.map(({ payout }) => payout) }
}

async function keepPayouts(tx: Tx, made: readonly Prepared[]): Promise<void> {
  await insertQuotes(
    tx,
    made.flatMap(({ quote }) => quote ?? [])
  )
  await insertPayouts(
    tx,
    made.map(({ payout }) => payout)
  )
  await insertReserves(
    tx,
    made
      .filter(({ plan }) => plan.reserve.minor > 0n)
      .map(({ payout: { id, merchantId }, plan, reserveUntil }) => ({
        id: tx.newId('rsv'),
        merchantId,
        amount: plan.reserve,
        payoutId: id,
        releaseAt: reserveUntil
      }))
  )
  await addExempt(
    tx,
    made.map(({ payout: { merchantId }, plan }) => ({
      merchantId,
      currency: plan.leaves.currency,
      exempt: -plan.exemptUsed
    }))
  )
  await emitPlanned(tx, made)
}

function positionsOf(prepared: readonly Prepared[]) {
  const pairs = new Map<string, readonly [Currency, Currency]>()
  for (const { quote } of prepared) {
    if (quote === null) continue
    pairs.set(`${quote.sell.currency}${quote.buy.currency}`, [quote.sell.currency, quote.buy.currency])
  }
  return [...pairs.values()].flatMap(([sell, buy]) => positionAccounts(sell, buy))
}

function emitPlanned(tx: Tx, made: readonly Prepared[]): Promise<void> {
  return emit(
    tx,
    ...made.map(({ payout: { id, merchantId, amount, reserve, quoteId, origin } }) => ({
      type: 'payout.planned' as const,
      subject: id,
      owner: merchantId,
      data: { amount: amount.minor, currency: amount.currency, reserve: reserve.minor, quoteId, origin }
    }))
  )
}
