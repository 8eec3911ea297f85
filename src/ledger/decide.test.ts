import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { derivedId } from '../kernel/index.ts'
import type { AccountId, AccountState, Side } from './account.ts'
import { decide } from './decide.ts'
import { explain } from './failures.ts'
import { refusalCodes } from './outcome.ts'
import type { LedgerState, LoadedAccount, LoadedHold } from './state.ts'
import { type Capture, type Hold, type Leg, type Plain, type Transaction, type Void } from './transaction.ts'

const now = new Date('2026-03-02T09:00:00Z')
const soon = new Date('2026-03-02T10:00:00Z')
const most = 2n ** 53n - 1n

const txn = (name: string | number) => derivedId('txn', String(name))
const trf = (name: string | number) => derivedId('trf', String(name))

type Form = {
  side?: Side
  floor?: bigint | null
  state?: AccountState
  managed?: boolean
  has?: bigint
  held?: bigint
}

function account(id: AccountId, form: Form = {}): [AccountId, LoadedAccount] {
  const { side = 'credit', floor = 0n, state = 'open', managed = false, has = 0n, held = 0n } = form
  const sums = { debitsPosted: 0n, creditsPosted: 0n, debitsHeld: 0n, creditsHeld: 0n }
  const posted =
    side === 'credit' ? { creditsPosted: has, debitsHeld: held } : { debitsPosted: has, creditsHeld: held }
  const currency = id.slice(-3)
  return [id, { no: 1n, id, currency, side, floor, state, managed, lastAt: null, ...sums, ...posted }]
}

function hold(name: string, form: Partial<LoadedHold> = {}): [LoadedHold['id'], LoadedHold] {
  const pair = { debit: 'wallet:full:CNY', credit: 'wallet:empty:CNY' } as const
  const rest = { minor: 50n, remaining: 30n, expiresAt: null, state: 'open' } as const
  return [trf(name), { id: trf(name), ...pair, ...rest, ...form }]
}

const posted = (type: 'plain' | 'hold' | 'void', minor = 5n) =>
  ({
    id: trf(`old ${type}`),
    type,
    debit: 'till:us:CNY',
    credit: 'wallet:full:CNY',
    minor,
    subject: null
  }) as const

const state: LedgerState = {
  accounts: new Map([
    account('till:us:CNY', { side: 'debit', floor: null }),
    account('till:big:CNY', { side: 'debit', floor: null, has: most - 10n }),
    account('wallet:full:CNY', { has: 100n, held: 30n }),
    account('wallet:empty:CNY'),
    account('wallet:usd:USD', { has: 100n }),
    account('owing:little:CNY', { side: 'debit', has: 7n }),
    account('wallet:still:CNY', { state: 'frozen', has: 100n }),
    account('wallet:shut:CNY', { state: 'closed' }),
    account('escrow:part:CNY', { managed: true, has: 100n })
  ]),
  holds: new Map([
    hold('open'),
    hold('late', { expiresAt: now }),
    hold('swept', { state: 'expired', remaining: 0n }),
    hold('done', { state: 'settled', remaining: 0n }),
    hold('still', { debit: 'wallet:still:CNY' }),
    hold('foreign', { debit: 'escrow:part:CNY' })
  ]),
  originals: new Map([
    [txn('plain'), { reversal: false, reversed: false, legs: [posted('plain')] }],
    [txn('undone'), { reversal: false, reversed: true, legs: [posted('plain')] }],
    [txn('undoing'), { reversal: true, reversed: false, legs: [posted('plain')] }],
    [txn('holding'), { reversal: false, reversed: false, legs: [posted('plain'), posted('hold')] }],
    [txn('nothing'), { reversal: false, reversed: false, legs: [posted('plain', 0n), posted('void')] }]
  ]),
  known: new Map([
    [txn('used'), { digest: 'other', outcome: { result: 'posted', id: txn('used'), at: now, legs: [] } }]
  ]),
  taken: new Set([trf('taken')])
}

