import { expect, test } from 'vitest'
import type { Account, Act, Anomaly, Entry, Figures, History, Look, Op, Past, Wish } from './bank-history.ts'
import { check } from './bank-history-check.ts'

/**
 * Histories made by hand: S gives A 100 (t1), A gives B 30 (t2), B gives C 10 (t3). Ticks: t1 1-2, t2 3-4, t3 5-6.
 */
const legs: Readonly<Record<string, Wish>> = {
  t1: { id: 'l1', type: 'plain', debit: 'S', credit: 'A', minor: 100n },
  t2: { id: 'l2', type: 'plain', debit: 'A', credit: 'B', minor: 30n },
  t3: { id: 'l3', type: 'plain', debit: 'B', credit: 'C', minor: 10n }
}

function act(transaction: string, invoked: number, completed: number, leg = legs[transaction]): Act {
  if (leg === undefined) throw new Error(`no leg ${transaction}`)
  const { id, type, debit = '', credit = '', minor = 0n } = leg
  const answer =
    completed === Infinity ? null : { result: 'posted' as const, legs: [{ id, type, debit, credit, minor }] }
  return { kind: 'act', client: 1, invoked, completed, transaction, legs: [leg], answer }
}

const refused = (transaction: string, leg: Wish, invoked: number): Act => ({
  ...act(transaction, invoked, invoked + 0.5, leg),
  answer: { result: 'refused', code: 'ledger.funds_insufficient' }
})

type Balances = readonly [s: number, a: number, b: number, c: number]

function look(invoked: number, completed: number, balances: Balances, client = 2): Look {
  const figures = balances.map((posted, i): [string, Figures] => [
    'SABC'[i] ?? '',
    { posted: BigInt(posted), held: 0n }
  ])
  return { kind: 'look', client, invoked, completed, figures: new Map(figures) }
}

const past = (invoked: number, account: string, at: number, posted: bigint): Past => ({
  kind: 'past',
  client: 3,
  invoked,
  completed: invoked + 0.5,
  account,
  at,
  figures: { posted, held: 0n }
})

/** What the ledger says in the end if it moved these legs in this order. Time 10, 20, 30 … */
function ledger(moves: readonly (readonly [transaction: string, leg: Wish])[]): Map<string, Account> {
  const accounts = new Map<string, Account>()
  for (const id of 'SABC') accounts.set(id, { floor: id === 'S' ? null : 0n, entries: [] })
  for (const [i, [transaction, { id, type, debit = '', credit = '', minor = 0n }]] of moves.entries()) {
    for (const side of ['debit', 'credit'] as const) {
      const account = side === 'debit' ? debit : credit
      const before = accounts.get(account)
      const posted = (before?.entries.at(-1)?.posted ?? 0n) + (side === 'debit' ? -minor : minor)
      const entry: Entry = {
        id,
        transaction,
        type,
        side,
        minor,
        hold: null,
        at: 10 * (i + 1),
        posted,
        held: 0n
      }
      accounts.set(account, { floor: before?.floor ?? null, entries: [...(before?.entries ?? []), entry] })
    }
  }
  return accounts
}

const named = (...names: string[]) =>
  ledger(names.flatMap((name) => (legs[name] === undefined ? [] : [[name, legs[name]] as const])))

const acts = [act('t1', 1, 2), act('t2', 3, 4), act('t3', 5, 6)]
const good: History = { ops: acts, accounts: named('t1', 't2', 't3') }
const and = (...ops: Op[]): History => ({ ...good, ops: [...acts, ...ops] })
const kinds = (history: History) => [...new Set(check(history).anomalies.map(({ kind }) => kind))]
const tooMuch: Wish = { id: 'l9', type: 'plain', debit: 'B', credit: 'C', minor: 25n }

test.each<readonly [string, History]>([
  ['acts one after the other', good],
  ['a read between them', and(look(4.1, 4.2, [-100, 70, 30, 0]))],
  ['a read while one is done, before it', and(look(3.1, 3.2, [-100, 100, 0, 0]))],
  ['a read while one is done, after it', and(look(3.1, 3.2, [-100, 70, 30, 0]))],
  ['a past moment', and(past(7, 'B', 25, 30n), past(8, 'B', 30, 20n), past(9, 'B', 19, 0n))],
  [
    'an unknown act that happened',
    { ...good, ops: [act('t1', 1, 2), act('t2', 3, 4), act('t3', 5, Infinity)] }
  ],
  ['an unknown act that did not', { ops: [act('t1', 1, 2), act('t2', 3, Infinity)], accounts: named('t1') }],
  ['a repeat with the same answer', and(act('t2', 7, 8))],
  ['a refusal that was right', and(refused('t9', tooMuch, 7))],
  ['a refusal that was right for a moment', and({ ...refused('t9', tooMuch, 3), completed: 9 })]
])('%s: nothing is found', (_, history) => {
  expect(check(history).anomalies).toEqual([])
})

