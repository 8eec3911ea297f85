import { describe, expect, inject, test } from 'vitest'
import { orderOf } from './model.ts'
import type { Spoil } from './play.ts'
import { shrink } from './shrink.ts'
import { simulate } from './simulate.ts'
import { tellStory } from './story.ts'

const place = { server: inject('server'), template: inject('template') }
const minutesMs = 300_000

describe('the simulator', () => {
  test(
    'tells the same seed alike, to the last answer, whatever goes wrong on the way',
    async () => {
      const [once, again] = [
        await simulate(place, 'twice', { operations: 150 }),
        await simulate(place, 'twice', { operations: 150 })
      ]
      expect(once.finding).toBe(null)
      expect(once.struck.size).toBeGreaterThan(3)
      expect(again).toEqual(once)
      const other = await simulate(place, 'another', { operations: 20 })
      expect(other.digest).not.toBe(once.digest)
    },
    minutesMs
  )

  const defects: readonly (readonly [string, string, Spoil, RegExp])[] = [
    [
      'a commission that is a unit too high',
      'fee',
      {
        model: (wish, model) => {
          const [item] = wish.do === 'order' ? orderOf(model, wish.order).items : []
          if (wish.do === 'order' && item !== undefined)
            orderOf(model, wish.order).items[0] = { ...item, commission: item.commission + 1 }
        }
      },
      /commission|neither as if it had been done nor as if not/
    ],
    [
      'keys of requests that are forgotten, so that a repeat acts again',
      'keys',
      { world: async (_, world) => void (await world.look('delete from api_idempotency')) },
      /orders|answer/
    ],
    [
      'a unit of money that comes from nowhere',
      'cent',
      {
        world: async ({ path }, world) => {
          if (path === '/v1/ledger/transactions')
            await world.look(
              `update ledger_account set credits_posted = credits_posted + 1 where id = 'wallet:b:CNY'`
            )
        }
      },
      /wallet:b:CNY/
    ]
  ]
  test.each(defects)(
    'finds %s, and tells it in a handful of steps',
    async (_, seed, spoil, told) => {
      const run = await simulate(place, seed, { operations: 200 }, spoil)
      expect(run.finding).not.toBe(null)
      const { run: short } = await shrink(place, run, spoil)
      expect(short.steps.length).toBeLessThanOrEqual(10)
      expect(tellStory(short)).toMatch(told)
    },
    minutesMs
  )
})
