import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Bank } from './bank-history-clients.ts'
import { chanceFrom, play, storyOf } from './bank-history-clients.ts'
import { bankInside, groundOf, openGround, ways } from './bank-history-banks.ts'
import { check } from './bank-history-check.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { nightly, seed } from './nightly.ts'
import { pause } from './served.ts'
import { systemClock } from '../src/kernel/index.ts'

const ground = groundOf(6)
const opsMin = nightly ? 20_000 : 800

/** Kills backends of this database, one now and then and one after the other, until told to stop. Answers how many. */
function killBackends(db: TestDatabase, chance: ReturnType<typeof chanceFrom>) {
  let running = true
  const work = async () => {
    let killed = 0
    while (running) {
      const rows = await db.superuser(
        `select pg_terminate_backend(pid) from (select pid from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() order by md5(pid::text || $1) limit 1) one`,
        [String(chance.next())]
      )
      killed += rows.length
      await pause(100)
    }
    return killed
  }
  const killing = work()
  return () => {
    running = false
    return killing
  }
}

async function verdictOn(bank: Bank, run: number) {
  const effort = { clients: 12, readers: 4, enough: (count: number) => count > opsMin }
  return check(await storyOf(bank, ground, await play(bank, ground, seed + run, effort)))
}

describe.each(ways)('many clients at once, by %s', (way) => {
  let db: TestDatabase
  beforeAll(async () => {
    db = await testDatabase(undefined, { clock: systemClock })
    await openGround(db, ground)
  })
  afterAll(() => db.drop())

  test('backends are killed meanwhile: one order explains every answer and every balance that was read', async () => {
    const stop = killBackends(db, chanceFrom(seed))
    const verdict = await verdictOn(bankInside(db, ground, way), ways.indexOf(way))
    console.log(
      `bank history by ${way} (KONTOR_SEED=${seed}): ${JSON.stringify(verdict.figures)}, backends killed: ${await stop()}`
    )
    expect(verdict.anomalies).toEqual([])
    expect(verdict.figures.posted).toBeGreaterThan(50)
    expect(verdict.figures.refused).toBeGreaterThan(0)
    expect(verdict.figures.reads).toBeGreaterThan(20)
  }, 1_200_000)
})
