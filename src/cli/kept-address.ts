import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const fileIn = (home: string) => join(home, 'address')

/**
 * The address on this machine of the Kontor that runs with this KONTOR_HOME, or ran with it when it died; undefined where
 * there is none.
 */
export async function keptAddress(home: string): Promise<string | undefined> {
  const text = await readFile(fileIn(home), 'utf8').catch(() => '')
  const address = text.trim()
  return /^http:\/\/(127\.0\.0\.1|localhost|\[::1\]):\d{1,5}$/.test(address) ? address : undefined
}

/**
 * Keeps the address for the commands that ask this Kontor, until what is answered is called. Of several that run with one
 * KONTOR_HOME the last is kept. Where the folder cannot be written nothing is kept, and the commands need --url.
 */
export async function keepAddress(home: string, address: string): Promise<() => Promise<void>> {
  // A link in its place is replaced, not followed.
  const made = `${fileIn(home)}.new`
  await rm(made, { force: true })
    .then(() => writeFile(made, `${address}\n`, { mode: 0o600, flag: 'wx' }))
    .then(() => rename(made, fileIn(home)))
    .catch(() => undefined)
  return async () => {
    if ((await keptAddress(home)) === address) await rm(fileIn(home), { force: true }).catch(() => undefined)
  }
}
