import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { occupy, removeEmbedded } from '../db/index.ts'
import { type Config, readConfig } from './config.ts'
import { databaseOf } from './database.ts'
import { CommandFailure, environment, exitCodes, usage } from './exit.ts'
import { addCommand, type Run } from './program.ts'
import { removeSecrets } from './secrets.ts'

type Options = Readonly<{ yes?: boolean; json?: boolean }>

/** `kontor reset`: deletes the embedded database of KONTOR_HOME, after asking. */
export function resetCommand(program: Command, run: Run<Options>): void {
  addCommand(program, {
    name: 'reset',
    summary:
      'Delete the embedded database of KONTOR_HOME for good, and start over with the next `kontor try`.',
    more: 'Asks first. A database of DATABASE_URL is never touched.',
    examples: ['kontor reset', 'KONTOR_HOME=/tmp/second kontor reset --yes']
  })
    .option('--yes', 'do not ask')
    .option('--json', 'print {"removed"}')
    .action(
      run(async (surroundings, { yes, json }) => {
        const config = readConfig(surroundings)
        const { databaseUrl, home } = config
        if (databaseUrl !== undefined) {
          throw usage(
            'DATABASE_URL is set: `reset` deletes embedded databases only.',
            'Unset it, or drop that database yourself.'
          )
        }
        if (!yes) {
          if (!surroundings.ask)
            throw usage(
              'Nobody can be asked here, so nothing was deleted.',
              'Say --yes to delete without asking.'
            )
          const answer = await surroundings.ask(
            `This deletes everything that Kontor keeps in ${home}, for good. Type yes to go on: `
          )
          if (answer.trim().toLowerCase() !== 'yes')
            throw new CommandFailure(exitCodes.different, 'Nothing was deleted.')
        }
        await refuseInUse(config)
        await removeEmbedded(home)
        await removeSecrets(home)
        surroundings.out(json ? `${JSON.stringify({ removed: home })}\n` : `${home} is empty again.\n`)
        return exitCodes.ok
      })
    )
}

/** Refuses to take the data away from under a Kontor that works on it. Data that cannot even be started may go. */
async function refuseInUse(config: Config): Promise<void> {
  if (!existsSync(config.home)) return
  const place = await databaseOf(config).catch(() => undefined)
  if (!place) return
  try {
    const alone = await occupy(place.url, 'alone')
    if (!alone) {
      throw environment(
        'A Kontor works on this database now. Nothing was deleted.',
        'Stop it first, with Ctrl-C where it runs.'
      )
    }
    await alone.release()
  } finally {
    await place.release()
  }
}
