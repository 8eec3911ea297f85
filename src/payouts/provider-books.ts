import type { Tx } from '../db/index.ts'
import { formatDecimal, type Money } from '../kernel/index.ts'
import type { ProviderSettlement, SettlementLine } from '../payments/index.ts'
import type { NewDifference } from './difference.ts'
import type { Settlement } from './settlement.ts'

/** One thing that we know of at a provider, under the provider's name for it. `minor` is positive. */
export type ProviderFact = Readonly<{
  kind: 'capture' | 'refund' | 'chargeback' | 'chargeback_reversal'
  reference: string
  amount: Money
}>

/** What payments know, by the provider's references. */
export type ProviderBooks = Readonly<{
  facts(tx: Tx, provider: string, references: readonly string[]): Promise<readonly ProviderFact[]>
}>

/** Compares each line of a settlement with what we captured, refunded or lost: extra, amount, currency. */
export async function differencesOfLines(
  tx: Tx,
  settlement: Settlement,
  report: ProviderSettlement,
  books: ProviderBooks
): Promise<NewDifference[]> {
  const lines = report.lines.filter(({ kind }) => kind !== 'fee')
  const facts = await books.facts(
    tx,
    report.provider,
    lines.map(({ reference }) => reference)
  )
  const known = new Map(facts.map((fact) => [`${fact.kind} ${fact.reference}`, fact]))
  return lines.flatMap((line): NewDifference[] => {
    const off = wrongLine(line, known.get(`${line.kind} ${line.reference}`), settlement)
    const about = { subject: settlement.id, currency: settlement.currency, since: settlement.at }
    return off === null ? [] : [{ ...about, ...off, detail: off.detail.slice(0, 300) }]
  })
}

type Off = Pick<NewDifference, 'kind' | 'expectedMinor' | 'foundMinor' | 'detail'>

/** What is wrong with a line, or null. */
export function wrongLine(
  { kind, reference, gross }: SettlementLine,
  fact: ProviderFact | undefined,
  { currency }: Pick<Settlement, 'currency'>
): Off | null {
  const word = kind.replace('_', ' ')
  if (fact === undefined) {
    const detail = `The provider settled the ${word} ${reference}, which we do not know.`
    return { kind: 'extra', expectedMinor: null, foundMinor: gross, detail }
  }
  if (fact.amount.currency !== currency) {
    const detail = `The ${word} ${reference} was made in ${fact.amount.currency} and settled in ${currency}.`
    return { kind: 'currency', expectedMinor: null, foundMinor: gross, detail }
  }
  const outward = kind === 'refund' || kind === 'chargeback'
  const expectedMinor = outward ? -fact.amount.minor : fact.amount.minor
  if (expectedMinor === gross) return null
  const detail = `The ${word} ${reference} of ${formatDecimal({ minor: expectedMinor, currency })} ${currency} was settled as ${formatDecimal({ minor: gross, currency })}.`
  return { kind: 'amount', expectedMinor, foundMinor: gross, detail }
}
