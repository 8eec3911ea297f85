import { z } from 'zod'
import { idSchema, Timestamp } from '../kernel/index.ts'

/** A buyer: the marketplace's own id of a person, and nothing else about them. */
export const Buyer = z
  .strictObject({ id: idSchema('buy'), reference: z.string(), createdAt: Timestamp })
  .meta({ id: 'Buyer' })
export type Buyer = z.output<typeof Buyer>
