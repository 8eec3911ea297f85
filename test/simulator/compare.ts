import { differences } from './match.ts'
import { modelBalance } from '../ledger-model.ts'
import { orderBody, orderDetails } from './model-views.ts'
import { balance, missing, type Model, type Order, type Payment, sumOf, sumsOf } from './model.ts'
import type { Sight } from './model-payments.ts'
import type { Play } from './play.ts'
import { ledgerAccounts } from './postings.ts'
import { compareBack } from './refunds.ts'
import { read, readAll } from './read.ts'
import { compareDifferences, serviceFee } from './settlements.ts'

type Money = Readonly<{ amount: number }>
type Rows = readonly Readonly<{
  id: string
  state: string
  amount: Money
  captured: Money
  refunded: Money
  refundPending: Money
}>[]
type Payments = readonly (Rows[number] & Readonly<{ expiresAt: string | null }>)[]
type OrderShown = Readonly<{
  state: string
  paidAt: string | null
  timeline: readonly Readonly<{ type: string; at: string; data: Readonly<{ paymentId?: string }> }>[]
  payments: Payments
  disputes: Rows
  returns: Rows
  parts: readonly Readonly<{ shipments: Rows }>[]
}>

const showOrder = async (play: Play, name: string) =>
  (await read(play, `/v1/orders/${play.names.get(name)}`)) as unknown as OrderShown

const timeOf = (text: string | null) => (text === null ? null : Date.parse(text))

/** What a reader sees now of orders whose payments are on their way. */
export async function readSights(play: Play, orders: readonly Order[]): Promise<Map<string, Sight>> {
  const sights = new Map<string, Sight>()
  for (const order of orders) {
    const { state, paidAt, payments, timeline } = await showOrder(play, order.name)
    const states = order.payments.map(({ name }) => {
      const shown = payments.find(({ id }) => id === play.names.get(name))
      const ends = shown?.expiresAt ?? null
      const told = (type: string) => {
        const place = timeline.findIndex((event) => event.type === type && event.data.paymentId === shown?.id)
        const at = timeline[place]?.at
        return at === undefined ? null : { at: Date.parse(at), place }
      }
      return [
        name,
        {
          state: shown?.state ?? 'missing',
          endsAt: timeOf(ends),
          lost: told('order.charged_back'),
          won: told('order.chargeback_reversed')
        }
      ] as const
    })
    sights.set(order.name, {
      state,
      paidAt: timeOf(paidAt),
      coveredAt: timeOf(timeline.findLast(({ type }) => type === 'order.authorized')?.at ?? null),
      payments: new Map(states)
    })
  }
  return sights
}

/** Files that were written by themselves get their names, in the order in which they were written. */
export async function learnFiles(play: Play): Promise<void> {
  const { model, names } = play
  const unnamed = model.files.filter(({ file }) => !names.has(file))
  if (unnamed.length === 0) return
  const known = new Set(names.values())
  const { items } = (await read(play, '/v1/bank-files?limit=100')) as { items: { id: string }[] }
  const found = items.map(({ id }) => id).filter((id) => !known.has(id))
  for (const [i, id] of found.toSorted().entries()) {
    const name = unnamed[i]?.file
    if (name !== undefined) names.set(name, id)
  }
}

/** Payouts that were made by themselves get their names: each merchant's in the order in which they were made. */
export async function learnPayouts(play: Play): Promise<string[]> {
  const { model, names } = play
  const unnamed = model.payouts.filter(({ name }) => !names.has(name))
  const known = new Set(names.values())
  const wrong: string[] = []
  for (const merchant of model.merchants.keys()) {
    const expected = unnamed.filter((payout) => payout.merchant === merchant)
    const page = await read(play, `/v1/payouts?limit=100&merchantId=${names.get(merchant)}`)
    const { items } = page as unknown as { items: (Rows[number] & Readonly<{ endToEndId: string }>)[] }
    const found = items.filter(({ id }) => !known.has(id)).toSorted((a, b) => (a.id < b.id ? -1 : 1))
    const amounts = (minors: readonly number[]) => minors.join(', ')
    const [wanted, made] = [expected.map(({ amount }) => amount), found.map(({ amount }) => amount.amount)]
    if (amounts(wanted) !== amounts(made))
      wrong.push(`${merchant} is paid by itself: expected ${amounts(wanted)}, found ${amounts(made)}`)
    for (const [i, { id, endToEndId }] of found.entries()) {
      names.set(expected[i]?.name ?? id, id)
      names.set(`${expected[i]?.name ?? id}.e2e`, endToEndId)
    }
  }
  return wrong
}

