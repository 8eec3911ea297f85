import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import { newSecret, signedHeaders } from '../../src/webhooks/signature.ts'
import { verifyWebhook, WebhookError } from '../src/index.ts'

const event = {
  type: 'order.paid',
  timestamp: '2026-03-02T09:00:00.000Z',
  data: { id: 'evt_1', subject: 'ord_1', sequence: 5, place: 118, data: { word: '付款' } }
}
const body = JSON.stringify(event)
const secret = newSecret()
const at = new Date()
const signed = (secrets = [secret], text = body) => ({ ...signedHeaders(secrets, 'evt_1', at, text) })

describe('a webhook is taken', () => {
  test('with the vector that the libraries of Standard Webhooks are tested with', async () => {
    const vector = {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
    }
    const now = new Date(1614265330 * 1000)
    const verifying = verifyWebhook(
      '{"test": 2432232314}',
      vector,
      'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      { now }
    )
    // The signature is right; the body is only no event of Kontor.
    await expect(verifying).rejects.toMatchObject({ code: 'body_invalid' })
    await expect(
      verifyWebhook('{"test": 2432232315}', vector, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', { now })
    ).rejects.toMatchObject({ code: 'signature_wrong' })
  })

  test.each([
    ['a text', body],
    ['bytes', Buffer.from(body)],
    ['a view into a larger buffer', Buffer.from(`xx${body}x`).subarray(2, -1)],
    ['an ArrayBuffer', new TextEncoder().encode(body).buffer]
  ])('as %s', async (_, sent) => {
    expect(await verifyWebhook(sent as string, signed(), secret)).toEqual(event)
  })

  test.each([
    ['Headers', new Headers(signed())],
    ['as Node has them', signed()],
    [
      'in capitals',
      Object.fromEntries(Object.entries(signed()).map(([name, value]) => [name.toUpperCase(), value]))
    ],
    ['in lists', Object.fromEntries(Object.entries(signed()).map(([name, value]) => [name, [value]]))]
  ])('with headers: %s', async (_, headers) => {
    expect(await verifyWebhook(body, headers, secret)).toEqual(event)
  })

  test('with the old secret or the new one, while they change', async () => {
    const [before, after] = [newSecret(), newSecret()]
    const both = signed([after, before])
    for (const known of [before, after, [before, after], [newSecret(), before]])
      expect(await verifyWebhook(body, both, known)).toEqual(event)
    // And a receiver that knows both takes what is signed with one.
    expect(await verifyWebhook(body, signed([before]), [after, before])).toEqual(event)
  })

  test('with a secret that has lost its prefix, as their library does', async () => {
    expect(await verifyWebhook(body, signed(), secret.slice('whsec_'.length))).toEqual(event)
  })

  test('whose other signatures are of a version that is not known', async () => {
    const headers = signed()
    const more = { ...headers, 'webhook-signature': `v1a,AAAA v2,%% v1,%% ${headers['webhook-signature']}` }
    expect(await verifyWebhook(body, more, secret)).toEqual(event)
  })
})

describe('a webhook is refused', () => {
  const wrongly = (change: Record<string, string | undefined>) => ({ ...signed(), ...change })
  const seconds = Math.floor(at.getTime() / 1000)
  test.each([
    ['another body', `${body} `, signed(), secret, 'signature_wrong'],
    ['another secret', body, signed(), newSecret(), 'signature_wrong'],
    ['an empty list of secrets', body, signed(), [], 'secret_missing'],
    ['another id', body, wrongly({ 'webhook-id': 'evt_2' }), secret, 'signature_wrong'],
    ['another time', body, wrongly({ 'webhook-timestamp': String(seconds + 1) }), secret, 'signature_wrong'],
    [
      'no signature of version 1',
      body,
      wrongly({ 'webhook-signature': 'v1 v1, v2,AAAA ,' }),
      secret,
      'signature_wrong'
    ],
    [
      'a signature cut short',
      body,
      wrongly({ 'webhook-signature': signed()['webhook-signature'].slice(0, 20) }),
      secret,
      'signature_wrong'
    ],
    ['a time that is none', body, wrongly({ 'webhook-timestamp': 'now' }), secret, 'time_wrong'],
    ['a time with a fraction', body, wrongly({ 'webhook-timestamp': `${seconds}.5` }), secret, 'time_wrong'],
    ['no id', body, wrongly({ 'webhook-id': undefined }), secret, 'header_missing'],
    ['no time', body, wrongly({ 'webhook-timestamp': undefined }), secret, 'header_missing'],
    ['no signature', body, wrongly({ 'webhook-signature': undefined }), secret, 'header_missing'],
    ['an empty secret', body, signed(), 'whsec_', 'secret_invalid'],
    ['a secret that is no base64', body, signed(), 'whsec_%', 'secret_invalid'],
    ['a body that was parsed', event, signed(), secret, 'body_parsed']
  ])('%s', async (_, sent, headers, known, code) => {
    const verifying = verifyWebhook(sent as string, headers, known)
    await expect(verifying).rejects.toBeInstanceOf(WebhookError)
    await expect(verifying).rejects.toMatchObject({ code })
  })

  test.each<[string, unknown, unknown, unknown, string, string]>([
    ['no body', undefined, signed(), secret, 'body_missing', 'The body is missing.'],
    ['a body that is null', null, signed(), secret, 'body_missing', 'The body is missing.'],
    ['no headers', body, undefined, secret, 'header_missing', 'The headers are missing.'],
    ['headers that are a text', body, 'webhook-id', secret, 'header_missing', 'The headers are missing.'],
    ['no secret', body, signed(), undefined, 'secret_missing', 'The secret is missing.'],
    ['a secret that is empty', body, signed(), '', 'secret_missing', 'The secret is missing.'],
    ['a secret that is null', body, signed(), null, 'secret_missing', 'The secret is missing.'],
    [
      'a list without a secret',
      body,
      signed(),
      [undefined],
      'secret_invalid',
      'The secret is not of its form'
    ],
    ['nothing at all', undefined, undefined, undefined, 'body_missing', 'The body is missing.']
  ])('%s, from a program without types, and it is said what is missing', async (...row) => {
    const [, sent, headers, known, code, said] = row
    const verifying = verifyWebhook(sent as string, headers as Headers, known as string)
    await expect(verifying).rejects.toBeInstanceOf(WebhookError)
    await expect(verifying).rejects.toMatchObject({ code, message: expect.stringContaining(said) })
  })

  test.each([
    [-301, 'time_wrong'],
    [301, 'time_wrong'],
    [-299, undefined],
    [299, undefined]
  ])('when it is %i seconds from now: %s', async (off, code) => {
    const verifying = verifyWebhook(body, signed(), secret, { now: new Date((seconds + off) * 1000) })
    if (code) await expect(verifying).rejects.toMatchObject({ code })
    else expect(await verifying).toEqual(event)
  })

  test('what is signed, but no event', async () => {
    for (const text of ['[]', 'null', '"x"', '{"type":1,"data":{}}', '{"type":"x"}', 'x'])
      await expect(verifyWebhook(text, signed([secret], text), secret)).rejects.toMatchObject({
        code: 'body_invalid'
      })
  })

  test('with more signatures than anybody sends: the others are not looked at', async () => {
    const headers = signed()
    const wrong = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= '.repeat(30)
    const many = { ...headers, 'webhook-signature': wrong + headers['webhook-signature'] }
    await expect(verifyWebhook(body, many, secret)).rejects.toMatchObject({ code: 'signature_wrong' })
  })
})

test('agrees with the library of Standard Webhooks', async () => {
  const secrets = Array.from({ length: 20 }, newSecret)
  for (const one of secrets) {
    const text = `${body}${' '.repeat(secrets.indexOf(one))}`
    const headers = signed([one], text)
    expect(new Webhook(one).verify(text, headers)).toEqual(await verifyWebhook(text, headers, one))
  }
})
