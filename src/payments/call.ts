import { z } from 'zod'
import { day, derivedId, type Id, idSchema, minute, Money, Timestamp } from '../kernel/index.ts'
import type { PaymentId } from './payment.ts'

export type CallId = Id<'pcl'>

export const CallKind = z.enum(['authorize', 'capture', 'void', 'refund', 'look_up'])
export type CallKind = z.infer<typeof CallKind>

/**
 * planned: not sent yet. sending: sent, or about to be, by someone whose lease ends at `dueAt`. unknown: nobody knows
 * whether it happened; it will be looked up. waiting: it arrived, and what it leads to is not known yet (a transfer that
 * the buyer has not made). done, failed: known. stuck: given up after too many attempts; an operator can retry it.
 */
export const CallState = z
  .enum(['planned', 'sending', 'unknown', 'waiting', 'done', 'failed', 'stuck'])
  .meta({ id: 'ProviderCallState' })
export type CallState = z.infer<typeof CallState>

/** A call to a provider. `id` is its idempotency key, the same on every attempt. */
export type Call = Readonly<{
  id: CallId
  paymentId: PaymentId
  provider: string
  kind: CallKind
  /** The capture or refund it is for; the reason of a void. */
  about: string | null
  amount: Money | null
  state: CallState
  attempts: number
  looks: number
  dueAt: Date | null
  error: string | null
  createdAt: Date
  updatedAt: Date
}>

/** A call on the wire. */
export const CallView = z
  .strictObject({
    id: idSchema('pcl').meta({ description: 'Also the idempotency key at the provider, on every attempt.' }),
    paymentId: idSchema('pay'),
    provider: z.string(),
    kind: CallKind,
    about: z.string().nullable(),
    amount: Money.nullable(),
    state: CallState,
    attempts: z.number().int().meta({ description: 'How often it was sent.' }),
    looks: z.number().int().meta({ description: 'How often its outcome was looked up.' }),
    dueAt: Timestamp.nullable().meta({ description: 'When it is next worked on by itself.' }),
    error: z.string().nullable().meta({ description: 'What went wrong last.' }),
    createdAt: Timestamp,
    updatedAt: Timestamp
  })
  .meta({ id: 'ProviderCall' })

/** The key of a business act: its kind, what it is about, and which attempt that somebody decided on. */
export function callKey(kind: CallKind, about: string, attempt = 1): CallId {
  return derivedId('pcl', kind, about, attempt)
}

/** How long one sender has a call for itself. Longer than any provider's time-out. */
export const leaseMs = 2 * minute

/** Attempts to send and look-ups of an unknown outcome, in some ten hours, before a call is stuck. */
export const triesMax = 18

/** Look-ups of a call that waits for the world, in some fifty days, before it is stuck. */
export const looksMax = 60

/** How long to wait after the n-th try (from 1): 5 s, doubled each time, at most an hour. */
export function backoffMs(tries: number): number {
  return Math.min(5000 * 2 ** (tries - 1), 60 * minute)
}

/** How long to wait before the n-th look (from 1) at a call that waits for the world: 1 min, doubled, at most a day. */
export function patienceMs(looks: number): number {
  return Math.min(minute * 2 ** (looks - 1), day)
}
