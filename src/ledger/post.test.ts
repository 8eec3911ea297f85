import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { openWorld, results } from '../../test/ledger-world.ts'
import { sql } from '../db/index.ts'
import { Failure } from '../kernel/index.ts'
import {
  type AccountId,
  balances,
  freezeAccount,
  fxTransaction,
  openAccounts,
  post,
  postAll,
  postBatch,
  type Transaction
} from './index.ts'
import { readTransaction } from './history.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase(undefined, { connectionsMax: 20 })
})
afterAll(() => db.drop())

const batch = (...transactions: Transaction[]) => db.transaction((tx) => postBatch(tx, transactions))

describe('an id means one transaction', () => {
  test('its repeat is answered with the first result and moves nothing more', async () => {
    const { till, a, of, plain, balance } = await openWorld(db)
    const transaction = of(plain(till, a, 100n))
    const first = await db.transaction((tx) => post(tx, transaction))
    db.clock.advance(1000)
    expect(await db.transaction((tx) => post(tx, transaction))).toEqual(first)
    expect((await balance(a)).posted).toBe(100n)
    expect((await balance(till)).posted).toBe(100n)
  })

  test('a refusal is answered again too, even when it would pass by now', async () => {
    const { till, a, b, of, plain, send } = await openWorld(db)
    const poor = of(plain(a, b, 100n))
    const [first] = await batch(poor)
    await send(plain(till, a, 100n))
    db.clock.advance(1000)
    const [again] = await batch(poor)
    expect(again).toEqual(first)
    expect(first).toMatchObject({
      result: 'refused',
      refusal: { code: 'funds_insufficient', leg: 0, account: a, asked: 100n, possible: 0n }
    })
    await expect(db.transaction((tx) => post(tx, poor))).rejects.toMatchObject({
      code: 'ledger.funds_insufficient'
    })
  })

  test('another body is a conflict and moves nothing', async () => {
    const { till, a, of, plain, balance } = await openWorld(db)
    const transaction = of(plain(till, a, 100n))
    const [leg] = transaction.legs
    await batch(transaction)
    for (const legs of [[{ ...leg, minor: 101n }], [{ ...leg, subject: 'x' }], [leg, plain(till, a, 1n)]]) {
      const other = { ...transaction, legs } as Transaction
      await expect(db.transaction((tx) => post(tx, other))).rejects.toMatchObject({
        kind: 'conflict',
        code: 'ledger.transaction_differs'
      })
      expect(results(await batch(other))).toEqual(['transaction_differs'])
    }
    expect((await balance(a)).posted).toBe(100n)
  })

  test('fifty at once have one effect and one answer, also where no account is locked', async () => {
    const { till, a, of, plain, balance, usd } = await openWorld(db)
    const revenue: AccountId = `revenue:${usd.split(':')[1]}:CNY`
    await db.transaction((tx) =>
      openAccounts(tx, [{ id: revenue, side: 'credit', floor: null, managed: false }])
    )
    for (const to of [a, revenue]) {
      const transaction = of(plain(till, to, 7n))
      const answers = await Promise.all(
        Array.from({ length: 50 }, () => db.transaction((tx) => post(tx, transaction)))
      )
      expect(new Set(answers.map((answer) => JSON.stringify(answer, (_, v) => String(v)))).size).toBe(1)
      expect((await balance(to)).posted).toBe(7n)
    }
  })

  test('a large batch that is sent twice, and one that meets an old id, are answered leg by leg', async () => {
    const { till, a, of, plain, balance } = await openWorld(db)
    const many = Array.from({ length: 200 }, () => of(plain(till, a, 1n)))
    const first = await batch(...many)
    expect(await batch(...many)).toEqual(first)
    const taken = { ...of(), legs: many[0]?.legs ?? [] }
    const mixed = await batch(...Array.from({ length: 100 }, () => of(plain(till, a, 1n))), taken)
    expect(new Set(results(mixed.slice(0, 100)))).toEqual(new Set(['posted']))
    expect(results(mixed.slice(100))).toEqual(['transfer_id_taken'])
    expect((await balance(a)).posted).toBe(300n)
  })
})

