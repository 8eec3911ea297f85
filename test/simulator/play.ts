import { createHash } from 'node:crypto'
import { type Bank, openBank } from './bank.ts'
import { compareAll, compareOrders, learnFiles, learnPayouts, readFile, readSights } from './compare.ts'
import type { Fault } from './fault.ts'
import { differences } from './match.ts'
import { contestDueAt } from './model-chargebacks.ts'
import { apply } from './model-apply.ts'
import { pass } from './model-time.ts'
import { orderBody } from './model-views.ts'
import { type Expected, fork, hourMs, type Model, orderNameOf } from './model.ts'
import { openMarket } from './open.ts'
import { randomOf } from './random.ts'
import { requestOf } from './requests.ts'
import { Crashed, kontorSides } from './stage.ts'
import { findRefund } from './refunds.ts'
import { bookStatement, learnDifferences, learnSettlements } from './settlements.ts'
import { recover, spend } from './time.ts'
import type { Network, Step, Wish } from './wish.ts'
import { type Answer, openWorld, type Place, type Sent, type World } from './world.ts'

/** A world, the model of it, and what the simulator knows of both. */
export type Play = {
  readonly world: World
  readonly bank: Bank
  readonly seed: string
  readonly names: Map<string, string>
  /** Orders that something happened to since they were last compared. */
  readonly touched: Set<string>
  /** What of each payment was last seen to have gone back. */
  readonly back: Map<string, number>
  readonly trace: ReturnType<typeof createHash>
  model: Model
  operations: number
  struck: Map<string, number>
  /** Where a test spoils the model or the answers, to see that it is found. */
  readonly spoil: Spoil
}

/** A defect that a test plants. */
export type Spoil = Readonly<{
  /** After the model was asked. */
  model?: (wish: Wish, model: Model) => void
  /** After each time a request was sent. */
  world?: (sent: Sent, world: World) => Promise<void>
}>

/** What was expected and not found. */
export type Finding = Readonly<{ step: Step; wrong: readonly string[] }>

/** Opens a world with a market in it. */
export async function openPlay(place: Place, seed: string, spoil: Spoil = {}): Promise<Play> {
  const world = await openWorld(place, seed)
  const names = new Map<string, string>()
  const model = await openMarket(world, names)
  // What the market agreed on holds from then on; a clock that is put back a little shall not come before it.
  world.clock.set(new Date(world.clock.now().getTime() + hourMs))
  const trace = createHash('sha256')
  return {
    world,
    bank: openBank(),
    seed,
    names,
    touched: new Set(),
    back: new Map(),
    trace,
    model,
    operations: 0,
    struck: new Map(),
    spoil
  }
}

const tick = 7

/** Plays one step, and answers what is not as the model says. */
export async function playStep(play: Play, step: Step): Promise<readonly string[]> {
  const { world, model } = play
  world.clock.set(new Date(world.clock.now().getTime() + tick))
  model.now = world.clock.now().getTime()
  const wrong = await act(play, step)
  for (const { kind, at, when } of world.stage.struck.splice(0)) count(play, `${kind} ${when} a ${at}`)
  play.trace.update(JSON.stringify([step.no, world.stage.heard.splice(0)]))
  return wrong
}

function count(play: Play, what: string): void {
  play.struck.set(what, (play.struck.get(what) ?? 0) + 1)
}

function act(play: Play, step: Step): Promise<readonly string[]> {
  switch (step.kind) {
    case 'ask':
      return ask(play, step)
    case 'together':
      return askTogether(play, step)
    case 'time':
      return passTime(play, step)
    case 'restart':
      return restart(play)
    case 'check':
      return compareAll(play)
  }
}

async function restart({ world }: Play): Promise<readonly string[]> {
  for (const side of kontorSides) await world.stage.die(side)
  await world.stage.rest()
  await world.restart()
  return []
}

