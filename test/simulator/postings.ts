import { derivedId, type Id, idOf, uuidOf } from '../../src/kernel/index.ts'
import type { AccountId, Leg, NewAccount, Transaction } from '../../src/ledger/index.ts'
import type { LegWish, PostingWish } from './wish.ts'

/** The accounts of the ledger's own callers: few, so that they meet. */
export const ledgerAccounts: readonly NewAccount[] = [
  { id: 'till:sim:CNY', side: 'debit', floor: null, managed: false },
  { id: 'revenue:sim:CNY', side: 'credit', floor: null, managed: false },
  { id: 'wallet:a:CNY', side: 'credit', floor: 0n, managed: false },
  { id: 'wallet:b:CNY', side: 'credit', floor: 0n, managed: false },
  { id: 'overdraft:c:CNY', side: 'credit', floor: -50n, managed: false },
  { id: 'owing:d:CNY', side: 'debit', floor: 0n, managed: false },
  { id: 'wallet:a:USD', side: 'credit', floor: 0n, managed: false }
]

/** Ids that a caller derives by a rule of its own: the same number gives the same one. Version 8 is not for callers. */
function callersId<P extends string>(prefix: P, no: number): Id<P> {
  const uuid = uuidOf(derivedId(prefix, 'simulator', no))
  return idOf(prefix, `${uuid.slice(0, 14)}5${uuid.slice(15)}`)
}

const transferId = (no: number) => callersId('trf', no)
const transactionId = (no: number) => callersId('txn', no)
const expiryOf = ({ expiresInMs }: LegWish, sentAt: number) =>
  expiresInMs === null || expiresInMs === undefined ? null : new Date(sentAt + expiresInMs)

function legOf(wish: LegWish, sentAt: number): Leg {
  const about = { id: transferId(wish.id), code: 'trade' }
  const amount = { minor: BigInt(wish.minor), upTo: wish.upTo ?? false }
  const hold = transferId(wish.hold ?? 0)
  const pair = { debit: (wish.debit ?? '') as AccountId, credit: (wish.credit ?? '') as AccountId }
  if (wish.type === 'void') return { ...about, type: 'void', hold }
  if (wish.type === 'capture') return { ...about, type: 'capture', hold, ...amount }
  if (wish.type === 'plain') return { ...about, type: 'plain', ...pair, ...amount }
  return { ...about, type: 'hold', ...pair, ...amount, expiresAt: expiryOf(wish, sentAt) }
}

/** The transaction in the words of the model. */
export function transactionOf({ id, legs, reverses, sentAt = 0 }: PostingWish): Transaction {
  const all = legs.map((leg) => legOf(leg, sentAt))
  return {
    id: transactionId(id),
    legs: all,
    ...(reverses === undefined ? {} : { reverses: transactionId(reverses) })
  }
}

/** The same as it goes over the wire. */
export function wireOf(posting: PostingWish): unknown {
  const { id, legs, reverses } = transactionOf(posting)
  return {
    id,
    ...(reverses === undefined ? {} : { reverses }),
    legs: legs.map((leg) => {
      const { id: legId, code, type } = leg
      if (leg.type === 'void') return { id: legId, code, type, hold: leg.hold }
      const amount = { amount: { amount: Number(leg.minor), currency: 'CNY' }, upTo: leg.upTo ?? false }
      if (leg.type === 'capture') return { id: legId, code, type, hold: leg.hold, ...amount }
      const { debit, credit } = leg
      const expiry = leg.type === 'hold' ? { expiresAt: leg.expiresAt?.toISOString() ?? null } : {}
      return { id: legId, code, type, debit, credit, ...amount, ...expiry }
    })
  }
}
