import { z } from 'zod'
import { type Currency, day, type Id, idSchema, Money, Timestamp } from '../kernel/index.ts'

/**
 * How the bank or a provider and we differ. Missing: we expected it, it has not come. Extra: it came, we know nothing of
 * it. Amount, currency: it came otherwise than it should. Duplicate: it came before.
 */
export const DifferenceKind = z
  .enum(['missing', 'extra', 'amount', 'currency', 'duplicate'])
  .meta({ id: 'DifferenceKind' })
export type DifferenceKind = z.infer<typeof DifferenceKind>

/** A difference that was found. `unmatchedMinor` of it lies in the account unmatched:bank, positive for money in. */
export type Difference = Readonly<{
  id: Id<'dif'>
  kind: DifferenceKind
  subject: string
  lineId: Id<'bkl'> | null
  /** The statement of its line, and what the bank says there. */
  statementId: Id<'stm'> | null
  bankText: string | null
  currency: Currency
  expectedMinor: bigint | null
  foundMinor: bigint | null
  unmatchedMinor: bigint
  detail: string
  since: Date
  foundAt: Date
  state: 'open' | 'resolved'
  resolution: string | null
  reason: string | null
  resolvedBy: string | null
  resolvedAt: Date | null
}>

/** A difference just resolved, and how much of its money was written off. */
export type ResolvedDifference = Difference & Readonly<{ writtenOffMinor: bigint }>

/** A difference that is to be recorded. */
export type NewDifference = Pick<
  Difference,
  'kind' | 'subject' | 'currency' | 'expectedMinor' | 'foundMinor' | 'detail' | 'since'
> &
  Partial<Pick<Difference, 'lineId' | 'unmatchedMinor'>>

/** A difference on the wire. */
export const DifferenceView = z
  .strictObject({
    id: idSchema('dif'),
    kind: DifferenceKind,
    subject: z
      .string()
      .meta({ description: 'The payout, settlement, statement or bank line that it is about.' }),
    lineId: idSchema('bkl').nullable(),
    statementId: idSchema('stm').nullable().meta({ description: 'The bank statement that its line is in.' }),
    bankText: z.string().nullable().meta({
      description: 'What the bank says of its line: the text, or the end-to-end id where it has none.'
    }),
    expected: Money.nullable(),
    found: Money.nullable(),
    unmatched: Money.meta({
      description: 'What of it waits in the account unmatched:bank; positive for money in.'
    }),
    detail: z.string(),
    since: Timestamp,
    ageDays: z.number().int().meta({ description: 'Whole days since then, until it was resolved.' }),
    state: z.enum(['open', 'resolved']),
    resolution: z.string().nullable(),
    reason: z.string().nullable(),
    resolvedBy: z.string().nullable(),
    resolvedAt: Timestamp.nullable()
  })
  .meta({ id: 'Difference' })

/** Shows a difference with its age at `now`. */
export function differenceView(difference: Difference, now: Date): z.output<typeof DifferenceView> {
  const { expectedMinor, foundMinor, unmatchedMinor, currency, foundAt: _, ...rest } = difference
  const money = (minor: bigint) => ({ minor, currency })
  const until = difference.resolvedAt ?? now
  return {
    ...rest,
    expected: expectedMinor === null ? null : money(expectedMinor),
    found: foundMinor === null ? null : money(foundMinor),
    unmatched: money(unmatchedMinor),
    ageDays: Math.max(0, Math.floor((until.getTime() - difference.since.getTime()) / day))
  }
}

const reason = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .meta({ description: 'Why, in a sentence. Never personal data.' })

/** What a resolution does with the money that waits: `unmatched` is `placed` and `writtenOff` together. */
export const ResolvedDifferenceView = DifferenceView.extend({
  placed: Money.meta({
    description: 'What went to the merchant, payout or settlement; negative for what was taken from it.'
  }),
  writtenOff: Money.meta({ description: 'What we keep, or bear where it is negative.' })
}).meta({ id: 'ResolvedDifference' })

/** Shows a difference just resolved, and where its money went. */
export function resolvedView(
  { writtenOffMinor, ...difference }: ResolvedDifference,
  now: Date
): z.output<typeof ResolvedDifferenceView> {
  const { unmatchedMinor, currency } = difference
  return {
    ...differenceView(difference, now),
    placed: { minor: unmatchedMinor - writtenOffMinor, currency },
    writtenOff: { minor: writtenOffMinor, currency }
  }
}

/** How a difference is resolved: what its money, if any waits, turns out to be. */
export const Resolution = z
  .discriminatedUnion('as', [
    z.strictObject({ as: z.literal('noted'), reason }),
    z.strictObject({ as: z.literal('written_off'), reason }),
    z.strictObject({ as: z.literal('merchant'), merchantId: idSchema('mer'), reason }),
    z.strictObject({ as: z.literal('payout'), payoutId: idSchema('pot'), reason }),
    z.strictObject({ as: z.literal('settlement'), settlementId: idSchema('set'), reason })
  ])
  .meta({
    id: 'Resolution',
    description:
      'noted: no money waits. written_off: we bear it, or keep it. merchant: it is the merchant’s. payout: it settles ' +
      'the payout, or is its return; what the amounts leave over is written off. settlement: likewise.'
  })
export type Resolution = z.output<typeof Resolution>
