import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { browserOf } from '../../test/browser.ts'
import { testDatabase } from '../../test/database.ts'
import { createMarketplace } from '../../test/marketplace.ts'
import type { ActorKind } from '../api/index.ts'
import { type LinkRequest, makeLink, type PersonKind } from '../identity/index.ts'
import { createMerchant } from '../merchants/index.ts'
import { newId } from '../kernel/index.ts'
import { registerBuyers } from '../orders/index.ts'

const db = await testDatabase()
afterAll(() => db.drop())
const lines: string[] = []
beforeEach(() => void lines.splice(0))
const market = createMarketplace(db, { log: (line) => lines.push(line), keyMemoryMs: 0 })
const { server, makeKey } = market

const { id: merchantId } = await db.transaction((tx) =>
  createMerchant(tx, { reference: 'm', displayName: 'M', payoutCurrency: 'CNY' })
)
const [registered] = await db.transaction((tx) => registerBuyers(tx, ['b']))
if (!registered) throw new Error('a buyer')
const { id: buyerId } = registered

const ownerOf = (kind: ActorKind) =>
  kind === 'merchant' ? { merchantId } : kind === 'buyer' ? { buyerId } : {}
const tokenFor = async (kind: PersonKind, more: Partial<LinkRequest> = {}) =>
  (await db.transaction((tx) => makeLink(tx, { kind, ...ownerOf(kind), ...more }))).token
