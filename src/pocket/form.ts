import { currencyDigits, Failure, idSchema, parseDecimal } from '../kernel/index.ts'
import { type Html, markup } from '../server/index.ts'
import type { Field, Input, Units } from './act.ts'
import type { FieldName, Text } from './text.ts'
import { amountOf } from './written.ts'

/** What is not right with what was typed, by the name of the field. */
export type Wrongs = ReadonlyMap<FieldName, string>

/** What was typed before, to be shown again; empty where the form is new. `isSame`: it must be the same request again. */
export type Typed = Readonly<{ form: FormData | null; kept: readonly string[]; isSame?: boolean }>

export const untouched: Typed = { form: null, kept: [] }

const textIn = (form: FormData | null, name: string): string | undefined => {
  const value = form?.get(name)
  // A browser breaks lines as in the mail of old.
  const text = typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : ''
  return text === '' ? undefined : text
}

const unitPrefix = 'units.'
const unitName = ({ itemId }: Units) => `${unitPrefix}${itemId}`

/** The pictures that have arrived with an earlier try. */
export function keptIn(form: FormData): string[] {
  const id = idSchema('evd')
  return form.getAll('kept').flatMap((value) => id.safeParse(value).data ?? [])
}

/** The pictures that have come with the form. An empty field comes as a file without a name. */
export function filesIn(form: FormData, fields: readonly Field[]): File[] {
  return fields.flatMap((field) =>
    field.kind === 'photos'
      ? form
          .getAll(field.name)
          .filter((value) => value instanceof File && value.size > 0)
          .slice(0, field.count)
          .map((value) => value as File)
      : []
  )
}

/** Reads a form by its fields: what was typed, and what is wrong with it. */
export function readForm(
  fields: readonly Field[],
  form: FormData,
  text: Text
): Readonly<{ input: Omit<Input, 'photos'>; wrongs: Wrongs }> {
  const wrongs = new Map<FieldName, string>()
  let amount: Input['amount']
  const lines: Input['lines'][number][] = []
  const these: string[] = []
  for (const field of fields) {
    const typed = textIn(form, field.name)
    if (field.kind === 'these') {
      these.push(...theseIn(form))
      if (these.length === 0) wrongs.set(field.name, text.missing.field(text.fields[field.name]))
    } else if (field.kind === 'units') {
      const chosen = linesIn(form)
      if (chosen === undefined) wrongs.set(field.name, text.missing.units)
      else lines.push(...chosen)
    } else if (field.kind === 'photos') continue
    else if (typed === undefined) {
      if (field.optional !== true) wrongs.set(field.name, text.missing.field(text.fields[field.name]))
    } else if (field.kind === 'amount') {
      amount = amountIn(typed, field)
      if (amount === undefined) wrongs.set(field.name, text.missing.amount)
    }
  }
  const names = new Set(fields.map(({ name }) => name))
  return {
    input: { value: (name) => (names.has(name) ? textIn(form, name) : undefined), amount, lines, these },
    wrongs
  }
}

/**
 * People write 12.50 or 12,50, and 1,250.00 as it is shown. What could be two amounts is none: 1,250 of a currency with three
 * decimals, or commas elsewhere than before three digits.
 */
function amountIn(typed: string, { most }: Field & Readonly<{ kind: 'amount' }>): Input['amount'] {
  const plain = plainOf(typed.replace(/[\s\u00a0]|[A-Z]{3}/g, ''), currencyDigits(most.currency))
  if (plain === undefined) return undefined
  try {
    const minor = parseDecimal(plain, most.currency)
    return minor > 0n ? { minor, currency: most.currency } : undefined
  } catch (error) {
    if (error instanceof Failure) return undefined
    throw error
  }
}

/** The amount as digits with a point, where it can be read in one way only. */
function plainOf(bare: string, digits: number): string | undefined {
  if (!bare.includes(',')) return bare
  if (/^\d+,\d{1,2}$/.test(bare)) return bare.replace(',', '.')
  const isDecimal = digits > 2 && /^\d+,\d{3}$/.test(bare)
  return /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(bare) && !isDecimal ? bare.replaceAll(',', '') : undefined
}

/** What the page of the form told of. */
function theseIn(form: FormData): string[] {
  const id = idSchema('shp')
  return form.getAll('these').flatMap((value) => id.safeParse(value).data ?? [])
}

/**
 * What was chosen of the goods. It is read from the form alone: when the form comes a second time, the order may have
 * nothing left to choose from, and the request must be the same.
 */
