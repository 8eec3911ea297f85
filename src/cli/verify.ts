import type { Command } from 'commander'
import type { Check } from '../api/index.ts'
import { readConfig } from './config.ts'
import { withDatabase } from './database.ts'
import { exitCodes } from './exit.ts'
import { addCommand, type Run } from './program.ts'
import { appOf } from './service.ts'

type Result = Readonly<{ name: string; count: number; ok: boolean; differences: readonly string[] }>

const differencesShown = 10

/** `kontor verify`: proves from the data alone that every cent is accounted for. */
export function verifyCommand(program: Command, run: Run<Readonly<{ json?: boolean }>>): void {
  addCommand(program, {
    name: 'verify',
    summary: 'Prove from the data alone that every cent is where it must be.',
    more: 'All checks look at one unmoving picture of the database, while the server goes on.',
    examples: ['kontor verify', 'kontor verify --json | jq .ok']
  })
    .option('--json', 'print {"ok", "checks": [{"name", "count", "ok", "differences"}]}')
    .action(
      run(async (surroundings, { json }) => {
        const config = readConfig(surroundings)
        const { checks } = appOf(config)
        const results = await withDatabase(config, ({ db }) =>
          db.snapshot((tx) => inTurn(checks, (check) => resultOf(check, tx)))
        )
        const ok = results.every((result) => result.ok)
        surroundings.out(json ? `${JSON.stringify({ ok, checks: results })}\n` : table(results, ok))
        return ok ? exitCodes.ok : exitCodes.different
      })
    )
}

async function resultOf(check: Check, tx: Parameters<Check['run']>[0]): Promise<Result> {
  const { count, differences } = await check.run(tx)
  return { name: check.name, count, ok: differences.length === 0, differences }
}

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (const item of items) results.push(await work(item))
  return results
}

function table(results: readonly Result[], ok: boolean): string {
  const nameWidth = Math.max(...results.map(({ name }) => name.length), 5)
  const countWidth = Math.max(...results.map(({ count }) => String(count).length), 7)
  const lines = results.flatMap(({ name, count, ok: fine, differences }) => [
    `${fine ? 'ok   ' : 'WRONG'}  ${name.padEnd(nameWidth)}  ${String(count).padStart(countWidth)}`,
    ...differences.slice(0, differencesShown).map((difference) => `         ${difference}`),
    ...(differences.length > differencesShown
      ? [`         and more: ${differences.length} in all (see --json)`]
      : [])
  ])
  const off = results.filter((result) => !result.ok).length
  return [
    `       ${'check'.padEnd(nameWidth)}  ${'looked at'.padStart(countWidth)}`,
    ...lines,
    ok ? 'Every check holds.' : `${off} of ${results.length} checks found differences.`,
    ''
  ].join('\n')
}
