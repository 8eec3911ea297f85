import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const places = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
]

function isThere(place: string | undefined): place is string {
  if (place === undefined) return false
  try {
    accessSync(place, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** The browser of this machine, or the one that Playwright has downloaded; undefined where there is none. */
export const findChromium = (): string | undefined => [...places, chromium.executablePath()].find(isThere)

/** The ways to get one: Debian's package as root, Playwright's own download elsewhere. */
const ways: readonly (readonly string[])[] = [
  ['apt-get', 'update'],
  ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium', 'fonts-wqy-microhei'],
  [process.execPath, 'node_modules/playwright-core/cli.js', 'install', 'chromium']
]

/** Finds a Chromium or installs one. Throws where neither works: the tests of the console are never skipped. */
export function ensureChromium(): string {
  const isRoot = process.getuid?.() === 0
  for (const [command = '', ...args] of ways) {
    const found = findChromium()
    if (found !== undefined) return found
    if (command === 'apt-get' && !isRoot) continue
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    spawnSync(command, args, { env, stdio: 'inherit' })
  }
  const found = findChromium()
  if (found === undefined)
    throw new Error(
      'There is no Chromium, and it could not be installed. Install it, or say where it is: CHROMIUM=/path/to/it'
    )
  return found
}

/** Starts it. */
export function openBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error('There is no Chromium: `npm test` installs one.')
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
    timeout: 120_000
  })
}

if (process.argv[1] === import.meta.filename) console.log(ensureChromium())
