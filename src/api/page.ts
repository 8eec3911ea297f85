import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Failure } from '../kernel/index.ts'

/** The query of every list: how many, and from where. Spread it into a route's query and add the filters. */
export const pageQuery = {
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(20)
    .meta({ description: 'How many to answer, 1 to 100.' }),
  cursor: z
    .string()
    .max(1000)
    .optional()
    .meta({ description: 'The `next` of the page before. It carries the filters of that page.' })
}

/** A page of a list: the items, and the cursor of the next page or null. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.strictObject({
    items: z.array(item),
    next: z.string().nullable().meta({ description: 'Cursor of the next page, null at the end.' })
  })
}

type Filters = Readonly<Record<string, unknown>>

/**
 * Where the page asked for begins: the position after which it reads, or undefined at the start. A cursor carries the
 * filters of its list; with other filters it is refused, since it would silently skip or repeat things.
 */
export function readCursor(
  query: Readonly<{ cursor?: string | undefined }>,
  filters: Filters
): string | undefined {
  if (query.cursor === undefined) return undefined
  const parsed = Cursor.safeParse(parseJson(Buffer.from(query.cursor, 'base64url').toString()))
  if (!parsed.success || parsed.data.filters !== fingerprint(filters)) {
    throw new Failure(
      'invalid',
      'http.cursor_invalid',
      'The cursor does not belong to this list with these filters.',
      {
        advice: 'Start again without a cursor, and keep the filters the same from page to page.'
      }
    )
  }
  return parsed.data.after
}

/** Makes a page of up to `limit + 1` rows: the one too many only says that there is more. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  filters: Filters,
  after: (row: Row) => string,
  item: (row: Row) => Item
): { items: Item[]; next: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const more = rows.length > limit && last !== undefined
  const cursor = more ? JSON.stringify({ after: after(last), filters: fingerprint(filters) }) : null
  return { items: shown.map(item), next: cursor === null ? null : Buffer.from(cursor).toString('base64url') }
}

const Cursor = z.strictObject({
  after: z
    .string()
    .max(300)
    .regex(/^[^\p{C}]*$/u),
  filters: z.string()
})

function fingerprint(filters: Filters): string {
  const entries = Object.entries(filters)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(entries)).digest('base64url').slice(0, 12)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