const plain = (leg: Partial<Plain> = {}): Plain => ({
  id: trf('new'),
  type: 'plain',
  debit: 'till:us:CNY',
  credit: 'wallet:full:CNY',
  minor: 10n,
  code: 'test',
  ...leg
})
const holding = (leg: Partial<Hold> = {}): Hold => ({ ...plain(), type: 'hold', expiresAt: soon, ...leg })
const capture = (leg: Partial<Capture> = {}): Capture => {
  return { id: trf('new'), type: 'capture', hold: trf('open'), minor: 10n, code: 'test', ...leg }
}
const voiding = (leg: Partial<Void> = {}): Void => {
  return { id: trf('new'), type: 'void', hold: trf('open'), code: 'test', ...leg }
}
const amount = (minor: unknown): Leg => plain({ minor: minor as bigint })

function answer(transaction: Partial<Transaction> | readonly Leg[]): string {
  const body = 'length' in transaction ? { legs: transaction } : transaction
  const terms = { now, managedToo: false }
  const [outcome] = decide(state, [{ id: txn('new'), legs: [], ...body }], terms).outcomes
  return outcome?.result === 'refused' ? outcome.refusal.code : 'posted'
}

const nobody: AccountId = 'wallet:nobody:CNY'
const many = Array.from({ length: 1001 }, (_, i) => plain({ id: trf(i) }))

const refusals: [
  code: (typeof refusalCodes)[number],
  what: string,
  legs: Partial<Transaction> | readonly Leg[]
][] = [
  ['transaction_differs', 'the same id with another body', { id: txn('used'), legs: [plain()] }],
  ['reversal_with_legs', 'a reversal that brings legs', { reverses: txn('plain'), legs: [plain()] }],
  ['transaction_empty', 'no legs', []],
  ['too_many_legs', '1,001 legs', many],
  ['leg_id_repeated', 'two legs of one id', [plain(), plain()]],
  ['reversal_unknown', 'a reversal of nothing known', { reverses: txn('never'), legs: [] }],
  ['reversed_already', 'a second reversal', { reverses: txn('undone'), legs: [] }],
  ['reversal_of_reversal', 'a reversal of a reversal', { reverses: txn('undoing'), legs: [] }],
  ['reversal_of_hold', 'a reversal of a hold', { reverses: txn('holding'), legs: [] }],
  ['reversal_of_nothing', 'a reversal of what moved nothing', { reverses: txn('nothing'), legs: [] }],
  ['code_malformed', 'a code with capitals', [plain({ code: 'Test' })]],
  ['code_malformed', 'no code', [plain({ code: '' })]],
  ['subject_malformed', 'a subject with a line end', [plain({ subject: 'a\nb' })]],
  ['subject_malformed', 'a subject with a NUL', [plain({ subject: '\0' })]],
  ['amount_nan', 'NaN', [amount(NaN)]],
  ['amount_infinite', 'Infinity', [amount(-Infinity)]],
  ['amount_fractional', 'a fraction', [amount(1.5)]],
  ['amount_not_bigint', 'a text', [amount('10')]],
  ['amount_not_bigint', 'an exponent in a text', [amount('1e3')]],
  ['amount_not_bigint', 'a number', [amount(10)]],
  ['amount_not_bigint', 'nothing', [amount(undefined)]],
  ['amount_negative', 'a negative amount', [amount(-1n)]],
  ['amount_zero', 'zero', [amount(0n)]],
  ['amount_zero', 'up to zero', [plain({ minor: 0n, upTo: true })]],
  ['amount_too_large', '2^53', [amount(2n ** 53n)]],
  ['amount_too_large', '1e300 as a number', [amount(1e300)]],
  ['transfer_id_taken', 'an id of another transfer', [plain({ id: trf('taken') })]],
  ['same_account', 'an account to itself', [plain({ debit: 'wallet:full:CNY' })]],
  ['hold_unknown', 'a capture of no hold', [capture({ hold: trf('none') })]],
  ['hold_unknown', 'a void of no hold', [voiding({ hold: trf('none') })]],
  ['account_unknown', 'an unknown debit account', [plain({ debit: nobody })]],
  ['account_unknown', 'an unknown credit account', [plain({ credit: nobody })]],
  ['account_managed', 'an account of Kontor', [plain({ credit: 'escrow:part:CNY' })]],
  ['account_managed', 'a void of a hold of Kontor', [voiding({ hold: trf('foreign') })]],
  ['currency_differs', 'CNY into USD', [plain({ credit: 'wallet:usd:USD' })]],
  ['currency_differs', 'an amount of USD between CNY accounts', [plain({ currency: 'USD' })]],
  ['currency_differs', 'a capture in USD of a hold in CNY', [capture({ currency: 'USD' })]],
  ['account_closed', 'into a closed account', [plain({ credit: 'wallet:shut:CNY' })]],
  ['account_frozen', 'out of a frozen account', [plain({ debit: 'wallet:still:CNY' })]],
  ['account_frozen', 'into a frozen account', [plain({ credit: 'wallet:still:CNY' })]],
  ['account_frozen', 'a capture out of a frozen account', [capture({ hold: trf('still') })]],
  ['expiry_malformed', 'an expiry that is no date', [holding({ expiresAt: new Date(NaN) })]],
  ['expiry_past', 'a hold that expires now', [holding({ expiresAt: now })]],
  ['hold_expired', 'a capture at the moment of expiry, not swept yet', [capture({ hold: trf('late') })]],
  ['hold_expired', 'a capture after the sweep', [capture({ hold: trf('swept') })]],
  ['hold_settled', 'a capture of a hold that has nothing left', [capture({ hold: trf('done') })]],
  ['hold_settled', 'a void of a hold that has nothing left', [voiding({ hold: trf('done') })]],
  ['capture_exceeds_hold', 'a capture of more than is left', [capture({ minor: 31n })]],
  [
    'funds_insufficient',
    'more than is available',
    [plain({ debit: 'wallet:full:CNY', credit: 'till:us:CNY', minor: 71n })]
  ],
  [
    'funds_insufficient',
    'a hold of more than is available',
    [holding({ debit: 'wallet:full:CNY', credit: 'wallet:empty:CNY', minor: 71n })]
  ],
  [
    'balance_insufficient',
    'more back than is owed',
    [plain({ debit: 'till:us:CNY', credit: 'owing:little:CNY', minor: 8n })]
  ],
  ['sum_overflow', 'a sum beyond 2^53-1', [plain({ debit: 'till:big:CNY', minor: 11n })]],
  [
    'sum_overflow',
    'a hold that could overflow when captured',
    [holding({ debit: 'till:big:CNY', minor: 11n })]
  ]
]

