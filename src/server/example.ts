import type { Schema } from './openapi.ts'

type Schemas = Readonly<Record<string, Schema>>

const deepest = 8

/** The schema that a reference names, or the schema itself. */
export function resolve(schema: Schema, schemas: Schemas): Schema {
  const name = schemaName(schema)
  return name === undefined ? schema : (schemas[name] ?? {})
}

/** The name of the schema referred to. */
export function schemaName(schema: Schema): string | undefined {
  return schema.$ref?.slice('#/components/schemas/'.length)
}

/** A value of the form of this schema: its own example where it has one. Optional members are left out past two levels. */
export function exampleOf(schema: Schema, schemas: Schemas, depth = 0): unknown {
  const found = resolve(schema, schemas)
  const given =
    schema.example ?? found.example ?? found.examples?.[0] ?? found.const ?? found.default ?? found.enum?.[0]
  if (given !== undefined) return given
  if (depth > deepest) return null
  const [choice] = found.anyOf ?? found.oneOf ?? found.allOf ?? []
  if (choice) return exampleOf(choice, schemas, depth)
  const type = typeof found.type === 'string' ? found.type : found.type?.[0]
  switch (type) {
    case 'object':
      return exampleObject(found, schemas, depth)
    case 'array':
      return found.items ? [exampleOf(found.items, schemas, depth + 1)] : []
    case 'string':
      return exampleText(found)
    case 'integer':
    case 'number':
      return Math.max(found.minimum ?? 1, Math.min(1, found.maximum ?? 1))
    case 'boolean':
      return true
    case undefined:
    default:
      return null
  }
}

function exampleObject(schema: Schema, schemas: Schemas, depth: number): Record<string, unknown> {
  const members = Object.entries(schema.properties ?? {})
  const shown = depth < 2 ? members : members.filter(([name]) => schema.required?.includes(name))
  return Object.fromEntries(shown.map(([name, member]) => [name, exampleOf(member, schemas, depth + 1)]))
}

function exampleText({ format, minLength = 0 }: Schema): string {
  if (format === 'date-time') return '2026-03-01T12:00:00.000Z'
  if (format === 'date') return '2026-03-01'
  return 'text'.padEnd(minLength, '.')
}
