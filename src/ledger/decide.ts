import { decideLeg, type Terms } from './decide-leg.ts'
import { decideReversal } from './decide-reversal.ts'
import { digestOf } from './digest.ts'
import type { Outcome, Refusal } from './outcome.ts'
import type {
  AccountChange,
  Decision,
  HoldChange,
  Known,
  LedgerState,
  NewTransaction,
  NewTransfer
} from './state.ts'
import { type Leg, legsMax, type PostedLeg, type Transaction, type TransactionId } from './transaction.ts'
import { beginTransaction, beginWork, holdOf, undoTransaction, type Working } from './working.ts'

/** A decision being made: batch after batch of transactions, each on what the ones before it left. */
export type Deciding = Readonly<{
  /** The transfers so far, in the order of their writing. */
  transfers: readonly NewTransfer[]
  /** Decides further transactions and answers one outcome each. */
  next(transactions: readonly Transaction[], digests: readonly string[]): Outcome[]
  /** All that was decided. */
  end(): Decision
}>

/**
 * Decides transactions one after the other, each as a whole: accepted with all its legs or refused without a trace.
 * Pure, and the only place where an outcome of the ledger is decided. `undoing`: whether some of them are reversals, which
 * may be of transactions that are decided here too.
 */
export function beginDeciding(state: LedgerState, terms: Terms, undoing: boolean): Deciding {
  const work = beginWork(state, terms.now)
  const known = new Map<string, Known>()
  const fresh: NewTransaction[] = []
  const outcomes: Outcome[] = []
  const decideNext = (transaction: Transaction, digest: string): Outcome => {
    const before = known.get(transaction.id) ?? state.known.get(transaction.id)
    if (before !== undefined) return repeated(before, digest, transaction, terms)
    const outcome = decideOne(work, transaction, terms)
    if (undoing) remember(work, transaction, outcome)
    known.set(transaction.id, { digest, outcome })
    fresh.push({ digest, outcome, reverses: transaction.reverses ?? null, fx: transaction.fx ?? null })
    return outcome
  }
  return {
    transfers: work.transfers,
    next(transactions, digests) {
      const decided = transactions.map((transaction, i) => decideNext(transaction, digests[i] ?? ''))
      outcomes.push(...decided)
      return decided
    },
    end: () => ({
      outcomes,
      transactions: fresh,
      transfers: work.transfers,
      accounts: changedAccounts(work),
      holds: changedHolds(work)
    })
  }
}

/** Whether some of the transactions are reversals. */
export function isUndoing(transactions: readonly Transaction[]): boolean {
  return transactions.some(({ reverses }) => reverses !== undefined)
}

/** Decides all of them in one go. The `digests` are theirs, for callers that had the time to make them before. */
export function decide(
  state: LedgerState,
  transactions: readonly Transaction[],
  terms: Terms,
  digests: readonly string[] = transactions.map(digestOf)
): Decision {
  const deciding = beginDeciding(state, terms, isUndoing(transactions))
  deciding.next(transactions, digests)
  return deciding.end()
}

function repeated(before: Known, digest: string, { id }: Transaction, { now }: Terms): Outcome {
  if (before.digest === digest) return before.outcome
  return {
    result: 'refused',
    id,
    at: now,
    refusal: { code: 'transaction_differs', leg: null, transaction: id }
  }
}

function decideOne(work: Working, transaction: Transaction, terms: Terms): Outcome {
  const { id } = transaction
  beginTransaction(work, id)
  const legs = legsOf(work, transaction)
  const refusal = 'code' in legs ? legs : decideLegs(work, legs, terms)
  const at = timeOf(work, terms.now)
  const no = refusal ?? ('code' in legs || at <= terms.now ? null : overBy(work, legs, at))
  if (no !== null) {
    undoTransaction(work)
    return { result: 'refused', id, at: terms.now, refusal: no }
  }
  return accept(work, id, at)
}

/**
 * The time of a transaction is never before that of an earlier one on the same limited account: histories only grow.
 * Those of unlimited accounts grow behind their checkpoints.
 */
function timeOf(work: Working, now: Date): Date {
  let at = now
  for (const { form, lastAt } of work.touched) {
    const last = form.floor === null ? form.lastAt : lastAt
    if (last !== null && last > at) at = last
  }
  return at
}

