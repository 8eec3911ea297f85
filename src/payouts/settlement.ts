import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type Currency, type Id, idSchema, Money, Timestamp } from '../kernel/index.ts'
import { accountId, type Leg, type NewAccount } from '../ledger/index.ts'
import { type ProviderSettlement, providerAccount } from '../payments/index.ts'
import { settlementDoesNotAddUp, settlementEmpty } from './bank-failures.ts'

export type SettlementId = Id<'set'>

/** No provider's name for a settlement is longer. */
export const referenceLettersMax = 100

/** What a provider reported to have paid to our bank, or taken from it where the sums are negative. */
export type Settlement = Readonly<{
  id: SettlementId
  provider: string
  /** The provider's own name for it, which the bank statement shows. */
  reference: string
  currency: Currency
  gross: bigint
  fee: bigint
  net: bigint
  lines: number
  fingerprint: string
  at: Date
  recordedAt: Date
  settledAt: Date | null
  expectedBy: Date | null
}>

/** A settlement on the wire. */
export const SettlementView = z
  .strictObject({
    id: idSchema('set'),
    provider: z.string(),
    reference: z.string(),
    gross: Money,
    fee: Money,
    net: Money,
    lines: z.number().int(),
    at: Timestamp,
    recordedAt: Timestamp,
    settledAt: Timestamp.nullable().meta({ description: 'When the bank was seen to have booked it.' })
  })
  .meta({ id: 'ProviderSettlement' })

/** Shows a settlement. */
export function settlementView(settlement: Settlement): z.output<typeof SettlementView> {
  const { currency, gross, fee, net, fingerprint: _, expectedBy: __, ...rest } = settlement
  const money = (minor: bigint) => ({ minor, currency })
  return { ...rest, gross: money(gross), fee: money(fee), net: money(net) }
}

/** The sums of a report. Refused when its lines do not make its net. */
export function sumsOf(report: ProviderSettlement): Readonly<{ gross: bigint; fee: bigint; net: bigint }> {
  if (report.lines.length === 0) throw settlementEmpty(report.id)
  const sum = (of: (line: ProviderSettlement['lines'][number]) => bigint) =>
    report.lines.reduce((total, line) => total + of(line), 0n)
  const [gross, fee, net] = [sum((line) => line.gross), sum((line) => line.fee), sum((line) => line.net)]
  const wrong = report.lines.some((line) => line.gross - line.fee !== line.net)
  if (wrong || net !== report.net) throw settlementDoesNotAddUp(report.id)
  return { gross, fee, net }
}

/** What a report says, in one number. */
export function fingerprintOf({ id, provider, currency, lines, net }: ProviderSettlement): string {
  const plain = lines.map(({ reference, kind, paymentId, gross, fee }) => [
    reference,
    kind,
    paymentId,
    String(gross),
    String(fee)
  ])
  return createHash('sha256')
    .update(JSON.stringify([provider, id, currency, String(net), plain]))
    .digest('hex')
}

/** What a provider keeps for its service: debit side, unlimited. */
export const providerCostAccount = (provider: string, currency: Currency) =>
  accountId('provider_cost', provider, currency)

/** The accounts that a settlement needs. */
export function settlementAccounts({ provider, currency }: Settlement): readonly NewAccount[] {
  return [
    { id: providerAccount(provider, currency), side: 'debit', floor: null },
    { id: providerCostAccount(provider, currency), side: 'debit', floor: null }
  ]
}

type About = Pick<Extract<Leg, { type: 'plain' }>, 'id' | 'subject'>

/** One leg that moves a signed amount: negative ones the other way round; none for zero. */
export function signedLeg(
  about: About,
  code: string,
  { debit, credit }: Readonly<{ debit: NewAccount['id']; credit: NewAccount['id'] }>,
  minor: bigint
): Leg[] {
  if (minor === 0n) return []
  const way = minor > 0n ? { debit, credit } : { debit: credit, credit: debit }
  return [{ ...about, type: 'plain', code, ...way, minor: minor > 0n ? minor : -minor }]
}

/** Books a settlement: the net has come from the provider `into` our bank, and the provider has kept its fees. */
export function settlementLegs(
  settlement: Settlement,
  into: NewAccount['id'],
  legId: (n: number) => Leg['id']
): Leg[] {
  const { provider, currency, net, fee, id: subject } = settlement
  const credit = providerAccount(provider, currency)
  return [
    ...signedLeg({ id: legId(1), subject }, 'settlement', { debit: into, credit }, net),
    ...signedLeg(
      { id: legId(2), subject },
      'provider_fee',
      { debit: providerCostAccount(provider, currency), credit },
      fee
    )
  ]
}
