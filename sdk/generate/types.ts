import { contentOf, type Document, operationsOf, replyOf, type Schema } from './document.ts'

/** What is sent may leave out what has a default; what is answered has it. */
export type Direction = 'sent' | 'answered'

/** Writes JSON Schemas as types. */
export type TypeWriter = Readonly<{
  /** The type of a schema, as it is sent or answered. */
  typeOf(schema: Schema, direction: Direction): string
  /** The declarations of all components that are used. */
  declarations(): string
}>

const known = new Set(
  (
    '$ref type description example examples enum const default title properties required additionalProperties ' +
    'propertyNames items anyOf oneOf pattern format minimum maximum exclusiveMinimum exclusiveMaximum multipleOf ' +
    'minLength maxLength minItems maxItems contentEncoding contentMediaType'
  ).split(' ')
)

/** A writer for the components of this document. What it does not know it refuses, so that no type is a guess. */
export function typeWriter(document: Document): TypeWriter {
  const { schemas } = document.components
  const uses = usesOf(document)
  const differing = namesThatDiffer(schemas)
  const isUsed = (name: string) => uses.sent.has(name) || uses.answered.has(name)
  const isTwofold = (name: string) => uses.sent.has(name) && uses.answered.has(name) && differing.has(name)
  const nameIn: NameIn = (name, direction) =>
    direction === 'sent' && isTwofold(name) ? `${name}Input` : name
  const declare = ([name, schema]: [string, Schema]) => {
    const one = (direction: Direction, comment: string) =>
      declaration(nameIn(name, direction), typeOf(schema, direction, nameIn), comment)
    if (isTwofold(name)) return [one('answered', commentOf(schema)), one('sent', `${name}, as it is sent.`)]
    return [one(uses.answered.has(name) ? 'answered' : 'sent', commentOf(schema))]
  }
  return {
    typeOf: (schema, direction) => typeOf(schema, direction, nameIn),
    declarations: () =>
      Object.entries(schemas)
        .filter(([name]) => isUsed(name))
        .flatMap(declare)
        .join('\n\n')
  }
}

type NameIn = (name: string, direction: Direction) => string

function typeOf(schema: Schema, direction: Direction, nameIn: NameIn): string {
  const inner = (one: Schema) => typeOf(one, direction, nameIn)
  for (const word of Object.keys(schema)) if (!known.has(word)) throw new Error(`no type for "${word}"`)
  const { $ref, anyOf, oneOf, type } = schema
  if ($ref !== undefined) return nameIn(nameOfRef($ref), direction)
  if ('const' in schema) return JSON.stringify(schema.const)
  if (schema.enum !== undefined) return union(schema.enum.map((value) => JSON.stringify(value)))
  const choices = anyOf ?? oneOf
  if (choices !== undefined) return union(choices.map(inner))
  if (Array.isArray(type)) return union(type.map((one) => inner({ ...schema, type: one })))
  switch (type) {
    case 'string':
      return schema.format === 'binary' ? 'Blob' : type
    case 'boolean':
    case 'null':
      return type
    case 'number':
    case 'integer':
      return 'number'
    case 'array':
      return `readonly ${wrapped(inner(schema.items ?? {}))}[]`
    case 'object':
      return objectType(schema, direction, inner)
    case undefined:
      return 'unknown'
    default:
      throw new Error(`no type for ${JSON.stringify(schema)}`)
  }
}

function objectType(
  { properties, required, additionalProperties }: Schema,
  direction: Direction,
  inner: (schema: Schema) => string
): string {
  if (properties === undefined)
    return `Readonly<Record<string, ${inner(typeof additionalProperties === 'object' ? additionalProperties : {})}>>`
  return fields(
    Object.entries(properties).map(([name, schema]) => ({
      name,
      optional: !(required?.includes(name) === true || (direction === 'answered' && 'default' in schema)),
      comment: commentOf(schema),
      type: inner(schema)
    }))
  )
}