/** Where the accounts are ahead of the clock, an expiry that is still to come may be over by the transaction's own time. */
function overBy(work: Working, legs: readonly Leg[], at: Date): Refusal | null {
  for (const [leg, one] of legs.entries()) {
    if (one.type === 'hold' && one.expiresAt !== null && one.expiresAt <= at) {
      return { code: 'expiry_past', leg }
    }
    if (one.type !== 'capture') continue
    const expiresAt = holdOf(work, one.hold)?.form.expiresAt ?? null
    if (expiresAt !== null && expiresAt <= at) return { code: 'hold_expired', leg, transfer: one.hold }
  }
  return null
}

function legsOf(work: Working, { id, legs, reverses }: Transaction): readonly Leg[] | Refusal {
  const no = (code: Refusal['code']): Refusal => ({ code, leg: null, transaction: id })
  if (reverses !== undefined) {
    return legs.length > 0 ? no('reversal_with_legs') : decideReversal(work, { id, legs }, reverses)
  }
  if (legs.length === 0) return no('transaction_empty')
  if (legs.length > legsMax) return no('too_many_legs')
  if (legs.length > 1 && new Set(legs.map((leg) => leg.id)).size < legs.length) return no('leg_id_repeated')
  return legs
}

function decideLegs(work: Working, legs: readonly Leg[], terms: Terms): Refusal | null {
  for (const [index, leg] of legs.entries()) {
    const refusal = decideLeg(work, leg, index, terms)
    if (refusal !== null) return refusal
  }
  return null
}

function accept(work: Working, id: TransactionId, at: Date): Outcome {
  for (const account of work.touched) account.lastAt = at
  const legs: PostedLeg[] = []
  for (let i = work.begin; i < work.transfers.length; i++) {
    const transfer = work.transfers[i]
    if (transfer === undefined) break
    transfer.at = at
    const { type, minor, debit, credit } = transfer
    legs.push({ id: transfer.id, type, debit: debit.id, credit: credit.id, minor })
  }
  return { result: 'posted', id, at, legs }
}

/** Only where the batch undoes something, which may be something that it did itself. */
function remember(work: Working, { id, reverses }: Transaction, outcome: Outcome): void {
  if (outcome.result === 'refused') return
  const legs = work.transfers.slice(work.begin).map((transfer) => {
    const { type, minor, subject, debit, credit } = transfer
    return { id: transfer.id, type, minor, subject, debit: debit.id, credit: credit.id }
  })
  work.posted.set(id, { legs, reversal: reverses !== undefined, reversed: false })
  if (reverses !== undefined) work.reversed.add(reverses)
}

/** Limited accounts get their new sums, for they are locked; unlimited ones what was added, for others add as well. */
function changedAccounts(work: Working): AccountChange[] {
  const changes: AccountChange[] = []
  const counts = unlimitedCounts(work)
  for (const {
    form,
    lastAt,
    debitsPosted,
    creditsPosted,
    debitsHeld,
    creditsHeld
  } of work.accounts.values()) {
    const by = {
      debitsPosted: debitsPosted - form.debitsPosted,
      creditsPosted: creditsPosted - form.creditsPosted,
      debitsHeld: debitsHeld - form.debitsHeld,
      creditsHeld: creditsHeld - form.creditsHeld
    }
    const moved =
      by.debitsPosted !== 0n || by.creditsPosted !== 0n || by.debitsHeld !== 0n || by.creditsHeld !== 0n
    const { no } = form
    const transfers = counts.get(no) ?? 0
    if (form.floor === null && moved) changes.push({ no, limited: false, lastAt, transfers, ...by })
    if (form.floor !== null && (moved || lastAt !== form.lastAt)) {
      const sums = { debitsPosted, creditsPosted, debitsHeld, creditsHeld }
      changes.push({ no, limited: true, lastAt, transfers: 0, ...sums })
    }
  }
  return changes
}

/** How many transfers each unlimited account has had. */
function unlimitedCounts({ transfers }: Working): Map<bigint, number> {
  const counts = new Map<bigint, number>()
  for (const { debit, credit } of transfers) {
    if (debit.floor === null) counts.set(debit.no, (counts.get(debit.no) ?? 0) + 1)
    if (credit.floor === null) counts.set(credit.no, (counts.get(credit.no) ?? 0) + 1)
  }
  return counts
}

function changedHolds({ holds, accounts }: Working): HoldChange[] {
  const no = (id: HoldChange['debit']) => accounts.get(id)?.form.no ?? 0n
  return [...holds.values()]
    .filter(
      ({ form, isNew, remaining, state }) => isNew || remaining !== form.remaining || state !== form.state
    )
    .map(({ form, isNew, remaining, state }) => {
      return { ...form, isNew, remaining, state, debitNo: no(form.debit), creditNo: no(form.credit) }
    })
}
