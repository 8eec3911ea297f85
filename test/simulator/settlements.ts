import { differences } from './match.ts'
import { recordSettlement } from './model-bank.ts'
import { hourMs } from './model.ts'
import { readAll } from './read.ts'
import type { Play } from './play.ts'
import type { BookedLine, Minor, Wish } from './wish.ts'

type Money = Readonly<{ amount: number }>
type Recorded = Readonly<{
  id: string
  reference: string
  gross: Money
  fee: Money
  net: Money
  recordedAt: string
}>
type Found = Readonly<{ id: string; subject: string; kind: string; found: Money | null; unmatched: Money }>

/** Providers are asked each night: so long after a settlement was made Kontor must have heard of it. */
const hearsWithinMs = 27 * hourMs
/** So long after Kontor heard of a settlement the bank must have booked it, or it is missing. */
const expectedMs = 5 * 24 * hourMs
const minuteMs = 60_000

/** Asks the service what it has paid out, and Kontor what it has heard of that. */
export async function learnSettlements(play: Play): Promise<string[]> {
  const { model, names, world } = play
  const known = new Set(model.settlements.map(({ name }) => name))
  const made = await world.look(`
    select s.id, s.at, sum(e.gross) as gross, sum(e.fee) as fee from sandbox_settlement s
    join sandbox_entry e on e.settlement_id = s.id group by s.id, s.at order by s.id`)
  model.settlements = [
    ...model.settlements,
    ...made
      .filter(({ id }) => !known.has(String(id)))
      .map(({ id, at, gross, fee }) => ({
        name: String(id),
        gross: Number(gross),
        fee: Number(fee),
        at: (at as Date).getTime(),
        recordedAt: null,
        atBank: false,
        settled: false
      }))
  ]
  const unheard = model.settlements.filter(({ recordedAt }) => recordedAt === null)
  if (unheard.length === 0) return []
  const isKnown = ({ reference }: Recorded) => names.has(reference)
  const told = await readAll<Recorded>(play, '/v1/provider-settlements?limit=20', (page) =>
    page.some(isKnown)
  )
  const wrong: string[] = []
  for (const { name, gross, fee, at } of unheard) {
    const heard = told.find(({ reference }) => reference === name)
    if (heard === undefined && at + hearsWithinMs < model.now)
      wrong.push(`${name}: Kontor has not heard of it`)
    if (heard === undefined) continue
    const expected = { gross: { amount: gross }, fee: { amount: fee }, net: { amount: gross - fee } }
    wrong.push(...differences(expected, heard, name))
    names.set(name, heard.id)
    recordSettlement(model, name, Date.parse(heard.recordedAt))
  }
  return wrong
}

/** What the bank is to book of a statement that somebody wants, and what then stands in it. */
export function bookStatement(play: Play, wish: Extract<Wish, { do: 'statement' }>) {
  const { model, names, bank, world } = play
  const returned = new Set(wish.returned.map((name) => names.get(`${name}.e2e`) ?? ''))
  const settled = wish.settled.flatMap(({ settlement, short }) => {
    const found = model.settlements.find(({ name }) => name === settlement)
    return found === undefined ? [] : [{ settlement, minor: found.gross - found.fee - short }]
  })
  const { document, ordered } = bank.book(world.clock.now(), { returned, settled, stray: wish.stray })
  const booked = ordered.flatMap((endToEndId): BookedLine[] => {
    const payout = model.payouts.find(({ name }) => names.get(`${name}.e2e`) === endToEndId)
    const [of, minor] = [payout?.name ?? null, payout?.amount ?? 0]
    const out: BookedLine = { kind: 'payout', of, minor: -minor }
    return returned.has(endToEndId) ? [out, { kind: 'return', of, minor }] : [out]
  })
  for (const { settlement, minor } of settled) booked.push({ kind: 'settlement', of: settlement, minor })
  if (wish.stray !== 0) booked.push({ kind: 'stray', of: null, minor: wish.stray })
  return { document, wish: { ...wish, booked } }
}

const differencesOpen = (play: Play) => readAll<Found>(play, '/v1/differences?state=open&limit=100')

/** Differences of a statement that was just read get their names: by what they are, how much, and about what. */
export async function learnDifferences(play: Play): Promise<void> {
  const { model, names } = play
  const unnamed = model.differences.filter(({ name }) => !names.has(name))
  if (unnamed.length === 0) return
  const known = new Set(names.values())
  const open = (await differencesOpen(play)).filter(({ id }) => !known.has(id))
  for (const { name, kind, minor, of } of unnamed) {
    const about = of === null ? undefined : names.get(of)
    const at = open.findIndex(
      (one) =>
        one.kind === kind && one.unmatched.amount === minor && (about === undefined || one.subject === about)
    )
    const [found] = at < 0 ? [] : open.splice(at, 1)
    if (found !== undefined) names.set(name, found.id)
  }
}

/** Holds the open differences against the model: whose money waits, and which settlements are missing at the bank. */
export async function compareDifferences(play: Play): Promise<string[]> {
  const { model, names } = play
  const found = await differencesOpen(play)
  const wrong: string[] = []
  const waits = new Map(found.filter(hasMoney).map(({ id, unmatched }) => [id, unmatched.amount]))
  for (const { name, minor } of model.differences.filter(({ open }) => open)) {
    const id = names.get(name) ?? ''
    if (waits.get(id) !== minor) wrong.push(`${name}: expected ${minor} waiting, found ${waits.get(id)}`)
    waits.delete(id)
  }
  for (const [id, minor] of waits) wrong.push(`${id}: ${minor} waits, and should not`)
  const isMissing = new Set(found.filter(({ kind }) => kind === 'missing').map(({ subject }) => subject))
  for (const { name, recordedAt, settled } of model.settlements) {
    const dueAt = settled || recordedAt === null ? Infinity : recordedAt + expectedMs
    const told = isMissing.has(names.get(name) ?? '')
    if (told && dueAt > model.now + minuteMs) wrong.push(`${name}: it is not missing at the bank`)
    if (!told && dueAt < model.now - minuteMs)
      wrong.push(`${name}: nobody says that the bank has not booked it`)
  }
  return wrong
}

const hasMoney = ({ unmatched }: Found) => unmatched.amount !== 0

/** What the service keeps for its work, by its own price list. */
export function serviceFee(token: string, captured: Minor, contested: boolean): Minor {
  const points = token === 'tok_slow' ? 60 : 100
  return Math.floor((captured * points + 5000) / 10_000) + (contested ? 1000 : 0)
}
