import { z } from 'zod'
import { sql, type Tx } from '../db/index.ts'

/** How many steps of each order were taken in an earlier run. */
export async function stepsTaken(tx: Tx, source: string): Promise<Map<string, number>> {
  const rows = await tx.many(
    z.strictObject({ order: z.string(), steps: z.bigint() }),
    sql`select "order", count(*) as steps from replay_step where source = ${source} group by "order"`
  )
  return new Map(rows.map(({ order, steps }) => [order, globalThis.Number(steps)]))
}

/** A step of an order that was taken. */
export type TakenStep = Readonly<{ source: string; order: string; step: number; at: Date }>

/** Records steps in the transaction of what they do: each is taken once, whatever happens. */
export async function recordSteps(tx: Tx, steps: readonly TakenStep[]): Promise<void> {
  await tx.run(sql`
    insert into replay_step (source, "order", step, at)
    select * from unnest(${steps.map(({ source }) => source)}::text[], ${steps.map(({ order }) => order)}::text[],
      ${steps.map(({ step }) => step)}::smallint[], ${steps.map(({ at }) => at)}::timestamptz[])`)
}
