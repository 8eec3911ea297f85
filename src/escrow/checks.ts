import type { Check } from '../api/index.ts'
import { balancesOfAll } from '../books/index.ts'
import type { Tx } from '../db/index.ts'
import { accountId, balances } from '../ledger/index.ts'
import { differingFreezes, differingParts, differingSums, partCount, platformShares } from './check-store.ts'
import { escrowAccount, lossAccount, type PartSums } from './part.ts'
import { pageOfParts } from './store.ts'

const differencesMax = 100
const pageSize = 2000

/** Looks at every part, a page at a time, beside its account in the ledger. */
async function compareWithLedger(tx: Tx) {
  const differences: string[] = []
  let count = 0
  for (let after = ''; ;) {
    const parts = await pageOfParts(tx, after, pageSize)
    if (parts.length === 0) return { count, differences: differences.slice(0, differencesMax) }
    for (const [book, those] of Map.groupBy(parts, (part) => part.book)) {
      const found = await balances(tx, those.map(escrowAccount), { book })
      for (const part of those) differences.push(...differencesOf(part, found.get(escrowAccount(part))))
    }
    count += parts.length
    after = parts.at(-1)?.partId ?? after
  }
}

function differencesOf(
  part: PartSums,
  balance: Readonly<{ posted: bigint; held: bigint }> | undefined
): string[] {
  const account = escrowAccount(part)
  if (balance === undefined) return [`${part.partId}: the ledger has no account ${account}`]
  return [
    ...(balance.posted === part.held
      ? []
      : [`${part.partId}: holds ${part.held}, but ${account} has a balance of ${balance.posted}`]),
    ...(balance.held === part.frozen
      ? []
      : [`${part.partId}: ${part.frozen} are frozen, but ${account} has holds of ${balance.held}`])
  ]
}

/** What the marketplace earned and lost by orders, beside the accounts that only escrow moves. */
async function compareShares(tx: Tx) {
  const expected = (await platformShares(tx)).flatMap(({ currency, commission, loss }) => [
    { account: accountId('commission', 'platform', currency), minor: commission },
    { account: lossAccount(currency), minor: loss }
  ])
  const found = await balancesOfAll(
    tx,
    expected.map(({ account }) => account)
  )
  const differences = expected.flatMap(({ account, minor }) => {
    const posted = found.get(account)?.posted ?? 0n
    return posted === minor ? [] : [`${account}: the orders sum to ${minor}, the ledger says ${posted}`]
  })
  return { count: expected.length, differences }
}

/** What `kontor verify` proves of the money of orders. */
export const checks: readonly Check[] = [
  {
    name: 'escrow.identity',
    run: async (tx) => ({ count: await partCount(tx), differences: await differingParts(tx, differencesMax) })
  },
  {
    name: 'escrow.movements',
    run: async (tx) => ({ count: await partCount(tx), differences: await differingSums(tx, differencesMax) })
  },
  {
    name: 'escrow.freezes',
    run: async (tx) => ({
      count: await partCount(tx),
      differences: await differingFreezes(tx, differencesMax)
    })
  },
  { name: 'escrow.ledger', run: compareWithLedger },
  { name: 'escrow.platform', run: compareShares }
]
