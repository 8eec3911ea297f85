import { z } from 'zod'
import { emit } from '../audit/index.ts'
import { listUnderWay, mustBeBooks, type NewBookTransfer, sendBetween } from '../books/index.ts'
import type { Tx } from '../db/index.ts'
import { idSchema, type Money, Money as MoneyCodec } from '../kernel/index.ts'
import { type AccountBalance, AccountId, balances, BookName, mainBook } from '../ledger/index.ts'
import type { BalanceSources } from './balance.ts'
import { bookAlready, merchantUnknown, moveMustWait } from './failures.ts'
import { type Merchant, merchantAccounts, type MerchantId } from './merchant.ts'
import { openAccountsOfMerchants } from './open-accounts.ts'
import { accountsOfMerchants, findMerchants, lockMerchants, updateMerchant } from './store.ts'

const kinds = [
  'held',
  'on_its_way',
  'payable',
  'earned',
  'reserve',
  'owed',
  'hold',
  'frozen',
  'closed',
  'between_books'
] as const
type Kind = (typeof kinds)[number]

const Sum = z
  .strictObject({
    reason: z.enum(kinds).meta({
      description:
        '`held`: for open orders. `on_its_way`: payouts that the bank has not settled. `payable`: available in `main`, which pays merchants. `earned`: available in another book, and gathered to `main` from there. `reserve`: kept back until its days have passed. `owed`: owed to the marketplace. `hold`: set aside on an account. `frozen`, `closed`: an account that nothing may leave or enter. `between_books`: on its way between books.'
    }),
    book: BookName,
    account: AccountId.nullable(),
    amount: MoneyCodec
  })
  .meta({ id: 'MerchantMoveSum' })

/** What moving a merchant to another book takes along, what stays behind, and what it waits for. */
export const MovePlan = z
  .strictObject({
    merchantId: idSchema('mer'),
    book: BookName.meta({ description: 'The book that it is in now: that of its new orders.' }),
    toBook: BookName,
    moves: z
      .array(z.strictObject({ book: BookName, account: AccountId, amount: MoneyCodec }))
      .meta({ description: 'Balances that go to the same account of the other book.' }),
    stays: z.array(Sum).meta({
      description:
        'What goes on where it is, in every book: open orders are settled in their book, and what they bring is gathered from there.'
    }),
    waits: z.array(Sum).meta({ description: 'While there is one, moving is refused.' })
  })
  .meta({ id: 'MerchantMovePlan' })
export type MovePlan = z.output<typeof MovePlan>

/** What later rooms know of the merchant's money: what is held for open orders, and payouts, which leave `main`. */
export type MoveSources = Pick<BalanceSources, 'heldByBook' | 'onItsWay'>

type Found = Readonly<{ book: string; balance: AccountBalance }>

const underWayMax = 100

/** Looks at what moving the merchant would do. Changes nothing. Refused where moving it would do nothing. */
export async function planMove(
  tx: Tx,
  merchantId: MerchantId,
  toBook: string,
  sources: MoveSources
): Promise<MovePlan> {
  const [merchant] = await findMerchants(tx, [merchantId])
  if (merchant === undefined) throw merchantUnknown(merchantId)
  return plan(tx, merchant, toBook, sources)
}

/**
 * Moves a merchant to another book: its new orders are there from now on, and its balances in other books go over in two
 * phases. Those in `main` stay, which pays it; a debt goes along from everywhere, for later sales to pay. Orders that are
 * under way end in the book that they began in. Refused while something waits.
 */
export async function moveMerchant(
  tx: Tx,
  merchantId: MerchantId,
  toBook: string,
  sources: MoveSources
): Promise<MovePlan> {
  const [merchant] = await lockMerchants(tx, [merchantId])
  if (merchant === undefined) throw merchantUnknown(merchantId)
  const made = await plan(tx, merchant, toBook, sources)
  if (made.waits.length > 0) throw moveMustWait(merchantId, toBook, made.waits)
  await updateMerchant(tx, { ...merchant, book: toBook })
  const kept = await accountsOfMerchants(tx, [merchantId])
  const currencies = [...new Set(kept.map(({ currency }) => currency))]
  await openAccountsOfMerchants(
    tx,
    currencies.map((currency) => ({ merchantId, currency, book: toBook }))
  )
  await sendBetween(
    tx,
    made.moves.map((move) => transferOf(tx, made, move))
  )
  await emit(tx, {
    type: 'merchant.moved',
    subject: merchantId,
    owner: merchantId,
    data: { fromBook: merchant.book, toBook }
  })
  return made
}

