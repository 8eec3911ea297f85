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

/** A page that says that nobody is signed in, and how one is. */
function signedOutPage(visitor: Visitor, text: Text): Reply {
  const { title, lead, link } = text.signedOut
  return page(
    visitor,
    text,
    title,
    markup`<h1>${title}</h1><p>${lead}</p><p><a href="/sign-in">${link}</a></p>`,
    {
      status: 401
    }
  )
}

/** A page that tells a refusal which is about no form. */
export function problemPage(visitor: Visitor, text: Text, problem: Problem): Reply {
  if (problem.status === 401) return signedOutPage(visitor, text)
  const missing = problem.status === 404 || (problem.status === 400 && problem.code === 'http.path_invalid')
  const said = missing ? text.gone : reasonOf(problem, text)
  return page(
    visitor,
    text,
    text.refused.title,
    markup`<h1>${text.refused.title}</h1><p>${said}</p>
<p><a href="/pocket/">${text.home}</a></p><p><small>${text.refused.request(problem.requestId)}</small></p>`,
    { status: problem.status === 400 && missing ? 404 : problem.status }
  )
}
