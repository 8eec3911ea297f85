import { afterAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { passTime, runJobs } from '../api/index.ts'
import { lastEvents } from '../audit/index.ts'
import { Failure, later, newId, second } from '../kernel/index.ts'
import {
  type AccountId,
  balances,
  checks as ledgerChecks,
  freezeAccount,
  openAccounts,
  post,
  unfreezeAccount
} from '../ledger/index.ts'
import { carryOne } from './carry.ts'
import { checks, createBook, jobs, type NewBookTransfer, sendBetween } from './index.ts'
import { findTransfers } from './store.ts'

const db = await testDatabase()
afterAll(() => db.drop())

let worlds = 0
let north = ''
let south = ''
let a: AccountId = 'wallet:a:CNY'
let b: AccountId = 'wallet:b:CNY'

/** Two new books: `a` in the north has 1000, `b` in the south nothing. */
beforeEach(async () => {
  worlds++
  north = `north${worlds}`
  south = `south${worlds}`
  a = `wallet:a${worlds}:CNY`
  b = `wallet:b${worlds}:CNY`
  const till: AccountId = `till:${north}:CNY`
  await db.transaction(async (tx) => {
    await createBook(tx, north)
    await createBook(tx, south)
    const form = { floor: 0n, managed: false, side: 'credit' } as const
    const tills = [{ id: till, side: 'debit', floor: null, managed: false }] as const
    await openAccounts(tx, [{ id: a, ...form }, ...tills], { book: north })
    await openAccounts(tx, [{ id: b, ...form }], { book: south })
    const leg = { id: newId('trf', tx.now), type: 'plain', debit: till, credit: a, minor: 1000n } as const
    await post(tx, { id: newId('txn', tx.now), legs: [{ ...leg, code: 'start' }] }, { book: north })
  })
})

const transfer = (minor: bigint, other: Partial<NewBookTransfer> = {}): NewBookTransfer => ({
  id: newId('btr', db.clock.now()),
  fromBook: north,
  toBook: south,
  debit: a,
  credit: b,
  amount: { minor, currency: 'CNY' },
  code: 'test',
  subject: null,
  ...other
})
const send = (...transfers: NewBookTransfer[]) => db.transaction((tx) => sendBetween(tx, transfers))
const back = (minor: bigint) => transfer(minor, { fromBook: south, toBook: north, debit: b, credit: a })
const of = (book: string, id: AccountId) =>
  db.transaction(async (tx) => (await balances(tx, [id], { book })).get(id))
const stateOf = async ({ id }: NewBookTransfer) =>
  (await db.transaction((tx) => findTransfers(tx, [id])))[0]?.state

async function mustBeProven(): Promise<void> {
  for (const check of [...ledgerChecks, ...checks])
    expect(await db.snapshot((tx) => check.run(tx)), check.name).toMatchObject({ differences: [] })
}

test('money goes from one book to another, a hold on each side first', async () => {
  const sent = transfer(300n)
  await send(sent)
  expect(await stateOf(sent)).toBe('held_here')
  expect(await of(north, a)).toMatchObject({ posted: 1000n, held: 300n, available: 700n })
  await mustBeProven()

  await db.transaction(carryOne)
  expect(await stateOf(sent)).toBe('held_there')
  expect(await of(south, b)).toMatchObject({ posted: 0n, creditsHeld: 300n, available: 0n })
  await mustBeProven()

  await db.transaction(carryOne)
  expect(await stateOf(sent)).toBe('captured_there')
  expect(await of(south, b)).toMatchObject({ posted: 300n, available: 300n })
  await mustBeProven()

  await db.transaction(carryOne)
  expect(await stateOf(sent)).toBe('done')
  expect(await of(north, a)).toMatchObject({ posted: 700n, held: 0n })
  expect(await of(north, `clearing:${south}:CNY`)).toMatchObject({ posted: 300n })
  expect(await of(south, `clearing:${north}:CNY`)).toMatchObject({ posted: -300n })
  expect(await db.transaction(carryOne)).toBe(0)
  await mustBeProven()
})

test('what cannot be spared is not sent, and nothing of the others either', async () => {
  const [first, second] = [transfer(600n), transfer(600n)]
  await expect(send(first, second)).rejects.toMatchObject({ code: 'ledger.funds_insufficient' })
  expect(await of(north, a)).toMatchObject({ available: 1000n })
  expect(await stateOf(first)).toBeUndefined()
})

test('the same transfer again sends nothing more, and with another amount it is a conflict', async () => {
  const sent = transfer(300n)
  await send(sent)
  expect(await send(sent)).toEqual([])
  await expect(send({ ...sent, amount: { minor: 301n, currency: 'CNY' } })).rejects.toMatchObject({
    code: 'books.transfer_differs',
    kind: 'conflict'
  })
  await runJobs(db, jobs)
  expect(await send(sent)).toEqual([])
  expect(await of(south, b)).toMatchObject({ posted: 300n })
})

test('what the other side refuses goes back, and an event says why', async () => {
  const sent = transfer(300n, { credit: 'wallet:nobody:CNY' })
  await send(sent)
  await runJobs(db, jobs)
  expect(await stateOf(sent)).toBe('voided')
  expect(await of(north, a)).toMatchObject({ posted: 1000n, available: 1000n })
  const events = await db.transaction((tx) => lastEvents(tx, 20))
  expect(events.find(({ subject, type }) => subject === sent.id && type.endsWith('returned'))).toMatchObject({
    data: { reason: 'ledger.account_unknown' }
  })
  await mustBeProven()
})

test('a frozen account delays what was announced to it, and it arrives when it is free again', async () => {
  const sent = transfer(300n)
  await send(sent)
  await db.transaction(carryOne)
  await db.transaction((tx) => freezeAccount(tx, b, { book: south }))
  await runJobs(db, jobs)
  expect(await stateOf(sent)).toBe('held_there')
  await mustBeProven()
  await db.transaction((tx) => unfreezeAccount(tx, b, { book: south }))
  await runJobs(db, jobs)
  expect(await stateOf(sent)).toBe('held_there')
  db.clock.advance(61_000)
  await runJobs(db, jobs)
  expect(await stateOf(sent)).toBe('done')
})

describe('a crash', () => {
  test.each([0, 1, 2, 3])('in step %i changes nothing, and the transfer goes on afterwards', async (step) => {
    const sent = transfer(300n)
    await send(sent)
    for (let before = 0; before < step; before++) await db.transaction(carryOne)
    const state = await stateOf(sent)
    const crash = db.transaction(async (tx) => {
      await carryOne(tx)
      await tx.flush()
      throw new Failure('busy', 'test.crash', 'The process dies.')
    })
    await expect(crash).rejects.toMatchObject({ code: 'test.crash' })
    expect(await stateOf(sent)).toBe(state)
    await mustBeProven()
    await runJobs(db, jobs)
    expect(await stateOf(sent)).toBe('done')
    expect(await of(north, a)).toMatchObject({ posted: 700n, held: 0n })
    expect(await of(south, b)).toMatchObject({ posted: 300n })
    await mustBeProven()
  })

  test.each(['held_here', 'held_there', 'captured_there'])(
    'that loses the note of a step but not the step itself, at %s, moves no cent twice',
    async (state) => {
      const sent = transfer(300n)
      await send(sent)
      while ((await stateOf(sent)) !== state) await db.transaction(carryOne)
      await db.transaction(carryOne)
      await db.superuser('update books_transfer set state = $2, due_at = created_at where id = $1', [
        sent.id,
        state
      ])
      await runJobs(db, jobs)
      expect(await stateOf(sent)).toBe('done')
      expect(await of(north, a)).toMatchObject({ posted: 700n, held: 0n })
      expect(await of(south, b)).toMatchObject({ posted: 300n, creditsHeld: 0n })
      await mustBeProven()
    }
  )
})

test('forty transfers in both directions, carried by three workers at once, each arrive once', async () => {
  await send(transfer(500n))
  await runJobs(db, jobs)
  await Promise.all(Array.from({ length: 40 }, (_, i) => send(i % 2 === 0 ? transfer(7n) : back(5n))))
  await Promise.all([runJobs(db, jobs), runJobs(db, jobs), runJobs(db, jobs)])
  // The nodes of a cluster commit one after the other: a step may have been too early.
  if (inject('template') === '') await passTime(db, jobs, db.clock, later(db.clock.now(), 10 * second))
  expect(await of(north, a)).toMatchObject({ posted: 1000n - 500n - 140n + 100n, held: 0n })
  expect(await of(south, b)).toMatchObject({ posted: 500n + 140n - 100n, held: 0n })
  await mustBeProven()
})

test('whoever tampers with a clearing account is found out', async () => {
  await send(transfer(300n))
  await runJobs(db, jobs)
  await db.superuser(
    `update ledger_account set credits_posted = credits_posted + 1 where book = $1 and id = $2`,
    [north, `clearing:${south}:CNY`]
  )
  const wrong: string[] = []
  for (const check of checks)
    if ((await db.snapshot((tx) => check.run(tx))).differences.length > 0) wrong.push(check.name)
  expect(wrong).toEqual(['books.clearing_equals_transfers', 'books.clearing_mirrors'])
  await db.superuser(
    `update ledger_account set credits_posted = credits_posted - 1 where book = $1 and id = $2`,
    [north, `clearing:${south}:CNY`]
  )
})

test.each(['Main', '', 'a b', '1st', 'x'.repeat(41)])('%j is no name of a book', async (name) => {
  await expect(db.superuser('insert into books_book values ($1, now())', [name])).rejects.toThrow(/check/)
})

test('a name means one book, and money goes only to a book that there is', async () => {
  await expect(db.transaction((tx) => createBook(tx, 'main'))).rejects.toMatchObject({
    code: 'books.taken'
  })
  await expect(send(transfer(1n, { toBook: 'nowhere' }))).rejects.toMatchObject({ code: 'books.unknown' })
})
