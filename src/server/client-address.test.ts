import { request } from 'node:http'
import { afterAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { thingServer } from '../../test/things.ts'
import { isAddressRange } from './client-address.ts'

const db = await testDatabase()
afterAll(() => db.drop())
const { serverWith } = thingServer(db)
const one = { addressRatePerSecond: 0.001, addressBurst: 1 }

/** Sends wrong keys over the network, each with these headers, and answers the statuses: 401 pays, 429 is another of the same. */
async function statuses(trusted: readonly string[], forwarded: readonly (string | string[])[]) {
  const { port, close } = await serverWith(one, true, db, trusted).listen({ host: '127.0.0.1', port: 0 })
  const seen: (number | undefined)[] = []
  for (const value of forwarded) {
    seen.push(
      await new Promise((resolve, reject) => {
        const headers = { authorization: 'Bearer nobody', 'x-forwarded-for': value }
        request({ host: '127.0.0.1', port, path: '/v1/things/special', headers }, (answer) => {
          answer.resume()
          resolve(answer.statusCode)
        })
          .on('error', reject)
          .end()
      })
    )
  }
  await close()
  return seen
}

describe('whose request it is', () => {
  test('is that of the connection, whatever is written, while no proxy is trusted', async () => {
    expect(await statuses([], ['1.1.1.1', '2.2.2.2'])).toEqual([401, 429])
    expect(await statuses(['10.0.0.0/8'], ['1.1.1.1', '2.2.2.2'])).toEqual([401, 429])
  })

  test('is what the trusted proxy has added, for each client alone', async () => {
    const seen = await statuses(['127.0.0.1'], ['1.1.1.1', '2.2.2.2', '1.1.1.1'])
    expect(seen).toEqual([401, 401, 429])
  })

  test.each<[string, string | string[], string | string[]]>([
    ['what the client wrote before it', '9.9.9.9, 1.1.1.1', '8.8.8.8, 1.1.1.1'],
    ['a proxy that the client claims', '10.0.0.1, 1.1.1.1', '10.0.0.2, 1.1.1.1'],
    ['proxies behind each other', '9.9.9.9, 1.1.1.1, 10.0.0.7', '1.1.1.1, 10.0.0.8'],
    ['garbage that the client wrote', '<script>, ,,"x", 1.1.1.1', '%00, 1.1.1.1'],
    ['a port', '1.1.1.1:4711', '1.1.1.1:4712'],
    ['several headers', ['9.9.9.9', '1.1.1.1'], ['8.8.8.8, 7.7.7.7', '1.1.1.1']],
    ['IPv6 in another spelling', '2001:db8::1', '2001:DB8:0:0:0:0:0:1'],
    ['IPv6 of the same 64 bits', '2001:db8:0:7::1', '2001:db8:0:7:a:b:c:d'],
    ['IPv6 in brackets with a port', '2001:db8::1', '9.9.9.9, [2001:db8::1]:443'],
    ['IPv4 written as IPv6', '1.1.1.1', '::ffff:1.1.1.1'],
    ['nothing but garbage: the proxy itself', 'unknown', 'unknown, garbage'],
    ['garbage at the end: the proxy itself', '1.1.1.1, unknown', '2.2.2.2, _hidden'],
    ['no more than proxies: the first of them', '10.0.0.7', '10.0.0.7, 10.0.0.8']
  ])('is not changed by %s', async (_, first, second) => {
    expect(await statuses(['127.0.0.0/8', '10.0.0.0/8'], [first, second])).toEqual([401, 429])
  })

  test('is told apart by the first 64 bits of IPv6', async () => {
    const seen = await statuses(
      ['127.0.0.1'],
      ['2001:db8::1', '2001:db8:0:1::1', '2001:db8:1::', 'fd00::1:2:3:4:5']
    )
    expect(seen).toEqual([401, 401, 401, 401])
  })

  test('is told apart where a proxy of IPv6 is trusted', async () => {
    const seen = await statuses(
      ['127.0.0.1', 'fd00::/8'],
      ['1.1.1.1, fd00::7', '2.2.2.2, fd00::7', '1.1.1.1, fd00::8']
    )
    expect(seen).toEqual([401, 401, 429])
  })
})

test.each([
  ['10.0.0.7', true],
  ['10.0.0.0/8', true],
  ['::1', true],
  ['fd00::/8', true],
  ['0.0.0.0/33', false],
  ['::/129', false],
  ['10.0.0.0/', false],
  ['10.0.0.0/8/8', false],
  ['10.0.0', false],
  ['fe80::1%eth0', false],
  ['proxy', false],
  ['', false]
])('"%s" is an address or a range: %s', (text, expected) => {
  expect(isAddressRange(text)).toBe(expected)
})