describe('each refusal has its code', () => {
  test.each(refusals)('%s: %s', (code, _, transaction) => {
    expect(answer(transaction)).toBe(code)
  })

  test('every code stands in the table, in the order of precedence, and has words of its own', () => {
    const shown = [...new Set(refusals.map(([code]) => code))]
    expect(shown).toEqual([...refusalCodes])
    const sentences = refusalCodes.map((code) => explain({ code, leg: 0 }).message)
    expect(new Set(sentences).size).toBe(refusalCodes.length)
  })
})

const wrong: [what: string, code: string, leg: Partial<Plain>][] = [
  ['the words', 'code_malformed', { code: 'NO' }],
  ['the subject', 'subject_malformed', { subject: '' }],
  ['the amount', 'amount_zero', { minor: 0n }],
  ['the id', 'transfer_id_taken', { id: trf('taken') }],
  ['both sides', 'same_account', { debit: nobody, credit: nobody }],
  ['an unknown account', 'account_unknown', { debit: nobody }],
  ['a managed account', 'account_managed', { credit: 'escrow:part:CNY' }],
  ['a currency', 'currency_differs', { currency: 'USD' }],
  ['a closed account', 'account_closed', { credit: 'wallet:shut:CNY' }],
  ['a frozen account', 'account_frozen', { debit: 'wallet:still:CNY' }],
  ['the funds', 'funds_insufficient', { minor: most }]
]
const pairs = wrong.flatMap((first, i) =>
  wrong
    .slice(i + 1)
    .filter(([, , second]) => !Object.keys(second).some((field) => field in first[2]))
    .map((second) => [first[0], second[0], first, second] as const)
)

