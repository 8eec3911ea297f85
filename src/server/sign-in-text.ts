import type { PersonKind } from '../identity/index.ts'

/** What the pages of signing in say, in one language. */
export type SignInText = Readonly<{
  lang: string
  kinds: Readonly<Record<PersonKind, string>>
  signIn: Readonly<{
    title: string
    lead: (kind: string) => string
    madeFor: (label: string) => string
    once: (until: string) => string
    button: string
    notYou: string
  }>
  signedOut: Readonly<{ title: string; lead: string; operator: string; others: string }>
  signedIn: Readonly<{
    title: string
    lead: (kind: string) => string
    until: (time: string) => string
    idle: (time: string) => string
    on: string
    button: string
  }>
  problem: Readonly<{
    title: string
    /** By the code of the problem; what is not named here is told in the words of the problem itself. */
    details: Readonly<Record<string, string>>
    advice: string
    /** Leads whoever has used the link himself to where it says whether he is signed in. */
    usedByYou: string
    request: (id: string) => string
  }>
  foot: string
}>

const en: SignInText = {
  lang: 'en',
  kinds: { operator: 'operator', merchant: 'merchant', buyer: 'buyer', auditor: 'auditor' },
  signIn: {
    title: 'Sign in',
    lead: (kind) => `This link signs you in as ${kind}.`,
    madeFor: (label) => `It was made for: ${label}`,
    once: (until) => `It works once, until ${until}.`,
    button: 'Sign in',
    notYou: 'You did not expect this link? Close this page. Nobody is signed in until the button is pressed.'
  },
  signedOut: {
    title: 'You are not signed in',
    lead: 'You sign in by a link that works once.',
    operator: 'Operators and auditors make one on the machine where Kontor runs:',
    others: 'Merchants and buyers get theirs from the marketplace. Ask there for a new one.'
  },
  signedIn: {
    title: 'You are signed in',
    lead: (kind) => `This browser is signed in as ${kind}.`,
    until: (time) => `It stays so until ${time} at the latest.`,
    idle: (time) => `Without a request it ends at ${time}.`,
    on: 'Go on to your pages',
    button: 'Sign out'
  },
  problem: {
    title: 'That did not work',
    details: {},
    advice: 'Ask whoever sent the link for a new one.',
    usedByYou: 'Was it you who used it? See whether you are still signed in.',
    request: (id) => `Request ${id}`
  },
  foot: 'The link and the session are kept as hashes only. A session is one cookie, which no script can read.'
}

const zh: SignInText = {
  lang: 'zh-CN',
  kinds: { operator: '运营人员', merchant: '商家', buyer: '买家', auditor: '审计人员' },
  signIn: {
    title: '登录',
    lead: (kind) => `此链接将让您以${kind}身份登录。`,
    madeFor: (label) => `用途：${label}`,
    once: (until) => `仅可使用一次，有效期至 ${until}。`,
    button: '登录',
    notYou: '这不是您要的链接？请直接关闭本页。在点击按钮之前，不会有人登录。'
  },
  signedOut: {
    title: '您尚未登录',
    lead: '请使用一次性链接登录。',
    operator: '运营人员和审计人员在运行 Kontor 的机器上生成链接：',
    others: '商家和买家的链接由平台发送。请向平台索取新的链接。'
  },
  signedIn: {
    title: '您已登录',
    lead: (kind) => `此浏览器已以${kind}身份登录。`,
    until: (time) => `登录最迟于 ${time} 失效。`,
    idle: (time) => `如无任何操作，将于 ${time} 失效。`,
    on: '进入您的页面',
    button: '退出登录'
  },
  problem: {
    title: '未能完成',
    details: {
      'identity.link_unknown': '找不到此登录链接，或者它早已失效，无法用它登录。请检查链接是否复制完整。',
      'identity.link_used': '此登录链接已被使用。每个链接只能使用一次，无法再次用它登录。',
      'identity.link_expired': '此登录链接在使用之前已过期，无法再用它登录。',
      'identity.link_revoked': '此登录链接在使用之前已被撤回，无法再用它登录。',
      'http.rate_exceeded': '短时间内请求过多。本次请求未做任何更改。请稍候再试。',
      'http.cross_site': '此请求不是从 Kontor 的页面发出的。未做任何更改。'
    },
    advice: '请向链接的发送者索取新的链接。运营人员可在运行 Kontor 的机器上用 kontor sign-in operator 生成。',
    usedByYou: '是您本人使用的吗？查看您是否仍处于登录状态。',
    request: (id) => `请求编号 ${id}`
  },
  foot: '链接和会话仅以哈希形式保存。会话是一个脚本无法读取的 Cookie。'
}

/** The language that a browser likes better: Chinese where it names it before English, else English. */
export function textFor(acceptLanguage: string | null): SignInText {
  const liked = (acceptLanguage ?? '')
    .toLowerCase()
    .split(',')
    .flatMap((part) => {
      const [, tag = '', q = '1'] =
        /^\s*(en|zh)(?:-[\w-]+)?\s*(?:;\s*q=([01](?:\.\d{1,3})?)\s*)?$/.exec(part) ?? []
      return tag === '' ? [] : [{ tag, q: globalThis.Number(q) }]
    })
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q)
  return liked[0]?.tag === 'zh' ? zh : en
}
