// Builds the console after `npm ci`, so that a fresh clone can serve it. An installation without development
// dependencies cannot build it and does not have to: a published package carries the built files.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const vite = join(import.meta.dirname, '..', 'node_modules', 'vite', 'bin', 'vite.js')
const node = join(import.meta.dirname, '..', 'node_modules', 'node', 'bin', 'node')
if (!existsSync(vite)) console.log('The console is not built: Vite is not installed.')
else {
  const { status } = spawnSync(
    existsSync(node) ? node : process.execPath,
    [vite, 'build', '--logLevel', 'warn'],
    {
      cwd: import.meta.dirname,
      stdio: 'inherit'
    }
  )
  process.exitCode = status ?? 1
}
