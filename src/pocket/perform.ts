import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { ApiAnswer, CallApi, Reply, Visitor } from '../server/index.ts'
import type { Act, Input, Subject } from './act.ts'
import { actPage, codePage } from './act-page.ts'
import { filesIn, keptIn, readForm } from './form.ts'
import { away, base } from './page.ts'
import type { Text } from './text.ts'
import { EvidenceView, Refused, valueOf, type Who } from './views.ts'

const [turnsMax, turnMs] = [20, 250]
const Code = z.object({ code: z.string() })
const Named = z.object({ id: z.string() })

/**
 * Does what a form asks for, once: the form carries the name of the act, under which the API keeps its answer. Afterwards
 * it leads to a page that says what happened; where it was refused, the form comes again with what was typed.
 */
export async function perform(
  visitor: Visitor,
  api: CallApi,
  text: Text,
  who: Who,
  act: Act,
  subject: Subject
): Promise<Reply> {
  const form = visitor.form ?? new FormData()
  const fields = act.fields(subject)
  const key = keyIn(form)
  const { input, wrongs } = readForm(fields, form, text)
  const kept = keptIn(form)
  try {
    for (const [i, file] of filesIn(form, fields).entries())
      kept.push(await keepPhoto(api, file, `${key}.photo.${i}`))
    const whole: Input = { ...input, photos: kept }
    const lacking = wrongs.size > 0 ? undefined : act.lacks?.(whole, text)
    const missing = lacking === undefined ? wrongs : new Map([lacking])
    if (missing.size > 0)
      return actPage(visitor, text, who, act, subject, { typed: { form, kept }, wrongs: missing })
    const { path, body } = act.call(subject, whole)
    const answer = await untilFree(() =>
      api({ method: 'POST', path, key, ...(body === undefined ? {} : { body }) })
    )
    if (act.shown) return codePage(visitor, text, who, subject, valueOf(Code, answer).code)
    const { id } = valueOf(Named, answer)
    const said = new URLSearchParams({ did: act.name, about: id })
    if (answer.ok && answer.replayed) said.set('again', '')
    return done(visitor, `${base}orders/${subject.order.id}?${said.toString()}`)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { problem } = error
    return actPage(visitor, text, who, act, subject, { typed: { form, kept }, problem, key })
  }
}

/** The name that the form was given when its page was made. */
function keyIn(form: FormData): string {
  const key = form.get('key')
  return typeof key === 'string' && /^[\w-]{16,64}$/.test(key) ? key : randomUUID()
}

/** Hands a picture on to the API, which names it. */
async function keepPhoto(api: CallApi, file: File, key: string): Promise<string> {
  const answer = await untilFree(() => api({ method: 'POST', path: '/v1/evidence', key, body: file }))
  return valueOf(EvidenceView, answer).id
}

/** While the same act is in work, sent by the same form a moment ago, its answer is waited for. */
async function untilFree(ask: () => Promise<ApiAnswer>): Promise<ApiAnswer> {
  for (let turn = 1; ; turn++) {
    const answer = await ask()
    if (answer.ok || answer.problem.code !== 'http.key_in_flight' || turn === turnsMax) return answer
    await wait(turnMs)
  }
}

/** The script asks for the address instead of the page behind it: it opens it itself. */
function done({ header }: Visitor, location: string): Reply {
  if (header('accept') !== 'application/json') return away(location)
  return { status: 200, type: 'application/json', text: JSON.stringify({ location }) }
}
