import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { type Actor, type ActorKind, actorKinds } from '../api/index.ts'
import { day, Failure, newId } from '../kernel/index.ts'
import { endSession } from './end-session.ts'
import {
  authenticator,
  createKey,
  identityJobs,
  linkMinutes,
  type LinkRequest,
  makeLink,
  personKinds,
  type Session,
  signIn,
  signOut
} from './index.ts'
import { checkMayLetIn, revokeLink } from './make-link.ts'
import { sessionLimits, sessionsMax } from './session.ts'
import { findSession, listSessions } from './session-store.ts'

const db = await testDatabase()
afterAll(() => db.drop())

const permissionsOf = (kind: ActorKind) => new Set([`${kind}.read`])
const knowing = (memoryMs?: number) => {
  const known = authenticator(db, permissionsOf, memoryMs)
  return (session: string) => known({ session })
}
const authenticate = knowing(0)
const link = (request: Partial<LinkRequest> = {}) =>
  db.transaction((tx) => makeLink(tx, { kind: 'operator', label: 'Anna', ...request }))
const enter = (token: string) => db.transaction((tx) => signIn(tx, token))
const signedIn = async (request: Partial<LinkRequest> = {}) => enter((await link(request)).token)
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Failure ? error.code : String(error))
  )
const merchant = () => ({ kind: 'merchant', merchantId: newId('mer', db.clock.now()) }) as const
const buyer = () => ({ kind: 'buyer', buyerId: newId('buy', db.clock.now()) }) as const
/** Lets the database's own time pass for one session or link, by moving it back. */
const change = (table: 'session' | 'link', id: string, set: string) =>
  db.superuser(`update identity_${table} set ${set} where id = $1`, [id])
const eventsOf = async (id: string) =>
  (await db.superuser('select type, actor, data from audit_event where subject = $1 order by no', [id])).map(
    ({ type, actor, data }) => ({ type, actor, data })
  )

