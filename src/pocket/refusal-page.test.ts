import { expect, test } from 'vitest'
import type { Visitor } from '../server/index.ts'
import { texts } from './language.ts'
import { problemPage } from './refusal-page.ts'

const form = { 'content-type': 'multipart/form-data; boundary=x' }
const visitor = (headers: Readonly<Record<string, string>>): Visitor => ({
  method: 'GET',
  path: 'orders/ord_x/confirm',
  query: new URLSearchParams(),
  form: null,
  now: new Date('2026-03-02T09:00:00Z'),
  requestId: 'req_x',
  header: (name) => headers[name],
  cookie: () => undefined
})
const problem = (status: number, code: string, retryAfterSeconds?: number) => ({
  type: `urn:kontor:problem:${code}`,
  title: '',
  detail: 'Because.',
  requestId: 'req_x',
  status,
  code,
  ...(retryAfterSeconds === undefined ? {} : { details: { retryAfterSeconds } })
})

const kept = [
  'Nothing was done. Go back in your browser: what you wrote still stands in the form; photos may have to be chosen again. Send it from there.',
  '没有进行任何操作。请用浏览器返回上一页：您填写的内容仍在表单中，照片可能需要重新选择。请从那里再次发送。'
]
test.each([
  [429, 'http.rate_exceeded', 7, ['Wait 7 seconds before you do.', '请先等待 7 秒。'], '7'],
  [429, 'http.overloaded', 1, ['Wait a second before you do.', '请先等待 1 秒。'], '1'],
  [503, 'http.database_lost', undefined, ['Wait 2 seconds before you do.', '请先等待 2 秒。'], '2'],
  [408, 'http.body_slow', undefined, [], undefined],
  [413, 'http.body_too_large', undefined, [], undefined],
  [401, 'http.session_over', undefined, [], undefined]
] as const)(
  'whose form was refused before it was read (%i %s) learns where it still is, and when to send it again',
  (status, code, after, waits, header) => {
    for (const [i, text] of Object.values(texts).entries()) {
      const { headers, ...reply } = problemPage(visitor(form), text, problem(status, code, after))
      expect(reply.status).toBe(status)
      expect(headers?.['retry-after']).toBe(header)
      expect(reply.text).toContain(kept[i])
      expect(reply.text).toContain(waits[i] ?? '')
    }
  }
)

test('who has sent no form, or has a script that keeps it, is not sent back to one', () => {
  const script = { ...form, accept: 'application/json' }
  for (const headers of [{}, script])
    expect(problemPage(visitor(headers), texts.en, problem(429, 'http.overloaded', 1)).text).not.toContain(
      'Go back'
    )
})

test('nobody is told that a form was not done where that is not known', () => {
  const { text } = problemPage(visitor(form), texts.en, problem(500, 'http.bug'))
  expect(text).toContain('It is not known whether it was done. Load this page again')
  expect(text).not.toMatch(/was not done|Nothing was done|Go back/)
})