describe('the first refusal in the order of precedence is the answer', () => {
  test.each(pairs)('%s goes before %s', (_, __, [, code, first], [, , second]) => {
    expect(answer([plain({ ...second, ...first })])).toBe(code)
  })

  test.each([
    [
      'an earlier leg before a later one',
      'funds_insufficient',
      [plain({ debit: 'wallet:empty:CNY' }), plain({ id: trf('other'), code: 'NO' })]
    ],
    ['the whole before its legs', 'leg_id_repeated', [plain({ code: 'NO' }), plain()]],
    ['too many legs before repeated ids', 'too_many_legs', Array.from({ length: 1001 }, () => plain())],
    ['an unknown hold before its account', 'hold_unknown', [capture({ hold: trf('none'), currency: 'USD' })]],
    [
      'a frozen account before an expired hold',
      'account_frozen',
      [holding({ credit: 'wallet:still:CNY', expiresAt: now })]
    ],
    [
      'a past expiry before the funds',
      'expiry_past',
      [holding({ debit: 'wallet:empty:CNY', expiresAt: now })]
    ],
    [
      'the debited account before the credited one',
      'funds_insufficient',
      [plain({ debit: 'wallet:empty:CNY', credit: 'owing:little:CNY' })]
    ],
    [
      'an expired hold before too large a capture',
      'hold_expired',
      [capture({ hold: trf('late'), minor: 99n })]
    ]
  ] as const)('%s', (_, code, legs) => {
    expect(answer(legs)).toBe(code)
  })
})

describe('what is accepted', () => {
  const run = (...transactions: (readonly Leg[])[]) =>
    decide(
      state,
      transactions.map((legs, i) => ({ id: txn(i), legs })),
      { now, managedToo: true }
    )
  const moved = (decision: ReturnType<typeof run>) =>
    decision.outcomes.map((outcome) =>
      outcome.result === 'posted' ? outcome.legs.map(({ minor }) => minor) : outcome.refusal.code
    )

  test('a leg sees what the legs before it did: what a void gives back can be moved at once', () => {
    const back: AccountId = 'wallet:empty:CNY'
    expect(
      moved(run([voiding(), plain({ id: trf('b'), debit: 'wallet:full:CNY', credit: back, minor: 100n })]))
    ).toEqual([[30n, 100n]])
  })

  test('a refused transaction leaves nothing: its ids are free for the next', () => {
    const broken = [plain(), plain({ id: trf('b'), debit: nobody })]
    expect(moved(run(broken, [plain(), plain({ id: trf('b') })]))).toEqual(['account_unknown', [10n, 10n]])
  })

  test('"up to" takes what both floors leave, which may be nothing', () => {
    const upTo = true
    const from: AccountId = 'wallet:full:CNY'
    const decision = run(
      [plain({ id: trf(1), debit: from, credit: 'owing:little:CNY', minor: 50n, upTo })],
      [plain({ id: trf(2), debit: from, credit: 'owing:little:CNY', minor: 50n, upTo })],
      [plain({ id: trf(3), debit: from, credit: 'wallet:empty:CNY', minor: 500n, upTo })],
      [holding({ id: trf(4), debit: from, credit: 'wallet:empty:CNY', minor: 5n, upTo })]
    )
    expect(moved(decision)).toEqual([[7n], [0n], [63n], [0n]])
  })

  test('several captures take a hold down to nothing; "up to" takes the rest', () => {
    const decision = run(
      [capture({ id: trf(1), minor: 10n })],
      [capture({ id: trf(2), minor: 99n, upTo: true })],
      [capture({ id: trf(3), minor: 1n })]
    )
    expect(moved(decision)).toEqual([[10n], [20n], 'hold_settled'])
  })

  test('an expired hold that was not swept can be voided by hand', () => {
    expect(moved(run([voiding({ hold: trf('late') })]))).toEqual([[30n]])
  })

  test('a void moves no money out, so a frozen account does not stand in its way', () => {
    expect(moved(run([voiding({ hold: trf('still') })]))).toEqual([[30n]])
  })

  test('the time of a transaction is never before the last one of its limited accounts', () => {
    const [id, full] = account('wallet:full:CNY', { has: 100n })
    const ahead = { ...state, accounts: new Map(state.accounts).set(id, { ...full, lastAt: soon }) }
    const [outcome] = decide(ahead, [{ id: txn(1), legs: [plain()] }], { now, managedToo: true }).outcomes
    expect(outcome?.at).toEqual(soon)
  })
})

test('docs/ledger.md lists the refusals in their order', () => {
  const text = readFileSync(new URL('../../docs/ledger.md', import.meta.url), 'utf8')
  const [, table = ''] = text.split('## Refusals and their precedence')
  expect([...table.matchAll(/^\| `(\w+)` +\|/gm)].map(([, code]) => code)).toEqual([...refusalCodes])
})
