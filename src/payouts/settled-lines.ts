import type { Tx } from '../db/index.ts'
import { formatDecimal } from '../kernel/index.ts'
import {
  type ProviderFact,
  providerFacts,
  type ProviderSettlement,
  type SettlementLine
} from '../payments/index.ts'
import type { NewDifference } from './difference.ts'
import type { Settlement } from './settlement.ts'

/** What a difference about a capture that was not settled is named after. */
export const captureName = (provider: string, reference: string) => `${provider}/${reference}`.slice(0, 200)

/** Compares each line of a settlement with what we captured, refunded or lost: extra, amount, currency. */
export async function differencesOfLines(
  tx: Tx,
  settlement: Settlement,
  report: ProviderSettlement
): Promise<NewDifference[]> {
  const lines = report.lines.filter(({ kind }) => kind !== 'fee')
  const facts = await providerFacts(
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

/** What is wrong with a line of a settlement, or null. */
function wrongLine(
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
  const [expected, found] = [expectedMinor, gross].map((minor) => formatDecimal({ minor, currency }))
  const detail = `The ${word} ${reference} of ${expected} ${currency} was settled as ${found} ${currency}.`
  return { kind: 'amount', expectedMinor, foundMinor: gross, detail }
}
