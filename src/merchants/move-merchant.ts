import { z } from 'zod'
import { emit } from '../audit/index.ts'
import { BookName, listUnderWay, mustBeBooks, type NewBookTransfer, sendBetween } from '../books/index.ts'
import type { Tx } from '../db/index.ts'
import { idSchema, type Money, Money as MoneyCodec } from '../kernel/index.ts'
import { type AccountBalance, AccountId, balances, mainBook } from '../ledger/index.ts'
import type { BalanceSources } from './balance.ts'
import { bookAlready, merchantUnknown, moveMustWait } from './failures.ts'
import { type Merchant, merchantAccounts, type MerchantId } from './merchant.ts'
import { openAccountsOfMerchants } from './open-accounts.ts'
import { accountsOfMerchants, findMerchants, lockMerchants, updateMerchant } from './store.ts'

const kinds = ['held', 'on_its_way', 'payable', 'reserve', 'hold', 'frozen', 'between_books'] as const

const Sum = z
  .strictObject({
    reason: z.enum(kinds).meta({
      description:
        '`held`: for open orders. `on_its_way`: payouts that the bank has not settled. `payable`: in `main`, which pays merchants. `reserve`: kept back until its days have passed. `hold`: set aside on an account. `frozen`: an account that nothing may leave. `between_books`: on its way between books.'
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
        'What goes on where it is: open orders are settled in their book, and what they bring is gathered from there.'
    }),
    waits: z.array(Sum).meta({ description: 'While there is one, moving is refused.' })
  })
  .meta({ id: 'MerchantMovePlan' })
export type MovePlan = z.output<typeof MovePlan>

/** What later rooms know of the merchant's money: held for open orders, and in payouts. */
type MoveSources = Pick<BalanceSources, 'held' | 'onItsWay'>

type Found = Readonly<{ book: string; balance: AccountBalance }>

const underWayMax = 100

/** Looks at what moving the merchant would do. Changes nothing. */
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
  if (merchant.book === toBook && made.moves.length === 0) throw bookAlready(merchantId, toBook)
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
  const found = (await accountsElsewhere(tx, merchantId, toBook)).filter(
    ({ balance }) => balance.posted !== 0n
  )
  const moving = found.filter((one) => goesAlong(one))
  const outside = (reason: 'held' | 'on_its_way', amounts: readonly Money[] = []) =>
    book === toBook ? [] : amounts.map((amount) => ({ reason, book, account: null, amount }))
  const underWay = (await listUnderWay(tx, merchantId, underWayMax)).map(({ fromBook, debit, amount }) => ({
    reason: 'between_books' as const,
    book: fromBook,
    account: debit,
    amount
  }))
  return {
    merchantId,
    book,
    toBook,
    moves: moving.map(({ book: from, balance }) => ({
      book: from,
      account: balance.id,
      amount: money(balance, balance.posted)
    })),
    stays: [
      ...outside('held', await sources.held?.(tx, merchantId)),
      ...outside('on_its_way', await sources.onItsWay?.(tx, merchantId)),
      ...found
        .filter((one) => !goesAlong(one))
        .map((one) =>
          sumOf(one, one.balance.id.startsWith('reserve:') ? 'reserve' : 'payable', one.balance.posted)
        )
    ],
    waits: [...moving.flatMap((one) => waitsOn(one, underWay.length > 0)), ...underWay]
  }
}

/** A debt from everywhere; other balances but for what `main` pays. */
function goesAlong({ book, balance: { id } }: Found): boolean {
  return id.startsWith('owed:') || (book !== mainBook && !id.startsWith('reserve:'))
}

/** What the merchant's accounts of other books have. */
async function accountsElsewhere(tx: Tx, merchantId: MerchantId, toBook: string): Promise<Found[]> {
  const kept = (await accountsOfMerchants(tx, [merchantId])).filter(({ book }) => book !== toBook)
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

function sumOf({ book, balance }: Found, reason: (typeof kinds)[number], minor: bigint) {
  return { reason, book, account: balance.id, amount: money(balance, minor) }
}

function waitsOn(one: Found, isMoving: boolean): MovePlan['waits'] {
  const { debitsHeld, creditsHeld, state, posted } = one.balance
  const aside = debitsHeld + creditsHeld
  return [
    ...(aside > 0n && !isMoving ? [sumOf(one, 'hold', aside)] : []),
    ...(state === 'frozen' ? [sumOf(one, 'frozen', posted)] : [])
  ]
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
