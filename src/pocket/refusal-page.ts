import { type Html, markup, type Problem, type Reply, type Visitor } from '../server/index.ts'
import { page } from './page.ts'
import { refusalTexts } from './refusal-text.ts'
import type { Text } from './text.ts'

/** What is said of a refusal: in our own words where there are some, else in those of the API. */
function reasonOf({ code, detail, advice }: Problem, text: Text): string {
  const own = refusalTexts[code]?.[text.lang]
  if (own !== undefined) return own
  return text.lang === 'en' ? `${detail} ${advice ?? ''}`.trim() : `${text.refused.generic}（${detail}）`
}

/** Whether it cannot be told from the answer if the act was done: it may be sent again with the same key. */
export function isOpen({ status, code }: Problem): boolean {
  return status >= 500 || status === 429 || status === 408 || code === 'http.key_in_flight'
}

/** The sentences about a refusal, above the form that it is about. */
export function refusalOf(problem: Problem, text: Text): Html {
  const fields = (problem.errors ?? []).map(({ path, message }) => markup`<li>${path}: ${message}</li>`)
  return markup`<div class="notice refused" id="notice" role="alert" tabindex="-1"><h2>${isOpen(problem) ? text.refused.open : text.refused.title}</h2>
<p>${reasonOf(problem, text)}</p>
${fields.length === 0 ? '' : markup`<ul>${fields}</ul>`}
<p>${isOpen(problem) ? text.refused.unknown : text.refused.unchanged}</p>
<p><small>${text.refused.request(problem.requestId)}</small></p></div>`
}

/** Seconds after which it may be tried again; undefined where waiting does not help. */
function waitOf({ status, details }: Problem): number | undefined {
  const seconds = details?.['retryAfterSeconds']
  if (status !== 429 && status !== 503) return undefined
  return typeof seconds === 'number' ? seconds : 2
}

/**
 * What a browser without a script is told where a form was refused before it was read: what was written stands in the page
 * before this one. A script keeps the form by itself.
 */
function formNote({ header }: Visitor, problem: Problem, text: Text): Html | '' {
  if (header('content-type') === undefined || header('accept') === 'application/json') return ''
  const { reload, goBack, wait } = text.refused
  if (problem.status === 500) return markup`<p>${reload}</p>`
  const seconds = waitOf(problem)
  return markup`<p>${goBack}${seconds === undefined ? '' : ` ${wait(seconds)}`}</p>`
}

/** A page that says that nobody is signed in, and how one is. */
function signedOutPage(visitor: Visitor, text: Text, problem: Problem): Reply {
  const { title, lead, link } = text.signedOut
  const content = markup`<h1>${title}</h1><p>${lead}</p>${formNote(visitor, problem, text)}
<p><a href="/sign-in">${link}</a></p>`
  return page(visitor, text, title, content, { status: 401 })
}

/** A page that tells a refusal which is about no form, or about one that was not read. */
export function problemPage(visitor: Visitor, text: Text, problem: Problem): Reply {
  const { status, code, requestId } = problem
  if (status === 401) return signedOutPage(visitor, text, problem)
  const missing = status === 404 || (status === 400 && code === 'http.path_invalid')
  const note = formNote(visitor, problem, text)
  const title = note !== '' && status === 500 ? text.refused.open : text.refused.title
  const seconds = waitOf(problem)
  return page(
    visitor,
    text,
    title,
    markup`<h1>${title}</h1><p>${missing ? text.gone : reasonOf(problem, text)}</p>${note}
<p><a href="/pocket/">${text.home}</a></p><p><small>${text.refused.request(requestId)}</small></p>`,
    {
      status: missing ? 404 : status,
      ...(seconds === undefined ? {} : { headers: { 'retry-after': `${seconds}` } })
    }
  )
}
