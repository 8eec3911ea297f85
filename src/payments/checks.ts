import type { Check, CheckResult } from '../api/index.ts'
import type { Tx } from '../db/index.ts'
import { balancesOfAll } from '../books/index.ts'
import { accountId } from '../ledger/index.ts'
import { differingPayments, openWork, pageOfPending, providerSums } from './check-store.ts'
import { providerAccount } from './payment.ts'

const differencesMax = 100
const pageSize = 2000

/** What payments count as captured, refunded and charged back is what their rows sum to. */
async function compareRows(tx: Tx): Promise<CheckResult> {
  const { count, rows } = await differingPayments(tx, differencesMax)
  return {
    count,
    differences: rows.map(
      ({ id, rows: found, sums }) =>
        `${id}: captured/refund pending/refunded/charged back are ${sums}, their rows sum to ${found}`
    )
  }
}

/**
 * All that came in by payments is in the ledger's account of the provider, and what went out of it. The rest on either
 * side are settlements: payouts compare the balance with them, to the unit.
 */
async function compareProviders(tx: Tx): Promise<CheckResult> {
  const sums = await providerSums(tx)
  const found = await balancesOfAll(
    tx,
    sums.map(({ provider, currency }) => providerAccount(provider, currency))
  )
  const differences = sums.flatMap(({ provider, currency, in: came, out: went }) => {
    const account = providerAccount(provider, currency)
    const { debitsPosted = 0n, creditsPosted = 0n } = found.get(account) ?? {}
    return [
      ...(debitsPosted >= came
        ? []
        : [`${account}: payments brought in ${came}, the ledger says ${debitsPosted}`]),
      ...(creditsPosted >= went
        ? []
        : [`${account}: payments sent out ${went}, the ledger says only ${creditsPosted}`])
    ]
  })
  return { count: sums.length, differences }
}

/** Each payment's refund account holds what is still to be sent back, and nothing else. */
async function compareRefunds(tx: Tx): Promise<CheckResult> {
  const differences: string[] = []
  let count = 0
  for (let after = ''; ;) {
    const page = await pageOfPending(tx, after, pageSize)
    if (page.length === 0) return { count, differences: differences.slice(0, differencesMax) }
    const found = await balancesOfAll(
      tx,
      page.map(({ id, currency }) => accountId('refund', id, currency))
    )
    for (const { id, currency, minor } of page) {
      const posted = found.get(accountId('refund', id, currency))?.posted ?? 0n
      if (posted !== minor)
        differences.push(`${id}: ${minor} are on their way back, its refund account holds ${posted}`)
    }
    count += page.length
    after = page.at(-1)?.id ?? after
  }
}

/** What nobody knows yet is counted; it is no difference, as it is being looked up or waits for an operator. */
async function countUnknown(tx: Tx): Promise<CheckResult> {
  const { unknown, stuck } = await openWork(tx)
  return { count: unknown + stuck, differences: [] }
}

/** What `kontor verify` proves of payments. */
export const checks: readonly Check[] = [
  { name: 'payments.sums_equal_rows', run: compareRows },
  { name: 'payments.providers_equal_ledger', run: compareProviders },
  { name: 'payments.refunds_equal_ledger', run: compareRefunds },
  { name: 'payments.calls_unknown', run: countUnknown }
]
