import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { commandIn, type Ended } from '../../test/command.ts'
import { testDatabase } from '../../test/database.ts'
import { createApp } from '../app.ts'
import { createDatabase, occupy } from '../db/index.ts'
import { openAccounts, post } from '../ledger/index.ts'
import { loadRates, sandboxSettings } from '../payouts/index.ts'
import { openApi } from '../server/index.ts'

const db = await testDatabase(new Date())
const home = mkdtempSync(join(tmpdir(), 'kontor cli '))
afterAll(async () => {
  rmSync(home, { recursive: true, force: true })
  await db.drop()
})

type Env = Readonly<Record<string, string>>

function start(args: readonly string[], env: Env = {}) {
  const child = spawn(process.execPath, ['bin/kontor.mjs', ...args], {
    env: { PATH: process.env['PATH'], KONTOR_HOME: home, DATABASE_URL: db.url, ...env },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const heard = { out: '', err: '' }
  child.stdout.on('data', (part) => (heard.out += String(part)))
  child.stderr.on('data', (part) => (heard.err += String(part)))
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, ...heard })))
  return { child, ended, heard }
}
/** The command as it is, in a process of its own. */
const spawned = (args: string, env: Env = {}) => start(args.split(' ').filter(Boolean), env).ended

/** The same command in this process, which is quicker. */
const kontor = (args: string, env: Env = {}) =>
  commandIn(home, args.split(' ').filter(Boolean), { DATABASE_URL: db.url, ...env })
const bank = {
  KONTOR_BANK_NAME: 'Market',
  KONTOR_BANK_IBAN: 'DE89370400440532013000',
  KONTOR_BANK_BIC: 'COBADEFFXXX'
}
const production = { KONTOR_ENV: 'production', ...bank }

test('a command that is asked for wrongly ends the process with its exit code', async () => {
  expect(await spawned('nonsense')).toMatchObject({ code: 2, out: '' })
  expect(await spawned('--version')).toMatchObject({ code: 0, err: '' })
})

