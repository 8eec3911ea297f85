import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commandIn } from '../../test/command.ts'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { openReceiver } from '../../test/receiver.ts'
import { pause, type Served, serving, until } from '../../test/served.ts'
import { keepAddress, keptAddress } from './kept-address.ts'
import { recipes } from './recipes.ts'

/** A Kontor that runs beside, and commands that ask it. */
let db: TestDatabase
let served: Served
const home = mkdtempSync(join(tmpdir(), 'kontor-hooks-'))
let env: Record<string, string>

beforeAll(async () => {
  db = await testDatabase(new Date())
  served = await serving({ DATABASE_URL: db.url, KONTOR_HOME: home })
  await served.start()
  const secret = async (kind: string) => {
    const made = JSON.parse(await served.command('keys', 'create', kind, '--json')) as { secret: string }
    return made.secret
  }
  env = { KONTOR_URL: served.address, KONTOR_API_KEY: await secret('service') }
})
afterAll(async () => {
  served.kill('SIGTERM')
  await pause(500)
  await db.drop()
  rmSync(home, { recursive: true, force: true })
})

const kontor = (args: string[], more: Record<string, string> = {}, stopped?: () => Promise<void>) =>
  commandIn(home, args, { ...env, ...more }, stopped)

describe('kontor trigger', () => {
  test('says what it can make happen', async () => {
    const { code, out } = await kontor(['trigger', '--list'])
    expect(code).toBe(0)
    expect(out.trim().split('\n')).toEqual(Object.keys(recipes))
  })

  test.each(Object.keys(recipes))('makes %s really happen', async (type) => {
    const { code, out, err } = await kontor(['trigger', type, '--json'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const event = JSON.parse(out) as { id: string; subject: string }
    const found = await db.superuser('select type, subject from audit_event where id = $1', [event.id])
    expect(found).toEqual([{ type, subject: event.subject }])
  })

  test.each([
    ['nothing', [], {}, 2, 'It is not said what shall happen.'],
    ['what it does not know', ['order.eaten'], {}, 2, 'no recipe for "order.eaten"'],
    ['what every object has: toString', ['toString'], {}, 2, 'no recipe for "toString"'],
    ['what every object has: constructor', ['constructor'], {}, 2, 'no recipe for "constructor"'],
    ['what every object has: __proto__', ['__proto__'], {}, 2, 'no recipe for "__proto__"'],
    ['a key for real money', ['order.paid', '--key', 'kontor_live_x'], {}, 2, 'no key for tests'],
    ['a key that is none', ['order.paid', '--key', 'kontor_test_x'], {}, 1, 'This API key is not known'],
    [
      'nobody',
      ['order.paid', '--url', 'http://127.0.0.1:1'],
      {},
      3,
      'cannot be reached at http://127.0.0.1:1:'
    ],
    [
      'nobody, and says how to name another',
      ['order.paid'],
      { KONTOR_URL: 'http://127.0.0.1:1' },
      3,
      'say where it is with --url or KONTOR_URL'
    ],
    ['a key of another Kontor', ['order.paid', '--key', 'kontor_test_x'], {}, 1, '/v1/events'],
    ['no key', ['order.paid'], { KONTOR_API_KEY: '', KONTOR_HOME: '/nonexist' }, 3, 'There is no API key']
  ])('refuses %s', async (_, args, more, code, said) => {
    expect(await kontor(['trigger', ...args], more)).toMatchObject({
      code,
      err: expect.stringContaining(said)
    })
  })
})

describe('without an address being said', () => {
  const noAddress = { KONTOR_URL: '' }
  test('the Kontor that runs with the same KONTOR_HOME is asked, until it has ended', async () => {
    const forget = await keepAddress(home, served.address)
    expect(await kontor(['trigger', 'merchant.created'], noAddress)).toMatchObject({ code: 0, err: '' })
    await forget()
    expect(await keptAddress(home)).toBeUndefined()
  })

  test('one that died is not reached, and it is said at which address it was looked for', async () => {
    const forget = await keepAddress(home, 'http://127.0.0.1:1')
    expect(await kontor(['trigger', 'order.paid'], noAddress)).toMatchObject({
      code: 3,
      err: expect.stringContaining('cannot be reached at http://127.0.0.1:1:')
    })
    await forget()
  })

  test('what ended leaves the address of one that was started after it', async () => {
    const forget = await keepAddress(home, 'http://127.0.0.1:1')
    const forgetOther = await keepAddress(home, 'http://127.0.0.1:2')
    await forget()
    expect(await keptAddress(home)).toBe('http://127.0.0.1:2')
    await forgetOther()
  })

  test('what answers there and is no Kontor is told from one', async () => {
    const other = createServer((_, answer) => answer.end('<p>Hello</p>'))
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    expect(await kontor(['trigger', 'order.paid', '--url', `http://127.0.0.1:${port}`])).toMatchObject({
      code: 3,
      err: expect.stringMatching(/not as Kontor answers: <p>Hello.*\nSay where Kontor is with --url/)
    })
    await new Promise((resolve) => other.close(resolve))
  })
})

describe('kontor listen', () => {
  test.each([
    [['--forward-to', 'http://user:geheim@localhost:9/'], 'holds a user or a password'],
    [['--forward-to', 'http://user@localhost:9/'], 'holds a user or a password'],
    [['--forward-to', 'ftp://user:geheim@localhost:9/'], '--forward-to is no address'],
    [['--forward-to', 'http://localhost:9/', '--url', 'http://user:geheim@kontor/'], 'The address of --url'],
    [['--forward-to', 'http://localhost:9/', '--events', ''], 'It names no event'],
    [['--forward-to', 'http://localhost:9/', '--events', ' , '], 'It names no event']
  ])('refuses %s at once, and repeats no password', async (args, said) => {
    const { code, out, err } = await kontor(['listen', ...args])
    expect({ code, out, err }).toMatchObject({ code: 2, out: '', err: expect.stringContaining(said) })
    expect(err).not.toContain('geheim')
  })

  /** A `kontor listen` in this process, what it has printed, and how to stop it. */
  async function listening(...args: string[]) {
    let stop = () => {}
    const stopped = new Promise<void>((resolve) => (stop = resolve))
    const ended = kontor(['listen', ...args], {}, () => stopped)
    await pause(500)
    return {
      end: () => {
        stop()
        return ended
      }
    }
  }

  test('forwards what happens from now on, signed with the secret that it prints, and tells of each', async () => {
    const receiver = await openReceiver(({ type }) => (type === 'order.paid' ? 418 : 200))
    const { end } = await listening('--forward-to', receiver.url, '--events', 'order.*')
    await kontor(['trigger', 'order.paid'])
    await until('the payment', async () => receiver.received.some(({ type }) => type === 'order.paid'))
    await pause(1000) // Its answer is on the way back.
    const { code, out } = await end()
    expect(code).toBe(0)
    const [, secret = ''] = /signing secret is (whsec_\S+)/.exec(out) ?? []
    const types = new Set(receiver.received.map(({ type }) => type))
    expect([...types].filter((type) => !type.startsWith('order.'))).toEqual([])
    for (const { text, headers } of receiver.received)
      expect(new Webhook(secret).verify(text, headers as Record<string, string>)).toBeTruthy()
    expect(out).toMatch(/\d\d:\d\d:\d\d {2}order\.paid +ord_\w{26} {2}evt_\w{26} {2}418 \(\d+ ms\)\n/)
    expect(out).toMatch(/order\.created +ord_\w{26} {2}evt_\w{26} {2}200 /)
    const bySubject = receiver.received.map(({ sequence }) => sequence)
    expect(bySubject).toEqual(bySubject.toSorted((a, b) => a - b))
    await receiver.close()
  })

  test('signs with the same secret the next time, and goes on when its receiver is away', async () => {
    const receiver = await openReceiver()
    await receiver.close()
    const first = await listening('--forward-to', receiver.url, '--events', 'merchant.created')
    await kontor(['trigger', 'merchant.created'])
    await pause(1500)
    const { out } = await first.end()
    expect(out).toMatch(/merchant\.created .*not taken: .*ECONNREFUSED/)
    const again = await listening('--forward-to', receiver.url)
    const secretOf = (text: string) => /whsec_\S+/.exec(text)?.[0]
    expect(secretOf((await again.end()).out)).toBe(secretOf(out))
  })

  test('goes on after a lost connection, and leaves nothing out', { timeout: 120_000 }, async () => {
    const receiver = await openReceiver()
    const { end } = await listening('--forward-to', receiver.url, '--events', 'merchant.created,world.filled')
    served.kill('SIGKILL')
    await pause(1500)
    await db.superuser(
      `with added as (insert into audit_event (id, at, actor, type, subject, data)
        values ('evt_01h455vb4pex5vsknk084sn02q', now(), 'system', 'world.filled', 'thg_1', '{}') returning no, id)
        insert into audit_pending (no, event_id) select no, id from added`
    )
    await served.start()
    await kontor(['trigger', 'merchant.created'])
    await until('both', async () => receiver.received.length === 2)
    const { code, err, out } = await end()
    expect({ code, types: receiver.received.map(({ type }) => type) }).toEqual({
      code: 0,
      types: ['world.filled', 'merchant.created']
    })
    expect(err).toContain('It is tried again; nothing is left out.')
    expect(out).toContain('Connected again.')
    await receiver.close()
  })

  test.each([
    ['an address that is none', ['--forward-to', 'localhost:3000'], 2, 'begins with http'],
    ['no address', [], 2, 'required option'],
    ['events that never happen', ['--forward-to', 'http://localhost:1', '--events', 'ordr.*'], 2, 'ordr.*'],
    ['a key that is none', ['--forward-to', 'http://localhost:1', '--key', 'kontor_test_x'], 1, 'not known']
  ])('refuses %s', async (_, args, code, said) => {
    expect(await kontor(['listen', ...args])).toMatchObject({ code, err: expect.stringContaining(said) })
  })
})
