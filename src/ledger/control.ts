import { emit } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import type { AccountBalance, AccountId, AccountState } from './account.ts'
import { closeGate, findBalances, lockAccount, setState } from './account-store.ts'
import { type BookOption, mainBook } from './book.ts'
import { accountClosed, accountNotEmpty, accountUnknown } from './failures.ts'

/** Stops all that would move the account's money; voids of its holds still give back. Frozen already: stays so. */
export function freezeAccount(tx: Tx, id: AccountId, options: BookOption = {}): Promise<AccountBalance> {
  return change(tx, id, 'frozen', options)
}

/** Lets the account's money move again. Open already: stays so. */
export function unfreezeAccount(tx: Tx, id: AccountId, options: BookOption = {}): Promise<AccountBalance> {
  return change(tx, id, 'open', options)
}

/** Closes an account for ever. It must have a balance of zero and no open holds. Closed already: stays so. */
export function closeAccount(tx: Tx, id: AccountId, options: BookOption = {}): Promise<AccountBalance> {
  return change(tx, id, 'closed', options)
}

const past = { open: 'account_unfrozen', frozen: 'account_frozen', closed: 'account_closed' } as const

async function change(
  tx: Tx,
  id: AccountId,
  to: AccountState,
  { book = mainBook }: BookOption
): Promise<AccountBalance> {
  const [form] = await findBalances(tx, book, [id])
  if (form === undefined) throw accountUnknown(id, book)
  // Nobody locks an unlimited account: the gate waits for all that is being posted, and keeps the rest back meanwhile.
  if (form.floor === null) await closeGate(tx, book)
  await lockAccount(tx, book, id)
  const [account] = await findBalances(tx, book, [id])
  if (account === undefined) throw accountUnknown(id, book)
  if (account.state === to) return account
  if (account.state === 'closed') throw accountClosed(id)
  const { posted, debitsHeld, creditsHeld } = account
  if (to === 'closed' && (posted !== 0n || debitsHeld + creditsHeld !== 0n)) throw accountNotEmpty(account)
  await setState(tx, book, id, to)
  await emit(tx, { type: `ledger.${past[to]}`, subject: id, data: { book } })
  return { ...account, state: to }
}