function linesIn(form: FormData): Input['lines'][number][] | undefined {
  const id = idSchema('itm')
  const lines = [...form].flatMap(([name, value]) => {
    const itemId = name.startsWith(unitPrefix) ? id.safeParse(name.slice(unitPrefix.length)).data : undefined
    if (itemId === undefined) return []
    const typed = typeof value === 'string' ? value.trim() || '0' : ''
    return [{ itemId, quantity: /^\d{1,7}$/.test(typed) ? parseInt(typed, 10) : -1 }]
  })
  if (lines.some(({ quantity }) => quantity < 0)) return undefined
  const chosen = lines.filter(({ quantity }) => quantity > 0)
  return chosen.length === 0 ? undefined : chosen
}

/** The fields as HTML, with what was typed before and what was wrong with it. */
export function fieldsOf(fields: readonly Field[], typed: Typed, wrongs: Wrongs, text: Text): Html[] {
  return fields.map((field) => fieldOf(field, typed, wrongs.get(field.name), text))
}

function fieldOf(field: Field, typed: Typed, wrong: string | undefined, text: Text): Html {
  const { name } = field
  if (field.kind === 'these')
    return markup`${(typed.isSame === true && typed.form !== null ? theseIn(typed.form) : field.ids).map((id) => markup`<input type="hidden" name="${name}" value="${id}">`)}`
  const label = text.fields[name]
  const hint = hintOf(field, text)
  const described = [
    ...(hint === undefined ? [] : [`${name}-hint`]),
    ...(wrong === undefined ? [] : [`${name}-wrong`])
  ]
  const notes = markup`${hint === undefined ? '' : markup`<p class="hint" id="${name}-hint">${hint}</p>`}
${wrong === undefined ? '' : markup`<p class="wrong" id="${name}-wrong">${wrong}</p>`}`
  const about = markup`${described.length === 0 ? '' : markup` aria-describedby="${described.join(' ')}"`}${wrong === undefined ? '' : markup` aria-invalid="true"`}`
  if (field.kind === 'choice' || field.kind === 'units') {
    return markup`<fieldset id="${name}"${about}><legend>${label}</legend>${notes}${field.kind === 'choice' ? choices(field, typed, text) : units(field, typed, text)}</fieldset>`
  }
  const value = textIn(typed.form, name) ?? ''
  const must = field.optional === true ? '' : markup` required`
  const optional = field.optional === true ? markup` <small>(${text.hints.optional})</small>` : ''
  return markup`<div class="field"><label for="${name}">${label}${optional}</label>${notes}${
    field.kind === 'area'
      ? markup`<textarea id="${name}" name="${name}" rows="4" maxlength="1000"${must}${about}>${value}</textarea>`
      : field.kind === 'photos'
        ? markup`<input type="file" id="${name}" name="${name}" accept="image/jpeg,image/png,image/webp"${field.count > 1 ? markup` multiple` : ''}${about}>${keptPhotos(typed, text)}`
        : field.kind === 'amount'
          ? markup`<input type="text" inputmode="decimal" autocomplete="off" id="${name}" name="${name}" maxlength="40" value="${value}"${must}${about}>`
          : markup`<input type="text" autocomplete="off" id="${name}" name="${name}" maxlength="${field.max}" value="${value}"${must}${about}>`
  }</div>`
}

/** The pictures that have arrived with an earlier try: each is kept unless somebody takes its mark away. */
function keptPhotos({ kept }: Typed, { hints }: Text): Html[] {
  return kept.map(
    (id, i) =>
      markup`<label class="choice"><input type="checkbox" name="kept" value="${id}" checked> <span>${hints.kept(i + 1)}</span></label>`
  )
}

function hintOf(field: Field, { hints }: Text): string | undefined {
  if (field.kind === 'photos') return hints.photos(field.count)
  if (field.kind === 'amount') return hints.amount(amountOf(field.most))
  if (field.kind === 'line' && field.hint !== undefined) return hints[field.hint]
  return undefined
}

function choices(
  { name, among, options }: Field & Readonly<{ kind: 'choice' }>,
  typed: Typed,
  text: Text
): Html[] {
  const chosen = textIn(typed.form, name) ?? (options.length === 1 ? options[0] : undefined)
  const words: Readonly<Record<string, string>> = text[among]
  return options.map(
    (option) =>
      markup`<label class="choice"><input type="radio" name="${name}" value="${option}" required${option === chosen ? markup` checked` : ''}> <span>${words[option] ?? option}</span></label>`
  )
}

function units({ items, all }: Field & Readonly<{ kind: 'units' }>, typed: Typed, text: Text): Html[] {
  return items.map((one) => {
    const value =
      typed.form === null ? (all ? `${one.most}` : '0') : (textIn(typed.form, unitName(one)) ?? '0')
    return markup`<label class="units"><span>${one.title} <small>(${text.hints.unitsMost(one.most)})</small></span>
<input type="number" inputmode="numeric" name="${unitName(one)}" min="0" max="${one.most}" value="${value}"></label>`
  })
}
