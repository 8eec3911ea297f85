import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { testDatabase } from '../../test/database.ts'
import { type Actor, route } from '../api/index.ts'
import { emit } from '../audit/index.ts'
import { sql, type Tx } from '../db/index.ts'
import { createLog, createServer } from './index.ts'

const db = await testDatabase()
afterAll(() => db.drop())

const Count = z.strictObject({ count: z.bigint() })
const count = (tx: Tx) => tx.one(Count, sql`select count(*) from audit_event`)

/** Looks twice; in between somebody else commits. */
async function lookTwice(tx: Tx): Promise<boolean> {
  const before = await count(tx)
  await db.transaction((other) => emit(other, { type: 'thing.made' as never, subject: 'thg_1' }))
  return (await count(tx)).count === before.count
}

const common = {
  tag: 'Things',
  grantedTo: ['operator'],
  method: 'GET',
  permission: 'things.read',
  reply: z.strictObject({ alike: z.boolean() })
} as const
const actor: Actor = {
  id: 'anna',
  kind: 'operator',
  permissions: new Set(['things.read']),
  merchantId: null,
  buyerId: null
}
const server = createServer({
  db,
  routes: [
    route({
      ...common,
      path: '/v1/alone',
      summary: 'Look alone.',
      handle: async ({ tx }) => ({ alike: await lookTwice(tx) })
    }),
    route({
      ...common,
      path: '/v1/together',
      summary: 'Look together with others.',
      handleMany: async (tx, asked) => {
        const alike = await lookTwice(tx)
        return asked.map(() => ({ alike }))
      }
    })
  ],
  authenticate: async () => actor,
  log: createLog('silent', { write: () => {} }),
  version: 'test'
})

test.each(['/v1/alone', '/v1/together'])(
  'a read sees one moment, however many statements it takes: %s',
  async (path) => {
    const answer = await server.fetch(
      new Request(`http://kontor${path}`, { headers: { authorization: 'Bearer anna' } })
    )
    expect(await answer.json()).toEqual({ alike: true })
  }
)
