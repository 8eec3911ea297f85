import assert from 'node:assert/strict'
import { emit, type NewEvent } from '../audit/index.ts'
import type { Attribution, Tx } from '../db/index.ts'
import { type Currency, type Id, type Money } from '../kernel/index.ts'
import {
  type AccountBalance,
  type AccountId,
  balances,
  mainBook,
  postAll,
  type PostedTransaction
} from '../ledger/index.ts'
import { merchantAccount, owedAccount } from '../merchants/index.ts'
import { actDiffers, currencyDiffers } from './failures.ts'
import { updateFreezes } from './freeze-store.ts'
import type { Entry, Legs } from './legs.ts'
import type { Movement, MovementKind } from './movement.ts'
import { type Freeze, inBook, type PartId, type PartSums } from './part.ts'
import { recordMovements } from './store.ts'

/** One business act: its ledger transaction, what it adds to which part, and the freezes it changes. */
export type Act = Readonly<{
  legs: Legs
  entries: readonly Entry[]
  freezes: readonly Freeze[]
  /** On whose behalf, where that is not whoever the transaction acts for. */
  by?: Attribution | undefined
}>

/**
 * Posts, records and tells the acts, in one go. The parts must be locked, and the acts decided on them as they stand.
 * Answers the movements as they were recorded: what the merchant owes by them is known only after posting.
 */
export async function carryOut(
  tx: Tx,
  parts: readonly PartSums[],
  acts: readonly Act[]
): Promise<Movement[]> {
  const entries = acts.flatMap((act) => act.entries)
  if (entries.length === 0) return []
  const posted = await postActs(tx, parts, acts)
  const moved = new Map(posted.flatMap(({ legs }) => legs.map((leg) => [leg.id, leg.minor] as const)))
  const empty = new Set(acts.filter((act) => act.legs.list.length === 0).map((act) => act.legs.transactionId))
  const movements = entries.map(({ movement, recovery }): Movement => {
    const { transactionId, owed } = movement
    return {
      ...movement,
      owed: recovery === null ? owed : owed - (moved.get(recovery) ?? 0n),
      transactionId: transactionId !== null && empty.has(transactionId) ? null : transactionId
    }
  })
  await recordMovements(tx, movements)
  const freezes = acts.flatMap((act) => act.freezes)
  if (freezes.length > 0) await updateFreezes(tx, freezes)
  await tell(
    tx,
    parts,
    movements,
    acts.flatMap((act) => act.entries.map(() => act.by))
  )
  return movements
}

/** Posts the transactions of the acts, each in the book of the order that it is about. */
async function postActs(tx: Tx, parts: readonly PartSums[], acts: readonly Act[]) {
  const bookOf = new Map(parts.map((part) => [part.partId, part.book]))
  const moving = acts.filter((act) => act.legs.list.length > 0)
  const posted: PostedTransaction[] = []
  for (const [book, those] of Map.groupBy(moving, ({ entries }) => {
    const books = new Set(entries.map(({ movement }) => bookOf.get(movement.partId)))
    assert.equal(books.size, 1, 'an act is about one order, whose money is in one book')
    return [...books][0] ?? mainBook
  })) {
    const transactions = those.map(({ legs }) => ({ id: legs.transactionId, legs: legs.list }))
    posted.push(...(await postAll(tx, transactions, { book })))
  }
  return posted
}

const eventTypes = {
  fund: 'escrow.funded',
  release: 'escrow.released',
  refund: 'escrow.refunded',
  freeze: 'escrow.frozen',
  unfreeze: 'escrow.unfrozen',
  chargeback: 'escrow.charged_back',
  chargeback_reversal: 'escrow.chargeback_reversed'
} as const satisfies Record<MovementKind, NewEvent['type']>

