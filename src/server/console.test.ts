import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { openDb } from '../db/index.ts'
import { Failure, manualClock } from '../kernel/index.ts'
import { createLog } from './log.ts'
import { createServer } from './server.ts'

const scratch = mkdtempSync(join(tmpdir(), 'kontor-console-'))
const root = join(scratch, 'dist')
// Nothing here asks the database, so none is there.
const db = openDb({
  url: 'postgres://nobody@127.0.0.1:1/none',
  clock: manualClock(new Date('2026-03-02T09:00:00Z'))
})
const serverOf = (consoleFolder?: string) =>
  createServer({
    db,
    routes: [],
    authenticate: async () => {
      throw new Failure('unauthenticated', 'identity.key_missing', 'No key.')
    },
    log: createLog('silent', { write: () => {} }),
    version: 'test',
    consoleFolder
  })

const script = `console.log(${JSON.stringify('x'.repeat(5000))})\n`
const write = (name: string, text: string) => {
  mkdirSync(join(root, name, '..'), { recursive: true })
  writeFileSync(join(root, name), text)
}
write(
  'index.html',
  '<!doctype html><meta property="csp-nonce" nonce="__KONTOR_NONCE__"><title>Console</title>'
)
write('assets/main-B2xPq81c.js', script)
write('assets/main-B2xPq81c.css', 'a{}')
write('assets/plain.js', 'plain')
write('icon.svg', '<svg xmlns="http://www.w3.org/2000/svg"></svg>')
write('.env', 'hidden')
write('run.sh', 'no type for this')
writeFileSync(join(scratch, 'secret.js'), 'secret')
symlinkSync(join(scratch, 'secret.js'), join(root, 'link.js'))

const server = serverOf(root)
const listening = await server.listen({ host: '127.0.0.1', port: 0 })
afterAll(async () => {
  await listening.close()
  await db.close()
  rmSync(scratch, { recursive: true, force: true })
})

/** Sends a path as it is, which a URL would not leave it. */
function raw(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<Readonly<{ status: number; headers: Record<string, unknown>; body: Buffer }>>(
    (resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: listening.port, path, headers, method }, (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) })
        )
      })
      sent.on('error', reject)
      sent.end()
    }
  )
}

describe('an asset of the console', () => {
  test('is kept by browsers for good when its name has its content in it, else asked for again', async () => {
    const hashed = await raw('/console/assets/main-B2xPq81c.js')
    expect(hashed).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff'
      }
    })
    expect(hashed.body.toString()).toBe(script)
    for (const path of ['/console/assets/plain.js', '/console/icon.svg'])
      expect((await raw(path)).headers['cache-control']).toBe('no-cache')
  })

  test('is packed for those who take it so, and only where that is smaller', async () => {
    for (const accept of ['gzip', 'br, gzip;q=0.5', 'GZIP', '*']) {
      const packed = await raw('/console/assets/main-B2xPq81c.js', { 'accept-encoding': accept })
      expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' })
      expect(packed.headers['content-length']).toBe(String(packed.body.byteLength))
      expect(gunzipSync(packed.body).toString()).toBe(script)
    }
    for (const accept of ['br', 'gzip;q=0', 'gzip;q=0.0', ''])
      expect(
        (await raw('/console/assets/main-B2xPq81c.js', { 'accept-encoding': accept })).headers
      ).not.toHaveProperty('content-encoding')
    const tiny = await raw('/console/assets/main-B2xPq81c.css', { 'accept-encoding': 'gzip' })
    expect(tiny.headers).not.toHaveProperty('content-encoding')
  })

  test('is not sent again to those who have it, packed or not', async () => {
    for (const accept of ['gzip', 'identity']) {
      const headers = { 'accept-encoding': accept }
      const etag = String((await raw('/console/assets/main-B2xPq81c.js', headers)).headers['etag'])
      for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
        const again = await raw('/console/assets/main-B2xPq81c.js', { ...headers, 'if-none-match': known })
        expect(again).toMatchObject({ status: 304, headers: { etag } })
        expect(again.body).toHaveLength(0)
      }
      const other = await raw('/console/assets/main-B2xPq81c.js', { ...headers, 'if-none-match': '"other"' })
      expect(other.status).toBe(200)
    }
  })

  test.each([
    '/console/assets/none.js',
    '/console/../secret.js',
    '/console/..%2fsecret.js',
    '/console/%2e%2e/secret.js',
    '/console/assets/../../secret.js',
    '/console/assets/..%5c..%5csecret.js',
    '/console//etc/passwd.js',
    `/console/${encodeURIComponent(join(scratch, 'secret.js'))}`,
    '/console/link.js',
    '/console/.env',
    '/console/run.sh',
    '/console/index.html%00.js',
    '/console/assets/plain.js/'
  ])('is nothing but what was built: %s', async (path) => {
    const { status, body } = await raw(path)
    expect(body.toString()).not.toMatch(/secret|hidden|no type|root:/)
    // A path that ends outside or in nothing is unknown; one without a dot at its end is a place in the console.
    expect([404, 200]).toContain(status)
    if (status === 200) expect(body.toString()).toContain('<title>Console</title>')
  })

  test('is only read', async () => {
    const answer = await raw('/console/icon.svg', {}, 'POST')
    expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET' } })
    const head = await raw('/console/icon.svg', {}, 'HEAD')
    expect(head).toMatchObject({ status: 200, headers: { 'content-type': 'image/svg+xml' } })
    expect(head.body).toHaveLength(0)
  })
})

