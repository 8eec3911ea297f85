import assert from 'node:assert/strict'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import {
  frozenOf,
  heldOf,
  type Model,
  modelChargeback,
  modelFreeze,
  modelFund,
  modelRefund,
  modelRelease,
  modelReversal,
  modelThaw
} from '../../test/escrow-model.ts'
import { cny } from '../../test/escrow-acts.ts'
import { escrowWorld, postIn, wrongs } from '../../test/escrow.ts'
import type { Tx } from '../db/index.ts'
import { Failure, type Id, newId } from '../kernel/index.ts'
import { accountId, balances, openAccounts, post } from '../ledger/index.ts'
import {
  chargeBack,
  chargebackReversed,
  checks,
  decide,
  freeze,
  type OrderId,
  type PartId,
  refund,
  release,
  sums,
  unfreeze
} from './index.ts'

const kinds = [
  'fund',
  'release',
  'refund',
  'freeze',
  'unfreeze',
  'decide',
  'chargeback',
  'reverse',
  'payout'
] as const
const step = fc.record({
  kind: fc.oneof(
    ...kinds.map((kind) => ({
      arbitrary: fc.constant(kind),
      weight: ['fund', 'release', 'refund'].includes(kind) ? 4 : 2
    }))
  ),
  part: fc.nat(3),
  payment: fc.nat(2),
  minor: fc.oneof(fc.bigInt({ min: 1n, max: 40n }), fc.bigInt({ min: 1n, max: 400n })),
  tenths: fc.bigInt({ min: 0n, max: 10n }),
  releasedFirst: fc.boolean(),
  keep: fc.boolean(),
  which: fc.nat(5),
  twice: fc.boolean()
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

let db: TestDatabase
let world: ReturnType<typeof escrowWorld>
beforeAll(async () => {
  db = await testDatabase()
  world = escrowWorld(db)
})
afterAll(() => db.drop())

/** Two orders: two merchants and the platform share the first, the second is the first merchant's. */
async function begin() {
  const merchants = [await world.merchant(), await world.merchant()]
  const [a, b] = merchants
  assert(a !== undefined && b !== undefined)
  const one = await world.order([a, 300n], [b, 200n], [null, 11n])
  const two = await world.order([a, 250n])
  const orders = [one.orderId, two.orderId]
  const found = await db.snapshot((tx) => sums(tx, orders))
  const model: Model = {
    parts: found.map(({ orderId, merchantId, due }) => ({
      order: orders.indexOf(orderId),
      merchant: merchantId === null ? null : merchants.indexOf(merchantId),
      due,
      paid: 0n,
      released: 0n,
      commission: 0n,
      refunded: 0n,
      chargedBack: 0n,
      freezes: []
    })),
    merchants: [
      { available: 0n, owed: 0n },
      { available: 0n, owed: 0n }
    ],
    commission: 0n,
    fee: 0n,
    loss: 0n,
    provider: 0n,
    refunds: [0n, 0n, 0n],
    chargebacks: new Map()
  }
  const payments = [one.paymentId, two.paymentId, await world.newId('pay')]
  const last = payments[2]
  assert(last !== undefined)
  await db.transaction((tx) =>
    openAccounts(tx, [
      { id: accountId('refund', last, 'CNY'), side: 'credit', floor: 0n },
      { id: accountId('bank', 'main', 'CNY'), side: 'debit', floor: null }
    ])
  )
  const disputes: { id: Id<'dsp'>; part: number }[] = []
  return {
    model,
    merchants,
    orders,
    partIds: found.map((part) => part.partId),
    payments,
    disputes,
    charged: new Map<string, Charge>(),
    before: await platform()
  }
}
type State = Awaited<ReturnType<typeof begin>>

const platformAccounts = [
  accountId('commission', 'platform', 'CNY'),
  accountId('fee', 'platform', 'CNY'),
  accountId('loss', 'platform', 'CNY'),
  accountId('provider', 'sandbox', 'CNY')
]

async function platform(): Promise<bigint[]> {
  const found = await db.snapshot((tx) => balances(tx, platformAccounts))
  return platformAccounts.map((id) => found.get(id)?.posted ?? 0n)
}

/** Does it for real, twice if told so, and answers whether it was accepted. */
async function real(twice: boolean, act: (tx: Tx) => Promise<unknown>): Promise<boolean> {
  const once = async () => {
    try {
      return await db.transaction(act)
    } catch (error) {
      if (error instanceof Failure) return error.code
      throw error
    }
  }
  const answer = await once()
  if (twice) expect(await once()).toEqual(answer)
  return typeof answer !== 'string'
}

async function play(state: State, input: Step): Promise<void> {
  const { model, partIds, payments, orders, disputes, merchants } = state
  const { minor, twice } = input
  const part = model.parts[input.part]
  const partId = partIds[input.part]
  const paymentId = payments[input.payment]
  assert(part !== undefined && partId !== undefined && paymentId !== undefined)
  const orderId = orders[part.order]
  assert(orderId !== undefined)
  const id = <P extends string>(prefix: P) => newId(prefix, db.clock.now())
  const commission = cny((minor * input.tenths) / 10n)
  switch (input.kind) {
    case 'fund':
      return expect(await world.pay(orderId, paymentId, minor, id('cap'))).toBe(
        modelFund(model, part.order, minor)
      )
    case 'release': {
      const asked = { partId, releaseId: id('shp'), amount: cny(minor), commission }
      const accepted = await real(twice, (tx) => release(tx, asked))
      return expect(accepted).toBe(modelRelease(model, part, minor, commission.minor))
    }
    case 'refund':
      return playRefund(state, input, { part, partId })
    case 'freeze': {
      const disputeId = id('dsp')
      await real(twice, (tx) => freeze(tx, { partId, disputeId, amount: cny(minor) }))
      modelFreeze(part, disputeId, minor)
      return void disputes.push({ id: disputeId, part: input.part })
    }
    case 'unfreeze':
    case 'decide':
      return playEnd(state, input, paymentId)
    case 'chargeback': {
      const chargebackId = id('cbk')
      await charge(twice, { orderId, chargebackId, paymentId, minor }, 'out')
      state.charged.set(chargebackId, { orderId, chargebackId, paymentId, minor })
      return modelChargeback(model, part.order, chargebackId, minor)
    }
    case 'reverse': {
      const about = [...state.charged.values()][input.which]
      if (about === undefined || model.chargebacks.get(about.chargebackId)?.reversed) return
      await charge(twice, about, 'in')
      return modelReversal(model, about.chargebackId)
    }
    case 'payout': {
      const merchant = merchants[input.part % 2]
      const purse = model.merchants[input.part % 2]
      assert(merchant !== undefined && purse !== undefined)
      if (purse.available === 0n) return
      const [debit, credit] = [accountId('merchant', merchant, 'CNY'), accountId('bank', 'main', 'CNY')]
      const leg = {
        type: 'plain',
        id: id('trf'),
        code: 'payout',
        debit,
        credit,
        minor: purse.available
      } as const
      await db.transaction((tx) => post(tx, { id: id('txn'), legs: [leg] }))
      purse.available = 0n
    }
  }
}

async function playRefund(
  { model, payments }: State,
  { minor, payment, twice, releasedFirst, keep }: Step,
  { part, partId }: Readonly<{ part: Model['parts'][number]; partId: PartId }>
) {
  const shares = payments.map((_, i) =>
    i === payment ? minor - minor / 3n : i === (payment + 1) % 3 ? minor / 3n : 0n
  )
  const into = payments.map((paymentId, i) => ({ paymentId, minor: shares[i] ?? 0n }))
  const refundId = newId('rfd', db.clock.now())
  const first = releasedFirst ? ('released' as const) : ('held' as const)
  const asked = {
    partId,
    refundId,
    amount: cny(minor),
    into,
    first,
    commission: keep ? 'keep' : 'return'
  } as const
  const accepted = await real(twice, (tx) => refund(tx, asked))
  expect(accepted).toBe(modelRefund(model, part, minor, shares, { releasedFirst, keep }))
}

async function playEnd({ model, disputes, payments }: State, input: Step, paymentId: Id<'pay'>) {
  const dispute = disputes[input.which]
  const part = dispute && model.parts[dispute.part]
  const found = part?.freezes.find((one) => one.name === dispute?.id)
  if (dispute === undefined || part === undefined || found === undefined || !found.open) return
  const left = modelThaw(part, dispute.id)
  if (input.kind === 'unfreeze') return void (await real(false, (tx) => unfreeze(tx, dispute.id)))
  const toMerchant = (left * input.tenths) / 10n
  const toBuyer = left - toMerchant
  const decision = {
    disputeId: dispute.id,
    release: {
      releaseId: newId('shp', db.clock.now()),
      amount: cny(toMerchant),
      commission: cny(toMerchant / 10n)
    },
    refund:
      toBuyer === 0n
        ? null
        : {
            refundId: newId('rfd', db.clock.now()),
            amount: cny(toBuyer),
            into: [{ paymentId, minor: toBuyer }]
          }
  }
  expect(await real(input.twice, (tx) => decide(tx, decision))).toBe(true)
  modelRelease(model, part, toMerchant, toMerchant / 10n)
  const shares = payments.map((one) => (one === paymentId ? toBuyer : 0n))
  modelRefund(model, part, toBuyer, shares, { releasedFirst: false, keep: false })
}

type Charge = Readonly<{ orderId: OrderId; chargebackId: Id<'cbk'>; paymentId: Id<'pay'>; minor: bigint }>

async function charge(twice: boolean, about: Charge, way: 'in' | 'out') {
  const asked = { ...about, amount: cny(about.minor) }
  const accepted = await real(twice, async (tx) => {
    const allocations = way === 'out' ? await chargeBack(tx, asked) : await chargebackReversed(tx, asked)
    await postIn(tx, about.chargebackId, allocations, way)
  })
  expect(accepted).toBe(true)
}

async function compare({ model, orders, merchants, payments, before }: State) {
  const found = await db.snapshot((tx) => sums(tx, orders))
  expect(
    found.map(({ paid, held, released, commission, refunded, chargedBack, frozen }) => {
      expect(paid).toBe(held + released + commission + refunded)
      return { paid, held, released, commission, refunded, chargedBack, frozen }
    })
  ).toEqual(
    model.parts.map((part) => {
      const { paid, released, commission, refunded, chargedBack } = part
      return { paid, held: heldOf(part), released, commission, refunded, chargedBack, frozen: frozenOf(part) }
    })
  )
  const accounts = [
    ...merchants.flatMap((id) => [accountId('merchant', id, 'CNY'), accountId('owed', id, 'CNY')]),
    ...payments.map((id) => accountId('refund', id, 'CNY'))
  ]
  const ledger = await db.snapshot((tx) => balances(tx, accounts))
  expect(accounts.map((id) => ledger.get(id)?.posted)).toEqual([
    ...model.merchants.flatMap(({ available, owed }) => [available, owed]),
    ...model.refunds
  ])
  const now = await platform()
  expect(now.map((minor, i) => minor - (before[i] ?? 0n))).toEqual([
    model.commission,
    model.fee,
    model.loss,
    model.provider
  ])
}

test(
  'whatever happens in whatever order, the sums, the ledger and an independent model agree',
  { timeout: 60_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30, size: 'max' }), async (steps) => {
        const state = await begin()
        for (const input of steps) {
          await play(state, input)
          await compare(state)
        }
        expect(await wrongs(db, checks)).toEqual([])
      }),
      {
        numRuns: 15,
        interruptAfterTimeLimit: 50_000
      }
    )
  }
)
