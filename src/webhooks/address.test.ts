import { request, type RequestOptions } from 'node:http'
import { createServer } from 'node:net'
import { callbackify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { openReceiver } from '../../test/receiver.ts'
import { type Id, newId } from '../kernel/index.ts'
import { closedRanges, isPublic, publicLookup } from './address.ts'
import { refusalOf, send, strictSettings, type WebhookSettings } from './send.ts'

const now = new Date('2026-03-02T09:00:00Z')
const letter = (url: string, owner: Id<'mer'> | null = null) => ({
  url,
  owner,
  headers: {},
  body: '{"data":{}}',
  now
})

describe('nothing is sent to', () => {
  test.each(closedRanges)('$range ($what): its first address', ({ range }) => {
    expect(isPublic(range.split('/')[0] ?? '')).toBe(false)
  })

  test.each([
    ['0.0.0.0', 'this host'],
    ['10.255.255.255', 'the last private one of a class A'],
    ['100.127.255.255', 'the last one of carrier-grade NAT'],
    ['127.0.0.1', 'loopback'],
    ['169.254.169.254', 'the metadata of a cloud'],
    ['172.31.255.255', 'the last private one of class B'],
    ['192.168.1.1', 'a router'],
    ['224.0.0.1', 'multicast'],
    ['255.255.255.255', 'broadcast'],
    ['::', 'no address'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'IPv4 mapped into IPv6'],
    ['::ffff:8.8.8.8', 'IPv4 mapped into IPv6, even if that were public'],
    ['::7f00:1', 'IPv4-compatible IPv6'],
    ['64:ff9b::7f00:1', 'NAT64'],
    ['64:ff9b:1::1', 'NAT64 of one’s own'],
    ['100::1', 'the discard prefix'],
    ['2001::1', 'Teredo'],
    ['2001:db8::1', 'documentation'],
    ['2002:7f00:1::', '6to4 of loopback'],
    ['3fff::1', 'documentation'],
    ['fc00::1', 'unique local'],
    ['fd12:3456::1', 'unique local'],
    ['fe80::1', 'link-local'],
    ['fec0::1', 'site-local'],
    ['ff02::1', 'multicast'],
    ['localhost', 'a name instead of an address']
  ])('%s (%s)', (address) => {
    expect(isPublic(address)).toBe(false)
  })

  test.each(['1.1.1.1', '8.8.8.8', '100.128.0.1', '172.32.0.1', '192.0.1.1', '2606:4700::1111', '2a00::1'])(
    '%s it is',
    (address) => {
      expect(isPublic(address)).toBe(true)
    }
  )
})

describe('an endpoint cannot be at', () => {
  test.each([
    ['http://shop.example/hooks', 'it must begin with https://'],
    ['ftp://shop.example/hooks', 'no address that begins with https://'],
    ['shop.example', 'no address'],
    ['https://user:word@shop.example', 'a user or a password'],
    ['https://shop.example/#part', '#fragment'],
    ['https://127.0.0.1/', '127.0.0.1 is no address of the public internet'],
    ['https://2130706433/', '127.0.0.1 is no address'],
    ['https://0x7f.1/', '127.0.0.1 is no address'],
    ['https://0177.0.0.1/', '127.0.0.1 is no address'],
    ['https://[::1]/', '::1 is no address'],
    ['https://[::ffff:10.0.0.1]/', 'no address of the public internet'],
    ['https://localhost/', 'no address of the public internet'],
    ['https://hooks.localhost./', 'no address of the public internet']
  ])('%s', (url, reason) => {
    expect(refusalOf(url, strictSettings, null)).toContain(reason)
  })

  test('but at an https address with a name, and at any that the operator allows', () => {
    expect(refusalOf('https://shop.example:8443/hooks?v=1', strictSettings, null)).toBeNull()
    expect(
      refusalOf('http://localhost:3000', { allowPrivate: 'marketplace', allowHttp: true }, null)
    ).toBeNull()
    expect(refusalOf('http://localhost:3000', { allowPrivate: 'nobody', allowHttp: true }, null)).toContain(
      'localhost'
    )
    expect(
      refusalOf('http://shop.example', { allowPrivate: 'marketplace', allowHttp: false }, null)
    ).toContain('https')
  })
})

describe('the own network', () => {
  const settings: WebhookSettings = { allowPrivate: 'marketplace', allowHttp: true, timeoutMs: 2000 }
  const merchant = newId('mer', now)

  test('is open to the endpoints of the marketplace, and to those of merchants only where they are let in', async () => {
    const receiver = await openReceiver()
    const addresses = [receiver.url, `http://localhost:${receiver.port}/`]
    for (const url of addresses) {
      expect(refusalOf(url, settings, null)).toBeNull()
      expect(refusalOf(url, settings, merchant)).toContain('no address of the public internet')
      expect(refusalOf(url, { ...settings, allowPrivate: 'everybody' }, merchant)).toBeNull()
    }
    // A name is not known for what it is until it is looked up.
    const named = `http://shop.example:${receiver.port}/`
    const resolve = async () => [{ address: '127.0.0.1', family: 4 }]
    for (const url of [...addresses, named]) {
      const { status, answer, error } = await send(letter(url, merchant), { ...settings, resolve })
      expect({ status, answer, error }).toMatchObject({
        status: null,
        answer: '',
        error: expect.stringContaining('no address of the public internet')
      })
    }
    expect(receiver.received).toEqual([])
    expect((await send(letter(receiver.url), settings)).error).toBeNull()
    const open: WebhookSettings = { ...settings, allowPrivate: 'everybody' }
    expect((await send(letter(receiver.url, merchant), open)).error).toBeNull()
    expect(receiver.received).toHaveLength(2)
    await receiver.close()
  })
})

describe('a name', () => {
  const named = (...addresses: string[]): WebhookSettings => ({
    allowPrivate: 'nobody',
    allowHttp: true,
    timeoutMs: 2000,
    resolve: async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  })

  test('that leads to this machine is not connected to', async () => {
    const receiver = await openReceiver()
    const url = `http://shop.example:${receiver.port}/`
    for (const addresses of [['127.0.0.1'], ['::1'], ['8.8.8.8', '127.0.0.1'], ['127.0.0.1', '8.8.8.8']]) {
      const { status, error } = await send(letter(url), named(...addresses))
      expect({ status, error }).toMatchObject({
        status: null,
        error: expect.stringContaining('no address of the public internet')
      })
    }
    expect(receiver.received).toEqual([])
    await receiver.close()
  })

  test('is looked up once for each connection, which goes to what was looked at', async () => {
    let looks = 0
    // The first answer is harmless, each later one leads here: whoever looks twice is taken in.
    const lookup = publicLookup(async () => [{ address: ++looks === 1 ? '1.1.1.1' : '127.0.0.1', family: 4 }])
    const ask = () =>
      new Promise((resolve) =>
        lookup('shop.example', { all: true }, (error, found) => resolve(error?.message ?? found))
      )
    expect(await ask()).toEqual([{ address: '1.1.1.1', family: 4 }])
    expect(await ask()).toContain('127.0.0.1 is no address of the public internet')
    expect(looks).toBe(2)
    // And Node asks once for each request, and connects to the answer.
    const receiver = await openReceiver()
    let asked = 0
    const here = callbackify(async () => (asked++, [{ address: '127.0.0.1', family: 4 }]))
    const options: RequestOptions & Readonly<{ autoSelectFamily: boolean }> = {
      method: 'POST',
      agent: false,
      autoSelectFamily: true,
      lookup: (_name, _options, callback) => here(callback)
    }
    await new Promise((resolve) =>
      request(`http://shop.example:${receiver.port}/`, options).on('response', resolve).end('{"data":{}}')
    )
    expect([asked, receiver.received.length]).toEqual([1, 1])
    await receiver.close()
  })

  test('without an address, or that nobody knows, is an attempt that failed', async () => {
    expect((await send(letter('http://shop.example/'), named())).error).toBe('shop.example has no address')
    const resolve = () => Promise.reject(new Error('getaddrinfo ENOTFOUND shop.example'))
    expect((await send(letter('http://shop.example/'), { ...named(), resolve })).error).toContain('ENOTFOUND')
  })
})

describe('an attempt', () => {
  const open: WebhookSettings = { allowPrivate: 'marketplace', allowHttp: true, timeoutMs: 300 }
  const patient: WebhookSettings = { ...open, timeoutMs: 30_000 }

  test('is over when its time is, and says so', async () => {
    const receiver = await openReceiver(() => new Promise(() => {}))
    const { status, error, durationMs } = await send(letter(receiver.url), open)
    expect({ status, error }).toEqual({ status: null, error: 'no answer within 0.3 s' })
    expect(durationMs).toBeLessThan(2000)
    await receiver.close()
  })

  test('follows no redirect', async () => {
    const target = await openReceiver()
    const receiver = await openReceiver(() => ({ status: 302, headers: { location: target.url } }))
    expect(await send(letter(receiver.url), patient)).toMatchObject({
      status: 302,
      error: 'answered 302, and redirects are not followed'
    })
    expect(target.received).toEqual([])
    await Promise.all([target.close(), receiver.close()])
  })

  test('keeps the first thousand letters of the answer, without what a database does not keep', async () => {
    const receiver = await openReceiver(() => ({ status: 500, text: `\0${'付'.repeat(100_000)}` }))
    const { answer, status } = await send(letter(receiver.url), patient)
    expect({ answer, status }).toEqual({ answer: '付'.repeat(1000), status: 500 })
    await receiver.close()
  })

  test('of an answer that never ends counts by its status', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\nyes')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    expect(await send(letter(`http://127.0.0.1:${port}/`), open)).toMatchObject({
      status: 200,
      error: null,
      answer: 'yes'
    })
    server.close()
  })

  test('at nobody, or at somebody who hangs up, says what happened', async () => {
    const receiver = await openReceiver()
    await receiver.close()
    expect((await send(letter(receiver.url), open)).error).toContain('ECONNREFUSED')
    const server = createServer((socket) => socket.destroy())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as { port: number }
    expect((await send(letter(`http://127.0.0.1:${port}/`), open)).error).toMatch(/hang up|ECONNRESET|lost/)
    server.close()
  })
})
