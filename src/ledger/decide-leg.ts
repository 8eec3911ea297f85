import { smaller } from '../kernel/index.ts'
import { heldOf, postedOf } from './account.ts'
import { amountRefusal } from './amount.ts'
import type { Refusal, RefusalCode } from './outcome.ts'
import type { Capture, Hold, Leg, Plain, TransferId, Void } from './transaction.ts'
import {
  accountOf,
  addHold,
  type Change,
  holdOf,
  move,
  takeFrom,
  type Working,
  type WorkingAccount,
  type WorkingHold
} from './working.ts'

/** What is decided under: the time, and whether managed accounts may be touched. */
export type Terms = Readonly<{ now: Date; managedToo: boolean }>

type Pair = Readonly<{ debit: WorkingAccount; credit: WorkingAccount }>

/** Says no to a leg. */
class Refused {
  readonly refusal: Omit<Refusal, 'leg'>

  constructor(code: RefusalCode, details: Omit<Refusal, 'code' | 'leg'> = {}) {
    this.refusal = { code, ...details }
  }
}

/** Decides one leg and, if it is accepted, applies it to the working state. Answers why not, or null. */
export function decideLeg(work: Working, leg: Leg, index: number, terms: Terms): Refusal | null {
  const refused =
    checkWords(leg) ?? checkAmount(leg) ?? checkId(work, leg) ?? applyLeg(work, leg, index, terms)
  return refused === null ? null : { ...refused.refusal, leg: index }
}

const codePattern = /^[a-z][a-z0-9_.]{0,39}$/
const subjectPattern = /^[^\p{Cc}\p{Cs}]{1,200}$/u

function checkWords({ code, subject }: Leg): Refused | null {
  if (typeof code !== 'string' || !codePattern.test(code) || code.endsWith('\n'))
    return new Refused('code_malformed')
  if (subject === undefined || subject === null) return null
  return typeof subject === 'string' && subjectPattern.test(subject) ? null : new Refused('subject_malformed')
}

function checkAmount(leg: Leg): Refused | null {
  if (leg.type === 'void') return null
  const code = amountRefusal(leg.minor)
  if (code === null) return null
  return new Refused(code, typeof leg.minor === 'bigint' ? { asked: leg.minor } : {})
}

function checkId(work: Working, leg: Leg): Refused | null {
  const taken = work.taken.has(leg.id) || (work.state.taken.size > 0 && work.state.taken.has(leg.id))
  return taken ? new Refused('transfer_id_taken', { transfer: leg.id }) : null
}

function applyLeg(work: Working, leg: Leg, index: number, terms: Terms): Refused | null {
  switch (leg.type) {
    case 'plain':
      return applyPlain(work, leg, index, terms)
    case 'hold':
      return applyHold(work, leg, index, terms)
    case 'capture':
      return applyCapture(work, leg, index, terms)
    case 'void':
      return applyVoid(work, leg, index, terms)
  }
}

function applyPlain(work: Working, leg: Plain, index: number, terms: Terms): Refused | null {
  const pair = findPair(work, leg, terms)
  if (pair instanceof Refused) return pair
  const minor = amountWithin(pair, leg)
  if (minor instanceof Refused) return minor
  return apply(work, pair, { posted: minor, held: 0n }) ?? keep(work, pair, leg, index, minor, null)
}

function applyHold(work: Working, leg: Hold, index: number, terms: Terms): Refused | null {
  const pair = findPair(work, leg, terms)
  if (pair instanceof Refused) return pair
  const { expiresAt } = leg
  if (expiresAt !== null && !(expiresAt instanceof Date && Math.abs(expiresAt.getTime()) < yearMax)) {
    return new Refused('expiry_malformed')
  }
  if (expiresAt !== null && expiresAt <= terms.now) return new Refused('expiry_past')
  const minor = amountWithin(pair, leg)
  if (minor instanceof Refused) return minor
  const refused = apply(work, pair, { posted: 0n, held: minor })
  if (refused !== null) return refused
  const { id, debit, credit } = leg
  addHold(work, {
    id,
    debit,
    credit,
    minor,
    remaining: minor,
    expiresAt,
    state: minor > 0n ? 'open' : 'settled'
  })
  return keep(work, pair, leg, index, minor, null)
}

const yearMax = Date.UTC(9999, 11, 31)

function applyCapture(work: Working, leg: Capture, index: number, terms: Terms): Refused | null {
  const hold = holdOf(work, leg.hold)
  if (hold === undefined) return new Refused('hold_unknown', { transfer: leg.hold })
  const { debit, credit } = hold.form
  const currency = leg.currency === undefined ? {} : { currency: leg.currency }
  const pair = findPair(work, { debit, credit, ...currency }, terms)
  if (pair instanceof Refused) return pair
  const refused = checkOpen(hold, terms)
  if (refused !== null) return refused
  if (leg.minor > hold.remaining && leg.upTo !== true) {
    return new Refused('capture_exceeds_hold', {
      transfer: leg.hold,
      asked: leg.minor,
      possible: hold.remaining
    })
  }
  const minor = smaller(leg.minor, hold.remaining)
  takeFrom(work, hold, minor)
  return apply(work, pair, { posted: minor, held: -minor }) ?? keep(work, pair, leg, index, minor, leg.hold)
}