describe('all or nothing', () => {
  test('a failed leg fails all, and its ids stay free', async () => {
    const { till, a, b, of, plain, balance } = await openWorld(db)
    const [in1, out] = [plain(till, a, 50n), plain(a, b, 60n)]
    expect(results(await batch(of(in1, out)))).toEqual(['funds_insufficient'])
    expect((await balance(a)).posted).toBe(0n)
    expect(results(await batch(of(in1, { ...out, minor: 50n } as typeof out)))).toEqual(['posted'])
    expect((await balance(b)).posted).toBe(50n)
  })

  test('postAll posts none when one is refused, and records nothing', async () => {
    const { till, a, b, of, plain, balance } = await openWorld(db)
    const all = [of(plain(till, a, 10n)), of(plain(b, a, 1n))]
    const refused = db.transaction((tx) => postAll(tx, all))
    await expect(refused).rejects.toBeInstanceOf(Failure)
    await expect(refused).rejects.toMatchObject({ kind: 'refused', code: 'ledger.funds_insufficient' })
    expect((await balance(a)).posted).toBe(0n)
    await expect(db.snapshot((tx) => readTransaction(tx, all[0]?.id ?? 'txn_'))).rejects.toMatchObject({
      code: 'ledger.transaction_unknown'
    })
  })

  test('in a batch each succeeds or fails alone, on what the ones before it left', async () => {
    const { till, a, b, of, plain } = await openWorld(db)
    const sent = await batch(
      of(plain(a, b, 1n)),
      of(plain(till, a, 1n)),
      of(plain(a, b, 1n)),
      of(plain(a, b, 1n))
    )
    expect(results(sent)).toEqual(['funds_insufficient', 'posted', 'posted', 'funds_insufficient'])
  })
})

describe('at once', () => {
  test('200 withdrawals of 10 from 100: ten are accepted, 190 refused, nothing is left', async () => {
    const { till, a, b, of, plain, send, balance } = await openWorld(db)
    await send(plain(till, a, 100n))
    const outcomes = await Promise.all(Array.from({ length: 200 }, () => batch(of(plain(a, b, 10n)))))
    const answers = outcomes.flatMap(results)
    expect(answers.filter((answer) => answer === 'posted')).toHaveLength(10)
    expect(answers.filter((answer) => answer === 'funds_insufficient')).toHaveLength(190)
    expect((await balance(a)).posted).toBe(0n)
    expect((await balance(b)).posted).toBe(100n)
  })

  test('500 crossed transfers, both ways at once, end without a deadlock', async () => {
    const { till, a, b, plain, send, balance } = await openWorld(db)
    await send(plain(till, a, 1000n), plain(till, b, 1000n))
    const [before] = await db.superuser(
      'select deadlocks from pg_stat_database where datname = current_database()'
    )
    await Promise.all(
      Array.from({ length: 500 }, (_, i) => send(i % 2 === 0 ? plain(a, b, 1n) : plain(b, a, 1n)))
    )
    const [after] = await db.superuser(
      'select deadlocks from pg_stat_database where datname = current_database()'
    )
    expect(after).toEqual(before)
    expect((await balance(a)).posted).toBe(1000n)
    expect((await balance(b)).posted).toBe(1000n)
  })

  test('two open transactions on one unlimited account do not wait for each other', async () => {
    const { till, a, b, of, plain, balance } = await openWorld(db)
    let go = () => {}
    const both = new Promise<void>((resolve) => (go = resolve))
    let arrived = 0
    const work = (to: AccountId) =>
      db.transaction(async (tx) => {
        await tx.run(sql`set local lock_timeout = '200ms'`)
        await post(tx, of(plain(till, to, 5n)))
        if (++arrived === 2) go()
        await both
      })
    await Promise.all([work(a), work(b)])
    expect((await balance(till)).posted).toBe(10n)
  })
})

describe('reversal', () => {
  test('moves everything back, once', async () => {
    const { till, a, b, of, plain, txn, balance } = await openWorld(db)
    const original = of(plain(till, a, 100n), plain(a, b, 30n))
    await batch(original)
    const undo = { id: txn(), legs: [], reverses: original.id }
    const [first] = await batch(undo)
    expect(first).toMatchObject({
      result: 'posted',
      legs: [{ minor: 30n, debit: b, credit: a }, { minor: 100n }]
    })
    expect(await batch(undo)).toEqual([first])
    expect(results(await batch({ ...undo, id: txn() }))).toEqual(['reversed_already'])
    expect([await balance(a), await balance(b), await balance(till)].map(({ posted }) => posted)).toEqual([
      0n,
      0n,
      0n
    ])
    const read = await db.snapshot((tx) => readTransaction(tx, original.id))
    expect(read).toMatchObject({ reversedBy: undo.id, reverses: null })
  })

  test('twenty at once reverse once', async () => {
    const { till, a, of, plain, txn, balance } = await openWorld(db)
    const original = of(plain(till, a, 100n))
    await batch(original)
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => batch({ id: txn(), legs: [], reverses: original.id }))
    )
    expect(answers.flatMap(results).filter((result) => result === 'posted')).toHaveLength(1)
    expect((await balance(a)).posted).toBe(0n)
  })

  test('is refused when the money is gone, and can be tried again', async () => {
    const { till, a, b, of, plain, txn, send } = await openWorld(db)
    const original = of(plain(till, a, 100n))
    await batch(original)
    await send(plain(a, b, 1n))
    expect(results(await batch({ id: txn(), legs: [], reverses: original.id }))).toEqual([
      'funds_insufficient'
    ])
    await send(plain(b, a, 1n))
    expect(results(await batch({ id: txn(), legs: [], reverses: original.id }))).toEqual(['posted'])
  })

  test('takes back what was captured, and leaves holds alone', async () => {
    const { till, a, b, of, plain, hold, capture, send, txn, balance } = await openWorld(db)
    await send(plain(till, a, 100n))
    const held = hold(a, b, 60n)
    const holding = of(held)
    await batch(holding)
    const capturing = of(capture(held, 20n))
    await batch(capturing)
    expect(results(await batch({ id: txn(), legs: [], reverses: holding.id }))).toEqual(['reversal_of_hold'])
    expect(results(await batch({ id: txn(), legs: [], reverses: capturing.id }))).toEqual(['posted'])
    expect(await balance(a)).toMatchObject({ posted: 100n, held: 40n, available: 60n })
    expect(await balance(b)).toMatchObject({ posted: 0n })
  })
})