/** The text of a bank file. */
export async function readFile({ world, names }: Play, file: string): Promise<string> {
  const path = `/v1/bank-files/${names.get(file)}/document`
  return (await world.send({ sender: 'operator', method: 'GET', path })).text
}

/** Holds these orders against the model, with their shipments, disputes and payments. */
export async function compareOrders(play: Play, names: readonly string[]): Promise<string[]> {
  const wrong: string[] = []
  for (const name of names) {
    const order = play.model.orders.get(name)
    if (order === undefined) continue
    const shown = await showOrder(play, name)
    wrong.push(...differences(orderBody(order), shown).map((line) => `${name}: ${line}`))
    wrong.push(...compareParts(play, order, shown))
  }
  return wrong
}

function compareParts({ names, model, back: seenBack }: Play, order: Order, shown: OrderShown): string[] {
  const details = orderDetails(order)
  const found = (rows: Rows, name: string) => rows.find(({ id }) => id === names.get(name))
  const shipments = shown.parts.flatMap((part) => part.shipments)
  const wrong: string[] = []
  for (const [name, body] of details.shipments) wrong.push(...differences(body, found(shipments, name), name))
  for (const [name, body] of details.disputes)
    wrong.push(...differences(body, found(shown.disputes, name), name))
  for (const [name, body] of details.returns)
    wrong.push(...differences(body, found(shown.returns, name), name))
  for (const [name, { back, ...body }] of details.payments) {
    const row = found(shown.payments, name)
    wrong.push(...differences(body, row, name))
    const payment = order.payments.find((one) => one.name === name) ?? missing(name)
    seenBack.set(name, row?.refunded.amount ?? 0)
    wrong.push(...compareBack(payment, row?.refunded.amount ?? 0, model.now))
    const returned = (row?.refunded.amount ?? 0) + (row?.refundPending.amount ?? 0)
    if (returned !== back) wrong.push(`${name}: expected ${back} on its way back or there, found ${returned}`)
  }
  const counts = [shipments, shown.disputes, shown.returns, shown.payments].map(({ length }) => length)
  const expected = [order.shipments, order.disputes, order.returns, order.payments].map(
    ({ length }) => length
  )
  return [...wrong, ...differences(expected, counts, `${order.name}: shipments, disputes, returns, payments`)]
}

/** Holds everything against the model: the orders that were touched, all balances, the bank's books. */
export async function compareAll(play: Play): Promise<string[]> {
  const names = [...play.touched]
  play.touched.clear()
  play.world.stage.begin(undefined, [])
  const wrong = await compareOrders(play, names)
  wrong.push(...(await compareBalances(play)), ...(await comparePayouts(play)))
  return [...wrong, ...(await compareDifferences(play))]
}

/** What should stand on each account that the model knows of, by the name that Kontor gives it. */
function expectedBalances({ model, names, bank }: Play): Map<string, number> {
  const expected = new Map<string, number>()
  for (const name of model.merchants.keys())
    for (const kind of ['merchant', 'reserve', 'owed'])
      expected.set(`${kind}:${names.get(name)}:CNY`, balance(model, `${kind}:${name}`))
  expected.set('commission:platform:CNY', balance(model, 'commission'))
  expected.set('fee:platform:CNY', balance(model, 'fee'))
  expected.set('loss:platform:CNY', balance(model, 'loss'))
  expected.set('bank:main:CNY', Number(bank.balance()))
  expected.set('unmatched:bank:CNY', balance(model, 'unmatched'))
  expected.set('unmatched:written_off:CNY', balance(model, 'written_off'))
  expected.set('provider_cost:sandbox:CNY', balance(model, 'provider_cost'))
  for (const { id } of ledgerAccounts) expected.set(id, Number(modelBalance(model.ledger, id).posted))
  return expected
}

async function accountsOf(play: Play, kind: string): Promise<Map<string, number>> {
  const found = await readAll<{ id: string; balance: Money }>(
    play,
    `/v1/ledger/accounts?limit=100&kind=${kind}`
  )
  return new Map(found.map(({ id, balance: standing }) => [id, standing.amount]))
}

const kinds = [
  'merchant',
  'reserve',
  'owed',
  'commission',
  'fee',
  'loss',
  'bank',
  'unmatched',
  'provider_cost',
  'till',
  'revenue',
  'wallet',
  'overdraft',
  'owing'
]

