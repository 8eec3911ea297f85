import { z } from 'zod'
import { createComponents, createRegistry } from 'zod-openapi/api'
import type { Route } from '../api/index.ts'
import { Problem } from './problem.ts'

/** An OpenAPI 3.1 document, as far as the page and the tests read it. */
export type OpenApi = Readonly<{
  openapi: string
  info: Readonly<{ title: string; version: string; description: string }>
  tags: readonly Readonly<{ name: string }>[]
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  components: Readonly<{ schemas: Readonly<Record<string, Schema>> }>
}>

/** A JSON Schema, as far as the page and the tests read it. */
export type Schema = Readonly<{
  $ref?: string
  type?: string | readonly string[]
  description?: string
  example?: unknown
  examples?: readonly unknown[]
  enum?: readonly unknown[]
  const?: unknown
  default?: unknown
  format?: string
  pattern?: string
  properties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
  additionalProperties?: boolean | Schema
  items?: Schema
  anyOf?: readonly Schema[]
  oneOf?: readonly Schema[]
  allOf?: readonly Schema[]
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
}>

/** One route in the document. */
export type Operation = Readonly<{
  operationId: string
  tags: readonly string[]
  summary: string
  description?: string
  parameters: readonly Readonly<{
    in: string
    name: string
    required?: boolean
    description?: string
    schema: Schema
  }>[]
  requestBody?: Readonly<{
    required: boolean
    content: Readonly<Record<string, Readonly<{ schema: Schema }>>>
  }>
  responses: Readonly<Record<string, unknown>>
  security: readonly unknown[]
  'x-permission': string | null
  'x-granted-to': readonly string[]
  'x-failures': readonly string[]
}>

const description = `Kontor holds a buyer's money until the goods have provably arrived, and then pays the merchant.

Amounts are whole numbers of minor units: \`{"amount": 12345, "currency": "CNY"}\` is 123.45 yuan. Times are ISO 8601 in
UTC. Lists answer \`items\` and \`next\`, a cursor for the next page.

Send your key as \`Authorization: Bearer kontor_…\`. People sign in by a link; their browser then sends a cookie, with which
only pages of the same origin change anything. Every POST, PUT and DELETE carries an \`Idempotency-Key\`: the same
key and the same request again are answered with the first answer (\`Idempotency-Replayed: true\`), another request with
that key is refused with 422, and with 409 while the first is being worked on. A refused request changes nothing and
leaves its key free. Some acts can be previewed: with \`?preview=true\` they are answered as if they were done (header
\`Kontor-Preview: true\`), and nothing is changed. Every refusal is a problem document (RFC 9457) with a \`code\`, an \`advice\` and a \`requestId\`.
Where time is simulated, the header \`Kontor-Time\` says what time it is.`

/** A key or a session: either will do. */
const security = [{ key: [] }, { session: [] }]

/** The description of the API, from the same list that the server answers from. */
export function openApi(routes: readonly Route[], version: string): OpenApi {
  const registry = createRegistry()
  let count = 0
  const schemaOf = (schema: z.ZodType) =>
    registry.addSchema(schema, [String(count++)], { io: 'input', source: { type: 'mediaType' } }) as Schema
  const paths: Record<string, Record<string, Operation>> = {}
  const problem = { 'application/problem+json': { schema: schemaOf(Problem) } }
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, schemaOf) }
  }
  const components = createComponents(registry, {}, '3.1.0')
  const schemas = Object.fromEntries(
    Object.entries(components.schemas ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  )
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'Kontor',
      version,
      description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' }
    },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map((route) => route.tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas,
      responses: { Problem: { description: 'Refused; nothing was changed.', content: problem } },
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key: kontor_…' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'kontor_session',
          description:
            'The session of somebody who signed in by a link; over https it is called __Host-kontor_session.'
        }
      }
    },
    security
  }
  return document as unknown as OpenApi
}

type SchemaOf = (schema: z.ZodType) => Schema

function operationOf(route: Route, schemaOf: SchemaOf): Operation {
  const body = route.body && {
    required: !route.body.safeParse(undefined).success,
    content: { [route.bodyType]: { schema: schemaOf(route.body) } }
  }
  return {
    operationId: operationId(route),
    tags: [route.tag],
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    parameters: [
      ...parametersOf('path', route.params, schemaOf),
      ...parametersOf('query', route.query, schemaOf),
      ...(route.previewable ? [preview] : []),
      ...(takesIdempotencyKey(route) || route.ownIdempotency === 'by key' ? [idempotencyKey] : [])
    ],
    ...(body ? { requestBody: body } : {}),
    responses: {
      [route.status]: {
        description: 'Done.',
        content: { [route.replyType]: { schema: schemaOf(route.reply) } }
      },
      ...Object.fromEntries(
        refusalsOf(route).map((status) => [status, { $ref: '#/components/responses/Problem' }])
      )
    },
    security: route.permission === null ? [] : security,
    'x-permission': route.permission,
    'x-granted-to': route.grantedTo,
    'x-failures': route.failures
  }
}

function parametersOf(
  place: 'path' | 'query',
  shape: z.ZodObject,
  schemaOf: SchemaOf
): Operation['parameters'] {
  return Object.entries(shape.shape).map(([name, schema]) => {
    const { description } = z.globalRegistry.get(schema as z.ZodType) ?? {}
    return {
      in: place,
      name,
      required: place === 'path' || !(schema as z.ZodType).safeParse(undefined).success,
      ...(description === undefined ? {} : { description }),
      schema: schemaOf(schema as z.ZodType)
    }
  })
}

/** The statuses that a refusal by this route can have. */
function refusalsOf(route: Route): number[] {
  const keyed = takesIdempotencyKey(route)
  return [
    400,
    ...(route.permission === null ? [] : [401, 403]),
    ...(Object.keys(route.params.shape).length > 0 ? [404] : []),
    ...(route.method === 'GET' ? [] : [409, 422]),
    ...(route.body === null && !keyed ? [] : [413, 415]),
    429,
    503
  ]
}

/** Whether the server asks for an Idempotency-Key and keeps the answer. */
export function takesIdempotencyKey(route: Route): boolean {
  return route.method !== 'GET' && route.permission !== null && !route.ownIdempotency
}

const preview: Operation['parameters'][number] = {
  in: 'query',
  name: 'preview',
  required: false,
  description:
    'Asks what would happen: answered as the act itself would be, with the header `Kontor-Preview: true`, and nothing is ' +
    'changed. Ids that would be given are other ones each time. An Idempotency-Key may be left out, and is not used up.',
  schema: { type: 'string', enum: ['true'] }
}

const idempotencyKey: Operation['parameters'][number] = {
  in: 'header',
  name: 'Idempotency-Key',
  required: true,
  description: 'A name for this act, new for each: 1 to 255 visible ASCII letters, such as a UUID.',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$', example: 'order-4711-create' }
}

/** `GET /v1/orders/:orderId/parts` is getOrdersOrderIdParts: unlike a summary, it does not change by a better word. */
function operationId(route: Route): string {
  const words = route.path.slice('/v1/'.length).split(/[^A-Za-z0-9]+/)
  return (
    route.method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
  )
}
