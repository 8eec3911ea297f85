import { z } from 'zod'
import { Timestamp } from '../kernel/index.ts'

/** A request as it was answered. Without its body, and with the pattern of its path in place of the path. */
export type ServedRequest = Readonly<{
  at: Date
  requestId: string
  method: string
  route: string
  status: number
  /** Why it was refused; null: it was not. */
  code: string | null
  /** The key or session that asked; null: none that is known. */
  actor: string | null
  idempotencyKey: string | null
  /** Answered with the first answer to its Idempotency-Key. */
  replayed: boolean
  preview: boolean
  ms: number
}>

/** The same on the wire. */
export const ServedRequestView = z
  .strictObject({
    at: Timestamp,
    requestId: z.string(),
    method: z.string(),
    route: z.string().meta({ description: 'The pattern of the path; `unknown` where there is nothing.' }),
    status: z.number().int(),
    code: z.string().nullable().meta({ description: 'Why it was refused; null: it was not.' }),
    actor: z.string().nullable().meta({ description: 'The key or session that asked, where one is known.' }),
    idempotencyKey: z.string().nullable(),
    replayed: z.boolean().meta({ description: 'Answered with the first answer to its Idempotency-Key.' }),
    preview: z.boolean(),
    ms: z.number().meta({ description: 'How long it took, in milliseconds.' })
  })
  .meta({ id: 'ServedRequest' })
