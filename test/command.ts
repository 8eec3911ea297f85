import { systemClock } from '../src/kernel/index.ts'
import { runCommand } from '../src/cli/index.ts'

/** How a command ended, and what it printed. */
export type Ended = Readonly<{ code: number | null; out: string; err: string }>

/** A command in this process, which is quicker than one of its own; nobody stops it unless `stopped` resolves. */
export async function commandIn(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  stopped: () => Promise<void> = () => new Promise(() => {})
): Promise<Ended> {
  const heard = { out: '', err: '' }
  const code = await runCommand(args, {
    env: { KONTOR_HOME: folder, ...env },
    folder,
    consoleFolder: 'console/dist',
    clock: systemClock,
    version: 'test',
    program: 'kontor',
    out: (text) => (heard.out += text),
    err: (text) => (heard.err += text),
    columns: null,
    ask: null,
    stopped
  })
  return { code, ...heard }
}