describe('every command', () => {
  test.each([
    '',
    'try',
    'serve',
    'replay olist',
    'bench',
    'reset',
    'migrate',
    'verify',
    'books list',
    'books create',
    'books move',
    'distribute',
    'clock advance',
    'clock show',
    'keys create',
    'keys list',
    'keys revoke',
    'sign-in',
    'listen',
    'trigger',
    'openapi'
  ])('"%s --help" shows examples and what the exit codes mean', async (command) => {
    const { code, out } = await kontor(`${command} --help`)
    expect(code).toBe(0)
    expect(out).toContain(`Usage: kontor ${command}`)
    expect(out).toMatch(/ {2}[$] (KONTOR_HOME=\S+ |DATABASE_URL=\S+ )?kontor /)
    expect(out).toContain('Exit codes:\n  0  done')
  })

  test.each([
    ['nonsense', {}, 2, 'unknown command'],
    ['worker --help', {}, 2, "unknown command 'worker'"],
    ['clock back --help', {}, 2, "unknown command 'back'"],
    [
      'replay olist /nonexist',
      { DATABASE_URL: 'postgres://postgres@127.0.0.1:1/x' },
      3,
      'There is no olist_'
    ],
    ['verify --nonsense', {}, 2, 'unknown option'],
    ['bench nonsense', {}, 2, 'There is no workload nonsense'],
    ['bench --size huge', {}, 2, 'Allowed choices are quick, normal, full'],
    ['bench --rounds 0', {}, 2, 'whole number from 1 to 1000'],
    ['bench reads --transfers 1e6', {}, 2, 'whole number from 1000 to'],
    ['serve --port x', {}, 2, 'A port is a whole number'],
    ['clock advance', {}, 2, 'missing required argument'],
    ['clock advance -5d', {}, 2, 'the clock never goes back'],
    ['clock advance --nonsense', {}, 2, 'unknown option'],
    ['clock advance 5x', {}, 2, 'Write a number with s, m, h, d or w'],
    ['keys create king', {}, 2, 'Choose one of operator'],
    ['keys create merchant', {}, 2, 'merchantId'],
    ['keys create merchant --merchant ord_1', {}, 2, 'mer_'],
    ['keys create service --permissions keys.write', {}, 1, 'keys.write'],
    ['keys revoke key_01h455vb4pex5vsknk084sn02q', {}, 1, 'no such API key'],
    ['sign-in service', {}, 2, 'Choose one of operator, merchant'],
    ['sign-in merchant', {}, 2, 'merchantId'],
    ['sign-in merchant --merchant mer_01h455vb4pex5vsknk084sn02q', {}, 1, 'There is no mer_'],
    ['sign-in buyer --buyer buy_01h455vb4pex5vsknk084sn02q', {}, 1, 'There is no buy_'],
    ['sign-in operator --expires 2h', {}, 1, 'at most 60 minutes'],
    ['sign-in operator --url ftp://pay.example', {}, 2, 'is no address'],
    ['sign-in operator', { KONTOR_PUBLIC_URL: 'https://pay.example/money' }, 3, 'an origin without a path'],
    ['reset', {}, 2, 'DATABASE_URL is set'],
    ['reset', { DATABASE_URL: '' }, 2, 'Say --yes'],
    ['verify', { DATABASE_URL: 'mysql://x' }, 3, 'DATABASE_URL: must begin with postgres://'],
    ['verify', { DATABASE_URL: 'postgres://postgres@127.0.0.1:1/x' }, 3, 'ECONNREFUSED'],
    ['verify', { KONTOR_PORT: 'x' }, 3, 'KONTOR_PORT'],
    [
      'verify',
      { KONTOR_TRUSTED_PROXIES: '10.0.0.0/8, proxy' },
      3,
      'KONTOR_TRUSTED_PROXIES: must be addresses or'
    ],
    ['clock advance 1d', production, 3, 'cannot be moved'],
    ['serve --port 0', { KONTOR_ENV: 'production' }, 3, 'KONTOR_BANK_NAME'],
    ['serve --port 0', { ...production, KONTOR_SANDBOX_URL: 'http://127.0.0.1:9' }, 3, '--allow-sandbox']
  ])('"%s" with %j ends with %d and says what to do', async (args, env, expected, text) => {
    const { code, err } = await kontor(args, env as Env)
    expect({ code, err }).toEqual({ code: expected, err: expect.stringContaining(text) as string })
    expect(err).not.toContain('    at ')
  })
})