describe('the page of the console', () => {
  test.each([
    '/console/',
    '/console/index.html',
    '/console/orders',
    '/console/orders/ord_01h4?tab=money',
    '/console/a.b/c'
  ])('stands at %s', async (path) => {
    const { status, headers, body } = await raw(path)
    expect({ status, type: headers['content-type'] }).toEqual({
      status: 200,
      type: 'text/html; charset=utf-8'
    })
    expect(body.toString()).toContain('<title>Console</title>')
  })

  test('runs scripts of its own origin alone, and styles by a number that is new each time', async () => {
    const [one, two] = [await raw('/console/'), await raw('/console/')]
    const policy = String(one.headers['content-security-policy'])
    const [, nonce = ''] = /style-src 'self' 'nonce-([\w+/=]{24})'/.exec(policy) ?? []
    expect(one.body.toString()).toContain(`nonce="${nonce}"`)
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      `style-src 'self' 'nonce-${nonce}'`,
      "img-src 'self' data: blob:",
      "font-src 'self'",
      "connect-src 'self'",
      "manifest-src 'self'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'"
    ])
    expect(two.body.toString()).not.toContain(nonce)
    expect(one.headers).toMatchObject({ 'cache-control': 'no-store', 'x-frame-options': 'DENY' })
  })

  test('is found without its last stroke, too', async () => {
    expect(await raw('/console')).toMatchObject({ status: 308, headers: { location: '/console/' } })
  })

  test('that was built anew is noticed within a second', async () => {
    write('index.html', '<title>Console</title> built anew')
    write('assets/main-NEWNEW11.js', 'new')
    utimesSync(join(root, 'index.html'), new Date(), new Date(Date.now() + 5000))
    const end = Date.now() + 10_000
    while (!(await raw('/console/')).body.toString().includes('built anew')) {
      if (Date.now() > end) throw new Error('it was not noticed')
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    expect((await raw('/console/assets/main-NEWNEW11.js')).body.toString()).toBe('new')
  })

  test.each([
    ['was not built', join(scratch, 'none')],
    ['has no folder', undefined]
  ])('that %s says how to build it', async (_, folder) => {
    const answer = await serverOf(folder).fetch(new Request('http://kontor/console/orders'))
    expect(answer.status).toBe(404)
    expect(await answer.text()).toMatch(/not built[^]*npm run build/)
  })
})
