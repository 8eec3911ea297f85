import type { Command } from 'commander'
import { migrate, pendingMigrations } from '../db/index.ts'
import { readConfig } from './config.ts'
import { databaseOf } from './database.ts'
import { exitCodes } from './exit.ts'
import { addCommand, type Run } from './program.ts'

type Options = Readonly<{ json?: boolean; check?: boolean }>

/** `kontor migrate`: brings the database to this release. */
export function migrateCommand(program: Command, run: Run<Options>): void {
  addCommand(program, {
    name: 'migrate',
    summary: 'Apply the migrations that the database lacks.',
    examples: ['kontor migrate', 'kontor migrate --check --json']
  })
    .option('--check', 'only look: exit code 1 when something is missing')
    .option('--json', 'print {"applied", "pending"}')
    .action(
      run(async (surroundings, { json, check }) => {
        const place = await databaseOf(readConfig(surroundings))
        try {
          const applied = check ? [] : await migrate(place.url)
          const pending = await pendingMigrations(place.url)
          surroundings.out(json ? `${JSON.stringify({ applied, pending })}\n` : told(applied, pending))
          return pending.length > 0 ? exitCodes.different : exitCodes.ok
        } finally {
          await place.release()
        }
      })
    )
}

function told(applied: readonly string[], pending: readonly string[]): string {
  if (pending.length > 0)
    return `Missing:\n${pending.map((name) => `  ${name}\n`).join('')}Run \`kontor migrate\`.\n`
  if (applied.length === 0) return 'The database is up to date.\n'
  return `Applied:\n${applied.map((name) => `  ${name}\n`).join('')}`
}
