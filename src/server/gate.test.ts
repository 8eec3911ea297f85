import { afterAll, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { createMarketplace } from '../../test/marketplace.ts'
import type { TestDatabase } from '../../test/database.ts'
import { revokeKey } from '../identity/index.ts'

const db = await testDatabase()
afterAll(() => db.drop())

/** A marketplace whose addresses have three tries, and how often it has opened a transaction. */
function strict() {
  let transactions = 0
  const counted: TestDatabase = {
    ...db,
    transaction: (work, by) => {
      transactions++
      return db.transaction(work, by)
    }
  }
  const market = createMarketplace(counted, {
    limits: { addressRatePerSecond: 0.001, addressBurst: 3 },
    keyMemoryMs: 0
  })
  const ask = async (secret: string) => {
    const headers = { authorization: `Bearer ${secret}` }
    return (await market.server.fetch(new Request('http://kontor/v1/me', { headers }))).status
  }
  const askAll = async (secrets: readonly string[]) => {
    const statuses = []
    for (const secret of secrets) statuses.push(await ask(secret))
    return statuses
  }
  return { ...market, ask, askAll, transactions: () => transactions }
}

const unknown = Array.from({ length: 20 }, (_, i) => `kontor_test_${String(i).padStart(43, 'a')}`)

test('an address that has used up its tries is refused before the database is asked', async () => {
  const { askAll, ask, makeKey, transactions } = strict()
  const { secret } = await makeKey('operator')
  const before = transactions()
  expect(await askAll(unknown)).toEqual(unknown.map((_, i) => (i < 3 ? 401 : 429)))
  expect(transactions() - before).toBe(3)
  const near = unknown.map((_, i) => secret.slice(0, -6) + String(i).padStart(6, 'a'))
  expect(new Set(await Promise.all(near.map(ask)))).toEqual(new Set([429]))
  expect(transactions() - before).toBe(3)
})

test('a key that was found valid passes from an address that has used up its tries, until it is revoked', async () => {
  const { askAll, ask, makeKey, transactions } = strict()
  const { secret, key } = await makeKey('operator')
  const { secret: late } = await makeKey('operator')
  expect(await ask(secret)).toBe(200)
  await askAll(unknown)
  expect(await askAll([secret, secret])).toEqual([200, 200])
  expect(await ask(late)).toBe(429)
  await db.transaction((tx) => revokeKey(tx, key.id))
  await ask(secret)
  const before = transactions()
  expect(await askAll([secret, secret])).toEqual([429, 429])
  expect(transactions()).toBe(before)
})

test('valid keys use up none of the tries of their address, however many are new to it', async () => {
  const { ask, makeKey, askAll } = strict()
  const secrets = []
  for (let i = 0; i < 6; i++) secrets.push((await makeKey('operator')).secret)
  expect(await askAll(secrets)).toEqual(secrets.map(() => 200))
  expect(await askAll(unknown.slice(0, 4))).toEqual([401, 401, 401, 429])
  expect(await ask(secrets[0] ?? '')).toBe(200)
})
