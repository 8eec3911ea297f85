import type { Currency } from '../kernel/index.ts'
import type { Flow } from './flow-store.ts'

/** The accounts of one kind and currency together: what they owe or own net, on one side. */
export type TrialLine = Readonly<{
  currency: Currency
  kind: string
  /** How many transfers touched them. */
  transfers: bigint
  debit: bigint
  credit: bigint
}>

/** The sums of both columns in one currency. They are equal, or the ledger is broken. */
export type TrialTotal = Readonly<{ currency: Currency; debit: bigint; credit: bigint }>

/** All accounts by kind and currency, each net on the side where it stands, by what ever moved. */
export function trialBalance(
  flows: readonly Flow[]
): Readonly<{ lines: readonly TrialLine[]; totals: readonly TrialTotal[] }> {
  const nets = new Map<string, { currency: Currency; kind: string; transfers: bigint; net: bigint }>()
  const add = (currency: Currency, kind: string, transfers: bigint, minor: bigint) => {
    const key = `${currency} ${kind}`
    const line = nets.get(key) ?? { currency, kind, transfers: 0n, net: 0n }
    nets.set(key, { ...line, transfers: line.transfers + transfers, net: line.net + minor })
  }
  for (const { currency, debitKind, creditKind, transfers, minor } of flows) {
    add(currency, debitKind, transfers, minor)
    add(currency, creditKind, debitKind === creditKind ? 0n : transfers, -minor)
  }
  const lines = [...nets]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { net, ...line }]) => ({ ...line, debit: net > 0n ? net : 0n, credit: net < 0n ? -net : 0n }))
  const totals = [...Map.groupBy(lines, ({ currency }) => currency)].map(([currency, those]) => ({
    currency,
    debit: those.reduce((sum, { debit }) => sum + debit, 0n),
    credit: those.reduce((sum, { credit }) => sum + credit, 0n)
  }))
  return { lines, totals }
}
