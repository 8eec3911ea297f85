import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  openAccounts,
  balances,
  checks,
  freezeAccount,
  postBatch,
  type Outcome,
  type Transaction
} from '../src/ledger/index.ts'
import { decide } from '../src/ledger/decide.ts'
import { closeGate } from '../src/ledger/account-store.ts'
import { rollUpDeltas, writeCheckpoints } from '../src/ledger/job-store.ts'
import { ledgerJobs } from '../src/ledger/jobs.ts'
import type { LedgerState, LoadedAccount } from '../src/ledger/state.ts'
import { runJobs } from '../src/api/index.ts'
import { newId } from '../src/kernel/index.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { type Answer, type Model, modelBalance, modelPost, modelSweep, newModel } from './ledger-model.ts'
import { smallWorld, wishes } from './ledger-wishes.ts'

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.drop())

const answerOf = (outcome: Outcome): Answer =>
  outcome.result === 'posted'
    ? { posted: outcome.legs.map(({ minor }) => minor) }
    : { refused: outcome.refusal.code }

const start = new Date('2026-03-02T09:00:00Z')

test('the pure decision answers every batch as the model does', () => {
  const seen = new Map<string, number>()
  fc.assert(
    fc.property(wishes(start, 60), (transactions) => {
      const model = newModel(smallWorld)
      const expected = transactions.map((transaction) => modelPost(model, transaction, start))
      const { outcomes } = decide(stateOf(model), transactions, { now: start, managedToo: false })
      expect(outcomes.map(answerOf)).toEqual(expected)
      for (const answer of expected) count(seen, 'refused' in answer ? answer.refused : 'posted')
    }),
    { numRuns: 300 }
  )
  // The wishes are worth something only if they meet most refusals and are often granted.
  expect(seen.get('posted')).toBeGreaterThan(1000)
  expect([...seen.keys()].length, [...seen].join('\n')).toBeGreaterThan(20)
})

function count(seen: Map<string, number>, key: string) {
  seen.set(key, (seen.get(key) ?? 0) + 1)
}

function stateOf(model: Model): LedgerState {
  const accounts = [...model.accounts.values()].map((account, i): [LoadedAccount['id'], LoadedAccount] => {
    const sums = { debitsPosted: 0n, creditsPosted: 0n, debitsHeld: 0n, creditsHeld: 0n }
    const state = account.frozen ? 'frozen' : 'open'
    const { id, side, floor } = account
    const form = {
      no: BigInt(i),
      id,
      side,
      floor,
      currency: id.slice(-3),
      managed: false,
      state,
      lastAt: null
    } as const
    return [account.id, { ...form, ...sums }]
  })
  return {
    accounts: new Map(accounts),
    holds: new Map(),
    originals: new Map(),
    known: new Map(),
    taken: new Set()
  }
}

const steps = fc.array(fc.record({ minutes: fc.constantFrom(0, 0, 1, 3), sweep: fc.boolean() }), {
  minLength: 8,
  maxLength: 8
})

test('the database answers batch after batch as the model does, and its books prove themselves', async () => {
  await fc.assert(
    fc.asyncProperty(wishes(start, 80), steps, async (transactions, walk) => {
      const book = newId('book', db.clock.now())
      const laterMs = db.clock.now().getTime() - start.getTime()
      const all = transactions.map((transaction) => shifted(transaction, laterMs))
      const model = newModel(smallWorld)
      await openWorld(book)
      for (const [i, { minutes, sweep }] of walk.entries()) {
        db.clock.advance(minutes * 60_000)
        if (sweep) {
          await runJobs(
            db,
            ledgerJobs(() => Promise.resolve([book]))
          )
          modelSweep(model, db.clock.now())
        }
        // The model adds up at once; the ledger may let sums of unlimited accounts wait a moment.
        await db.transaction(async (tx) => {
          const changed = await rollUpDeltas(tx, book, 20_000)
          await closeGate(tx, book)
          await writeCheckpoints(
            tx,
            book,
            changed.map(({ no }) => no)
          )
        })
        await compare(model, book, all.slice(i * 10, i * 10 + 10))
      }
      await compareBalances(model, book)
    }),
    { numRuns: 30 }
  )
  for (const check of checks) {
    expect(await db.snapshot((tx) => check.run(tx)), check.name).toMatchObject({ differences: [] })
  }
})

/** The same wish with its expiries as far from now as they were from the start. */
function shifted({ legs, ...transaction }: Transaction, laterMs: number): Transaction {
  const expiry = (at: Date | null) => (at === null ? null : new Date(at.getTime() + laterMs))
  return {
    ...transaction,
    legs: legs.map((leg) => (leg.type === 'hold' ? { ...leg, expiresAt: expiry(leg.expiresAt) } : leg))
  }
}

async function openWorld(book: string) {
  await db.transaction(async (tx) => {
    await openAccounts(tx, smallWorld, { book })
    for (const { id, frozen } of smallWorld) if (frozen) await freezeAccount(tx, id, { book })
  })
}

async function compare(model: Model, book: string, batch: readonly Transaction[]) {
  const outcomes = await db.transaction((tx) => postBatch(tx, batch, { book, apiOnly: true }))
  const expected = batch.map((transaction) => modelPost(model, transaction, db.clock.now()))
  expect(outcomes.map(answerOf)).toEqual(expected)
}

async function compareBalances(model: Model, book: string) {
  const found = await db.snapshot((tx) =>
    balances(
      tx,
      smallWorld.map(({ id }) => id),
      { book }
    )
  )
  for (const { id } of smallWorld) {
    expect({ id, ...found.get(id) }).toMatchObject({ id, ...modelBalance(model, id) })
  }
}
