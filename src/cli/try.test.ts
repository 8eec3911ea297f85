import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createMerchant } from '../merchants/index.ts'
import { testDatabase } from '../../test/database.ts'

const home = join(mkdtempSync(join(tmpdir(), 'kontor try ')), 'home of its own')
afterAll(() => rmSync(join(home, '..'), { recursive: true, force: true }))

/** `kontor …` with a home that has spaces in its path, and no database but the embedded one. */
function kontor(...args: readonly string[]) {
  const { DATABASE_URL: _, ...env } = process.env
  return start(args, { ...env, KONTOR_HOME: home })
}

function start(args: readonly string[], env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, ['bin/kontor.mjs', ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe']
  })
  const heard = { out: '', err: '' }
  child.stdout.on('data', (part) => (heard.out += String(part)))
  child.stderr.on('data', (part) => (heard.err += String(part)))
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  return { child, heard, ended }
}

type Ready = Readonly<{
  url: string
  status: string
  docs: string
  keys: Readonly<Record<string, string>>
  signIn: Readonly<Record<string, string>>
}>

async function ready({ child, heard }: ReturnType<typeof kontor>): Promise<Ready> {
  while (!heard.out.includes('\n')) {
    if (child.exitCode !== null) throw new Error(`It ended: ${heard.err}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return JSON.parse(heard.out.split('\n')[0] ?? '') as Ready
}

/** Uses a link as a browser does, and answers the cookie; undefined where it signs nobody in. */
async function signIn(link: string): Promise<string | undefined> {
  const headers = { 'sec-fetch-site': 'same-origin' }
  const answer = await fetch(link, { method: 'POST', headers, redirect: 'manual' })
  return answer.status === 303 ? answer.headers.getSetCookie()[0]?.split(';')[0] : undefined
}

async function get<T>(url: string, key?: string): Promise<T> {
  const answer = await fetch(url, key === undefined ? {} : { headers: { authorization: `Bearer ${key}` } })
  expect(answer.status).toBe(200)
  return (await answer.json()) as T
}

test(
  'try fills a world, serves it, and goes on from where it was until it is reset',
  { timeout: 180_000 },
  async () => {
    const first = kontor('try', '--port', '0', '--json')
    const { url, status, keys, signIn: links } = await ready(first)
    expect(Object.keys(links)).toEqual(['operator', 'merchant', 'buyer'])
    for (const [kind, link] of Object.entries(links)) {
      expect(link.startsWith(`${url}/sign-in/`)).toBe(true)
      const headers = { cookie: (await signIn(link)) ?? '' }
      const me = (await (await fetch(`${url}/v1/me`, { headers })).json()) as { kind: string }
      expect(me).toMatchObject({ kind, label: 'kontor try' })
      const seen = (await (await fetch(`${url}/v1/orders`, { headers })).json()) as { items: unknown[] }
      expect(seen.items.length).toBeGreaterThan(0)
      expect(await signIn(link)).toBeUndefined()
    }
    expect(Object.keys(keys).sort()).toEqual(['auditor', 'buyer', 'merchant', 'operator', 'service'])
    for (const [kind, key] of Object.entries(keys))
      expect(await get<{ kind: string }>(`${url}/v1/me`, key)).toMatchObject({ kind })
    const { items } = await get<{ items: { id: string }[] }>(`${url}/v1/orders?limit=100`, keys['operator'])
    expect(items).toHaveLength(100)
    const mine = await get<{ items: { merchantIds: string[] }[] }>(`${url}/v1/orders`, keys['merchant'])
    expect(mine.items.length).toBeGreaterThan(0)
    // Here merchants too receive webhooks on their own machine.
    const endpoint = await fetch(`${url}/v1/webhook-endpoints`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${keys['merchant'] ?? ''}`,
        'content-type': 'application/json',
        'idempotency-key': 'endpoint-of-a-merchant'
      },
      body: JSON.stringify({ url: 'http://127.0.0.1:9/hooks', events: ['return.*'] })
    })
    expect(endpoint.status).toBe(201)
    const page = await (await fetch(status)).text()
    for (const currency of ['CNY', 'USD', 'JPY']) expect(page).toContain(currency)
    expect(await get(`${url}/readyz`)).toMatchObject({ status: 'ready' })
    expect(statSync(join(home, 'secrets.json')).mode & 0o777).toBe(0o600)

    const link = kontor('sign-in', 'operator', '--json')
    expect(await link.ended).toBe(0)
    expect(new URL((JSON.parse(link.heard.out) as { url: string }).url).origin).toBe(url)
    const made = kontor('trigger', 'merchant.created', '--json')
    expect({ code: await made.ended, err: made.heard.err }).toEqual({ code: 0, err: '' })

    const moved = kontor('clock', 'advance', '15d', '--json')
    expect({ code: await moved.ended, err: moved.heard.err }).toMatchObject({ code: 0 })
    const quote = await fetch(`${url}/v1/quotes`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${keys['operator'] ?? ''}`,
        'content-type': 'application/json',
        'idempotency-key': 'quote-after-15-days'
      },
      body: JSON.stringify({ sell: { amount: 10_000, currency: 'JPY' }, buyCurrency: 'CNY' })
    })
    expect({ status: quote.status, body: await quote.json() }).toMatchObject({ status: 201 })
    const verified = kontor('verify', '--json')
    expect(await verified.ended).toBe(0)
    expect(JSON.parse(verified.heard.out)).toMatchObject({ ok: true })

    const early = kontor('reset', '--yes')
    expect({ code: await early.ended, err: early.heard.err }).toMatchObject({ code: 3 })
    first.child.kill('SIGINT')
    expect(await first.ended).toBe(0)
    expect(existsSync(join(home, 'address'))).toBe(false)

    const second = kontor('try', '--port', '0', '--json')
    const again = await ready(second)
    expect(again.keys).toEqual(keys)
    expect(await signIn(again.signIn['operator'] ?? '')).toMatch(/^kontor_session=/)
    const after = await get<{ items: { id: string }[] }>(`${again.url}/v1/orders?limit=100`, keys['operator'])
    expect(after.items.map(({ id }) => id)).toEqual(items.map(({ id }) => id))
    second.child.kill('SIGTERM')
    expect(await second.ended).toBe(0)

    expect(await kontor('reset').ended).toBe(2)
    const reset = kontor('reset', '--yes')
    expect({ code: await reset.ended, err: reset.heard.err }).toEqual({ code: 0, err: '' })
  }
)

test(
  'try serves a database that has something in it as it is, and says so',
  { timeout: 60_000 },
  async () => {
    const db = await testDatabase(new Date())
    const elsewhere = mkdtempSync(join(tmpdir(), 'kontor-try-'))
    try {
      const reference = 'was-there'
      await db.transaction((tx) =>
        createMerchant(tx, { reference, displayName: reference, payoutCurrency: 'CNY' })
      )
      const { child, heard, ended } = start(['try', '--port', '0'], {
        ...process.env,
        KONTOR_HOME: elsewhere,
        DATABASE_URL: db.url
      })
      while (!heard.out.includes('Ctrl-C') && child.exitCode === null) {
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      expect(heard).toMatchObject({ out: expect.stringContaining('no demonstration was made') })
      child.kill('SIGINT')
      expect(await ended).toBe(0)
    } finally {
      rmSync(elsewhere, { recursive: true, force: true })
      await db.drop()
    }
  }
)
