import type { Model } from './model.ts'
import type { Random } from './random.ts'
import type { LegWish, PostingWish } from './wish.ts'

const payers = ['till:sim:CNY', 'till:sim:CNY', 'wallet:a:CNY', 'wallet:b:CNY', 'overdraft:c:CNY'] as const
const payees = [
  'wallet:a:CNY',
  'wallet:b:CNY',
  'overdraft:c:CNY',
  'owing:d:CNY',
  'revenue:sim:CNY',
  'till:sim:CNY'
] as const

/** A transaction as a careless caller sends it: most are new, some repeat an earlier one or undo it. */
export function postingOf(model: Model, random: Random, id: number): PostingWish {
  const sent = sentBefore(model).slice(-memoryMax)
  // Nobody can refer to what is on its way at the same moment and was not answered yet: each of a batch is decided alone.
  const before = sent.filter(
    ({ id: other }) => stepOf(other) !== stepOf(id) || requestOf(other) === requestOf(id)
  )
  const dice = random.next()
  const earlier = random.any(before.slice(-20))
  if (dice < 0.05 && earlier !== undefined) return earlier
  if (dice < 0.12 && earlier !== undefined) return remember(model, { id, legs: [], reverses: earlier.id })
  const legs: LegWish[] = []
  const count = random.chance(0.25) ? 2 + random.below(2) : 1
  for (let i = 0; i < count; i++) legs.push(legOf(before, random, id * 10 + i))
  return remember(model, { id, legs, sentAt: model.now })
}

const memoryMax = 400
/** Transactions are numbered by the step, the request in it, and the place in its batch. */
const stepOf = (id: number) => Math.floor(id / 10)
const requestOf = (id: number) => Math.floor(id)

const memory = new WeakMap<object, PostingWish[]>()

/** What was sent to this model's ledger, whatever became of it: by the names of the world, which all its models share. */
function sentBefore(model: Model): PostingWish[] {
  const known = memory.get(model.ids) ?? []
  memory.set(model.ids, known)
  return known
}

function remember(model: Model, posting: PostingWish): PostingWish {
  sentBefore(model).push(posting)
  return posting
}

function legOf(before: readonly PostingWish[], random: Random, id: number): LegWish {
  const holds = before.flatMap(({ legs }) => legs.filter(({ type }) => type === 'hold')).slice(-6)
  const hold = random.any(holds)?.id
  const minor = random.chance(0.03)
    ? random.pick([0, -1, 2 ** 53 - 1])
    : 1 + random.below(random.chance(0.3) ? 5000 : 60)
  const upTo = random.chance(0.2)
  const pair = { debit: random.pick(payers), credit: random.pick(payees) }
  const type = random.pick(['plain', 'plain', 'plain', 'hold', 'capture', 'capture', 'void'])
  if (type === 'void') return { id, type, hold: hold ?? id, minor: 0 }
  if (type === 'capture') return { id, type, hold: hold ?? id, minor, upTo }
  if (type === 'plain') return { id, type, ...pair, minor, upTo }
  return {
    id,
    type,
    ...pair,
    minor,
    upTo,
    expiresInMs: random.pick([null, null, 600_000, 5_400_000, 259_200_000])
  }
}
