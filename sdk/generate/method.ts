import { contentOf, itemOf, type Placed, replyOf, type Schema } from './document.ts'
import { camel, capital, type Name } from './names.ts'
import { declaration, fields, jsdoc, noFields, type TypeWriter } from './types.ts'

/** An operation as the SDK has it. */
export type Method = Readonly<{
  placed: Placed
  resource: readonly string[]
  /** Its arguments as a reader is shown them, without options that may be left out. */
  shown: string
  /** Each method with its text; a second one goes through all pages. */
  texts: readonly Readonly<{ name: string; text: string }>[]
  /** Declarations of types that only this operation needs. */
  types: readonly string[]
}>

/** What stands in the last argument beside the query, and may therefore be no name of a query parameter. */
const optionNames = ['signal', 'timeoutMs', 'attemptsMax', 'totalMs', 'idempotencyKey']

/** The methods of an operation. */
export function methodOf(placed: Placed, name: Name, writer: TypeWriter): Method {
  const types: string[] = []
  const { path } = placed
  const dotted = [...name.resource, name.method].join('.')
  const prefix = [...name.resource, name.method].map((word) => capital(camel(word))).join('')
  const declare = (kind: string, text: string) => {
    if (!text.includes('{')) return text
    types.push(declaration(prefix + kind, text, `${kind} of \`${dotted}\`.`))
    return prefix + kind
  }
  const ids = [...path.matchAll(/\{(\w+)\}/g)].map(([, id = '']) => id)
  const body = bodyOf(placed, writer, declare)
  const query = queryOf(placed, writer, declare)
  const reply = typeOfReply(placed, writer, declare)
  const optionsType = [...(query ? [query.type] : []), isKeyed(placed) ? 'ActOptions' : 'CallOptions'].join(
    ' & '
  )
  const signature = [
    ...ids.map((id) => `${id}: string`),
    ...(body ? [`body: ${body.type}${body.optional ? ' = {}' : ''}`] : []),
    `options${query?.required.length ? '' : '?'}: ${optionsType}`
  ].join(', ')
  const call = callOf(placed, body !== null)
  const comment = commentOf(placed)
  const once = `${name.method}: (${signature}) => send<${reply.type}>(${call}, options)`
  const texts = [{ name: name.method, text: jsdoc(comment) + once }]
  if (name.all !== null && reply.item !== null) {
    const through = `${comment}\n\nGoes through all pages, and asks for the next one when it comes to it.`
    const all = `pagesOf<${reply.item}>(send, ${call}, { limit: ${longestPage(placed)}, ...options })`
    texts.push({ name: name.all, text: `${jsdoc(through)}${name.all}: (${signature}) => ${all}` })
  }
  const shown = [
    ...ids,
    ...(body ? [body.optional ? 'body?' : 'body'] : []),
    ...(query?.required.length ? [`{ ${query.required.join(', ')} }`] : [])
  ].join(', ')
  return { placed, resource: name.resource, shown, texts, types }
}

type Declare = (kind: string, text: string) => string

function isKeyed({ operation }: Placed): boolean {
  return operation.parameters.some(({ in: place, name }) => place === 'header' && name === 'Idempotency-Key')
}

/** The argument for the body; null where there is nothing to say in it. */
function bodyOf({ operation }: Placed, writer: TypeWriter, declare: Declare) {
  const body = contentOf(operation.requestBody?.content)
  const text = body === null ? noFields : writer.typeOf(body.schema, 'sent')
  if (body === null || text === noFields) return null
  const { properties, required = [] } = body.schema
  const optional =
    operation.requestBody?.required === false || (properties !== undefined && required.length === 0)
  return { type: declare('Body', text), optional }
}

function queryOf({ operation, path }: Placed, writer: TypeWriter, declare: Declare) {
  const parameters = operation.parameters.filter((parameter) => parameter.in === 'query')
  if (parameters.length === 0) return null
  const taken = parameters.find(({ name }) => optionNames.includes(name))
  if (taken)
    throw new Error(`${path}: the query parameter ${taken.name} is called like an option of each call`)
  const text = fields(
    parameters.map(({ name, schema, description, required }) => ({
      name,
      optional: required !== true,
      comment: [description ?? '', 'default' in schema ? `Left out: ${JSON.stringify(schema.default)}.` : '']
        .filter(Boolean)
        .join(' '),
      type: writer.typeOf(schema, 'sent')
    }))
  )
  const required = parameters.filter((parameter) => parameter.required === true).map(({ name }) => name)
  return { type: declare('Query', text), required }
}

function typeOfReply({ operation }: Placed, writer: TypeWriter, declare: Declare) {
  const reply = replyOf(operation)
  if (reply?.type === 'image/*') return { type: 'Blob', item: null }
  if (reply === null || reply.type !== 'application/json') return { type: 'string', item: null }
  const itemSchema = itemOf(reply.schema)
  if (itemSchema === null)
    return { type: declare('Reply', writer.typeOf(reply.schema, 'answered')), item: null }
  const item = declare('Item', writer.typeOf(itemSchema, 'answered'))
  return { type: `Page<${item}>`, item }
}

/** The text of the call that is sent. */
function callOf(placed: Placed, hasBody: boolean): string {
  const { method, path, operation } = placed
  const body = contentOf(operation.requestBody?.content)
  const reply = replyOf(operation)
  const members = [
    `method: '${method}'`,
    `path: \`${path.replace(/\{(\w+)\}/g, (_, id: string) => `\${segment('${id}', ${id})}`)}\``,
    ...(body === null ? [] : [hasBody ? 'body' : 'body: {}']),
    ...(body !== null && body.type !== 'application/json' ? [`bodyType: '${body.type}'`] : []),
    ...(reply !== null && reply.type !== 'application/json' ? [`replyType: '${reply.type}'`] : []),
    ...(isKeyed(placed) ? ['keyed: true'] : [])
  ]
  return `{ ${members.join(', ')} }`
}

function longestPage({ operation, path }: Placed): number {
  const limit: (Schema & { maximum?: number }) | undefined = operation.parameters.find(
    ({ name }) => name === 'limit'
  )?.schema
  if (limit?.maximum === undefined) throw new Error(`${path} does not say how long its pages can be`)
  return limit.maximum
}

function commentOf({ method, path, operation }: Placed): string {
  const permission = operation['x-permission']
  const failures = operation['x-failures'] ?? []
  return [
    operation.summary,
    ...(operation.description === undefined ? [] : ['', ...folded(operation.description)]),
    '',
    `\`${method} ${path}\`${permission ? `, needs the permission \`${permission}\`` : ''}.`,
    ...(failures.length === 0 ? [] : folded(`Refusals: ${failures.map((code) => `\`${code}\``).join(', ')}.`))
  ].join('\n')
}

const columns = 100

/** The text in lines. */
function folded(text: string): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines = ['']
    for (const word of paragraph.split(' ')) {
      const line = lines.at(-1) ?? ''
      if (line !== '' && line.length + word.length >= columns) lines.push(word)
      else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
    }
    return lines
  })
}
