import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { actorKinds, route } from '../api/index.ts'
import { PositiveMoney } from '../kernel/index.ts'
import { docsPage } from './docs-page.ts'
import { markup } from './html.ts'
import { openApi } from './openapi.ts'
import type { Answer } from './serve.ts'
import { statusPage } from './status-page.ts'

const now = new Date('2026-03-02T09:00:00Z')
const status = statusPage(
  {
    money: [
      { currency: 'JPY', paid: 1234567n, held: 0n, released: 1n, commission: 2n, refunded: -3n },
      { currency: 'KWD', paid: 1234567n, held: 5n, released: 1n, commission: 2n, refunded: 3n }
    ],
    orders: [{ state: 'awaiting_payment', count: 1200 }],
    events: [
      {
        id: 'evt_01h455vb4pex5vsknk084sn02q',
        place: 1,
        at: now,
        actor: '<script>alert(1)</script>',
        request: null,
        type: 'order.paid',
        subject: 'ord_01h455vb4pex5vsknk084sn02q',
        data: {}
      }
    ]
  },
  now,
  15 * 86_400_000
)
const things = route({
  method: 'POST',
  path: '/v1/things/:thingId/parts',
  tag: 'Things',
  summary: 'Add a part & see.',
  permission: 'things.write',
  grantedTo: actorKinds,
  params: z.strictObject({ thingId: z.string() }),
  body: z.strictObject({ price: PositiveMoney, note: z.string().max(20).optional() }),
  reply: z.strictObject({ id: z.string() }).meta({ id: 'Thing' }),
  failures: ['thing.full'],
  handle: async () => ({ id: 'x' })
})
const docs = docsPage(openApi([things], 'test'))

describe.each<[string, Answer]>([
  ['/status', status],
  ['/docs', docs]
])('the page at %s', (_, { text, type, headers }) => {
  test('has the style that its policy allows, and nothing else that is loaded or run', () => {
    const [, style = ''] = /<style>([^]*?)<\/style>/.exec(text) ?? []
    const hash = createHash('sha256').update(style).digest('base64')
    expect(headers?.['content-security-policy']).toContain(`default-src 'none'; style-src 'sha256-${hash}'`)
    expect(text).not.toMatch(/<script|<img|<iframe|\son\w+=|style=|(?:src|href)="(?!\/|#|data:,")/)
    expect(type).toBe('text/html; charset=utf-8')
  })

  test('has a language, a title, a width for phones, and each id once', () => {
    expect(text).toMatch(/<html lang="en">[^]*<title>\w+ · Kontor<\/title>/)
    expect(text).toContain('name="viewport" content="width=device-width')
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('the status page', () => {
  test("shows amounts in their currency's digits, and counts in groups", () => {
    expect(status.text).toMatch(/1,234,567\s*<\/td>/)
    expect(status.text).toMatch(/1,234\.567\s*<\/td>/)
    expect(status.text).toMatch(/-3\s*<\/td>/)
    expect(status.text).toMatch(/0\.005\s*<\/td>/)
    expect(status.text).toMatch(/awaiting payment<\/th>\s*<td class="number">1,200<\/td>/)
  })

  test('says what time it is, and that it is simulated', () => {
    expect(status.text).toContain('2026-03-02 09:00:00 UTC')
    expect(status.text).toMatch(/simulated,\s+15 days ahead/)
    expect(statusPage({ money: [], orders: [], events: [] }, now, 0).text).not.toContain('simulated')
  })

  test('shows what came from outside as text', () => {
    expect(status.text).not.toContain('<script>')
    expect(status.text).toContain('&#60;script&#62;alert(1)')
  })

  test('says what to do where there is nothing yet', () => {
    expect(statusPage({ money: [], orders: [], events: [] }, now, 0).text).toContain(
      'There are no orders yet.'
    )
  })
})

test('the documentation shows each request with its fields, an example and its refusals', () => {
  expect(docs.text).toMatch(/<span class="method">POST<\/span> \/v1\/things\/\{thingId\}\/parts/)
  expect(docs.text).toContain('Add a part &#38; see.')
  expect(docs.text).toContain('things.write')
  expect(docs.text).toContain('thing.full')
  expect(docs.text).toContain('<a href="#schema-PositiveMoney">PositiveMoney</a>')
  expect(docs.text).toContain('&#34;amount&#34;: 1,')
  expect(docs.text).toMatch(/<code>note<\/code>[^]{0,80}string at most 20, optional/)
})

test('markup escapes whatever is put into it', () => {
  expect(markup`<p title="${`"'<>&`}">${null}${undefined}${[1, markup`<b>`, '<']}</p>`.text).toBe(
    '<p title="&#34;&#39;&#60;&#62;&#38;">1<b>&#60;</p>'
  )
})
