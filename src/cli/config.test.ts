import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

const surroundings = (env: Readonly<Record<string, string>>) =>
  ({ env, folder: '/srv/kontor' }) as unknown as Parameters<typeof readConfig>[0]

test.each([
  [undefined, 'nobody'],
  ['', 'nobody'],
  ['0', 'nobody'],
  ['false', 'nobody'],
  ['1', 'marketplace'],
  ['true', 'marketplace'],
  ['merchants', 'everybody']
])('KONTOR_WEBHOOK_ALLOW_PRIVATE=%s opens the own network to %s', (value, whom) => {
  const env = value === undefined ? {} : { KONTOR_WEBHOOK_ALLOW_PRIVATE: value }
  expect(readConfig(surroundings(env)).webhooks).toEqual({ allowPrivate: whom, allowHttp: false })
})

test('and is refused where it says something else', () => {
  const wrong = surroundings({ KONTOR_WEBHOOK_ALLOW_PRIVATE: 'merchant' })
  expect(() => readConfig(wrong)).toThrow('KONTOR_WEBHOOK_ALLOW_PRIVATE')
})

test.each(['KONTOR_URL', 'KONTOR_SANDBOX_URL'])('%s holds no password, nor is one repeated', (name) => {
  const read = () => readConfig(surroundings({ [name]: 'http://user:geheim@kontor:4700' }))
  expect(read).toThrow(`${name}: must hold no user or password`)
  expect(read).not.toThrow('geheim')
})
