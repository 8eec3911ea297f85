import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { Failure, manualClock } from '../kernel/index.ts'
import { openDb } from './db.ts'
import { clientOf, hostUrls, reach } from './hosts.ts'
import { isLost } from './lost.ts'
import { checkSession } from './session.ts'
import { versionRefusal } from './version.ts'

test.each([
  ['postgres://u:p@a:5432,b:5433/kontor', ['postgres://u:p@a:5432/kontor', 'postgres://u:p@b:5433/kontor']],
  [
    'postgresql://a,b/kontor?target_session_attrs=read-write&sslmode=require',
    ['postgresql://a/kontor?sslmode=require', 'postgresql://b/kontor?sslmode=require']
  ],
  ['postgres://a/kontor?target_session_attrs=primary', ['postgres://a/kontor']],
  ['postgres://[::1]:5432,[::2]:5432/k', ['postgres://[::1]:5432/k', 'postgres://[::2]:5432/k']],
  ['postgres://u@/kontor?host=%2Frun%2Fpg', ['postgres://u@/kontor?host=%2Frun%2Fpg']]
])('%s names the hosts %j', (url, urls) => {
  expect(hostUrls(url)).toEqual(urls)
})

test.each(['prefer-standby', 'standby', 'read-only'])(
  'a database that is reached as %s is refused',
  (wanted) => {
    expect(() => hostUrls(`postgres://a,b/kontor?target_session_attrs=${wanted}`)).toThrow('it writes')
  }
)

test('a single host is reached as it is, by the driver alone', () => {
  expect(reach('postgres://a/kontor')).toEqual({ connectionString: 'postgres://a/kontor', Client: pg.Client })
})

/** The test server as the second of two hosts, where it is reached over the network. */
function behindNobody(): string | undefined {
  const url = inject('server')
  return /@\/|host=/.test(url) ? undefined : url.replace(/@([^/?]+)/, '@127.0.0.1:1,$1')
}

test.runIf(behindNobody())(
  'of several hosts the one that takes writes is found, wherever it stands',
  async () => {
    const client = clientOf(behindNobody() ?? '')
    await client.connect()
    expect((await client.query('select pg_is_in_recovery() as standby')).rows).toEqual([{ standby: false }])
    await client.end()
  }
)

test('where no host takes writes, each is named with its reason, and the request may come again', async () => {
  const db = openDb({
    url: 'postgres://nobody@127.0.0.1:1,127.0.0.1:2/none',
    clock: manualClock(new Date(0))
  })
  const refused = db.transaction(async () => 1)
  await expect(refused).rejects.toMatchObject({
    kind: 'busy',
    code: 'db.unavailable',
    details: { retryAfterSeconds: 2 }
  })
  await expect(refused).rejects.toMatchObject({
    cause: { message: expect.stringMatching(/127\.0\.0\.1:1.*127\.0\.0\.1:2/) }
  })
  await db.close()
})

test('a database whose connections ignore their settings is refused: statements would have other rights', async () => {
  const clock = manualClock(new Date(0))
  const [as, without] = [
    openDb({ url: inject('server'), clock }),
    openDb({ url: inject('server'), clock, role: null })
  ]
  await checkSession(as)
  await expect(checkSession(without)).rejects.toMatchObject({ code: 'db.settings_ignored' })
  await as.close()
  await without.close()
})

const failed = (code: string) => Object.assign(new pg.DatabaseError('no', 2, 'error'), { code })

test.each([
  ['another is the primary now', failed('25006'), true],
  ['the server was ended by its administrator', failed('57P01'), true],
  ['the server crashed', failed('57P02'), true],
  ['the server starts', failed('57P03'), true],
  ['the connection broke', failed('08006'), true],
  ['the network says so', Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }), true],
  ['the driver says so', new Error('Connection terminated unexpectedly'), true],
  ['the driver says so later', new Error('Client was closed and is not queryable'), true],
  ['its pool says so', new Error('Connection terminated due to connection timeout'), true],
  ['a refusal quotes a connection', new Failure('not_found', 'test.no', 'wallet:connection:CNY'), false],
  ['a refusal begins like one', new Failure('refused', 'test.no', 'Connection terminated'), false],
  ['a mistake quotes a connection', new Error('no column connection'), false],
  ['a mistake of another kind', new TypeError('Connection terminated'), false],
  ['a deadlock', failed('40P01'), false],
  ['a statement took too long', failed('57014'), false],
  ['a mistake of ours', new TypeError('undefined is not a function'), false]
])('%s: whether the connection is lost', (_, error, lost) => {
  expect(isLost(error)).toBe(lost)
})

test.each([
  [140_011, 'The server is PostgreSQL 14; Kontor needs 15 or later. Nothing was changed.'],
  [90_624, 'The server is PostgreSQL 9; Kontor needs 15 or later. Nothing was changed.'],
  [150_000, undefined],
  [180_001, undefined]
])('a server of version %i: %s', (number, message) => {
  expect(versionRefusal(number)?.message).toBe(message)
})
