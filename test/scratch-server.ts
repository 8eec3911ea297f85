import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeEmbedded, useEmbedded } from '../src/db/index.ts'

/** A PostgreSQL for as long as a command needs it. */
export type ScratchServer = Readonly<{ url: string; close(): Promise<void> }>

/** The server of TEST_DATABASE_URL, or an embedded one in a folder of its own, both of which `close` removes. */
export async function scratchServer(name: string): Promise<ScratchServer> {
  const given = process.env['TEST_DATABASE_URL']
  if (given !== undefined) return { url: given, close: async () => {} }
  const home = mkdtempSync(join(tmpdir(), `kontor-${name}-`))
  try {
    const embedded = await useEmbedded(home)
    return {
      url: embedded.url('postgres'),
      close: async () => {
        await embedded.release()
        await removeEmbedded(home)
      }
    }
  } catch (error) {
    await removeEmbedded(home)
    throw error
  }
}

const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const
const patienceMs = 30_000

/**
 * When the process is asked to stop, cleans up and ends it with the code that tells the signal. Asked again meanwhile, it
 * goes on cleaning up, since nobody else would; it takes half a minute at most.
 */
export function onStop(cleanUp: (signal: string) => Promise<void>): void {
  let stopping = false
  for (const [signal, code] of Object.entries(signals)) {
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      setTimeout(() => process.exit(code), patienceMs)
      cleanUp(signal).then(
        () => process.exit(code),
        (error: unknown) => {
          console.error(error)
          process.exit(code)
        }
      )
    })
  }
}