function applyVoid(work: Working, leg: Void, index: number, terms: Terms): Refused | null {
  const hold = holdOf(work, leg.hold)
  if (hold === undefined) return new Refused('hold_unknown', { transfer: leg.hold })
  // A freeze keeps money from going out; giving back what was set aside moves none.
  const pair = findPair(work, hold.form, terms, 'frozen too')
  if (pair instanceof Refused) return pair
  const refused = checkOpen(hold, { ...terms, now: new Date(0) })
  if (refused !== null) return refused
  const minor = hold.remaining
  const { expiresAt } = hold.form
  takeFrom(work, hold, minor)
  if (expiresAt !== null && expiresAt <= terms.now) hold.state = 'expired'
  return apply(work, pair, { posted: 0n, held: -minor }) ?? keep(work, pair, leg, index, minor, leg.hold)
}

function findPair(
  work: Working,
  leg: Pick<Plain, 'debit' | 'credit' | 'currency'>,
  { managedToo }: Terms,
  frozen?: 'frozen too'
): Pair | Refused {
  if (leg.debit === leg.credit) return new Refused('same_account', { account: leg.debit })
  const debit = accountOf(work, leg.debit)
  if (debit === undefined) return new Refused('account_unknown', { account: leg.debit })
  const credit = accountOf(work, leg.credit)
  if (credit === undefined) return new Refused('account_unknown', { account: leg.credit })
  return (
    pairRefusal(debit, credit, leg.currency ?? debit.form.currency, managedToo, frozen) ?? { debit, credit }
  )
}

/** Written out for both accounts: it runs for every leg of every batch. */
function pairRefusal(
  debit: WorkingAccount,
  credit: WorkingAccount,
  currency: string,
  managedToo: boolean,
  frozen?: 'frozen too'
): Refused | null {
  const [a, b] = [debit.form, credit.form]
  const no = (code: RefusalCode, first: boolean) => new Refused(code, { account: first ? a.id : b.id })
  if (!managedToo && (a.managed || b.managed)) return no('account_managed', a.managed)
  if (a.currency !== currency || b.currency !== currency)
    return no('currency_differs', a.currency !== currency)
  if (a.state === 'open' && b.state === 'open') return null
  if (a.state === 'closed' || b.state === 'closed') return no('account_closed', a.state === 'closed')
  return frozen === undefined ? no('account_frozen', a.state === 'frozen') : null
}

/** How much of the asked amount both floors let pass. */
function amountWithin({ debit, credit }: Pair, leg: Plain | Hold): bigint | Refused {
  const funds = debit.form.side === 'credit' ? roomOf(debit) : null
  const room = credit.form.side === 'debit' ? roomOf(credit) : null
  if (leg.upTo === true) return smaller(smaller(leg.minor, funds ?? leg.minor), room ?? leg.minor)
  if (funds !== null && leg.minor > funds) {
    return new Refused('funds_insufficient', { account: leg.debit, asked: leg.minor, possible: funds })
  }
  if (room !== null && leg.minor > room) {
    return new Refused('balance_insufficient', { account: leg.credit, asked: leg.minor, possible: room })
  }
  return leg.minor
}

function roomOf(account: WorkingAccount): bigint | null {
  const { side, floor } = account.form
  return floor === null ? null : postedOf(side, account) - heldOf(side, account) - floor
}

function checkOpen(hold: WorkingHold, { now }: Terms): Refused | null {
  const { id: transfer, expiresAt } = hold.form
  if (hold.state === 'settled') return new Refused('hold_settled', { transfer })
  const over = hold.state === 'expired' || (expiresAt !== null && expiresAt <= now)
  return over ? new Refused('hold_expired', { transfer }) : null
}

function apply(work: Working, { debit, credit }: Pair, change: Change): Refused | null {
  const full = move(work, debit, credit, change)
  return full === null ? null : new Refused('sum_overflow', { account: full.form.id })
}

function keep(
  work: Working,
  pair: Pair,
  leg: Leg,
  index: number,
  minor: bigint,
  hold: TransferId | null
): null {
  const { debit, credit } = pair
  const debitLimited = debit.form.floor !== null
  const creditLimited = credit.form.floor !== null
  work.taken.add(leg.id)
  work.transfers.push({
    id: leg.id,
    transaction: work.transaction,
    leg: index,
    type: leg.type,
    debit: debit.form,
    credit: credit.form,
    minor,
    code: leg.code,
    subject: leg.subject ?? null,
    hold,
    at: work.now,
    debitBalance: debitLimited ? postedOf(debit.form.side, debit) : null,
    debitHeld: debitLimited ? heldOf(debit.form.side, debit) : null,
    creditBalance: creditLimited ? postedOf(credit.form.side, credit) : null,
    creditHeld: creditLimited ? heldOf(credit.form.side, credit) : null
  })
  return null
}