async function ask(play: Play, { no, wish: wanted, network, faults }: Extract<Step, { kind: 'ask' }>) {
  const { sent, wish } = await prepare(play, wanted, `step-${no}`)
  const without = faults.length > 0 ? fork(play.model) : null
  play.world.stage.begin(network.copies > 1 ? randomOf(play.seed, 'stage', no) : undefined, faults)
  const { answers, sight } = await insist(play, sent, network, () => look(play, wish))
  play.operations += operationsIn(wish)
  const expected = expect(play, play.model, wish)
  const wrong = answers.flatMap((answer) => compare(expected, answer))
  const [answer] = answers
  if (answer === undefined || wrong.length > 0)
    return [`${wish.do}: the answer is not the one of the model`, ...wrong]
  await learn(play, wish, expected, answer)
  return without === null || sight === null ? [] : decide(play, without, wish, sight, answer)
}

/** The order that a request of unknown outcome is about, as a reader sees it before the request is repeated. */
async function look(play: Play, wish: Wish): Promise<Answer['body'] | null> {
  const [order] = ordersIn(wish)
  const id = order === undefined ? undefined : play.names.get(order)
  return id === undefined ? null : lookAt(play, id)
}

/** An order as a reader sees it. */
const lookAt = async ({ world }: Play, id: string) =>
  (await world.send({ sender: 'operator', method: 'GET', path: `/v1/orders/${id}` })).body

/** Until a reader looked, the request may have been done or not; from then on it is one of both, and stays it. */
function decide(play: Play, without: Model, wish: Wish, sight: Answer['body'], answer: Answer): string[] {
  const [name = ''] = ordersIn(wish)
  const seenAs = (model: Model) => {
    const order = model.orders.get(name)
    return order !== undefined && differences(orderBody(order), sight).length === 0
  }
  const [before, after] = [seenAs(without), seenAs(play.model)]
  if (!before && !after) return [`${wish.do}: ${name} was seen neither as if it had been done nor as if not`]
  if (before === after) return []
  return answer.replayed === after
    ? []
    : [
        `${wish.do}: ${name} was seen ${after ? 'done' : 'undone'}, and the repeat was ${after ? 'done again' : 'not done'}`
      ]
}

/** A request is one operation, and of a batch each transaction, for each is decided alone. */
const operationsIn = (wish: Wish) => (wish.do === 'batch' ? wish.postings.length : 1)

function expect(play: Play, model: Model, wish: Wish): Expected {
  const expected = apply(model, wish)
  play.spoil.model?.(wish, model)
  return expected
}

/** The request of a wish. A statement is written by the bank when it is first sent, and the wish then says what is in it. */
async function prepare(play: Play, wanted: Wish, key: string): Promise<Readonly<{ sent: Sent; wish: Wish }>> {
  for (const order of ordersIn(wanted)) play.touched.add(order)
  const wish = wanted.do === 'resend' ? await findRefund(play, wanted) : wanted
  const sent = requestOf(wish, play.names)
  if (wish.do === 'statement') {
    const { document, wish: booked } = bookStatement(play, wish)
    return { sent: { ...sent, body: document, key }, wish: booked }
  }
  const plain = sent.method === 'GET' || wish.do === 'post' || wish.do === 'batch'
  return { sent: plain ? sent : { ...sent, key }, wish }
}

function ordersIn(wish: Wish): string[] {
  if ('order' in wish) return [wish.order]
  if ('shipment' in wish) return [orderNameOf(wish.shipment)]
  if ('back' in wish) return [orderNameOf(wish.back)]
  return 'dispute' in wish ? [orderNameOf(wish.dispute)] : []
}

const triesMax = 12

type Told = Readonly<{ answers: readonly Answer[]; sight: Answer['body'] | null }>