const withDouble = ledger([
  ['t1', legs['t1'] ?? tooMuch],
  ['t2', legs['t2'] ?? tooMuch],
  ['t2', legs['t2'] ?? tooMuch]
])
const brokenSum = new Map(good.accounts).set('C', {
  floor: 0n,
  entries: (good.accounts.get('C')?.entries ?? []).map((entry) => ({ ...entry, posted: 11n }))
})
const overdrawn: Wish = { id: 'l8', type: 'plain', debit: 'C', credit: 'A', minor: 15n }

test.each<readonly [string, Anomaly['kind'], History]>([
  ['an acknowledged transfer that is not there', 'lost effect', { ops: acts, accounts: named('t1', 't2') }],
  [
    'a lost update: the later balance forgets the earlier change',
    'wrong running balance',
    { ops: acts, accounts: brokenSum }
  ],
  ['a transfer that nobody asked for', 'phantom effect', { ops: acts.slice(0, 2), accounts: good.accounts }],
  [
    'a transfer that was refused',
    'phantom effect',
    { ...good, ops: [...acts.slice(0, 2), refused('t3', legs['t3'] ?? tooMuch, 5)] }
  ],
  ['a transfer that moved twice', 'double effect', { ops: acts.slice(0, 2), accounts: withDouble }],
  [
    'a repeat with another answer',
    'other answer',
    and({ ...act('t2', 7, 8), answer: { result: 'refused', code: 'x' } })
  ],
  [
    'half a transaction',
    'lost effect',
    {
      ops: [...acts.slice(0, 2), { ...act('t3', 5, Infinity), legs: [legs['t3'] ?? tooMuch, tooMuch] }],
      accounts: good.accounts
    }
  ],
  [
    'an account below its floor',
    'floor crossed',
    {
      ops: [...acts, act('t8', 7, 8, overdrawn)],
      accounts: ledger([
        ...['t1', 't2', 't3'].map((name) => [name, legs[name] ?? tooMuch] as const),
        ['t8', overdrawn]
      ])
    }
  ],
  ['balances that sum to something', 'wrong total', and(look(4.1, 4.2, [-100, 70, 31, 0]))],
  ['a balance that never was', 'balance that never existed', and(look(4.1, 4.2, [-100, 60, 40, 0]))],
  [
    'a torn read: taken here, not yet arrived there',
    'torn read',
    {
      ...good,
      ops: [
        act('t1', 1, 2),
        act('t2', 3, 9),
        act('t3', 3.5, 6),
        look(5, 5.5, [-100, 70, 20, 10]),
        look(5, 5.6, [-90, 70, 20, 0])
      ]
    }
  ],
  ['a stale read: what had ended before is not seen', 'stale read', and(look(4.1, 4.2, [-100, 100, 0, 0]))],
  ['a read of what was not yet asked for', 'read of the future', and(look(4.1, 4.2, [-100, 70, 20, 10]))],
  ['a past moment told as it never was', 'balance that never existed', and(past(7, 'B', 25, 20n))],
  ['a refusal without a reason', 'unjustified refusal', and(refused('t9', { ...tooMuch, minor: 5n }, 7))],
  [
    'two reads that saw the same two acts in another order',
    'no order',
    {
      ops: [
        act('t1', 1, 2),
        act('t2', 3, 9),
        act('t4', 3, 9, { id: 'l4', type: 'plain', debit: 'S', credit: 'C', minor: 5n }),
        look(4, 5, [-100, 70, 30, 0]),
        look(4, 5, [-105, 100, 0, 5], 4)
      ],
      accounts: ledger([
        ['t1', legs['t1'] ?? tooMuch],
        ['t2', legs['t2'] ?? tooMuch],
        ['t4', { id: 'l4', type: 'plain', debit: 'S', credit: 'C', minor: 5n }]
      ])
    }
  ],
  [
    'a read that goes back behind an earlier one',
    'no order',
    {
      ...good,
      ops: [
        act('t1', 1, 2),
        act('t2', 3, 9),
        act('t3', 3.5, 9.5),
        look(4, 5, [-100, 70, 30, 0]),
        look(6, 7, [-100, 100, 0, 0])
      ]
    }
  ]
])('%s is found: %s', (_, kind, history) => {
  expect(kinds(history)).toContain(kind)
})
