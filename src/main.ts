import { readFileSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { runCommand } from './cli/index.ts'
import { systemClock } from './kernel/index.ts'

/** Runs one command of the command line and answers its exit code. The only place that knows the process around it. */
export async function main(argv: readonly string[]): Promise<number> {
  let stop: () => void = () => {}
  const stopping = new Promise<void>((resolve) => {
    stop = resolve
  })
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  let asked = false
  const onSignal = () => {
    // Whoever asks again does not want to wait for what is in work; nothing acknowledged is lost by that.
    if (asked) process.exit(130)
    asked = true
    stop()
  }
  // A reader that went away, as `| head` does, is no mistake of ours.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  try {
    return await runCommand(argv, {
      env: process.env,
      folder: process.cwd(),
      consoleFolder: join(import.meta.dirname, '..', 'console', 'dist'),
      clock: systemClock,
      version: versionOf(),
      program:
        process.env['npm_lifecycle_event'] === undefined
          ? calledAs(process.argv[1] ?? '')
          : 'npm run -s kontor --',
      out: (text) => process.stdout.write(text),
      err: (text) => process.stderr.write(text),
      columns: process.stderr.isTTY ? process.stderr.columns : null,
      ask: process.stdin.isTTY ? ask : null,
      stopped: () => {
        for (const signal of signals) process.on(signal, onSignal)
        return stopping
      }
    })
  } finally {
    for (const signal of signals) process.off(signal, onSignal)
  }
}

async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await terminal.question(question)
  } finally {
    terminal.close()
  }
}

/** The command as it was typed: the name of the program where it is installed, else the file. */
function calledAs(file: string): string {
  const name = basename(file)
  if (name === 'kontor') return 'kontor'
  const path = relative(process.cwd(), file) || file
  return `node ${path.includes(' ') ? `'${path}'` : path}`
}

function versionOf(): string {
  const text = readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')
  return String((JSON.parse(text) as { version: unknown }).version)
}