describe('a link', () => {
  test('signs in whom it is for', async () => {
    const owner = merchant()
    const { session, secret } = await signedIn(owner)
    expect(session).toMatchObject({ ...owner, buyerId: null, label: 'Anna', endedAt: null })
    const actor = await authenticate(secret)
    expect(actor).toMatchObject({ id: session.id, ...owner, buyerId: null })
    expect([...actor.permissions]).toEqual(['merchant.read'])
  })

  test('used 20 times at once opens one session', async () => {
    const { link: made, token } = await link()
    const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(enter(token))))
    expect(codes.toSorted()).toEqual([
      ...Array.from({ length: 1 }, () => 'accepted'),
      ...Array.from({ length: 19 }, () => 'identity.link_used')
    ])
    const rows = await db.superuser('select id from identity_session where link_id = $1', [made.id])
    expect(rows).toHaveLength(1)
  })

  test('is stored as a hash, as is the session, and neither anywhere else', async () => {
    const { token } = await link()
    const { secret } = await enter(token)
    const tables = await db.superuser(`select tablename from pg_tables where schemaname = 'public'`)
    const all = tables.map(({ tablename }) => `select t::text as row from ${String(tablename)} t`)
    const text = JSON.stringify(await db.superuser(all.join(' union all ')))
    for (const each of [token, secret]) {
      expect(text).toContain(each.slice(0, -35))
      expect(text).not.toContain(each.slice(-35))
    }
    expect(token).toMatch(/^kontor_link_[0-9A-Za-z]{43}$/)
    expect(secret).toMatch(/^kontor_session_[0-9A-Za-z]{43}$/)
  })

  test.each([
    ['is unknown', async () => `kontor_link_${'a'.repeat(43)}`, 'identity.link_unknown'],
    ['is no link', async () => 'abc', 'identity.link_unknown'],
    ['is the secret of a session', async () => (await signedIn()).secret, 'identity.link_unknown'],
    [
      'has a wrong end',
      async () => {
        const { token } = await link()
        return token.slice(0, -1) + (token.endsWith('a') ? 'b' : 'a')
      },
      'identity.link_unknown'
    ],
    [
      'is too old',
      async () => {
        const { link: made, token } = await link()
        await change('link', made.id, 'expires_at = now()')
        return token
      },
      'identity.link_expired'
    ],
    [
      'was taken back',
      async () => {
        const { link: made, token } = await link()
        await db.transaction((tx) => revokeLink(tx, { kind: 'operator' }, made.id))
        return token
      },
      'identity.link_revoked'
    ]
  ])('that %s signs nobody in', async (_, tokenOf, code) => {
    expect(await codeOf(enter(await tokenOf()))).toBe(code)
  })

  test('works for 15 minutes, and longer only for those who get it by mail', async () => {
    const minutesOf = async (request: Partial<LinkRequest>) => {
      const { link: made } = await link(request)
      return (made.expiresAt.getTime() - made.createdAt.getTime()) / 60_000
    }
    expect(linkMinutes.usual).toBe(15)
    for (const owner of [{}, { kind: 'auditor' as const }, merchant(), buyer()])
      expect(await minutesOf(owner)).toBe(15)
    for (const owner of [merchant(), buyer()]) {
      expect(await minutesOf({ ...owner, minutes: 7 * 24 * 60 })).toBe(7 * 24 * 60)
      expect(await codeOf(link({ ...owner, minutes: 7 * 24 * 60 + 1 }))).toBe('identity.link_too_long')
    }
    for (const kind of ['operator', 'auditor'] as const) {
      expect(await minutesOf({ kind, minutes: 60 })).toBe(60)
      expect(await codeOf(link({ kind, minutes: 61 }))).toBe('identity.link_too_long')
    }
  })

  test.each(personKinds)('of the kind %s has the owner that belongs to it, and no other', async (kind) => {
    const { merchantId } = merchant()
    const { buyerId } = buyer()
    const codes = []
    for (const owner of [{}, { merchantId }, { buyerId }, { merchantId, buyerId }])
      codes.push(await codeOf(link({ kind, ...owner })))
    const right = kind === 'merchant' ? 1 : kind === 'buyer' ? 2 : 0
    expect(codes).toEqual(codes.map((_, i) => (i === right ? 'accepted' : 'identity.owner_mismatch')))
  })

  test.each(actorKinds)('is made and taken back by a %s for those whom he may let in', async (kind) => {
    const may = personKinds.filter((person) => {
      try {
        checkMayLetIn({ kind }, person)
        return true
      } catch {
        return false
      }
    })
    expect(may).toEqual(
      kind === 'operator' ? [...personKinds] : kind === 'service' ? ['merchant', 'buyer'] : []
    )
    const { link: operators } = await link()
    expect(await codeOf(db.transaction((tx) => revokeLink(tx, { kind }, operators.id)))).toBe(
      kind === 'operator' ? 'accepted' : 'identity.link_beyond'
    )
  })

  test('made for one Idempotency-Key is made once, however many ask at once', async () => {
    const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(link({ askedKey: 'one' }))))
    expect(codes.filter((code) => code === 'accepted')).toHaveLength(1)
    expect(codes.filter((code) => code === 'identity.link_shown_once')).toHaveLength(19)
  })
})

