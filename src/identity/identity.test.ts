import { afterAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { type ActorKind, actorKinds } from '../api/index.ts'
import { day, Failure, later, newId } from '../kernel/index.ts'
import { authenticator, countTestKeys, createKey, type KeyRequest, revokeKey } from './index.ts'

const db = await testDatabase()
afterAll(() => db.drop())

const grants: Record<ActorKind, readonly string[]> = {
  operator: ['keys.write', 'orders.read'],
  service: ['orders.read'],
  merchant: ['orders.read'],
  buyer: [],
  auditor: ['orders.read']
}
const permissionsOf = (kind: ActorKind) => new Set(grants[kind])
const knowing = (memoryMs?: number) => {
  const known = authenticator(db, permissionsOf, memoryMs)
  return (authorization: string | undefined) => known({ authorization })
}
const authenticate = knowing(0)
const create = (request: Partial<KeyRequest> = {}) =>
  db.transaction((tx) =>
    createKey(tx, permissionsOf, { kind: 'operator', label: 'shop', test: true, ...request })
  )
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Failure ? error.code : String(error))
  )

describe('an API key', () => {
  test('says who sends a request', async () => {
    const merchantId = newId('mer', db.clock.now())
    const { key, secret } = await create({ kind: 'merchant', merchantId })
    const actor = await authenticate(`Bearer ${secret}`)
    expect(actor).toMatchObject({ id: key.id, kind: 'merchant', merchantId, buyerId: null })
    expect([...actor.permissions]).toEqual(['orders.read'])
  })

  test('is taken as the password or the user of Basic, for browsers and scrapers', async () => {
    const { key, secret } = await create()
    for (const pair of [`kontor:${secret}`, `${secret}:`]) {
      const actor = await authenticate(`Basic ${Buffer.from(pair).toString('base64')}`)
      expect(actor.id).toBe(key.id)
    }
  })

  test('is stored as a hash, and its text nowhere', async () => {
    const { secret } = await create()
    const rows = await db.superuser(
      `select identity_key::text || encode(hash, 'escape') as row from identity_key`
    )
    const stored = JSON.stringify(rows)
    expect(secret).toMatch(/^kontor_test_[0-9A-Za-z]{43}$/)
    expect(stored).toContain(secret.slice(0, 20))
    expect(stored).not.toContain(secret.slice(20))
  })

  test('narrows what its kind may do, and cannot widen it', async () => {
    const { secret } = await create({ permissions: ['orders.read'] })
    expect([...(await authenticate(`Bearer ${secret}`)).permissions]).toEqual(['orders.read'])
    expect(await codeOf(create({ kind: 'service', permissions: ['keys.write'] }))).toBe(
      'identity.permissions_beyond'
    )
  })

  test('dies when it is revoked, once and for good', async () => {
    const { key, secret } = await create()
    await authenticate(`Bearer ${secret}`)
    const first = await db.transaction((tx) => revokeKey(tx, key.id))
    const again = await db.transaction((tx) => revokeKey(tx, key.id))
    expect(again).toEqual(first)
    expect(await codeOf(authenticate(`Bearer ${secret}`))).toBe('identity.key_revoked')
    const events = await db.superuser('select type from audit_event where subject = $1 order by no', [key.id])
    expect(events.map((event) => event['type'])).toEqual(['key.created', 'key.revoked'])
  })

  test('dies at its expiry, also where it is remembered', async () => {
    const remembers = knowing()
    const { secret } = await create({ expiresAt: later(db.clock.now(), day) })
    await remembers(`Bearer ${secret}`)
    db.clock.advance(day)
    expect(await codeOf(remembers(`Bearer ${secret}`))).toBe('identity.key_expired')
  })

  test('made for one Idempotency-Key is made once, however many ask at once', async () => {
    const asked = await Promise.all(Array.from({ length: 50 }, () => codeOf(create({ askedKey: 'one' }))))
    expect(asked.filter((code) => code === 'accepted')).toHaveLength(1)
    expect(asked.filter((code) => code === 'identity.key_shown_once')).toHaveLength(49)
  })

  test.each([
    ['nothing', undefined, 'identity.key_missing'],
    ['another scheme', 'Digest abc', 'identity.key_missing'],
    ['no key', 'Bearer abc', 'identity.key_unknown'],
    ['a key nobody made', `Bearer kontor_test_${'a'.repeat(43)}`, 'identity.key_unknown'],
    ['a header of another form', `Bearer ${'a '.repeat(300)}`, 'identity.key_missing'],
    ['a NUL in Basic', `Basic ${Buffer.from('a:\0').toString('base64')}`, 'identity.key_unknown']
  ])('%s is refused', async (_, header, code) => {
    expect(await codeOf(authenticate(header))).toBe(code)
  })

  test('with a right beginning and a wrong end is refused', async () => {
    const { secret } = await create()
    const wrong = secret.slice(0, -1) + (secret.endsWith('a') ? 'b' : 'a')
    expect(await codeOf(authenticate(`Bearer ${wrong}`))).toBe('identity.key_unknown')
  })

  test.each(actorKinds)('of the kind %s has the owner that belongs to it, and no other', async (kind) => {
    const merchantId = newId('mer', db.clock.now())
    const buyerId = newId('buy', db.clock.now())
    const codes = [
      await codeOf(create({ kind })),
      await codeOf(create({ kind, merchantId })),
      await codeOf(create({ kind, buyerId })),
      await codeOf(create({ kind, merchantId, buyerId }))
    ]
    const right = kind === 'merchant' ? 1 : kind === 'buyer' ? 2 : 0
    expect(codes).toEqual(codes.map((_, i) => (i === right ? 'accepted' : 'identity.owner_mismatch')))
  })

  test('that would be dead at birth is not made', async () => {
    expect(await codeOf(create({ expiresAt: db.clock.now() }))).toBe('identity.expiry_passed')
  })

  test('for tests is counted while it can be used', async () => {
    const before = await db.transaction(countTestKeys)
    const { key } = await create()
    await create({ test: false })
    expect(await db.transaction(countTestKeys)).toBe(before + 1)
    await db.transaction((tx) => revokeKey(tx, key.id))
    expect(await db.transaction(countTestKeys)).toBe(before)
  })
})
