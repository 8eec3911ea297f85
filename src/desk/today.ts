import { z } from 'zod'
import { type Route, route } from '../api/index.ts'
import { bookNames } from '../books/index.ts'
import type { Tx } from '../db/index.ts'
import { totals } from '../escrow/index.ts'
import { Currency, money, Money, Timestamp } from '../kernel/index.ts'
import { flows, flowsByDay } from '../ledger/index.ts'
import { byDay, countedAs, firstDay, streams } from './days.ts'
import { differenceCountedAs, meanings, places, positions } from './position.ts'
import { everythingWaiting, waitingKinds, waitingMeanings } from './waiting.ts'

const countedText = z.string().meta({ description: 'How the figure is counted.' })

const Today = z
  .strictObject({
    asOf: Timestamp.meta({ description: 'The one moment of all figures.' }),
    money: z
      .array(
        z.strictObject({
          currency: Currency,
          figures: z.array(
            z.strictObject({
              place: z.enum(places),
              scale: z.enum(['there', 'owed', 'part']).meta({
                description:
                  'there: what there is. owed: whom it is owed to. part: contained in another figure.'
              }),
              amount: Money,
              countedAs: countedText
            })
          ),
          difference: z.strictObject({
            amount: Money.meta({ description: 'Zero, or the books do not agree.' }),
            countedAs: countedText
          })
        })
      )
      .meta({ description: 'By currency, over all books.' }),
    days: z.strictObject({
      from: z.string().meta({ description: 'The first day, ISO 8601. Days are those of UTC.' }),
      to: z.string().meta({ description: 'The last day: today, as far as it has come.' }),
      countedAs: z.strictObject(Object.fromEntries(streams.map((stream) => [stream, z.string()]))),
      rows: z
        .array(
          z.strictObject({
            day: z.string(),
            currency: Currency,
            captured: Money,
            released: Money,
            commission: Money,
            refunded: Money,
            chargedBack: Money,
            paidOut: Money,
            payoutsReturned: Money,
            settled: Money
          })
        )
        .meta({ description: 'By currency and day, every day of them.' })
    }),
    waiting: z
      .array(
        z.strictObject({
          kind: z.enum(waitingKinds),
          count: z.number().int(),
          oldest: Timestamp.nullable().meta({ description: 'Since when the oldest waits; null: none does.' }),
          deadline: Timestamp.nullable().meta({
            description: 'When the next of them is decided by itself; null: nothing happens by itself.'
          }),
          list: z.string().meta({ description: 'Where they are listed.' }),
          countedAs: countedText
        })
      )
      .meta({ description: 'What waits for somebody, also where nothing does.' })
  })
  .meta({ id: 'Today' })
type Today = z.output<typeof Today>

const daysMax = 92

/** The route of the first page of a desk. */
export const todayRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/today',
    tag: 'Desk',
    summary: 'Show where all money stands, what came in and went out by day, and what waits for somebody.',
    permission: 'desk.read',
    grantedTo: ['operator', 'auditor'],
    query: z.strictObject({
      days: z.coerce
        .number()
        .int()
        .min(1)
        .max(daysMax)
        .default(14)
        .meta({ description: `How many days (UTC) in and out are told by, today included: 1 to ${daysMax}.` })
    }),
    reply: Today,
    // Those who ask at the same time are answered from one look.
    handleMany: async (tx, asked) => {
      const days = Math.max(...asked.map(({ query }) => query.days))
      const whole = await today(tx, days)
      return asked.map(({ query }) => lastDays(whole, tx.now, query.days))
    }
  })
]

async function today(tx: Tx, days: number): Promise<Today> {
  const first = firstDay(tx.now, days)
  const everywhere = []
  const daily = []
  for (const book of await bookNames(tx)) {
    everywhere.push(...(await flows(tx, null, { book })))
    daily.push(...(await flowsByDay(tx, first, { book })))
  }
  const held = await totals(tx)
  const waiting = await everythingWaiting(tx)
  return {
    asOf: tx.now,
    money: positions(everywhere, held).map(({ currency, figures, difference }) => ({
      currency,
      figures: figures.map(({ place, minor }) => {
        const { scale, countedAs: text } = meanings[place]
        return { place, scale, amount: money(minor, currency), countedAs: text }
      }),
      difference: { amount: money(difference, currency), countedAs: differenceCountedAs }
    })),
    days: {
      from: first.toISOString().slice(0, 10),
      to: tx.now.toISOString().slice(0, 10),
      countedAs: { ...countedAs },
      rows: byDay(daily, first, days).map(({ day, currency, sums }) => ({
        day,
        currency,
        captured: money(sums.captured, currency),
        released: money(sums.released, currency),
        commission: money(sums.commission, currency),
        refunded: money(sums.refunded, currency),
        chargedBack: money(sums.chargedBack, currency),
        paidOut: money(sums.paidOut, currency),
        payoutsReturned: money(sums.payoutsReturned, currency),
        settled: money(sums.settled, currency)
      }))
    },
    waiting: waiting.map(({ kind, ...rest }) => {
      const { list, countedAs: text } = waitingMeanings[kind]
      return { kind, ...rest, list, countedAs: text }
    })
  }
}

/** The same with fewer days. */
function lastDays(whole: Today, now: Date, days: number): Today {
  const from = firstDay(now, days).toISOString().slice(0, 10)
  return { ...whole, days: { ...whole.days, from, rows: whole.days.rows.filter(({ day }) => day >= from) } }
}