describe('a session', () => {
  test('is over when nobody was seen for too long, at its end, and when it was ended', async () => {
    for (const set of ["seen_at = now() - interval '30 minutes'", 'expires_at = now()', 'ended_at = now()']) {
      const { session, secret } = await signedIn()
      await authenticate(secret)
      await change('session', session.id, set)
      expect(await codeOf(authenticate(secret))).toBe('identity.session_over')
    }
    const { session, secret } = await signedIn()
    await change('session', session.id, "seen_at = now() - interval '29 minutes'")
    expect(await codeOf(authenticate(secret))).toBe('accepted')
  })

  test.each(personKinds)('of the kind %s lasts as long as is written', async (kind) => {
    const owner = kind === 'merchant' ? merchant() : kind === 'buyer' ? buyer() : { kind }
    const { session } = await signedIn(owner)
    const { createdAt, idleEndsAt, expiresAt } = session
    expect({
      idleMs: idleEndsAt.getTime() - createdAt.getTime(),
      wholeMs: expiresAt.getTime() - createdAt.getTime()
    }).toEqual(sessionLimits[kind])
  })

  test('goes by the time of the database, however far the clock is moved', async () => {
    const { secret } = await signedIn()
    db.clock.advance(15 * day)
    expect(await codeOf(authenticate(secret))).toBe('accepted')
  })

  test('is remembered, but not beyond its end', async () => {
    const remembers = knowing(60_000)
    const [ended, short] = [await signedIn(), await signedIn()]
    expect(await codeOf(remembers(ended.secret))).toBe('accepted')
    await change('session', ended.session.id, 'ended_at = now()')
    expect(await codeOf(remembers(ended.secret))).toBe('accepted')
    await change('session', short.session.id, "expires_at = now() + interval '3 seconds'")
    expect(await codeOf(remembers(short.secret))).toBe('accepted')
    await pause(3100)
    expect(await codeOf(remembers(short.secret))).toBe('identity.session_over')
  })

  test('is looked up once for a hundred requests, and noted as seen once a minute', async () => {
    let transactions = 0
    const counted = authenticator(
      {
        ...db,
        transaction: (work, by) => {
          transactions++
          return db.transaction(work, by)
        }
      },
      permissionsOf,
      60_000
    )
    const { session, secret } = await signedIn()
    await Promise.all(Array.from({ length: 100 }, () => counted({ session: secret })))
    expect(transactions).toBe(1)
    const seen = async () => (await db.transaction((tx) => findSession(tx, session.id)))?.seenAt
    const first = await seen()
    await authenticate(secret)
    expect(await seen()).toEqual(first)
    await change('session', session.id, "seen_at = seen_at - interval '2 minutes'")
    await authenticate(secret)
    expect((await seen())?.getTime()).toBeGreaterThanOrEqual(first?.getTime() ?? 0)
  })

  test.each([
    ['is unknown', `kontor_session_${'a'.repeat(43)}`],
    ['is none', 'abc'],
    ['is a key', `kontor_test_${'a'.repeat(43)}`],
    ['is empty', '']
  ])('that %s lets nobody in', async (_, secret) => {
    expect(await codeOf(authenticate(secret))).toBe('identity.session_unknown')
  })

  test('with a right beginning and a wrong end lets nobody in', async () => {
    const { secret } = await signedIn()
    const wrong = secret.slice(0, -1) + (secret.endsWith('a') ? 'b' : 'a')
    expect(await codeOf(authenticate(wrong))).toBe('identity.session_unknown')
  })

  test('counts only where there is no Authorization header, whatever that holds', async () => {
    const known = authenticator(db, permissionsOf, 0)
    const { session, secret } = await signedIn()
    const { key, secret: text } = await db.transaction((tx) =>
      createKey(tx, permissionsOf, { kind: 'auditor', label: 'test', test: true })
    )
    expect((await known({ session: secret })).id).toBe(session.id)
    expect((await known({ session: secret, authorization: `Bearer ${text}` })).id).toBe(key.id)
    expect(await codeOf(known({ session: secret, authorization: 'Bearer x' }))).toBe('identity.key_unknown')
    expect(await codeOf(known({ session: secret, authorization: '' }))).toBe('identity.key_missing')
  })

  test(`of one party is one of ${sessionsMax} at most: one more ends the one that was idle the longest`, async () => {
    const owner = merchant()
    const other = await signedIn(merchant())
    const all: Session[] = []
    for (let i = 0; i < sessionsMax; i++) all.push((await signedIn(owner)).session)
    const idlest = all[7]?.id ?? ''
    await change('session', idlest, "seen_at = seen_at - interval '5 minutes'")
    const last = await signedIn(owner)
    const live = (await db.transaction((tx) => listSessions(tx, owner.merchantId, undefined, 100))).map(
      ({ id }) => id
    )
    expect(new Set(live)).toEqual(
      new Set([...all.map(({ id }) => id), last.session.id].filter((id) => id !== idlest))
    )
    expect(await eventsOf(idlest)).toMatchObject([
      { type: 'session.started' },
      { type: 'session.ended', actor: last.session.id, data: { kind: 'merchant', how: 'too_many' } }
    ])
    expect(await codeOf(authenticate(other.secret))).toBe('accepted')
  })

  test('of one party is one of so many, however many sign in at once', async () => {
    const owner = buyer()
    const links = await Promise.all(Array.from({ length: sessionsMax + 5 }, () => link(owner)))
    await Promise.all(links.map(({ token }) => enter(token)))
    expect(await db.transaction((tx) => listSessions(tx, owner.buyerId, undefined, 100))).toHaveLength(
      sessionsMax
    )
  })

  test('is ended by its own party and by operators, once; for others it is not there', async () => {
    const owner = merchant()
    const end = (actor: Pick<Actor, 'kind' | 'merchantId' | 'buyerId'>, session: Session) =>
      codeOf(
        db.transaction((tx) => endSession(tx, { id: 'key_x', permissions: new Set(), ...actor }, session.id))
      )
    const { session, secret } = await signedIn(owner)
    expect(await end({ ...merchant(), buyerId: null }, session)).toBe('identity.session_not_found')
    expect(await end({ kind: 'auditor', merchantId: null, buyerId: null }, session)).toBe(
      'identity.session_not_found'
    )
    expect(await end({ kind: 'service', merchantId: null, buyerId: null }, session)).toBe(
      'identity.session_not_found'
    )
    expect(await codeOf(authenticate(secret))).toBe('accepted')
    expect(await end({ ...owner, buyerId: null }, session)).toBe('accepted')
    expect(await end({ kind: 'operator', merchantId: null, buyerId: null }, session)).toBe('accepted')
    expect(await codeOf(authenticate(secret))).toBe('identity.session_over')
    expect((await eventsOf(session.id)).map(({ type }) => type)).toEqual(['session.started', 'session.ended'])
  })
})