test('an exchange moves two currencies through positions, and keeps its rate', async () => {
  const { till, a, usd, plain, send, txn, balance } = await openWorld(db)
  await send(plain(till, a, 72_000n))
  const owner = a.split(':')[1] ?? ''
  const positions: AccountId[] = [`position:${owner}:CNY`, `position:${owner}:USD`]
  const [cny = till, dollars = till] = positions
  await db.transaction((tx) =>
    openAccounts(
      tx,
      positions.map((id) => ({ id, side: 'credit', floor: null, managed: false }))
    )
  )
  const exchange = fxTransaction({
    id: txn(),
    pays: { account: a, position: cny, minor: 71_834n },
    gets: { account: usd, position: dollars, minor: 10_000n },
    rate: '0.139209',
    code: 'exchange'
  })
  await db.transaction((tx) => post(tx, exchange))
  expect([await balance(a), await balance(usd)].map(({ posted }) => posted)).toEqual([166n, 10_000n])
  expect([await balance(cny), await balance(dollars)].map(({ posted }) => posted)).toEqual([
    71_834n,
    -10_000n
  ])
  expect(await db.snapshot((tx) => readTransaction(tx, exchange.id))).toMatchObject({
    fx: { from: 'CNY', to: 'USD', rate: '0.139209' }
  })
})

test('two unlimited accounts refuse a sum beyond what they can hold also before their changes were rolled up', async () => {
  const { till, of, plain, usd } = await openWorld(db)
  const revenue: AccountId = `revenue:${usd.split(':')[1]}:CNY`
  await db.transaction((tx) =>
    openAccounts(tx, [{ id: revenue, side: 'credit', floor: null, managed: false }])
  )
  const most = 2n ** 53n - 1n - 2n ** 50n
  expect(results(await batch(of(plain(till, revenue, most))))).toEqual(['posted'])
  expect(results(await batch(of(plain(till, revenue, most))))).toEqual(['sum_overflow'])
})

test('an account is opened once, in one form', async () => {
  const { usd } = await openWorld(db)
  const a: AccountId = `escrow:${usd.split(':')[1]}:CNY`
  const open = (form: object) =>
    db.transaction((tx) => openAccounts(tx, [{ id: a, side: 'credit', floor: 0n, managed: false, ...form }]))
  await open({})
  for (const form of [{ side: 'debit' }, { floor: -1n }, { floor: null }, { managed: true }]) {
    await expect(open(form)).rejects.toMatchObject({ code: 'ledger.account_differs', kind: 'conflict' })
  }
})

test('fifty who open the same account at once all find it open', async () => {
  const { a } = await openWorld(db)
  const id: AccountId = `wallet:${a.split(':')[1]}x:CNY`
  await Promise.all(
    Array.from({ length: 50 }, () =>
      db.transaction((tx) => openAccounts(tx, [{ id, side: 'credit', floor: 0n, managed: false }]))
    )
  )
  const found = await db.snapshot((tx) => balances(tx, [id, 'wallet:nobody:CNY']))
  expect([...found.keys()]).toEqual([id])
})

test('API callers cannot move the accounts of Kontor, nor capture its holds', async () => {
  const { till, a, b, of, plain, usd } = await openWorld(db)
  const escrow: AccountId = `escrow:${usd.split(':')[1]}:CNY`
  await db.transaction((tx) => openAccounts(tx, [{ id: escrow, side: 'credit', floor: 0n }]))
  await batch(of(plain(till, escrow, 5n)), of(plain(till, a, 5n)))
  const outcomes = await db.transaction((tx) =>
    postBatch(tx, [of(plain(escrow, a, 1n)), of(plain(a, escrow, 1n)), of(plain(a, b, 1n))], {
      apiOnly: true
    })
  )
  expect(results(outcomes)).toEqual(['account_managed', 'account_managed', 'posted'])
})

test('a frozen account refuses what comes after', async () => {
  const { till, a, of, plain } = await openWorld(db)
  await db.transaction((tx) => freezeAccount(tx, a))
  expect(results(await batch(of(plain(till, a, 1n))))).toEqual(['account_frozen'])
})
