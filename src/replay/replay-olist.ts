import { type Job, playTimeline, type Timeline } from '../api/index.ts'
import type { Db, Tx } from '../db/index.ts'
import { day, derivedId, later, manualClock, type ManualClock } from '../kernel/index.ts'
import { addCommissionSchedule, ensureMerchants, findByReference } from '../merchants/index.ts'
import { registerBuyers } from '../orders/index.ts'
import { type NewPayoutProfile, type PayoutSettings, setPayoutProfiles } from '../payouts/index.ts'
import { actsOf, type OlistAct, type Parties, source, stepKinds, takeSteps } from './olist-acts.ts'
import { exceptionsOf, type OlistException } from './olist-exceptions.ts'
import { type Olist, readOlist } from './olist-files.ts'
import { type OrderPlan, planOrders } from './olist-plan.ts'
import { stepsTaken } from './store.ts'
import { type ReplaySummary, summarize } from './summary.ts'

/** What a replay runs on: the same rooms as the server's, under a clock of its own. */
export type Stage = Readonly<{
  db: Db
  clock: ManualClock
  /** All that happens by itself, payouts and the bank included. */
  jobs: readonly Job[]
  /** Those of them that an order has to wait for: the calls to the payment service. */
  promptJobs: readonly Job[]
  provider: string
  payouts: PayoutSettings
}>

export type ReplayOptions = Readonly<{
  folder: string
  /** Sets the stage under this clock. */
  stage(clock: ManualClock): Promise<Stage>
  progress?(done: number, total: number): void
}>

/** Commission of the replay: ten per cent of goods, since the files do not say what Olist took. */
const commissionBasisPoints = 1000
/** After the last step, so that inspection periods end and the payouts that follow reach the bank. */
const afterMs = 30 * day
/** And so much longer when it goes on: weekly payouts of the run before have their next turn after its end. */
const onceMoreMs = 14 * day
const lanes = 1

/**
 * Runs every order of the Olist files in `folder` through the operations of the API, under the clock of its timestamps.
 * Run again, with the same or with more orders, it goes on where it stopped and doubles nothing.
 */
export async function replayOlist({ folder, stage, progress }: ReplayOptions): Promise<ReplaySummary> {
  const olist = await readOlist(folder)
  const plans = planOrders(olist)
  const exceptions = [...olist.orders.flatMap((order) => exceptionsOf(olist, order)), ...repeated(olist)]
  const clock = manualClock(firstOf(plans.flatMap((plan) => plan.steps)))
  const { db, provider, payouts, ...set } = await stage(clock)
  const { taken, parties } = await db.transaction(async (tx) => ({
    taken: await stepsTaken(tx, source),
    parties: await enrol(tx, olist, plans, provider, payouts)
  }))
  const acts = plans.flatMap((plan) => actsOf(plan, taken.get(plan.order.order_id) ?? 0))
  const lasts = afterMs + (taken.size > 0 ? onceMoreMs : 0)
  const end = later(lastOf(plans.flatMap((plan) => plan.steps)), lasts)
  clock.set(acts.length > 0 ? firstOf(acts) : end)
  const timeline: Timeline<OlistAct> = {
    ...set,
    db,
    clock,
    windowMs: day,
    lanes,
    kinds: stepKinds,
    perform: (tx, kind, batch) => takeSteps(tx, kind, batch, parties),
    awaited: (kind) => kind === 'approve',
    refused: ({ subject }, { code, message }) =>
      exceptions.push({ orderId: subject, kind: 'refused', detail: `${code}: ${message}` }),
    ...(progress && { progress })
  }
  await playTimeline(timeline, acts, end)
  const references = plans.map((plan) => plan.order.order_id)
  const merchants = [...parties.merchants.values(), parties.unknown]
  return { ...(await db.snapshot((tx) => summarize(tx, references, merchants))), exceptions }
}

const firstOf = (list: readonly Readonly<{ at: Date }>[]) =>
  list.reduce((first, { at }) => (at < first ? at : first), list[0]?.at ?? new Date(0))
const lastOf = (list: readonly Readonly<{ at: Date }>[]) =>
  list.reduce((last, { at }) => (at > last ? at : last), list[0]?.at ?? new Date(0))

function repeated(olist: Olist): OlistException[] {
  const seen = new Set<string>()
  return olist.orders.flatMap(({ order_id: orderId }) => {
    if (!seen.has(orderId)) {
      seen.add(orderId)
      return []
    }
    return [
      { orderId, kind: 'order_repeated' as const, detail: 'the order stands in the file more than once' }
    ]
  })
}

/** Registers the sellers with their weekly payouts, the buyers and the commission; who is there already stays as he is. */
async function enrol(
  tx: Tx,
  olist: Olist,
  plans: readonly OrderPlan[],
  provider: string,
  settings: PayoutSettings
): Promise<Parties> {
  const items = plans.flatMap((plan) => plan.items)
  const sellers = [
    unknownSeller,
    ...new Set(items.map((item) => item.seller_id).filter((id) => olist.sellers.has(id)))
  ]
  const known = await findByReference(tx, sellers.map(referenceOf))
  const made = await ensureMerchants(
    tx,
    sellers.map((seller) => ({
      reference: referenceOf(seller),
      displayName: `Olist seller ${seller.slice(0, 8)}`,
      payoutCurrency: 'BRL'
    }))
  )
  if (known.length === 0)
    await addCommissionSchedule(tx, { currency: 'BRL', basisPoints: commissionBasisPoints })
  const before = new Set(known.map((merchant) => merchant.id))
  const wishes = made
    .filter(({ id }) => !before.has(id))
    .map(({ id, reference }) => ({ merchantId: id, wanted: weekly(reference) }))
  await setPayoutProfiles(tx, wishes, settings)
  const buyers = [...new Set(plans.map((plan) => plan.buyer))]
  const registered = await registerBuyers(tx, buyers.map(referenceOf))
  const merchants = new Map(sellers.map((seller, i) => [seller, made[i]?.id ?? nobody()]))
  return {
    merchants,
    unknown: merchants.get(unknownSeller) ?? nobody(),
    buyers: new Map(buyers.map((buyer, i) => [buyer, registered[i]?.id ?? nobody()])),
    products: olist.products,
    provider
  }
}

const unknownSeller = 'unknown'
const referenceOf = (id: string) => `olist:${id}`
const nobody = (): never => {
  throw new Error('every registered party has an id')
}

/** The files name no bank accounts: the number is derived from the seller's id. */
const weekly = (reference: string): NewPayoutProfile => ({
  schedule: { every: 'week', weekday: 'wednesday' },
  bankAccount: {
    holder: reference,
    number: derivedId('bac', 'olist', reference).slice('bac_'.length),
    bankCode: 'OLIST'
  }
})