test('events say who was let in and how it ended, and neither a secret nor a label', async () => {
  const { link: made, token } = await link({ label: 'Anna Schmidt' })
  const { session, secret } = await enter(token)
  await db.transaction((tx) => signOut(tx, session.id), { actor: session.id, request: null })
  expect(await eventsOf(made.id)).toEqual([
    { type: 'sign_in_link.created', actor: 'system', data: { kind: 'operator' } }
  ])
  expect(await eventsOf(session.id)).toEqual([
    { type: 'session.started', actor: session.id, data: { kind: 'operator', linkId: made.id } },
    { type: 'session.ended', actor: session.id, data: { kind: 'operator', how: 'signed_out' } }
  ])
  const log = JSON.stringify(await db.superuser('select audit_event::text as row from audit_event'))
  for (const hidden of ['Anna Schmidt', token.slice(12, 30), secret.slice(15, 30)])
    expect(log).not.toContain(hidden)
})

test('links and sessions that were over long ago are forgotten, others are kept', async () => {
  const old = await link()
  const { session } = await signedIn()
  const fresh = await link()
  await change('link', old.link.id, "expires_at = now() - interval '91 days'")
  await change('session', session.id, "expires_at = now() - interval '91 days'")
  const [job] = identityJobs
  expect(await job?.run(db)).toBe(2)
  const ids = await db.superuser('select id from identity_link union all select id from identity_session')
  const left = ids.map(({ id }) => id)
  expect(left).toContain(fresh.link.id)
  expect(left).not.toContain(old.link.id)
  expect(left).not.toContain(session.id)
})