const signedIn = async (kind: PersonKind, origin?: string, at = server) => {
  const browser = browserOf(at, origin)
  const answer = await browser.visit(`/sign-in/${await tokenFor(kind)}`, { method: 'POST' })
  expect(answer.status).toBe(303)
  return browser
}
let count = 0
const byKey = async (
  secret: string,
  path: string,
  method = 'GET',
  body?: unknown,
  key = `sign-in-${count++}`
) => {
  const answer = await server.fetch(
    new Request(`http://kontor${path}`, {
      method,
      headers: {
        authorization: `Bearer ${secret}`,
        'content-type': 'application/json',
        'idempotency-key': key
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
  )
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}
const newMerchant = () => ({ reference: newId('ref', new Date()), displayName: 'New', payoutCurrency: 'CNY' })

describe('POST /v1/sign-in-links', () => {
  test.each<[ActorKind, PersonKind, number, string?]>([
    ['operator', 'operator', 201],
    ['operator', 'auditor', 201],
    ['operator', 'merchant', 201],
    ['operator', 'buyer', 201],
    ['service', 'merchant', 201],
    ['service', 'buyer', 201],
    ['service', 'operator', 403, 'identity.link_beyond'],
    ['service', 'auditor', 403, 'identity.link_beyond'],
    ['merchant', 'merchant', 403, 'http.permission_missing'],
    ['buyer', 'buyer', 403, 'http.permission_missing'],
    ['auditor', 'auditor', 403, 'http.permission_missing']
  ])('by a key of the kind %s for the kind %s is answered with %i', async (by, kind, status, code) => {
    const { secret } = await makeKey(by, ownerOf(by))
    const { status: got, body } = await byKey(secret, '/v1/sign-in-links', 'POST', { kind, ...ownerOf(kind) })
    expect({ got, code: body['code'] }).toEqual({ got: status, code })
    if (status !== 201) return
    const url = new URL(String(body['url']))
    expect(url.origin).toBe('http://kontor')
    expect((await browserOf(server).visit(url.pathname)).text).toContain('<form method="post">')
  })

  test.each([
    [
      'a merchant that is not there',
      { kind: 'merchant', merchantId: newId('mer', new Date()) },
      'identity.merchant_unknown'
    ],
    [
      'a buyer that is not there',
      { kind: 'buyer', buyerId: newId('buy', new Date()) },
      'identity.buyer_unknown'
    ],
    ['a merchant that is not said', { kind: 'merchant' }, 'identity.owner_mismatch'],
    ['a service', { kind: 'service' }, 'http.body_invalid'],
    ['an operator for a day', { kind: 'operator', validMinutes: 1440 }, 'identity.link_too_long']
  ])('for %s is refused', async (_, body, code) => {
    const { secret } = await makeKey('operator')
    expect((await byKey(secret, '/v1/sign-in-links', 'POST', body)).body['code']).toBe(code)
  })

  test('shows the link once, also to whoever repeats the request', async () => {
    const { secret } = await makeKey('operator')
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        byKey(secret, '/v1/sign-in-links', 'POST', { kind: 'operator' }, 'the same')
      )
    )
    const codes = answers.map(({ status, body }) => body['code'] ?? status)
    expect(codes.filter((code) => code === 201)).toHaveLength(1)
    expect(codes.filter((code) => code === 'identity.link_shown_once')).toHaveLength(19)
  })
})

describe('a link in a browser', () => {
  test('is looked at as often as anybody likes, and used once by its button', async () => {
    const path = `/sign-in/${await tokenFor('operator', { label: 'back office' })}`
    const browser = browserOf(server)
    for (let i = 0; i < 3; i++) {
      const { status, text, headers } = await browser.visit(path)
      expect(status).toBe(200)
      expect(text).toContain('back office')
      expect(headers.get('referrer-policy')).toBe('strict-origin')
      expect(headers.get('cache-control')).toBe('no-store')
    }
    expect((await browser.visit('/v1/me')).status).toBe(401)
    const entered = await browser.visit(path, { method: 'POST' })
    expect(entered.status).toBe(303)
    expect(entered.headers.get('location')).toBe('/console/')
    expect(entered.headers.getSetCookie()).toEqual([
      expect.stringMatching(
        /^kontor_session=kontor_session_[0-9A-Za-z]{43}; Path=\/; HttpOnly; SameSite=Lax$/
      )
    ])
    for (const method of ['GET', 'POST']) {
      const again = await browserOf(server).visit(path, { method })
      expect(again.status).toBe(410)
      expect(again.text).toContain('used already, and each works only once')
      expect(again.text).not.toContain('Nobody was signed in')
      expect(again.text).toContain('Ask whoever sent it for a new one.')
      expect(again.text).toContain('<a href="/sign-in">Was it you')
      expect(again.headers.getSetCookie()).toEqual([])
    }
  })

  test.each([
    ['has run out', '已过期'],
    ['was taken back', '已被撤回']
  ])('that %s says so, and how to get a new one', async (said, inChinese) => {
    const token = await tokenFor('operator')
    const ended = said === 'has run out' ? 'expires_at = created_at' : 'revoked_at = created_at'
    await db.superuser(`update identity_link set ${ended} where used_at is null`)
    const seen = await browserOf(server).visit(`/sign-in/${token}`)
    expect(seen).toMatchObject({ status: 410, text: expect.stringContaining(said) as string })
    expect(seen.text).toContain('Ask whoever sent it for a new one.')
    expect(seen.text).not.toContain('Was it you')
    const headers = { 'accept-language': 'zh' }
    const { text } = await browserOf(server).visit(`/sign-in/${token}`, { headers })
    for (const told of [inChinese, '索取新的链接']) expect(text).toContain(told)
  })

  test('used 20 times at once gives one cookie', async () => {
    const path = `/sign-in/${await tokenFor('operator')}`
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => browserOf(server).visit(path, { method: 'POST' }))
    )
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(19)
    expect(answers.flatMap(({ headers }) => headers.getSetCookie())).toHaveLength(1)
  })

  test.each<[PersonKind, string, RegExp]>([
    ['operator', '/console/', /^(?!.*Max-Age)/],
    ['auditor', '/console/', /^(?!.*Max-Age)/],
    ['merchant', '/console/', /^(?!.*Max-Age)/],
    ['buyer', '/pocket/', /; Max-Age=2592000;/]
  ])('of the kind %s leads to %s', async (kind, home, cookie) => {
    const browser = browserOf(server)
    const { headers } = await browser.visit(`/sign-in/${await tokenFor(kind)}`, { method: 'POST' })
    expect(headers.get('location')).toBe(home)
    expect(headers.getSetCookie()[0]).toMatch(cookie)
    expect((await browser.visit('/')).headers.get('location')).toBe(home)
    expect((await browser.visit('/v1/me')).body).toMatchObject({
      kind,
      merchantId: kind === 'merchant' ? merchantId : null,
      buyerId: kind === 'buyer' ? buyerId : null,
      session: {
        id: expect.stringMatching(/^ses_/) as string,
        expiresAt: expect.stringMatching(/Z$/) as string
      }
    })
  })

  test('speaks the language of the browser', async () => {
    const path = `/sign-in/${await tokenFor('operator')}`
    const headers = { 'accept-language': 'zh-CN,zh;q=0.9' }
    const shown = await browserOf(server).visit(path, { headers })
    expect(shown.text).toContain('<html lang="zh-CN">')
    const wrong = await browserOf(server).visit('/sign-in/x', { headers })
    expect(wrong).toMatchObject({ status: 404, text: expect.stringContaining('找不到此登录链接') as string })
  })

  test('is not used by a page of another origin', async () => {
    const path = `/sign-in/${await tokenFor('operator')}`
    const browser = browserOf(server)
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'none', origin: 'http://evil' }
    ]) {
      const { status, headers: answered } = await browser.visit(path, { method: 'POST', headers })
      expect({ status, cookies: answered.getSetCookie() }).toEqual({ status: 403, cookies: [] })
    }
    expect((await browser.visit(path, { method: 'POST' })).status).toBe(303)
  })

  test('of another person ends the session that was there before', async () => {
    const browser = await signedIn('operator')
    const before = { headers: { cookie: `kontor_session=${browser.cookies.get('kontor_session') ?? ''}` } }
    expect((await browser.visit('/v1/me', before)).body['kind']).toBe('operator')
    await browser.visit(`/sign-in/${await tokenFor('buyer')}`, { method: 'POST' })
    expect((await browser.visit('/v1/me')).body['kind']).toBe('buyer')
    expect((await browser.visit('/v1/me', before)).body['code']).toBe('identity.session_over')
  })

  test('that is wrong costs its address a try, one that is right does not', async () => {
    const strict = createMarketplace(db, { limits: { addressRatePerSecond: 0.001, addressBurst: 3 } }).server
    const statuses = async (paths: readonly string[], method = 'GET') => {
      const seen = []
      for (const path of paths) seen.push((await browserOf(strict).visit(path, { method })).status)
      return seen
    }
    const right = `/sign-in/${await tokenFor('operator')}`
    expect(await statuses([right, right, right, right, right])).toEqual([200, 200, 200, 200, 200])
    const wrong = ['/sign-in/x', `/sign-in/kontor_link_${'a'.repeat(43)}`, '/sign-in/y', '/sign-in/z', right]
    expect(await statuses(wrong, 'POST')).toEqual([404, 404, 404, 429, 429])
  })

  test('leaves its token in no line of the log, nor the secret of its session', async () => {
    const token = await tokenFor('operator')
    const browser = browserOf(server)
    await browser.visit(`/sign-in/${token}`)
    await browser.visit(`/sign-in/${token}`, { method: 'POST' })
    const secret = browser.cookies.get('kontor_session') ?? ''
    await browser.visit('/v1/me')
    await browser.visit(`/sign-in/${token}`, { method: 'POST' })
    await browser.visit(`/sign-in/${token}/more`)
    await browser.visit(`/sign-in/${token}`, { method: 'DELETE' })
    await browser.visit('/sign-out', { method: 'POST' })
    expect(lines.length).toBe(7)
    expect(lines.join('')).toContain('"route":"/sign-in/:token"')
    for (const hidden of [token.slice(12), secret.slice(15)]) {
      expect(hidden).toHaveLength(43)
      expect(lines.join('')).not.toContain(hidden)
    }
  })
})

