import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { openWorld } from '../../test/ledger-world.ts'
import { hour, later } from '../kernel/index.ts'
import { closeGate } from './account-store.ts'
import { checks, postBatch } from './index.ts'
import { rollUpDeltas, writeCheckpoints } from './job-store.ts'

let db: TestDatabase
let world: Awaited<ReturnType<typeof openWorld>>
beforeAll(async () => {
  db = await testDatabase()
  world = await openWorld(db)
  const { till, a, b, owing, plain, hold, capture, send, of } = world
  await send(plain(till, a, 1000n), plain(a, b, 300n), plain(owing, a, 50n), plain(b, owing, 20n))
  const held = hold(a, b, 100n, later(db.clock.now(), hour))
  await send(held)
  await send(capture(held, 40n))
  await send(hold(a, b, 7n))
  await db.transaction((tx) => postBatch(tx, [of(plain(b, a, 9999n))]))
  await db.transaction(async (tx) => {
    const changed = await rollUpDeltas(tx, 'main', 100)
    await closeGate(tx, 'main')
    await writeCheckpoints(
      tx,
      'main',
      changed.map(({ no }) => no)
    )
  })
  await send(plain(till, a, 1n))
})
afterAll(() => db.drop())

async function verify(): Promise<string[]> {
  const found = await db.snapshot(async (tx) => {
    const results = []
    for (const check of checks) results.push({ name: check.name, ...(await check.run(tx)) })
    return results
  })
  return found.flatMap(({ name, differences }) => differences.map((difference) => `${name}: ${difference}`))
}

test('the checks find nothing where nothing is wrong, and say how much they looked at', async () => {
  expect(await verify()).toEqual([])
  const counts = await db.snapshot(async (tx) => {
    const all: Record<string, number> = {}
    for (const check of checks) all[check.name] = (await check.run(tx)).count
    return all
  })
  expect(counts).toEqual({
    'ledger.debits_equal_credits': 2,
    'ledger.sums_equal_replay': 5,
    'ledger.floors_kept': 5,
    'ledger.holds_add_up': 2,
    'ledger.held_sums_equal_open_holds': 5,
    'ledger.balances_after_entries': 14,
    'ledger.transactions_are_whole': 6,
    'ledger.checkpoints_equal_replay': 1,
    'ledger.flows_equal_transfers': 0
  })
})

test('no limited account can be written below its floor, whatever the code does', async () => {
  const below = db.superuser(
    `update ledger_account set debits_posted = debits_posted + 5000 where id = '${world.a}'`
  )
  await expect(below).rejects.toThrow(/ledger_account_floor/)
})

const transfer = (type: string) =>
  `(select id from ledger_transfer where book = 'main' and type = '${type}' order by seq limit 1)`

