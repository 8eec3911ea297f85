import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import { newSecret, signedHeaders } from './signature.ts'

const body = '{"type":"order.paid","data":{"word":"付款"}}'
const now = () => new Date()

describe('a webhook is signed', () => {
  test('as in the vector that the libraries of Standard Webhooks are tested with', () => {
    const at = new Date(1614265330 * 1000)
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
    expect(signedHeaders([secret], 'msg_p5jXN8AQM9LWM0D4loKWxJek', at, '{"test": 2432232314}')).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='
    })
  })

  test('so that their library verifies it', () => {
    const secret = newSecret()
    const headers = signedHeaders([secret], 'evt_1', now(), body)
    expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body))
    expect(() => new Webhook(newSecret()).verify(body, headers)).toThrow('No matching signature')
    expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow('No matching signature')
  })

  test('with each of two secrets, and either of them verifies it', () => {
    const [before, after] = [newSecret(), newSecret()]
    const headers = signedHeaders([after, before], 'evt_1', now(), body)
    expect(headers['webhook-signature']).toMatch(/^v1,\S{44} v1,\S{44}$/)
    for (const secret of [before, after]) expect(new Webhook(secret).verify(body, headers)).toBeTruthy()
  })

  test('with a secret of 32 bytes that nobody has drawn before', () => {
    const secrets = new Set(Array.from({ length: 100 }, newSecret))
    expect(secrets.size).toBe(100)
    for (const secret of secrets) {
      expect(secret).toMatch(/^whsec_/)
      expect(Buffer.from(secret.slice(6), 'base64')).toHaveLength(32)
    }
  })
})
