import type { Session, SignInLink } from '../identity/index.ts'
import { type Html, markup } from './html.ts'
import { page, type PageForm } from './page.ts'
import type { Problem } from './problem.ts'
import type { Answer } from './serve.ts'
import type { SignInText } from './sign-in-text.ts'

/** Shows what a link is for, with a button: a program that only looks at links must not use it up. */
export function linkPage(link: SignInLink, text: SignInText): Answer {
  const { signIn, kinds } = text
  return signInPage(
    text,
    signIn.title,
    markup`<p>${signIn.lead(kinds[link.kind])}</p>
      ${link.label === '' ? '' : markup`<p>${signIn.madeFor(link.label)}</p>`}
      <form method="post"><button type="submit">${signIn.button}</button></form>
      <p class="small soft">${signIn.once(shown(link.expiresAt))}</p>
      <p class="small soft">${signIn.notYou}</p>`
  )
}

/** Shows how to sign in. */
export function signedOutPage(text: SignInText): Answer {
  const { signedOut } = text
  return signInPage(
    text,
    signedOut.title,
    markup`<p>${signedOut.lead}</p>
      <p>${signedOut.operator}</p>
      <pre><code>kontor sign-in operator</code></pre>
      <p>${signedOut.others}</p>`
  )
}

/** Shows who is signed in, the way to his pages, and the way out. */
export function signedInPage(session: Session, home: string, text: SignInText): Answer {
  const { signedIn, kinds } = text
  return signInPage(
    text,
    signedIn.title,
    markup`<p>${signedIn.lead(kinds[session.kind])}</p>
      <p><a href="${home}">${signedIn.on}</a></p>
      <form method="post" action="/sign-out"><button type="submit">${signedIn.button}</button></form>
      <p class="small soft">${signedIn.until(shown(session.expiresAt))} ${signedIn.idle(shown(session.idleEndsAt))}</p>`
  )
}

/** Tells a person why he was not signed in. */
export function signInProblemPage(problem: Problem, text: SignInText): Answer {
  const own = text.problem.details[problem.code]
  const detail = own ?? problem.detail
  const ofLink = problem.code.startsWith('identity.link_')
  const ownAdvice = ofLink ? text.problem.advice : ''
  const advice = own === undefined ? (problem.advice ?? ownAdvice) : ownAdvice
  return signInPage(
    text,
    text.problem.title,
    markup`<p>${detail}</p>
      ${advice === '' ? '' : markup`<p>${advice}</p>`}
      ${problem.code === 'identity.link_used' ? markup`<p><a href="/sign-in">${text.problem.usedByYou}</a></p>` : ''}
      <p class="small soft">${text.problem.request(problem.requestId)}</p>`,
    { status: problem.status }
  )
}

function signInPage(text: SignInText, title: string, content: Html, form: PageForm = {}): Answer {
  const headers = { 'content-language': text.lang, vary: 'Accept-Language', ...form.headers }
  return page(title, markup`<h1>${title}</h1>${content}`, markup`${text.foot}`, {
    ...form,
    lang: text.lang,
    nav: false,
    forms: true,
    headers
  })
}

/** `2026-03-02 09:00 UTC`. */
function shown(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
