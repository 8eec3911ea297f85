import type { AccountId, Leg, NewAccount, Transaction } from '../src/ledger/index.ts'

/**
 * The ledger once more, written to be obvious and not to be quick: it keeps every movement ever made and adds them all up
 * whenever it wants to know something. It shares no code with src/ledger, so that the two can be held against each other.
 */
export type Model = {
  accounts: Map<string, NewAccount & { frozen?: boolean }>
  movements: Movement[]
  answers: Map<string, { body: string; answer: Answer }>
}

type Movement = {
  transaction: string
  id: string
  type: Leg['type'] | 'expired'
  debit: AccountId
  credit: AccountId
  minor: bigint
  hold?: string
  expiresAt?: Date | null
}

/** What the model answers: the amounts that moved, or the code of the refusal. */
export type Answer = { posted: bigint[] } | { refused: string }

const most = 2n ** 53n - 1n

export function newModel(accounts: readonly (NewAccount & { frozen?: boolean })[]): Model {
  return {
    accounts: new Map(accounts.map((account) => [account.id, account])),
    movements: [],
    answers: new Map()
  }
}

/** The posted balance of an account on its own side, and what is held of it. */
export function modelBalance(model: Model, id: AccountId): { posted: bigint; held: bigint } {
  const sign = model.accounts.get(id)?.side === 'debit' ? -1n : 1n
  let [posted, held] = [0n, 0n]
  for (const movement of model.movements) {
    const debited = movement.debit === id
    if (!debited && movement.credit !== id) continue
    if (movement.type === 'plain' || movement.type === 'capture')
      posted += (debited ? -1n : 1n) * sign * movement.minor
    const outgoing = debited === (sign === 1n)
    if (movement.type === 'hold' && outgoing) held += movement.minor
    if (movement.hold !== undefined && outgoing) held -= movement.minor
  }
  return { posted, held }
}

/** Gives back what holds that expired by `now` still have. */
export function modelSweep(model: Model, now: Date): void {
  for (const hold of model.movements.filter(({ type }) => type === 'hold')) {
    const rest = left(model, hold)
    if (hold.expiresAt && hold.expiresAt <= now && rest > 0n) {
      const { debit, credit, id } = hold
      model.movements.push({ transaction: '', id: '', type: 'expired', debit, credit, minor: rest, hold: id })
    }
  }
}

function left(model: Model, hold: Movement): bigint {
  return model.movements.reduce(
    (rest, { hold: of, minor }) => (of === hold.id ? rest - minor : rest),
    hold.minor
  )
}

