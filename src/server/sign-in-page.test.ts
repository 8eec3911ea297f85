import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Session, SignInLink } from '../identity/index.ts'
import { sessionCookie } from './cookie.ts'
import { linkPage, signedInPage, signedOutPage, signInProblemPage } from './sign-in-page.ts'
import { textFor } from './sign-in-text.ts'

const at = new Date('2026-03-02T09:00:00Z')
const later = new Date('2026-03-02T17:00:00Z')
const link: SignInLink = {
  id: 'lnk_01h455vb4pex5vsknk084sn02q',
  kind: 'merchant',
  merchantId: 'mer_01h455vb4pex5vsknk084sn02q',
  buyerId: null,
  label: '<b>Anna</b>',
  createdAt: at,
  expiresAt: later,
  usedAt: null,
  revokedAt: null
}
const session: Session = {
  id: 'ses_01h455vb4pex5vsknk084sn02q',
  kind: 'operator',
  merchantId: null,
  buyerId: null,
  label: '',
  linkId: link.id,
  createdAt: at,
  seenAt: at,
  idleEndsAt: at,
  expiresAt: later,
  endedAt: null
}
const problem = {
  type: 'urn:kontor:problem:identity.link_used',
  title: 'Used already',
  status: 410,
  detail: 'This sign-in link was used already.',
  code: 'identity.link_used',
  advice: 'Ask for a new one.',
  requestId: 'req_01h455vb4pex5vsknk084sn02q'
}
const [en, zh] = [textFor('en'), textFor('zh-CN')]

describe.each([
  ['English', en],
  ['Chinese', zh]
])('the pages in %s', (_, text) => {
  const pages = [
    linkPage(link, text),
    signedOutPage(text),
    signedInPage(session, '/console/', text),
    signInProblemPage(problem, text)
  ]
  test.each(pages)('load nothing, run nothing, and send their forms here', ({ text: html, headers }) => {
    const [, style = ''] = /<style>([^]*?)<\/style>/.exec(html) ?? []
    const hash = createHash('sha256').update(style).digest('base64')
    expect(headers?.['content-security-policy']).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`
    )
    expect(html).not.toMatch(/<script|<img|<iframe|\son\w+=|style=/)
    expect(headers).toMatchObject({ 'referrer-policy': 'strict-origin', vary: 'Accept-Language' })
    expect(html).toContain(`<html lang="${text.lang}">`)
  })

  test('have a button that signs in, and show what was typed as text', () => {
    const [page] = pages
    expect(page?.text).toMatch(/<form method="post"><button type="submit">/)
    expect(page?.text).toContain('&#60;b&#62;Anna')
    expect(page?.text).toContain('2026-03-02 17:00 UTC')
  })

  test('tell who may have used a link himself where it says whether he is signed in', () => {
    expect(signInProblemPage(problem, text).text).toContain(`<a href="/sign-in">${text.problem.usedByYou}`)
    const busy = { ...problem, code: 'http.rate_exceeded', advice: 'Wait.' }
    expect(signInProblemPage(busy, text).text).not.toMatch(/href="\/sign-in"|new one|新的链接/)
  })

  test('tell a problem with its status', () => {
    expect(signInProblemPage(problem, text).status).toBe(410)
  })
})

test('both languages say the same things', () => {
  const keys = (value: unknown): unknown =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value).map(([key, inner]) => [key, key === 'details' ? {} : keys(inner)])
        )
      : typeof value
  expect(keys(zh)).toEqual(keys(en))
  expect(JSON.stringify(zh)).not.toBe(JSON.stringify(en))
})

test.each([
  [null, 'en'],
  ['', 'en'],
  ['de', 'en'],
  ['zh', 'zh-CN'],
  ['zh-Hans-CN, en;q=0.9', 'zh-CN'],
  ['en-GB,en;q=0.9,zh;q=0.8', 'en'],
  ['en;q=0.5, zh;q=0.75', 'zh-CN'],
  ['de-DE, zh-TW;q=0.3', 'zh-CN'],
  ['zh;q=0', 'en'],
  ['zh;q=0, en;q=0.1', 'en'],
  ['ZH-cn', 'zh-CN'],
  ['zhu', 'en'],
  ['zh;q=9', 'en']
])('a browser that likes %j gets %s', (accepted, lang) => {
  expect(textFor(accepted).lang).toBe(lang)
})

describe('the cookie', () => {
  test('is for this server alone, and no script reads it', () => {
    expect(sessionCookie(undefined).give('secret')).toBe(
      'kontor_session=secret; Path=/; HttpOnly; SameSite=Lax'
    )
    expect(sessionCookie('http://10.0.0.7:4700').give('secret')).not.toContain('Secure')
  })

  test('goes over https alone where people come over https', () => {
    expect(sessionCookie('https://pay.example').give('secret', 60)).toBe(
      '__Host-kontor_session=secret; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax'
    )
  })

  test('is taken away under the same name', () => {
    expect(sessionCookie('https://pay.example').take()).toMatch(
      /^__Host-kontor_session=; Max-Age=0; Path=\/; .*Secure/
    )
    expect(sessionCookie(undefined).take()).toMatch(/^kontor_session=; Max-Age=0; Path=\//)
  })
})
