import { readFileSync } from 'node:fs'
import { join } from 'node:path'
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
  // A reader that went away, as `| head` does, is no mistake of ours.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  try {
    return await runCommand(argv, {
      env: process.env,
      folder: process.cwd(),
      clock: systemClock,
      version: versionOf(),
      out: (text) => process.stdout.write(text),
      err: (text) => process.stderr.write(text),
      columns: process.stderr.isTTY ? process.stderr.columns : null,
      ask: process.stdin.isTTY ? ask : null,
      stopped: () => {
        for (const signal of signals) process.on(signal, stop)
        return stopping
      }
    })
  } finally {
    for (const signal of signals) process.off(signal, stop)
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

function versionOf(): string {
  const text = readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8')
  return String((JSON.parse(text) as { version: unknown }).version)
}