describe('a session in a browser', () => {
  test.each<[string, Record<string, string>, boolean]>([
    ['from the same origin', { 'sec-fetch-site': 'same-origin' }, true],
    ['from the same origin, by an older browser', { 'sec-fetch-site': '', origin: 'http://kontor' }, true],
    ['from another site', { 'sec-fetch-site': 'cross-site', origin: 'http://evil.example' }, false],
    [
      'from another site, by an older browser',
      { 'sec-fetch-site': '', origin: 'http://evil.example' },
      false
    ],
    ['from a host beside ours', { 'sec-fetch-site': 'same-site', origin: 'http://shop.kontor' }, false],
    ['from nobody knows where', { 'sec-fetch-site': '' }, false],
    ['from a page without an origin', { 'sec-fetch-site': '', origin: 'null' }, false],
    ['typed in', { 'sec-fetch-site': 'none' }, false]
  ])('changes something %s: as it must be; a key does in any case', async (_, told, may) => {
    const { 'sec-fetch-site': site, ...rest } = told
    const send = (headers: Record<string, string>) =>
      server.fetch(
        new Request('http://kontor/v1/merchants', {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'idempotency-key': `cross-${count++}`,
            ...rest,
            ...(site ? { 'sec-fetch-site': site } : {}),
            ...headers
          },
          body: JSON.stringify(newMerchant())
        })
      )
    const cookie = `kontor_session=${(await signedIn('operator')).cookies.get('kontor_session') ?? ''}`
    const before = await db.superuser('select count(*) as n from merchants_merchant')
    const answer = await send({ cookie })
    expect(answer.status).toBe(may ? 201 : 403)
    if (!may) {
      expect(((await answer.json()) as { code: string }).code).toBe('http.cross_site')
      expect(await db.superuser('select count(*) as n from merchants_merchant')).toEqual(before)
    }
    const { secret } = await makeKey('operator')
    expect((await send({ authorization: `Bearer ${secret}` })).status).toBe(201)
    expect((await send({ authorization: `Bearer ${secret}`, cookie })).status).toBe(201)
    expect((await send({ authorization: 'Bearer wrong', cookie })).status).toBe(401)
  })

  test('reads from wherever a link was followed', async () => {
    const browser = await signedIn('operator')
    const headers = { 'sec-fetch-site': 'cross-site' }
    expect((await browser.visit('/v1/orders', { headers })).status).toBe(200)
  })

  test('sees the status page, and what its kind may not see it does not', async () => {
    expect((await (await signedIn('operator')).visit('/status')).text).toContain('<h1>Status</h1>')
    expect((await (await signedIn('merchant')).visit('/status')).body['code']).toBe('http.permission_missing')
    expect((await browserOf(server).visit('/status')).status).toBe(401)
  })

  test('takes an Idempotency-Key once, as a key does', async () => {
    const browser = await signedIn('operator')
    const body = newMerchant()
    const headers = { 'idempotency-key': 'browser-once' }
    const first = await browser.visit('/v1/merchants', { method: 'POST', body, headers })
    const again = await browser.visit('/v1/merchants', { method: 'POST', body, headers })
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.text).toBe(first.text)
    expect(again.headers.get('idempotency-replayed')).toBe('true')
  })

  test('is shown with its way out, and ended by it', async () => {
    const browser = await signedIn('operator')
    const cookie = `kontor_session=${browser.cookies.get('kontor_session') ?? ''}`
    expect((await browser.visit('/sign-in')).text).toContain('action="/sign-out"')
    expect((await browser.visit('/sign-out')).text).toContain('action="/sign-out"')
    const foreign = await browser.visit('/sign-out', {
      method: 'POST',
      headers: { 'sec-fetch-site': 'cross-site' }
    })
    expect(foreign.status).toBe(403)
    expect((await browser.visit('/v1/me')).status).toBe(200)
    const left = await browser.visit('/sign-out', { method: 'POST' })
    expect(left).toMatchObject({ status: 303 })
    expect(left.headers.get('location')).toBe('/sign-in')
    expect(browser.cookies.size).toBe(0)
    expect((await browser.visit('/v1/me', { headers: { cookie } })).body['code']).toBe(
      'identity.session_over'
    )
    expect((await browser.visit('/sign-in')).text).toContain('kontor sign-in operator')
    expect((await browser.visit('/')).headers.get('location')).toBe('/docs')
    expect((await browser.visit('/sign-out', { method: 'POST' })).status).toBe(303)
  })

  test('is listed for its own party, for operators with all others, and ended by them', async () => {
    const mine = await signedIn('merchant')
    const idOf = async (browser: typeof mine) =>
      ((await browser.visit('/v1/me')).body['session'] as { id: string }).id
    const [buyers, operators] = [await signedIn('buyer'), await signedIn('operator')]
    const listed = async (browser: typeof mine) =>
      (await browser.visit('/v1/sessions?limit=100')).body['items'] as { id: string; kind: string }[]
    expect(new Set((await listed(mine)).map(({ kind }) => kind))).toEqual(new Set(['merchant']))
    expect((await listed(mine)).map(({ id }) => id)).toContain(await idOf(mine))
    const all = (await listed(operators)).map(({ id }) => id)
    for (const browser of [mine, buyers, operators]) expect(all).toContain(await idOf(browser))
    const path = `/v1/sessions/${await idOf(buyers)}`
    expect((await mine.visit(path, { method: 'DELETE' })).body['code']).toBe('identity.session_not_found')
    const ended = await operators.visit(path, { method: 'DELETE' })
    expect(ended).toMatchObject({ status: 200, body: { endedAt: expect.stringMatching(/Z$/) as string } })
    expect((await buyers.visit('/v1/me')).body['code']).toBe('identity.session_over')
    expect((await operators.visit(path, { method: 'DELETE' })).body).toEqual(ended.body)
  })

  test('a link that was taken back says so', async () => {
    const operators = await signedIn('operator')
    const made = await operators.visit('/v1/sign-in-links', { method: 'POST', body: { kind: 'operator' } })
    const { link, url } = made.body as { link: { id: string }; url: string }
    expect((await operators.visit(`/v1/sign-in-links/${link.id}`, { method: 'DELETE' })).status).toBe(200)
    const tried = await browserOf(server).visit(new URL(url).pathname, { method: 'POST' })
    expect(tried).toMatchObject({ status: 410, text: expect.stringContaining('taken back') as string })
  })
})

