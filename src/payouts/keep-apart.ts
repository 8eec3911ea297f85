import type { Tx } from '../db/index.ts'
import type { Currency } from '../kernel/index.ts'
import { balances } from '../ledger/index.ts'
import { merchantAccount } from '../merchants/index.ts'
import type { Match } from './match-lines.ts'

/**
 * Payouts that came back to a merchant whose balance is frozen or closed: the payout is returned all the same, but its
 * money waits among the unmatched, by a difference that says so, and holds up nothing else of the statement.
 */
export async function keepApart(tx: Tx, currency: Currency, matches: readonly Match[]): Promise<Match[]> {
  const accounts = matches.flatMap((match) =>
    match.kind === 'return' ? [merchantAccount(match.payout.merchantId, currency)] : []
  )
  if (accounts.length === 0) return [...matches]
  const found = await balances(tx, [...new Set(accounts)])
  return matches.map((match): Match => {
    if (match.kind !== 'return') return match
    const { line, payout } = match
    const state = found.get(merchantAccount(payout.merchantId, currency))?.state ?? 'open'
    if (state === 'open') return match
    const detail = `A payout came back to a merchant whose balance is ${state}: its money is kept apart.`
    const off = { kind: 'extra' as const, expectedMinor: null, detail, about: payout.id }
    return { kind: 'unmatched', line, off, back: payout }
  })
}
