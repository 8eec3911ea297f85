import { z } from 'zod'

/** Things of one kind that wait for somebody: how many, since when the oldest, and when the next happens by itself. */
export const Waiting = z.strictObject({
  count: z.number(),
  oldest: z.date().nullable(),
  deadline: z.date().nullable()
})
export type Waiting = z.infer<typeof Waiting>