async function plan(tx: Tx, merchant: Merchant, toBook: string, sources: MoveSources): Promise<MovePlan> {
  await mustBeBooks(tx, [toBook])
  const { id: merchantId, book } = merchant
  const found = await accountsOf(tx, merchantId)
  const moving = found.filter((one) => one.balance.posted !== 0n && goesAlong(one, toBook))
  const underWay = (await listUnderWay(tx, merchantId, underWayMax)).map(({ fromBook, debit, amount }) => ({
    reason: 'between_books' as const,
    book: fromBook,
    account: debit,
    amount
  }))
  const hasHolds = underWay.length === 0
  const held = (await sources.heldByBook?.(tx, merchantId)) ?? []
  const onItsWay = (await sources.onItsWay?.(tx, merchantId)) ?? []
  const made: MovePlan = {
    merchantId,
    book,
    toBook,
    moves: moving.map(({ book: from, balance }) => ({
      book: from,
      account: balance.id,
      amount: money(balance, balance.posted)
    })),
    stays: [
      ...held.map((one) => ({ ...one, reason: 'held' as const, account: null })),
      ...onItsWay.map((amount) => ({ reason: 'on_its_way' as const, book: mainBook, account: null, amount })),
      ...found.filter((one) => !goesAlong(one, toBook)).flatMap((one) => staysOf(one, hasHolds))
    ],
    waits: [
      ...moving.flatMap((one) => [...waitsOn(one, hasHolds), ...waitsThere(one, found, toBook)]),
      ...underWay
    ]
  }
  if (book === toBook && made.moves.length === 0 && made.waits.length === 0)
    throw bookAlready(
      merchantId,
      toBook,
      made.stays.filter((sum) => sum.book !== toBook)
    )
  return made
}

/** From other books: a debt from everywhere, and other balances but for what `main` pays. */
function goesAlong({ book, balance: { id } }: Found, toBook: string): boolean {
  return book !== toBook && (id.startsWith('owed:') || (book !== mainBook && !id.startsWith('reserve:')))
}

/** What the merchant's accounts have, in every book that it is or was in. */
async function accountsOf(tx: Tx, merchantId: MerchantId): Promise<Found[]> {
  const kept = await accountsOfMerchants(tx, [merchantId])
  const found: Found[] = []
  for (const [book, those] of Map.groupBy(kept, (account) => account.book)) {
    const ids = those.flatMap(({ currency }) => merchantAccounts(merchantId, currency).map(({ id }) => id))
    const known = await balances(tx, ids, { book })
    for (const id of ids) {
      const balance = known.get(id)
      if (balance !== undefined) found.push({ book, balance })
    }
  }
  return found
}

function sumOf({ book, balance }: Found, reason: Kind, minor: bigint): MovePlan['stays'][number] {
  return { reason, book, account: balance.id, amount: money(balance, minor) }
}

const setAside = ({ balance: { debitsHeld, creditsHeld } }: Found): bigint => debitsHeld + creditsHeld

function staysOf(one: Found, hasHolds: boolean): MovePlan['stays'] {
  const { id, state, available, posted } = one.balance
  const kind = { reserve: 'reserve', owed: 'owed' } as const
  const [prefix = ''] = id.split(':')
  const reason = kind[prefix as keyof typeof kind] ?? (one.book === mainBook ? 'payable' : 'earned')
  const sums = [
    state === 'frozen' ? sumOf(one, 'frozen', posted) : sumOf(one, reason, available),
    sumOf(one, 'hold', hasHolds && state !== 'frozen' ? setAside(one) : 0n)
  ]
  return sums.filter(({ amount }) => amount.minor !== 0n)
}

function waitsOn(one: Found, hasHolds: boolean): MovePlan['waits'] {
  const { state, posted } = one.balance
  return [
    ...(setAside(one) > 0n && hasHolds ? [sumOf(one, 'hold', setAside(one))] : []),
    ...(state === 'frozen' ? [sumOf(one, 'frozen', posted)] : [])
  ]
}

/** What keeps the balance from entering the same account of the other book. */
function waitsThere({ balance: { id } }: Found, found: readonly Found[], toBook: string): MovePlan['waits'] {
  return found.flatMap((there) => {
    const { state, posted } = there.balance
    const isIt = there.book === toBook && there.balance.id === id
    return isIt && state !== 'open' ? [sumOf(there, state, posted)] : []
  })
}

const currencyOf = ({ id }: Pick<AccountBalance, 'id'>): string => id.slice(-3)
const money = (balance: AccountBalance, minor: bigint): Money => ({ minor, currency: currencyOf(balance) })

/** What we owe goes over as it is; what is owed to us the other way round: the debt grows there and ends here. */
function transferOf(
  tx: Tx,
  { merchantId, toBook }: MovePlan,
  { book, account, amount }: MovePlan['moves'][number]
): NewBookTransfer {
  const isOwed = account.startsWith('owed:')
  return {
    id: tx.newId('btr'),
    fromBook: isOwed ? toBook : book,
    toBook: isOwed ? book : toBook,
    debit: account,
    credit: account,
    amount,
    code: 'move',
    subject: merchantId
  }
}