test('where people come over https, links lead there and the cookie goes over nothing else', async () => {
  const publicUrl = 'https://pay.example'
  const { server: proxied } = createMarketplace(db, { publicUrl, keyMemoryMs: 0 })
  const browser = await signedIn('operator', 'http://10.0.0.7:4700', proxied)
  expect([...browser.cookies.keys()]).toEqual(['__Host-kontor_session'])
  const headers = { 'sec-fetch-site': 'same-origin', origin: publicUrl }
  const made = await browser.visit('/v1/sign-in-links', {
    method: 'POST',
    body: { kind: 'operator' },
    headers
  })
  expect(made).toMatchObject({ status: 201 })
  expect(String(made.body['url'])).toMatch(/^https:\/\/pay\.example\/sign-in\/kontor_link_/)
  const plain = { cookie: `kontor_session=${browser.cookies.get('__Host-kontor_session') ?? ''}` }
  expect((await browser.visit('/v1/me', { headers: plain })).status).toBe(401)
})

test('a browser asks its user for a key where he opens a page, and not where a script is refused', async () => {
  const asked = async (accept: string) =>
    (await browserOf(server).visit('/v1/me', { headers: { accept } })).headers.get('www-authenticate')
  expect(await asked('text/html,application/xhtml+xml')).toContain('Basic')
  expect(await asked('*/*')).toBe('Bearer realm="Kontor"')
})
