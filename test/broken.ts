import { exampleOf } from '../src/server/index.ts'
import type { Schema } from '../src/server/openapi.ts'

type Schemas = Readonly<Record<string, Schema>>

/** A body as it is sent. */
export type BrokenBody = string | Uint8Array<ArrayBuffer>

const resolve = (schema: Schema, schemas: Schemas): Schema =>
  schema.$ref === undefined ? schema : (schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {})

/** Stands for a piece of JSON that JSON.stringify cannot write. */
const rawMark = '\u0001raw:'

/** Bodies that are each wrong at exactly one place, for every place that the schema describes. */
export function brokenBodies(schema: Schema, schemas: Schemas, whole: unknown): string[] {
  return [...breaks(schema, schemas, whole, 0)].map((value) =>
    JSON.stringify(value).replace(/"\\u0001raw:([^"]*)"/g, '$1')
  )
}

/** The values that are wrong at one place in or below this schema, the rest of them as in `value`. */
function* breaks(given: Schema, schemas: Schemas, value: unknown, depth: number): Generator {
  const schema = resolve(given, schemas)
  if (depth > 6 || schema.anyOf || schema.oneOf || schema.allOf) return
  const types = [schema.type ?? []].flat()
  if (types.length === 0) return
  yield* wrongTypes(types)
  if (types.includes('string')) yield* wrongTexts(schema)
  if (types.includes('integer') || types.includes('number')) yield* wrongNumbers(schema)
  if (types.includes('array') && Array.isArray(value)) {
    if (schema.maxItems !== undefined && schema.maxItems < 20_000)
      yield Array.from({ length: schema.maxItems + 1 }, () => value[0] as unknown)
    if (schema.minItems) yield []
    for (const item of breaks(schema.items ?? {}, schemas, value[0], depth + 1)) yield [item]
  }
  if (schema.properties && typeof value === 'object' && value !== null) {
    yield* wrongObjects(schema, schemas, value as Record<string, unknown>, depth)
  }
}

function* wrongObjects(
  schema: Schema,
  schemas: Schemas,
  value: Record<string, unknown>,
  depth: number
): Generator {
  for (const name of schema.required ?? []) {
    yield Object.fromEntries(Object.entries(value).filter(([each]) => each !== name))
  }
  if (schema.additionalProperties === false) {
    yield { ...value, unknownMember: 1 }
    yield { ...value, [`${Object.keys(value)[0] ?? 'a'} `]: 1 }
  }
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    const inner = value[name] ?? exampleOf(member, schemas)
    for (const wrong of breaks(member, schemas, inner, depth + 1)) yield { ...value, [name]: wrong }
  }
}

function* wrongTypes(types: readonly string[]): Generator {
  const values: readonly [string, unknown][] = [
    ['string', 'wrong'],
    ['number', 7],
    ['boolean', true],
    ['null', null],
    ['array', [[]]],
    ['object', { wrong: {} }]
  ]
  for (const [type, value] of values) {
    const fits = types.includes(type) || (type === 'number' && types.includes('integer'))
    if (!fits && !(type === 'object' && types.includes('array'))) yield value
  }
}

function* wrongTexts(schema: Schema): Generator {
  const { maxLength, minLength } = schema
  yield 'a\0b'
  yield `${rawMark}"\\ud800"`.replaceAll('"', '')
  if (maxLength !== undefined && maxLength < 50_000) yield 'x'.repeat(maxLength + 1)
  if (minLength) yield ''
  yield* missed(schema, ['no such thing', '😀', "'; drop table ledger_account; --"])
}

/** Those of the texts that are surely not of this schema. */
export function missed({ enum: allowed, pattern, format }: Schema, texts: readonly string[]): string[] {
  if (allowed !== undefined || format !== undefined) return [...texts]
  return texts.filter((text) => pattern !== undefined && !new RegExp(pattern, 'u').test(text))
}

function* wrongNumbers({ minimum, maximum, type }: Schema): Generator {
  for (const raw of [
    '1e400',
    '-1e400',
    '1e3',
    '1E2',
    '0.1e1',
    '123456789012345678901234567890',
    '1.0000000000000000001'
  ])
    yield rawMark + raw
  if (type === 'integer') yield 1.5
  if (maximum !== undefined)
    yield Number.isSafeInteger(maximum + 1) ? maximum + 1 : `${rawMark}9007199254740993`
  if (minimum !== undefined)
    yield minimum > Number.MIN_SAFE_INTEGER ? minimum - 1 : `${rawMark}-9007199254740993`
}