/** Posts a transaction at `now`. */
export function modelPost(model: Model, transaction: Transaction, now: Date): Answer {
  const body = JSON.stringify(transaction, (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value
  )
  const before = model.answers.get(transaction.id)
  if (before !== undefined) return before.body === body ? before.answer : { refused: 'transaction_differs' }
  const length = model.movements.length
  const answer = attempt(model, transaction, now)
  if ('refused' in answer) model.movements.length = length
  model.answers.set(transaction.id, { body, answer })
  return answer
}

function attempt(model: Model, transaction: Transaction, now: Date): Answer {
  const legs = transaction.reverses === undefined ? transaction.legs : mirrored(model, transaction)
  if (typeof legs === 'string') return { refused: legs }
  if (legs.length === 0) return { refused: 'transaction_empty' }
  if (legs.some(({ id }, i) => legs.findIndex((leg) => leg.id === id) < i))
    return { refused: 'leg_id_repeated' }
  const posted: bigint[] = []
  for (const leg of legs) {
    const moved = movementOf(model, leg, transaction.id, now)
    if (typeof moved === 'string') return { refused: moved }
    model.movements.push(moved)
    posted.push(moved.minor)
  }
  return { posted }
}

function mirrored(
  model: Model,
  { id, legs, reverses = '' as Transaction['id'] }: Transaction
): Leg[] | string {
  if (legs.length > 0) return 'reversal_with_legs'
  const original = model.movements.filter(({ transaction }) => transaction === reverses)
  const body = model.answers.get(reverses)
  if (body === undefined || 'refused' in body.answer) return 'reversal_unknown'
  const undone = (other: { body: string; answer: Answer }) =>
    other.body.includes(`"reverses":"${reverses}"`) && 'posted' in other.answer
  if ([...model.answers.values()].some(undone)) return 'reversed_already'
  if (body.body.includes('"reverses"')) return 'reversal_of_reversal'
  if (original.some(({ type }) => type === 'hold')) return 'reversal_of_hold'
  const back = original
    .filter(({ type, minor }) => (type === 'plain' || type === 'capture') && minor > 0n)
    .reverse()
  if (back.length === 0) return 'reversal_of_nothing'
  return back.map(({ debit, credit, minor }, i): Leg => {
    return { id: `trf_${id}${i}`, type: 'plain', debit: credit, credit: debit, minor, code: 'reversal' }
  })
}

function movementOf(model: Model, leg: Leg, transaction: string, now: Date): Movement | string {
  if (leg.type !== 'void' && leg.minor <= 0n) return leg.minor < 0n ? 'amount_negative' : 'amount_zero'
  if (leg.type !== 'void' && leg.minor > most) return 'amount_too_large'
  if (model.movements.some(({ id }) => id === leg.id)) return 'transfer_id_taken'
  const hold =
    'hold' in leg ? model.movements.find(({ id, type }) => type === 'hold' && id === leg.hold) : undefined
  if ('hold' in leg && hold === undefined) return 'hold_unknown'
  const { debit, credit } = hold ?? (leg as Extract<Leg, { debit: AccountId }>)
  const wrong = wrongPair(model, debit, credit, leg.type === 'void')
  if (wrong !== null) return wrong
  if (hold !== undefined) return settle(model, leg, hold, transaction, now)
  const move = leg as Extract<Leg, { debit: AccountId }>
  if (move.type === 'hold' && move.expiresAt !== null && move.expiresAt <= now) return 'expiry_past'
  const minor = limited(model, move)
  if (typeof minor === 'string') return minor
  const all = (of: 'debit' | 'credit', id: AccountId) =>
    model.movements.reduce((sum, { [of]: side, type, minor: by }) => {
      if (side !== id || type === 'capture') return sum // a capture turns held into posted and keeps their sum
      return type === 'plain' || type === 'hold' ? sum + by : sum - by
    }, 0n)
  const largest = (of: 'debit' | 'credit', id: AccountId) => {
    const { floor, side } = model.accounts.get(id) ?? { floor: null, side: of }
    return floor === null ? most - 2n ** 50n : side === of ? most + floor : most
  }
  if (all('debit', debit) + minor > largest('debit', debit)) return 'sum_overflow'
  if (all('credit', credit) + minor > largest('credit', credit)) return 'sum_overflow'
  const expiry = move.type === 'hold' ? { expiresAt: move.expiresAt } : {}
  return { transaction, id: leg.id, type: leg.type, debit, credit, minor, ...expiry }
}

function wrongPair(model: Model, debit: AccountId, credit: AccountId, giveBack: boolean): string | null {
  if (debit === credit) return 'same_account'
  const pair = [model.accounts.get(debit), model.accounts.get(credit)]
  if (pair.includes(undefined)) return 'account_unknown'
  if (debit.slice(-3) !== credit.slice(-3)) return 'currency_differs'
  return !giveBack && pair.some((account) => account?.frozen) ? 'account_frozen' : null
}

function limited(model: Model, leg: Extract<Leg, { debit: AccountId }>): bigint | string {
  const room = (id: AccountId, side: 'debit' | 'credit') => {
    const account = model.accounts.get(id)
    if (account?.side !== side || account.floor === null) return most
    const { posted, held } = modelBalance(model, id)
    return posted - held - account.floor
  }
  const funds = room(leg.debit, 'credit')
  const space = room(leg.credit, 'debit')
  if (leg.upTo === true)
    return [leg.minor, funds, space].reduce((least, figure) => (figure < least ? figure : least))
  if (leg.minor > funds) return 'funds_insufficient'
  return leg.minor > space ? 'balance_insufficient' : leg.minor
}

function settle(model: Model, leg: Leg, hold: Movement, transaction: string, now: Date): Movement | string {
  const rest = left(model, hold)
  const over = hold.expiresAt && hold.expiresAt <= now
  const swept = model.movements.some(({ hold: of, type }) => of === hold.id && type === 'expired')
  if (rest === 0n) return swept ? 'hold_expired' : 'hold_settled'
  const { debit, credit, id } = hold
  const type = over ? 'expired' : 'void'
  if (leg.type === 'void') return { transaction, id: leg.id, type, debit, credit, minor: rest, hold: id }
  if (over) return 'hold_expired'
  const { minor, upTo } = leg as Extract<Leg, { type: 'capture' }>
  if (minor > rest && upTo !== true) return 'capture_exceeds_hold'
  return {
    transaction,
    id: leg.id,
    type: 'capture',
    debit,
    credit,
    minor: minor < rest ? minor : rest,
    hold: id
  }
}
