import fc from 'fast-check'
import { derivedId } from '../src/kernel/index.ts'
import type {
  AccountId,
  Leg,
  NewAccount,
  Transaction,
  TransactionId,
  TransferId
} from '../src/ledger/index.ts'

/** A small world in which much goes wrong: few accounts, few ids, small amounts. */
export const smallWorld: readonly (NewAccount & { frozen?: boolean })[] = [
  { id: 'till:us:CNY', side: 'debit', floor: null },
  { id: 'revenue:us:CNY', side: 'credit', floor: null },
  { id: 'wallet:a:CNY', side: 'credit', floor: 0n },
  { id: 'wallet:b:CNY', side: 'credit', floor: 0n },
  { id: 'overdraft:c:CNY', side: 'credit', floor: -50n },
  { id: 'owing:d:CNY', side: 'debit', floor: 0n },
  { id: 'still:e:CNY', side: 'credit', floor: 0n, frozen: true },
  { id: 'wallet:a:USD', side: 'credit', floor: 0n }
].map((account) => ({ ...account, managed: false }) as NewAccount & { frozen?: boolean })

const usual = smallWorld.slice(0, 6).map(({ id }) => id)
const account = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom<AccountId>(...usual) },
  { weight: 1, arbitrary: fc.constantFrom<AccountId>('still:e:CNY', 'wallet:a:USD', 'nobody:x:CNY') }
)
const payer = fc.oneof(
  { weight: 1, arbitrary: fc.constant<AccountId>('till:us:CNY') },
  { weight: 2, arbitrary: account }
)
const minor = fc.oneof(
  { weight: 30, arbitrary: fc.bigInt({ min: 1n, max: 60n }) },
  { weight: 1, arbitrary: fc.constantFrom(0n, -1n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 52n) }
)
const upTo = fc.oneof(
  { weight: 3, arbitrary: fc.constant(false) },
  { weight: 1, arbitrary: fc.constant(true) }
)
const sometimes = fc.nat(19).map((n) => n === 0)

const legWish = fc.record({
  type: fc.constantFrom('plain', 'plain', 'plain', 'hold', 'hold', 'capture', 'capture', 'capture', 'void'),
  debit: payer,
  credit: account,
  minor,
  upTo,
  expiresIn: fc.constantFrom(null, null, 1, 3, 3, 9, 9, -1),
  idOfAnother: sometimes,
  pick: fc.nat()
})
const transactionWish = fc.record({
  kind: fc.constantFrom(
    'new',
    'new',
    'new',
    'new',
    'new',
    'new',
    'new',
    'repeat',
    'differs',
    'reversal',
    'odd'
  ),
  legs: fc.oneof(
    { weight: 20, arbitrary: fc.array(legWish, { minLength: 1, maxLength: 1 }) },
    { weight: 8, arbitrary: fc.array(legWish, { minLength: 2, maxLength: 3 }) },
    { weight: 1, arbitrary: fc.constant([]) }
  ),
  pick: fc.nat()
})
type TransactionWish = typeof transactionWish extends fc.Arbitrary<infer T> ? T : never

const funding: Transaction = {
  id: derivedId('txn', 'funding'),
  legs: usual.slice(2, 5).map((credit) => {
    return {
      id: derivedId('trf', 'funding', credit),
      type: 'plain',
      debit: 'till:us:CNY',
      credit,
      minor: 100n,
      code: 'fund'
    }
  })
}

/** Transactions as a careless caller sends them: most are new, some repeat, contradict or undo an earlier one. */
export function wishes(start: Date, length: number): fc.Arbitrary<Transaction[]> {
  return fc
    .array(transactionWish, { minLength: 1, maxLength: length, size: 'max' })
    .map((all) => all.reduce((before, wish) => [...before, transactionOf(wish, before, start)], [funding]))
}

function transactionOf(wish: TransactionWish, before: readonly Transaction[], start: Date): Transaction {
  const earlier = before[wish.pick % Math.max(1, before.length)]
  const id: TransactionId = derivedId('txn', 'wish', before.length)
  if (wish.kind === 'repeat' && earlier !== undefined) return earlier
  if (wish.kind === 'reversal') return { id, legs: [], reverses: earlier?.id ?? id }
  const legs: Leg[] = []
  for (const leg of wish.legs)
    legs.push(legOf(leg, [...before.flatMap((other) => other.legs), ...legs], start))
  if (wish.kind === 'odd' && earlier !== undefined) return { id, legs, reverses: earlier.id }
  return { id: wish.kind === 'differs' && earlier !== undefined ? earlier.id : id, legs }
}

function legOf(wish: TransactionWish['legs'][number], before: readonly Leg[], start: Date): Leg {
  const { minor, upTo, debit, credit, pick, expiresIn } = wish
  const fresh: TransferId = derivedId('trf', 'wish', before.length)
  const about = {
    id: wish.idOfAnother ? (before[pick % Math.max(1, before.length)]?.id ?? fresh) : fresh,
    code: 'test'
  }
  // Recent holds are the interesting ones: they are open more often.
  const holds = before.filter(({ type }) => type === 'hold').slice(-4)
  const hold = holds[pick % Math.max(1, holds.length)]?.id ?? fresh
  if (wish.type === 'capture') return { ...about, type: 'capture', hold, minor, upTo }
  if (wish.type === 'void') return { ...about, type: 'void', hold }
  if (wish.type === 'plain') return { ...about, type: 'plain', debit, credit, minor, upTo }
  const expiresAt = expiresIn === null ? null : new Date(start.getTime() + expiresIn * 60_000)
  return { ...about, type: 'hold', debit, credit, minor, upTo, expiresAt }
}