/** Emits an event for each movement, and one more where the merchant's debt changed; `bys` says whose each is. */
export async function tell(
  tx: Tx,
  parts: readonly PartSums[],
  movements: readonly Movement[],
  bys: readonly (Attribution | undefined)[] = []
): Promise<void> {
  const byId = new Map(parts.map((part) => [part.partId, part]))
  const events = movements.flatMap((movement, i): NewEvent[] => {
    const { partId, kind, reference, transactionId, owed, ...amounts } = movement
    const part = byId.get(partId)
    assert(part !== undefined)
    const { orderId, merchantId, currency } = part
    const changed = Object.fromEntries(Object.entries(amounts).filter(([, minor]) => minor !== 0n))
    const about = { partId, reference, currency, transactionId }
    const by = bys[i]
    const told: NewEvent = {
      by,
      type: eventTypes[kind],
      subject: orderId,
      owner: merchantId,
      data: { ...about, ...changed }
    }
    if (owed === 0n || merchantId === null) return [told]
    const debt: NewEvent = {
      by,
      type: owed > 0n ? 'merchant.debt_incurred' : 'merchant.debt_recovered',
      subject: merchantId,
      owner: merchantId,
      data: { orderId, ...about, amount: owed > 0n ? owed : -owed }
    }
    return [told, debt]
  })
  await emit(tx, ...events)
}

/** The part as it stands after these entries, before what the ledger will say. */
export function after(part: PartSums, entries: readonly Entry[]): PartSums {
  return entries
    .map((entry) => entry.movement)
    .filter((movement) => movement.partId === part.partId)
    .reduce((sums, movement): PartSums => {
      const paid = sums.paid + movement.paid
      const released = sums.released + movement.released
      const commission = sums.commission + movement.commission
      const refunded = sums.refunded + movement.refunded
      return {
        ...sums,
        paid,
        released,
        commission,
        refunded,
        held: paid - released - commission - refunded,
        chargedBack: sums.chargedBack + movement.chargedBack,
        frozen: sums.frozen + movement.frozen
      }
    }, part)
}

/** Movements by their business act. */
export type History = Map<string, Movement>

const actOf = (kind: MovementKind, partId: PartId, reference: string) => `${kind} ${partId} ${reference}`

/** Adds movements to a history. */
export function remember(history: History, movements: readonly Movement[]): History {
  for (const movement of movements)
    history.set(actOf(movement.kind, movement.partId, movement.reference), movement)
  return history
}

/** What is recorded of an act already; another amount under the same id is a conflict. */
export function recorded(
  history: History,
  kind: MovementKind,
  partId: PartId,
  reference: string,
  amount: bigint
): Movement | undefined {
  const found = history.get(actOf(kind, partId, reference))
  if (found !== undefined && found.amount !== amount) throw actDiffers(kind, reference, found.amount, amount)
  return found
}

/** Refuses an amount in another currency than the part's. */
export function checkCurrency(part: PartSums, amount: Money): void {
  if (part.currency !== amount.currency) throw currencyDiffers(part, amount.currency)
}

/** What the merchants of these parts owe now, by their account and its book; mostly nothing. */
export async function debtsOf(tx: Tx, parts: readonly PartSums[]): Promise<ReadonlyMap<string, bigint>> {
  const found = await balancesOf(tx, parts, ({ merchantId, currency }) =>
    merchantId === null ? null : debtAccount(merchantId, currency)
  )
  return new Map([...found].filter(([, { posted }]) => posted > 0n).map(([key, { posted }]) => [key, posted]))
}

/**
 * The accounts of these parts' merchants, with their books, that are frozen or closed now. Nothing can be taken from
 * them; what has been released is then owed as a whole, for a refund and above all a chargeback cannot wait.
 */
export async function stillAccounts(tx: Tx, parts: readonly PartSums[]): Promise<ReadonlySet<string>> {
  const found = await balancesOf(tx, parts, ({ merchantId, currency, released }) =>
    merchantId === null || released === 0n ? null : merchantAccount(merchantId, currency)
  )
  return new Set([...found].filter(([, { state }]) => state !== 'open').map(([key]) => key))
}

/** The balances of an account for each part, where it has one, by account and book. */
async function balancesOf(
  tx: Tx,
  parts: readonly PartSums[],
  accountOf: (part: PartSums) => AccountId | null
): Promise<ReadonlyMap<string, AccountBalance>> {
  const found = new Map<string, AccountBalance>()
  for (const [book, those] of Map.groupBy(parts, (part) => part.book)) {
    const ids = new Set(those.flatMap((part) => accountOf(part) ?? []))
    for (const [id, balance] of await balances(tx, [...ids], { book })) found.set(inBook(book, id), balance)
  }
  return found
}

/** The account of what the merchant owes. */
export const debtAccount = (merchantId: Id<'mer'>, currency: Currency): AccountId =>
  owedAccount(merchantId, currency)
