import { z } from 'zod'
import { emit } from '../audit/index.ts'
import { BookName, listUnderWay, mustBeBooks, type NewBookTransfer, sendBetween } from '../books/index.ts'
import type { Tx } from '../db/index.ts'
import { idSchema, type Money, Money as MoneyCodec } from '../kernel/index.ts'
import { type AccountBalance, AccountId, balances, openAccounts } from '../ledger/index.ts'
import type { BalanceSources } from './balance.ts'
import { bookAlready, merchantUnknown, moveMustWait } from './failures.ts'
import { type Merchant, merchantAccounts, type MerchantId, reserveAccount } from './merchant.ts'
import { accountsOfMerchants, findMerchants, insertAccounts, lockMerchants, updateMerchant } from './store.ts'

/** What must be over before a merchant can be moved. */
const reasons = ['held', 'on_its_way', 'reserve', 'hold', 'frozen', 'between_books'] as const

const Wait = z
  .strictObject({
    reason: z.enum(reasons).meta({
      description:
        '`held`: for open orders. `on_its_way`: payouts that the bank has not settled. `reserve`: kept back until its days have passed. `hold`: set aside on an account. `frozen`: an account that nothing may leave. `between_books`: of an earlier move.'
    }),
    book: BookName,
    account: AccountId.nullable(),
    amount: MoneyCodec
  })
  .meta({ id: 'MerchantMoveWait' })

/** What moving a merchant to another book takes along, and what it waits for. */
export const MovePlan = z
  .strictObject({
    merchantId: idSchema('mer'),
    book: BookName.meta({ description: 'The book that it is in now.' }),
    toBook: BookName,
    moves: z
      .array(z.strictObject({ book: BookName, account: AccountId, amount: MoneyCodec }))
      .meta({ description: 'Balances that go to the same account of the other book.' }),
    waits: z.array(Wait).meta({ description: 'While there is one, moving is refused.' })
  })
  .meta({ id: 'MerchantMovePlan' })
export type MovePlan = z.output<typeof MovePlan>

/** What later rooms know of money that belongs to a merchant's business and lies in the book that it is in. */
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
 * Moves a merchant to another book: from now on its accounts are those there, and its balances go over in two phases.
 * Refused while something waits. What still comes into an account of a book that it left stays there until the merchant
 * is moved to the same book again.
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
  await openAccounts(
    tx,
    currencies.flatMap((currency) => merchantAccounts(merchantId, currency)),
    { book: toBook }
  )
  await insertAccounts(
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
  const found = await accountsElsewhere(tx, merchant.id, toBook)
  const isReserve = ({ balance }: Found) => balance.id === reserveAccount(merchant.id, currencyOf(balance))
  const outside =
    merchant.book === toBook
      ? []
      : [
          ...((await sources.held?.(tx, merchant.id)) ?? []).map((amount) => ({
            reason: 'held' as const,
            amount
          })),
          ...((await sources.onItsWay?.(tx, merchant.id)) ?? []).map((amount) => ({
            reason: 'on_its_way' as const,
            amount
          }))
        ].map((wait) => ({ ...wait, book: merchant.book, account: null }))
  const underWay = (await listUnderWay(tx, merchant.id, underWayMax)).map(({ fromBook, debit, amount }) => ({
    reason: 'between_books' as const,
    book: fromBook,
    account: debit,
    amount
  }))
  return {
    merchantId: merchant.id,
    book: merchant.book,
    toBook,
    moves: found
      .filter((one) => one.balance.posted !== 0n && !isReserve(one))
      .map(({ book, balance }) => ({ book, account: balance.id, amount: money(balance, balance.posted) })),
    waits: [
      ...outside,
      ...found.flatMap((one) => waitsOn(one, isReserve(one), underWay.length > 0)),
      ...underWay
    ]
  }
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

function waitsOn({ book, balance }: Found, isReserve: boolean, isMoving: boolean): MovePlan['waits'] {
  const wait = (reason: (typeof reasons)[number], minor: bigint) => ({
    reason,
    book,
    account: balance.id,
    amount: money(balance, minor)
  })
  const aside = balance.debitsHeld + balance.creditsHeld
  return [
    ...(isReserve && balance.posted !== 0n ? [wait('reserve', balance.posted)] : []),
    ...(aside > 0n && !isMoving ? [wait('hold', aside)] : []),
    ...(balance.state === 'frozen' && balance.posted !== 0n ? [wait('frozen', balance.posted)] : [])
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