/** Sends until there is an answer that says what became of it, as a careful client does: the same request, the same key. */
async function insist(
  play: Play,
  sent: Sent,
  { lost, copies }: Network,
  onUnknown?: () => Promise<Answer['body'] | null>
): Promise<Told> {
  let sight: Answer['body'] | null = null
  for (let attempt = 0; attempt < triesMax; attempt++) {
    const sending = Array.from({ length: attempt === 0 ? copies : 1 }, () => once(play, sent))
    const answers = (await Promise.all(sending)).filter((answer) => answer !== null)
    await recover(play.world)
    await play.spoil.world?.(sent, play.world)
    play.trace.update(JSON.stringify(answers.map(({ status, text }) => [status, text])))
    const told = answers.filter(isDefinite)
    if (told.length > 0 && attempt >= lost) return { answers: told, sight }
    if (attempt > 0) continue
    play.world.stage.begin(undefined, [])
    if (told.length === 0 && onUnknown !== undefined) sight = await onUnknown()
  }
  throw new Error(`${sent.path} was never answered`)
}

const isDefinite = ({ status, body }: Answer) =>
  status < 500 && status !== 429 && body['code'] !== 'http.key_in_flight'

/** Null: the process died before it answered. */
async function once({ world }: Play, sent: Sent): Promise<Answer | null> {
  try {
    return await world.send(sent)
  } catch (error) {
    if (error instanceof Crashed) return null
    throw error
  }
}

/** What of an answer is not as expected. */
function compare({ status, code, body }: Expected, answer: Answer): string[] {
  const wrong = differences(
    { status, ...(code === undefined ? {} : { code }) },
    { status: answer.status, code: answer.body['code'] }
  )
  if (wrong.length > 0) return [...wrong, `found: ${answer.text.slice(0, 300)}`]
  return body === undefined ? [] : differences(body, answer.body)
}

type Bodies = Readonly<{
  id?: string
  endToEndId?: string
  parts?: readonly Readonly<{ id: string; items: readonly Readonly<{ id: string }>[] }>[]
  lines?: readonly Readonly<{ itemId: string }>[]
  payouts?: readonly Bodies[]
  bankFiles?: readonly Bodies[]
}>

/** Remembers the ids that an answer tells; a file that was sent is now with the bank. */
async function learn(
  play: Play,
  wish: Wish,
  { names: name }: Expected,
  { body, status }: Answer
): Promise<void> {
  play.world.stage.begin(undefined, [])
  if (wish.do === 'statement') await learnDifferences(play)
  if (wish.do === 'transmit' && status === 200) play.bank.take(await readFile(play, wish.file))
  if (name === undefined) return
  const told = body as Bodies
  const of = wish.do === 'payout' ? told.payouts?.[0] : wish.do === 'files' ? told.bankFiles?.[0] : told
  if (of?.id !== undefined) play.names.set(name, of.id)
  if (of?.endToEndId !== undefined) play.names.set(`${name}.e2e`, of.endToEndId)
  if (wish.do === 'ship') told.lines?.forEach(({ itemId }, i) => play.names.set(`${name}.l${i}`, itemId))
  if (wish.do !== 'order') return
  const merchants = [...new Set(wish.items.map(({ merchant }) => merchant))]
  const parts = [...merchants, ...(wish.fee > 0 ? ['fee'] : [])]
  parts.forEach((part, i) => play.names.set(`${name}.part.${part}`, told.parts?.[i]?.id ?? ''))
  merchants.forEach((merchant, part) =>
    told.parts?.[part]?.items.forEach(({ id }, i) => play.names.set(`${name}.${merchant}.i${i}`, id))
  )
}

