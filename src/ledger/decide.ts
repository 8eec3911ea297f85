import { decideLeg, type Terms } from './decide-leg.ts'
import { decideReversal } from './decide-reversal.ts'
import { digestOf } from './digest.ts'
import type { Outcome, Refusal } from './outcome.ts'
import type { AccountChange, Decision, HoldChange, Known, LedgerState, NewTransaction } from './state.ts'
import { type Leg, legsMax, type PostedLeg, postedLeg, type Transaction } from './transaction.ts'
import { beginTransaction, beginWork, undoTransaction, type Working } from './working.ts'

/**
 * Decides transactions one after the other, each on what the ones before it left, and each as a whole: accepted with
 * all its legs or refused without a trace. Pure, and the only place where an outcome of the ledger is decided.
 */
export function decide(state: LedgerState, transactions: readonly Transaction[], terms: Terms): Decision {
  const work = beginWork(state)
  const known = new Map<string, Known>()
  const fresh: NewTransaction[] = []
  const outcomes = transactions.map((transaction) => {
    const digest = digestOf(transaction)
    const before = known.get(transaction.id) ?? state.known.get(transaction.id)
    if (before !== undefined) return repeated(before, digest, transaction, terms)
    const outcome = decideOne(work, transaction, terms)
    known.set(transaction.id, { digest, outcome })
    fresh.push({ digest, outcome, reverses: transaction.reverses ?? null, fx: transaction.fx ?? null })
    return outcome
  })
  return {
    outcomes,
    transactions: fresh,
    transfers: work.transfers,
    accounts: changedAccounts(work),
    holds: changedHolds(work)
  }
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
  beginTransaction(work)
  const { id } = transaction
  const legs = legsOf(work, transaction)
  const refusal = 'code' in legs ? legs : decideLegs(work, legs, terms)
  if (refusal !== null) {
    undoTransaction(work)
    return { result: 'refused', id, at: terms.now, refusal }
  }
  return accept(work, transaction, terms)
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

/** The time of a transaction is never before that of an earlier one on the same limited account: histories only grow. */
function accept(work: Working, { id, reverses }: Transaction, { now }: Terms): Outcome {
  const limited = work.touched.filter(({ form }) => form.floor !== null)
  const at = limited.reduce(
    (latest, { lastAt }) => (lastAt !== null && lastAt > latest ? lastAt : latest),
    now
  )
  for (const account of limited) account.lastAt = at
  const legs = work.drafts.map(({ debit, credit, ...draft }): PostedLeg & { subject: string | null } => {
    work.transfers.push({ ...draft, at, transaction: id, debitNo: debit.form.no, creditNo: credit.form.no })
    const { type, minor, subject } = draft
    return { id: draft.id, type, debit: debit.form.id, credit: credit.form.id, minor, subject }
  })
  work.posted.set(id, { legs, reversal: reverses !== undefined, reversed: false })
  if (reverses !== undefined) work.reversed.add(reverses)
  return { result: 'posted', id, at, legs: legs.map(postedLeg) }
}

/** Limited accounts get their new sums, for they are locked; unlimited ones what was added, for others add as well. */
function changedAccounts(work: Working): AccountChange[] {
  const changes: AccountChange[] = []
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
    const moved = Object.values(by).some((minor) => minor !== 0n)
    const { no } = form
    if (form.floor === null && moved) changes.push({ no, limited: false, lastAt, ...by })
    if (form.floor !== null && (moved || lastAt !== form.lastAt)) {
      changes.push({ no, limited: true, lastAt, debitsPosted, creditsPosted, debitsHeld, creditsHeld })
    }
  }
  return changes
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