test('migrate brings an empty database up to date, and says so; a server whose port is taken does not', async () => {
  const url = db.url.replace(/^(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, `$1kontor_cli_${process.pid}`)
  await createDatabase(inject('server'), `kontor_cli_${process.pid}`)
  const env = { DATABASE_URL: url }
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const { port } = taken.address() as AddressInfo
  expect(await kontor(`serve --port ${port}`, env)).toMatchObject({
    code: 3,
    err: expect.stringContaining(`Port ${port} of 127.0.0.1 is taken`) as string
  })
  taken.close()
  expect(await kontor('migrate --check', env)).toMatchObject({ code: 1, err: '' })
  expect(await kontor('verify', env)).toMatchObject({
    code: 3,
    err: expect.stringContaining('kontor migrate') as string
  })
  const { code, out } = await kontor('migrate --json', env)
  expect({ code, ...(JSON.parse(out) as object) }).toMatchObject({ code: 0, pending: [] })
  expect(await kontor('migrate', env)).toMatchObject({ code: 0, out: 'The database is up to date.\n' })
  await db.superuser(`drop database kontor_cli_${process.pid} with (force)`)
})

test('openapi prints the description that the server answers', async () => {
  const { code, out } = await spawned('openapi')
  expect(code).toBe(0)
  const { routes } = createApp({ testKeys: true, providers: new Map(), payouts: sandboxSettings })
  expect((JSON.parse(out) as { paths: object }).paths).toEqual(
    JSON.parse(JSON.stringify(openApi(routes, '').paths))
  )
})

test.each<[string, Env, string]>([
  ['', {}, 'http://127.0.0.1:4700'],
  ['', { KONTOR_HOST: '0.0.0.0', KONTOR_PORT: '8080' }, 'http://127.0.0.1:8080'],
  ['', { KONTOR_URL: 'http://kontor:4700/' }, 'http://kontor:4700'],
  [
    '',
    { KONTOR_URL: 'http://kontor:4700', KONTOR_PUBLIC_URL: 'https://pay.example/' },
    'https://pay.example'
  ],
  ['--url https://other.example', { KONTOR_PUBLIC_URL: 'https://pay.example' }, 'https://other.example']
])('sign-in %s with %j prints a link that begins with %s', async (options, env, origin) => {
  const { code, out, err } = await kontor(`sign-in operator ${options}`, env)
  expect({ code, origin: new URL(out).origin }).toEqual({ code: 0, origin })
  expect(out).toMatch(/\/sign-in\/kontor_link_[0-9A-Za-z]{43}\n$/)
  expect(err).toMatch(/^It works once, until 20\d\d-.*Whoever opens it is signed in[.]\n$/)
})

test('keys are made, listed without their secret, and revoked', async () => {
  const made = await kontor('keys create operator --label office --expires 90d --json')
  const { secret, key } = JSON.parse(made.out) as { secret: string; key: { id: string } }
  const listed = await kontor('keys list --json --test')
  expect(listed.out).toContain(key.id)
  expect(listed.out).not.toContain(secret)
  expect((await kontor(`keys revoke ${key.id}`)).code).toBe(0)
  expect((await kontor('keys list --json')).out).not.toContain(key.id)
})

test('verify proves what is there, and finds what was tampered with', async () => {
  const own = await testDatabase(new Date())
  const env = { DATABASE_URL: own.url }
  await own.transaction(async (tx) => {
    const merchant = 'merchant:mer_01h455vb4pex5vsknk084sn02q:CNY' as const
    await openAccounts(tx, [
      { id: 'bank:main:CNY', side: 'debit', floor: null },
      { id: merchant, side: 'credit', floor: 0n }
    ])
    await post(tx, {
      id: tx.newId('txn'),
      legs: [
        {
          id: tx.newId('trf'),
          type: 'plain',
          code: 'test',
          debit: 'bank:main:CNY',
          credit: merchant,
          minor: 500n
        }
      ]
    })
  })
  const fine = await spawned('verify --json', env)
  const { ok, checks } = JSON.parse(fine.out) as {
    ok: boolean
    checks: { name: string; count: number; ok: boolean }[]
  }
  expect({ code: fine.code, ok }).toEqual({ code: 0, ok: true })
  expect(checks.map(({ name }) => name)).toContain('ledger.sums_equal_replay')
  expect((await kontor('verify', env)).out).toContain('Every check holds.')

  await own.superuser(
    `update ledger_account set credits_posted = credits_posted + 1 where id like 'merchant:%'`
  )
  const off = await spawned('verify --json', env)
  expect(off.code).toBe(1)
  const found = JSON.parse(off.out) as { ok: boolean; checks: { ok: boolean; differences: string[] }[] }
  expect(found.ok).toBe(false)
  expect(found.checks.flatMap(({ differences }) => differences).join()).toContain(
    'mer_01h455vb4pex5vsknk084sn02q'
  )
  expect((await kontor('verify', env)).out).toMatch(
    /WRONG {2}ledger\.[^]*merchant:mer_01h455vb4pex5vsknk084sn02q/
  )
  await own.drop()
})

test('clock advance says what happened, for a person and for a program', async () => {
  const own = await testDatabase(new Date())
  const env = { DATABASE_URL: own.url }
  expect((await kontor('clock advance 1h', env)).out).toMatch(
    /^The clock went from .*\nNothing fell due\.\n$/
  )
  const rate = {
    base: 'USD',
    quote: 'EUR',
    rate: '0.86',
    source: 'example rates',
    at: own.clock.now()
  } as const
  await own.transaction((tx) => loadRates(tx, [rate]))
  expect(JSON.parse((await kontor('clock advance 1h --json', env)).out)).toEqual({
    from: expect.any(String) as string,
    to: expect.any(String) as string,
    events: 5,
    happened: { 'rate.loaded': 5 }
  })
  expect((await kontor('clock advance 8d', env)).out).toMatch(/\n {7}6 {2}exchange rates loaded\n$/)
  await own.drop()
})

test('clock advance lets time pass for every process, and a clock that was moved is not served in production', async () => {
  const own = await testDatabase(new Date())
  const env = { DATABASE_URL: own.url }
  const { code, out } = await kontor('clock advance 1d12h --json', env)
  expect(code).toBe(0)
  const { from, to } = JSON.parse(out) as { from: string; to: string }
  expect(Date.parse(to) - Date.parse(from)).toBeGreaterThanOrEqual(36 * 3_600_000)
  const { aheadMs } = JSON.parse((await kontor('clock show --json', env)).out) as { aheadMs: number }
  expect(aheadMs).toBeGreaterThan(36 * 3_600_000 - 60_000) // less what the commands took to start
  expect(await kontor('serve --port 0', { ...env, ...production })).toMatchObject({
    code: 3,
    err: expect.stringContaining('moved ahead') as string
  })
  await own.drop()
})

describe('serve', () => {
  const listening = async ({
    heard,
    child
  }: {
    heard: { out: string; err: string }
    child: ChildProcess
  }) => {
    for (let i = 0; i < 200; i++) {
      const url = /"url":"(http[^"]+)"[^\n]*"msg":"listening"/.exec(heard.out)?.[1]
      if (url !== undefined) return url
      if (child.exitCode !== null) break
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(`It does not listen: ${heard.out}${heard.err}`)
  }

  test('answers until it is told to stop, and then ends with 0', async () => {
    const server = start(['serve', '--port', '0'])
    const url = await listening(server)
    const made = await kontor('keys create operator')
    const answer = await fetch(`${url}/v1/me`, { headers: { authorization: `Bearer ${made.out.trim()}` } })
    expect(await answer.json()).toMatchObject({ kind: 'operator' })
    expect(await (await fetch(`${url}/readyz`)).json()).toMatchObject({ status: 'ready' })
    const port = new URL(url).port
    expect(await kontor(`serve --port ${port}`)).toMatchObject({
      code: 3,
      err: expect.stringContaining('--port') as string
    })
    server.child.kill('SIGTERM')
    const { code, out } = await server.ended
    expect(code).toBe(0)
    expect(out).toContain('"msg":"stopped"')
    expect(out).not.toContain('no order can be paid')
    for (const line of out.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow()
  })

  test('refuses in production while keys for tests can be used, unless told to', async () => {
    await kontor('keys create auditor --test', production)
    expect(await kontor('serve --port 0', production)).toMatchObject({
      code: 3,
      err: expect.stringContaining('--allow-test-keys') as string
    })
    const server = start(['serve', '--port', '0', '--allow-test-keys'], production)
    await listening(server)
    server.child.kill('SIGINT')
    const { code, out } = await server.ended
    expect(code).toBe(0)
    expect(out).toMatch(/"level":(40|"warn")[^\n]*no order can be paid/)
  })

  test('does not work beside a replay, whose clock is another', async () => {
    const alone = await occupy(db.url, 'alone')
    expect(await kontor('serve --port 0')).toMatchObject({
      code: 3,
      err: expect.stringContaining('replay') as string
    })
    await alone?.release()
  })
})