async function askTogether(play: Play, { no, wishes: wanted, faults }: Extract<Step, { kind: 'together' }>) {
  const prepared: Awaited<ReturnType<typeof prepare>>[] = []
  for (const [i, wish] of wanted.entries()) prepared.push(await prepare(play, wish, `step-${no}-${i}`))
  const [requests, wishes] = [prepared.map(({ sent }) => sent), prepared.map(({ wish }) => wish)]
  const answers = await allTogether(play, requests, no, faults)
  for (const wish of wishes) play.operations += operationsIn(wish)
  const tried: string[][] = []
  const explaining: Explaining[] = []
  for (const order of permutations(wishes.map((_, i) => i))) {
    const model = fork(play.model)
    const expected = order.map((i) => ({ i, told: expect(play, model, wishes[i] ?? never()) }))
    const wrong = expected.flatMap(({ i, told }) =>
      compare(told, answers[i] ?? never()).map((line) => `${i}: ${line}`)
    )
    if (wrong.length === 0) explaining.push({ model, expected })
    else tried.push([`in the order ${order.join(', ')}:`, ...wrong])
  }
  const found = await likeSeen(play, wishes, explaining)
  if (found === undefined)
    return [`no order of these ${wishes.length} operations explains their answers`, ...tried.flat()]
  play.model = found.model
  for (const { i, told } of found.expected)
    await learn(play, wishes[i] ?? never(), told, answers[i] ?? never())
  return []
}

/** An order of operations that explains their answers: what it leads to, and what each is told. */
type Explaining = Readonly<{ model: Model; expected: readonly Readonly<{ i: number; told: Expected }>[] }>

/** Where several orders explain the answers and lead to different states, the one whose state a reader sees. */
async function likeSeen(
  play: Play,
  wishes: readonly Wish[],
  explaining: readonly Explaining[]
): Promise<Explaining | undefined> {
  let left = explaining
  for (const name of new Set(wishes.flatMap(ordersIn))) {
    const bodyIn = ({ model }: Explaining) => {
      const order = model.orders.get(name)
      return order === undefined ? {} : orderBody(order)
    }
    const id = play.names.get(name)
    if (id === undefined || new Set(left.map((one) => JSON.stringify(bodyIn(one)))).size < 2) continue
    const sight = await lookAt(play, id)
    const alike = left.filter((one) => differences(bodyIn(one), sight).length === 0)
    // If none is, the next comparison tells what is wrong.
    if (alike.length > 0) left = alike
  }
  return left[0]
}

function never(): never {
  throw new Error('as many answers as wishes')
}

/** Starts all at once, lets the seed decide who goes on, and insists on an answer to each. */
async function allTogether(
  play: Play,
  requests: readonly Sent[],
  no: number,
  faults: readonly Fault[]
): Promise<Answer[]> {
  const { stage } = play.world
  stage.begin(randomOf(play.seed, 'stage', no), faults)
  const first = await Promise.all(requests.map((sent) => once(play, sent)))
  await recover(play.world)
  stage.begin(undefined, [])
  const answers: Answer[] = []
  for (const [i, sent] of requests.entries()) {
    const answer = first[i] ?? null
    if (answer !== null && isDefinite(answer)) answers.push(answer)
    else answers.push(...(await insist(play, sent, { lost: 0, copies: 1 })).answers.slice(0, 1))
  }
  play.trace.update(JSON.stringify(answers.map(({ status, text }) => [status, text])))
  return answers
}

function* permutations(of: readonly number[]): Generator<readonly number[]> {
  if (of.length <= 1) yield of
  else
    for (const first of of)
      for (const rest of permutations(of.filter((other) => other !== first))) yield [first, ...rest]
}

/** Payments of which there may be news. */
const openStates = new Set(['pending', 'authorized', 'capturing'])

async function passTime(play: Play, step: Extract<Step, { kind: 'time' }>): Promise<readonly string[]> {
  const { world } = play
  const to = world.clock.now().getTime() + step.ms
  if (step.ms > 0) await spend(play, step, to)
  world.clock.set(new Date(to))
  world.stage.begin(undefined, [])
  const waiting = [...play.model.orders.values()].filter(({ payments }) =>
    payments.some((payment) => openStates.has(payment.state) || contestDueAt(payment) !== null)
  )
  const seen = await readSights(play, waiting)
  const wrong = pass(play.model, to, seen)
  await learnFiles(play)
  return [
    ...wrong,
    ...(await learnSettlements(play)),
    ...(await learnPayouts(play)),
    ...(await compareOrders(
      play,
      waiting.map(({ name }) => name)
    ))
  ]
}
