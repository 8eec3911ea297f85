/** An OpenAPI 3.1 document, as far as the generator reads it. */
export type Document = Readonly<{
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  components: Readonly<{ schemas: Readonly<Record<string, Schema>> }>
}>

/** A JSON Schema, as far as the generator reads it. */
export type Schema = Readonly<{
  $ref?: string
  type?: string | readonly string[]
  description?: string
  enum?: readonly unknown[]
  const?: unknown
  default?: unknown
  properties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
  format?: string
  additionalProperties?: boolean | Schema
  items?: Schema
  anyOf?: readonly Schema[]
  oneOf?: readonly Schema[]
}>

type Content = Readonly<Record<string, Readonly<{ schema: Schema }>>>

/** One operation of the document. */
export type Operation = Readonly<{
  summary: string
  tags?: readonly string[]
  description?: string
  parameters: readonly Readonly<{
    in: string
    name: string
    required?: boolean
    description?: string
    schema: Schema
  }>[]
  requestBody?: Readonly<{ required: boolean; content: Content }>
  responses: Readonly<Record<string, Readonly<{ content?: Content }>>>
  security?: readonly unknown[]
  'x-permission'?: string | null
  'x-failures'?: readonly string[]
}>

/** One operation with its place. */
export type Placed = Readonly<{ method: string; path: string; operation: Operation }>

/** All operations, in the order of the document. */
export function operationsOf(document: Document): readonly Placed[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation }))
  )
}

/** The one schema and type of a body or of the answer of a success. */
export function contentOf(content: Content | undefined): Readonly<{ type: string; schema: Schema }> | null {
  const [entry, ...more] = Object.entries(content ?? {})
  if (entry === undefined) return null
  if (more.length > 0) throw new Error(`content in several types: ${Object.keys(content ?? {}).join(', ')}`)
  const [type, { schema }] = entry
  return { type, schema }
}

/** What a success is answered with. */
export function replyOf({ responses }: Operation): Readonly<{ type: string; schema: Schema }> | null {
  const [, response] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? []
  return contentOf(response?.content)
}

/** The schema of the items, where this is a page of a list; null otherwise. */
export function itemOf(schema: Schema | undefined): Schema | null {
  const { items, next } = schema?.properties ?? {}
  return items?.items && next ? items.items : null
}
