import { randomUUID } from 'node:crypto'
import { type Html, markup, type Problem, type Reply, type Visitor } from '../server/index.ts'
import type { Act, Subject } from './act.ts'
import { fieldsOf, type Typed, untouched, type Wrongs } from './form.ts'
import { base, page } from './page.ts'
import { isOpen, refusalOf } from './refusal-page.ts'
import type { FieldName, Text } from './text.ts'
import type { Who } from './views.ts'
import { amountOf } from './written.ts'

/** Why a form is shown again, with what was typed. */
export type Again = Readonly<{ typed: Typed; wrongs?: Wrongs; problem?: Problem; key?: string }>

/** The page of one act: what will happen, what has to be told, and the button. */
export function actPage(
  visitor: Visitor,
  text: Text,
  who: Who,
  act: Act,
  subject: Subject,
  again: Again = { typed: untouched }
): Reply {
  const { title, lead, button } = text.acts[act.name]
  const { order } = subject
  const fields = act.fields(subject)
  const { typed, wrongs = new Map<FieldName, string>(), problem } = again
  // A new name for a new try; the same where it may have been done already.
  const kept = problem && isOpen(problem) ? again.key : undefined
  const content = markup`<p><a href="${base}orders/${order.id}">${text.back}</a></p>
${problem ? refusalOf(problem, text) : ''}${wrongs.size > 0 ? missing(wrongs, text) : ''}
<h1>${title}</h1>
<p class="about">${text.order(order.reference)}</p>
<p>${lead(act.amount ? amountOf(act.amount(subject)) : '')}</p>
<form method="post" action="${base}orders/${order.id}/${act.name}?of=${subject.id}" enctype="multipart/form-data"${act.shown ? '' : markup` data-queued`}>
<input type="hidden" name="key" value="${kept ?? randomUUID()}">
<input type="hidden" name="owner" value="${who.id}">
${fieldsOf(fields, { ...typed, isSame: kept !== undefined }, wrongs, text)}
<button>${button}</button>
</form>`
  // The script goes on keeping a form by the status alone.
  const unanswered = problem !== undefined && isOpen(problem)
  const status = unanswered
    ? Math.max(problem.status, 429)
    : (problem?.status ?? (wrongs.size > 0 ? 422 : 200))
  return page(visitor, text, title, content, { who, status })
}

function missing(wrongs: Wrongs, text: Text): Html {
  const links = [...wrongs].map(([name, why]) => markup`<li><a href="#${name}">${why}</a></li>`)
  return markup`<div class="notice refused" id="notice" role="alert" tabindex="-1"><h2>${text.missing.title}</h2><ul>${links}</ul></div>`
}

/** The code that the buyer tells at the door, shown once. */
export function codePage(visitor: Visitor, text: Text, who: Who, subject: Subject, code: string): Reply {
  const { title, lead } = text.deliveryCode
  return page(
    visitor,
    text,
    title,
    markup`<h1>${title}</h1><p class="code">${code}</p><p>${lead}</p>
<p><a href="${base}orders/${subject.order.id}">${text.back}</a></p>`,
    { who }
  )
}