async function compareBalances(play: Play): Promise<string[]> {
  const expected = expectedBalances(play)
  const wrong: string[] = []
  for (const kind of kinds) {
    const found = await accountsOf(play, kind)
    for (const [id, minor] of found)
      if (minor !== (expected.get(id) ?? 0))
        wrong.push(`${nameIn(play, id)}: expected ${expected.get(id) ?? 0}, found ${minor}`)
    for (const [id, minor] of expected)
      if (id.startsWith(`${kind}:`) && !found.has(id) && minor !== 0)
        wrong.push(`${nameIn(play, id)}: expected ${minor}, found no account`)
  }
  return wrong
}

/** The account in the simulator's words: `merchant:m1:CNY`. */
function nameIn({ names }: Play, account: string): string {
  const [kind, owner = '', currency] = account.split(':')
  return `${kind}:${[...names].find(([, id]) => id === owner)?.[0] ?? owner}:${currency}`
}

async function comparePayouts(play: Play): Promise<string[]> {
  const found = await accountsOf(play, 'payout')
  const over = new Set(['settled', 'returned', 'cancelled'])
  const moving = play.model.payouts.filter(({ state }) => !over.has(state))
  const expected = sumOf(moving.map(({ amount }) => amount))
  const sum = sumOf([...found.values()])
  return sum === expected ? [] : [`payouts on their way: expected ${expected}, found ${sum}`]
}

/** At the end of a world: all orders, what the escrow holds, what the checks say, the service's books, each event once. */
export async function compareEnd(play: Play): Promise<string[]> {
  const { model, world } = play
  for (const name of model.orders.keys()) play.touched.add(name)
  const wrong = await compareAll(play)
  const escrow = sumOf([...(await accountsOf(play, 'escrow')).values()])
  const held = sumOf(
    [...model.orders.values()].flatMap(({ parts }) => parts.map((part) => sumsOf(part).held))
  )
  if (escrow !== held) wrong.push(`escrow: expected ${held}, found ${escrow}`)
  for (const check of world.checks()) {
    const { differences: found } = await world.db().snapshot((tx) => check.run(tx))
    wrong.push(...found.map((line) => `verify ${check.name}: ${JSON.stringify(line)}`))
  }
  return [...wrong, ...(await compareService(play, model)), ...(await compareEvents(play))]
}

/**
 * What the payment service has by its own books is what buyers paid less what went back to them, and it takes what its price
 * list says. Of that Kontor has what the bank has not yet shown.
 */
async function compareService(play: Play, model: Model): Promise<string[]> {
  const payments = [...model.orders.values()].flatMap((order) => order.payments)
  const stillThere = ({ name, captured, contested }: Payment) =>
    captured - (play.back.get(name) ?? 0) - (contested === 'lost' ? captured : 0)
  const there = sumOf(payments.map(stillThere))
  const fees = sumOf(
    payments.map(({ token, captured, contested }) => serviceFee(token, captured, contested !== 'not'))
  )
  const [row] = await play.world.look(
    `select coalesce(sum(gross), 0) as gross, coalesce(sum(fee), 0) as fees from sandbox_entry`
  )
  const ours = (await accountsOf(play, 'provider')).get('provider:sandbox:CNY') ?? 0
  return [
    ...differences(there, Number(row?.['gross'] ?? 0), "the payment service's books"),
    ...differences(fees, Number(row?.['fees'] ?? 0), "the payment service's fees"),
    ...differences(there - balance(model, 'provider_paid'), ours, 'provider:sandbox:CNY')
  ]
}

/** Each order was made, paid and ended once, by the log. */
async function compareEvents({ world, model, names }: Play): Promise<string[]> {
  const rows = await world.look(
    `select subject, type, count(*)::int as count from audit_event where type in ('order.created', 'order.paid') group by 1, 2`
  )
  const counts = new Map(
    rows.map(({ subject, type, count }) => [`${String(subject)} ${String(type)}`, Number(count)])
  )
  return [...model.orders.values()].flatMap(({ name, paidAt }) => {
    const id = names.get(name)
    const made = counts.get(`${id} order.created`) ?? 0
    const paid = counts.get(`${id} order.paid`) ?? 0
    const wrong = made === 1 && paid === (paidAt === null ? 0 : 1)
    return wrong ? [] : [`${name}: told ${made} times that it was made, and ${paid} times that it was paid`]
  })
}
