import { afterAll, expect, test } from 'vitest'
import { browserOf } from '../../test/browser.ts'
import { testDatabase } from '../../test/database.ts'
import { createMarketplace } from '../../test/marketplace.ts'
import { makeLink } from '../identity/index.ts'
import { createMerchant } from '../merchants/index.ts'

const db = await testDatabase()
afterAll(() => db.drop())
const { server } = createMarketplace(db)
const { id: shop } = await db.transaction((tx) =>
  createMerchant(tx, { reference: 'm', displayName: 'M', payoutCurrency: 'CNY' })
)

/** A browser in which somebody has signed in by a link of their own. */
async function signedIn(kind: 'operator' | 'merchant') {
  const browser = browserOf(server)
  const owner = kind === 'merchant' ? { merchantId: shop } : {}
  const { token } = await db.transaction((tx) => makeLink(tx, { kind, ...owner }))
  expect((await browser.visit(`/sign-in/${token}`, { method: 'POST' })).status).toBe(303)
  return browser
}

let made = 0
const newMerchant = () => ({ reference: `s${++made}`, displayName: 'S', payoutCurrency: 'CNY' })

test('a session changes nothing for a page that was loaded for somebody else', async () => {
  const [first, second] = [await signedIn('operator'), await signedIn('operator')]
  const send = (browser: typeof first, person: string, key: string) =>
    browser.visit('/v1/merchants', {
      method: 'POST',
      body: newMerchant(),
      headers: { 'idempotency-key': key, 'kontor-person': person }
    })
  const { id } = (await first.visit('/v1/me')).body as { id: string }
  expect(await send(second, id, 'of-another')).toMatchObject({
    status: 409,
    body: { code: 'http.person_changed' }
  })
  expect((await send(first, id, 'own')).status).toBe(201)
})

test('a merchant is the same person in each session, also where a secret is shown once', async () => {
  const [first, second] = [await signedIn('merchant'), await signedIn('merchant')]
  const { merchantId } = (await first.visit('/v1/me')).body as { merchantId: string }
  const send = (browser: typeof first, path: string, body: object, key: string) =>
    browser.visit(path, {
      method: 'POST',
      body,
      headers: { 'idempotency-key': key, 'kontor-person': merchantId }
    })
  const form = { url: 'https://shop.example/hooks' }
  const made = await send(first, '/v1/webhook-endpoints', form, 'endpoint')
  expect(made.status).toBe(201)
  const again = { status: 409, body: { code: 'webhooks.secret_shown_once' } }
  expect(await send(second, '/v1/webhook-endpoints', form, 'endpoint')).toMatchObject(again)
  const path = `/v1/webhook-endpoints/${(made.body as { endpoint: { id: string } }).endpoint.id}/secret`
  expect((await send(first, path, {}, 'rotate')).status).toBe(201)
  expect(await send(second, path, {}, 'rotate')).toMatchObject(again)
})
