import type { Check, CheckResult } from '../api/index.ts'
import { balancesOfAll } from '../books/index.ts'
import type { Tx } from '../db/index.ts'
import { type AccountId, balances } from '../ledger/index.ts'
import { reserveAccount } from '../merchants/index.ts'
import { providerAccount, providerSums } from '../payments/index.ts'
import {
  type CurrencySum,
  lookAtFiles,
  openSums,
  payoutsAfter,
  quoteSums,
  reserveSums,
  settlementSums,
  statementSums
} from './check-store.ts'
import { bankAccount, payoutAccount, unmatchedAccount } from './payout.ts'
import { positionAccounts } from './quote.ts'
import { providerCostAccount } from './settlement.ts'

const differencesMax = 100
const pieceSize = 5000
const moving = new Set(['planned', 'in_file', 'sent'])

type Expected = Readonly<{ account: AccountId; minor: bigint }>

/** Compares what accounts hold with what they should. */
async function compare(tx: Tx, expected: readonly Expected[]): Promise<string[]> {
  const found = await balances(
    tx,
    expected.map(({ account }) => account)
  )
  return compared(found, expected)
}

function compared(
  found: ReadonlyMap<AccountId, Readonly<{ posted: bigint }>>,
  expected: readonly Expected[]
): string[] {
  return expected.flatMap(({ account, minor }) => {
    const held = found.get(account)?.posted ?? 0n
    return held === minor ? [] : [`${account} holds ${held}, but ${minor} was expected`]
  })
}

async function result(tx: Tx, count: number, expected: readonly Expected[]): Promise<CheckResult> {
  return { count, differences: (await compare(tx, expected)).slice(0, differencesMax) }
}

async function payoutAccounts(tx: Tx): Promise<CheckResult> {
  let count = 0
  const differences: string[] = []
  for (let after = ''; ;) {
    const piece = await payoutsAfter(tx, after, pieceSize)
    const expected = piece.map(({ id, currency, state, minor }) => ({
      account: payoutAccount(id, currency),
      minor: moving.has(state) ? minor : 0n
    }))
    differences.push(...(await compare(tx, expected)))
    count += piece.length
    const last = piece.at(-1)
    if (last === undefined || piece.length < pieceSize) break
    after = last.id
  }
  return { count, differences: differences.slice(0, differencesMax) }
}

const counted = (sums: readonly Readonly<{ count: bigint }>[]) =>
  sums.reduce((total, { count }) => total + globalThis.Number(count), 0)

const byCurrency = (
  read: (tx: Tx) => Promise<CurrencySum[]>,
  account: (currency: CurrencySum['currency']) => AccountId
) => {
  return async (tx: Tx): Promise<CheckResult> => {
    const sums = await read(tx)
    return result(
      tx,
      counted(sums),
      sums.map(({ currency, minor }) => ({ account: account(currency), minor }))
    )
  }
}

/** What payouts and the bank side promise, proven from the data. */
export const checks: readonly Check[] = [
  { name: 'payouts.on_their_way', run: payoutAccounts },
  { name: 'payouts.bank_equals_statements', run: byCurrency(statementSums, bankAccount) },
  { name: 'payouts.unmatched_equals_open_differences', run: byCurrency(openSums, unmatchedAccount) },
  {
    name: 'payouts.provider_costs_equal_settlements',
    async run(tx) {
      const sums = await settlementSums(tx)
      const expected = sums.map(({ provider, currency, fee }) => ({
        account: providerCostAccount(provider, currency),
        minor: fee
      }))
      return result(tx, counted(sums), expected)
    }
  },
  {
    name: 'payouts.provider_balances_equal_payments_less_settlements',
    async run(tx) {
      const settled = new Map(
        (await settlementSums(tx)).map((sum) => [`${sum.provider} ${sum.currency}`, sum.gross])
      )
      const sums = await providerSums(tx)
      const expected = sums.map(({ provider, currency, in: came, out: went }) => ({
        account: providerAccount(provider, currency),
        minor: came - went - (settled.get(`${provider} ${currency}`) ?? 0n)
      }))
      const found = await balancesOfAll(
        tx,
        expected.map(({ account }) => account)
      )
      return { count: sums.length, differences: compared(found, expected).slice(0, differencesMax) }
    }
  },
  {
    name: 'payouts.reserves_are_kept',
    async run(tx) {
      const sums = await reserveSums(tx)
      const expected = sums.map(({ merchant_id, currency, minor }) => ({
        account: reserveAccount(merchant_id, currency),
        minor
      }))
      return result(tx, sums.length, expected)
    }
  },
  {
    name: 'payouts.bank_files_are_unchanged',
    async run(tx) {
      const { count, wrong } = await lookAtFiles(tx)
      return { count, differences: wrong.map((id) => `${id} is not the file that was written`) }
    }
  },
  {
    name: 'payouts.exchanges_equal_positions',
    async run(tx) {
      const sums = await quoteSums(tx)
      const expected = sums.flatMap(({ sell_currency, buy_currency, sold, bought }) => {
        const [sell, buy] = positionAccounts(sell_currency, buy_currency)
        return [
          { account: sell.id, minor: sold },
          { account: buy.id, minor: -bought }
        ]
      })
      return result(tx, counted(sums), expected)
    }
  }
]