type Field = Readonly<{ name: string; optional: boolean; comment: string; type: string }>

/** The type of an object that has no members. */
export const noFields = 'Readonly<Record<string, never>>'

/** An object type of these fields. */
export function fields(list: readonly Field[]): string {
  if (list.length === 0) return noFields
  const lines = list.map(({ name, optional, comment, type }) => {
    const shown = /^\w+$/.test(name) ? name : JSON.stringify(name)
    return `${jsdoc(comment)}readonly ${shown}${optional ? '?' : ''}: ${type}${optional ? ' | undefined' : ''}`
  })
  return `{\n${lines.join('\n')}\n}`
}

/** The declaration of a type under a name: of an object as an interface, which editors show by its name. */
export function declaration(name: string, type: string, comment: string): string {
  const isObject = /^\{\n(?!\})[^]*\n\}$/.test(type) && !type.includes('\n} |')
  return `${jsdoc(comment)}export ${isObject ? `interface ${name} ${type}` : `type ${name} = ${type}`}`
}

/** A comment, or nothing where there is nothing to say. */
export function jsdoc(text: string): string {
  if (text === '') return ''
  const safe = text.replaceAll('*/', '*\u200b/').split('\n')
  return safe.length === 1
    ? `/** ${safe[0]} */\n`
    : `/**\n${safe.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */\n`
}

function commentOf(schema: Schema): string {
  const left = 'default' in schema ? `Left out: ${JSON.stringify(schema.default)}.` : ''
  return [schema.description ?? '', schema.description?.includes('eft out') ? '' : left]
    .filter(Boolean)
    .join(' ')
}

function union(types: readonly string[]): string {
  return [...new Set(types)].join(' | ')
}

const wrapped = (type: string) =>
  /^readonly |[|]/.test(type) && !/^\w+<[^]*>$/.test(type) ? `(${type})` : type

const nameOfRef = (ref: string) => ref.slice(ref.lastIndexOf('/') + 1)

/** The schemas directly inside one. */
function inside(schema: Schema): readonly Schema[] {
  const { properties, items, additionalProperties, anyOf, oneOf } = schema
  return [
    ...Object.values(properties ?? {}),
    ...(items ? [items] : []),
    ...(typeof additionalProperties === 'object' ? [additionalProperties] : []),
    ...(anyOf ?? []),
    ...(oneOf ?? [])
  ]
}

function usesOf(document: Document): Readonly<Record<Direction, ReadonlySet<string>>> {
  const uses = { sent: new Set<string>(), answered: new Set<string>() }
  const walk = (schema: Schema, direction: Direction): void => {
    const name = schema.$ref === undefined ? undefined : nameOfRef(schema.$ref)
    if (name !== undefined && uses[direction].has(name)) return
    if (name !== undefined) uses[direction].add(name)
    const next = name === undefined ? inside(schema) : [document.components.schemas[name] ?? {}]
    for (const each of next) walk(each, direction)
  }
  for (const { operation } of operationsOf(document)) {
    for (const { schema } of operation.parameters) walk(schema, 'sent')
    const body = contentOf(operation.requestBody?.content)
    if (body) walk(body.schema, 'sent')
    const reply = replyOf(operation)
    if (reply) walk(reply.schema, 'answered')
  }
  return uses
}

/** The components that have another type when they are sent: something in them has a default. */
function namesThatDiffer(schemas: Readonly<Record<string, Schema>>): ReadonlySet<string> {
  const differing = new Set<string>()
  const differs = (schema: Schema): boolean =>
    (schema.$ref !== undefined && differing.has(nameOfRef(schema.$ref))) ||
    Object.values(schema.properties ?? {}).some((property) => 'default' in property) ||
    inside(schema).some(differs)
  for (let before = -1; before !== differing.size;) {
    before = differing.size
    for (const [name, schema] of Object.entries(schemas)) if (differs(schema)) differing.add(name)
  }
  return differing
}