/** What somebody with all rights might do to the rows, and which check says so. `A` stands for the account of that name. */
const tampering: [what: string, statement: string, check: string][] = [
  [
    'credits an account',
    `update ledger_account set credits_posted = credits_posted + 5 where id = 'A'`,
    'ledger.sums_equal_replay'
  ],
  [
    'credits an account',
    `update ledger_account set credits_posted = credits_posted + 5 where id = 'A'`,
    'ledger.debits_equal_credits'
  ],
  [
    'changes a checkpoint',
    `update ledger_checkpoint set debits_posted = debits_posted + 1`,
    'ledger.checkpoints_equal_replay'
  ],
  [
    'moves a checkpoint to no transfer of its account',
    `update ledger_checkpoint set seq = seq + 100`,
    'ledger.checkpoints_equal_replay'
  ],
  [
    'frees what is held',
    `update ledger_account set debits_held = 0 where id = 'A'`,
    'ledger.held_sums_equal_open_holds'
  ],
  [
    'takes an account below its floor',
    `alter table ledger_account drop constraint ledger_account_floor; update ledger_account set debits_posted = debits_posted + 5000 where id = 'A'`,
    'ledger.floors_kept'
  ],
  [
    'closes an account with money in it',
    `update ledger_account set state = 'closed' where id = 'A'`,
    'ledger.floors_kept'
  ],
  [
    'changes the amount of a transfer',
    `update ledger_transfer set minor = minor + 1 where id = ${transfer('plain')}`,
    'ledger.sums_equal_replay'
  ],
  [
    'changes a balance after an entry',
    `update ledger_transfer set credit_balance = credit_balance + 1 where id = ${transfer('plain')}`,
    'ledger.balances_after_entries'
  ],
  [
    'moves an entry into the past',
    `update ledger_transfer set at = '2020-01-01Z' where id = ${transfer('capture')}`,
    'ledger.balances_after_entries'
  ],
  [
    'moves an entry into the past',
    `update ledger_transfer set at = '2020-01-01Z' where id = ${transfer('capture')}`,
    'ledger.transactions_are_whole'
  ],
  [
    'sends a transfer to another account',
    `update ledger_transfer set credit_no = (select no from ledger_account where book = 'main' and id = 'B')
      where book = 'main' and id = ${transfer('plain')}`,
    'ledger.sums_equal_replay'
  ],
  [
    'sends a transfer into another currency',
    `update ledger_transfer set credit_no = (select no from ledger_account where book = 'main' and id = 'USD')
      where book = 'main' and id = ${transfer('plain')}`,
    'ledger.transactions_are_whole'
  ],
  [
    'removes a transfer',
    `delete from ledger_transfer where id = ${transfer('capture')}`,
    'ledger.sums_equal_replay'
  ],
  [
    'removes a transfer',
    `delete from ledger_transfer where id = ${transfer('capture')}`,
    'ledger.holds_add_up'
  ],
  [
    'removes the only transfer of a transaction',
    `delete from ledger_transfer where id = ${transfer('capture')}`,
    'ledger.transactions_are_whole'
  ],
  [
    'removes a transaction',
    `delete from ledger_transaction where refusal is null and id = (select transaction from ledger_transfer order by seq limit 1)`,
    'ledger.transactions_are_whole'
  ],
  [
    'turns a posted transaction into a refused one',
    `update ledger_transaction set refusal = '{}' where id = (select transaction from ledger_transfer order by seq limit 1)`,
    'ledger.transactions_are_whole'
  ],
  [
    'lets a transaction reverse one that never was',
    `update ledger_transaction set reverses = '00000000-0000-4000-8000-000000000000' where id = (select transaction from ledger_transfer order by seq limit 1)`,
    'ledger.transactions_are_whole'
  ],
  [
    'gives a hold more than it has',
    `update ledger_hold set remaining = remaining + 1 where remaining < minor`,
    'ledger.holds_add_up'
  ],
  ['removes a hold', `delete from ledger_hold`, 'ledger.holds_add_up'],
  ['removes what waits for an unlimited account', `delete from ledger_delta`, 'ledger.sums_equal_replay'],
  ['removes an account', `delete from ledger_account where id = 'B'`, 'ledger.sums_equal_replay']
]

describe('who tampers with the rows is found out', () => {
  test.each(tampering)('%s (%s): %s', async (_, statement, check) => {
    const { a, b, usd } = world
    const text = statement
      .replaceAll("'A'", `'${a}'`)
      .replaceAll("'B'", `'${b}'`)
      .replaceAll("'USD'", `'${usd}'`)
    const tables = [
      'ledger_account',
      'ledger_transfer',
      'ledger_transaction',
      'ledger_hold',
      'ledger_delta',
      'ledger_checkpoint'
    ]
    const keep = tables.map((table) => `create table kept_${table} as select * from ${table};`)
    await db.superuser(`${keep.join('')} ${text}`)
    const found = await verify()
    await db.superuser(tables.map(restore).join(''))
    expect(found.join('\n')).toContain(`${check}: `)
    expect(await verify()).toEqual([])
  })
})

function restore(table: string): string {
  return `truncate ${table}; insert into ${table} overriding system value select * from kept_${table}; drop table kept_${table};`
}

test('a difference names the account and both figures', async () => {
  const { b } = world
  const change = (by: number) =>
    db.superuser(`update ledger_account set credits_posted = credits_posted + ${by} where id = '${b}'`)
  await change(5)
  const found = await verify()
  await change(-5)
  expect(found).toContain(
    `ledger.sums_equal_replay: ${b}: sums say debits 20, credits 345, held 0 and 67; its transfers say 20, 340, 0 and 67`
  )
})

describe('what was written stays as it was written', () => {
  const denied = [
    'update ledger_transfer set minor = 1',
    'delete from ledger_transfer',
    'truncate ledger_transfer',
    'update ledger_transaction set refusal = null',
    'delete from ledger_transaction',
    'truncate ledger_transaction',
    'delete from ledger_account',
    'update ledger_account set floor = null',
    "update ledger_account set currency = 'USD'",
    'update ledger_account set managed = false',
    'delete from ledger_hold',
    'update ledger_hold set minor = 1',
    'update ledger_delta set debits_posted = 1',
    'update audit_event set type = type',
    'delete from audit_event',
    'truncate audit_event',
    'alter table ledger_transfer disable row level security',
    'drop table ledger_transfer'
  ]
  test.each(denied)('the application may not: %s', async (statement) => {
    const attempt = db.superuser(`set role kontor_app; ${statement}`)
    await expect(attempt).rejects.toThrow(/permission denied|must be owner/)
  })
})
