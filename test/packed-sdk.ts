import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..')

/** A folder of a user, into which the SDK was installed as it would be published. */
export async function packedSdk() {
  const folder = mkdtempSync(join(tmpdir(), 'kontor-sdk-'))
  await run('npm', ['pack', '--workspace', '@kontor/sdk', '--pack-destination', folder], { cwd: root })
  const [archive = ''] = readdirSync(folder)
  const place = join(folder, 'node_modules', '@kontor', 'sdk')
  mkdirSync(place, { recursive: true })
  await run('tar', ['-xzf', join(folder, archive), '-C', place, '--strip-components=1'])
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  return {
    folder,
    files: readdirSync(place, { recursive: true, encoding: 'utf8' }).toSorted(),
    /** Writes a program of the user. */
    write(name: string, text: string): string {
      writeFileSync(join(folder, name), text)
      return join(folder, name)
    },
    /** What a strict compiler has to say about programs of the user. */
    async complaints(...names: string[]): Promise<string> {
      const options = {
        compilerOptions: {
          strict: true,
          exactOptionalPropertyTypes: true,
          module: 'nodenext',
          target: 'es2022',
          lib: ['es2022'],
          types: ['node'],
          typeRoots: [join(root, 'node_modules', '@types')],
          noEmit: true
        },
        files: names
      }
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(options))
      const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
      const said = (error: unknown) => (error as { stdout: string }).stdout
      return run(process.execPath, [tsc, '-p', folder]).then(({ stdout }) => stdout, said)
    },
    remove: () => rmSync(folder, { recursive: true, force: true })
  }
}

/** Every Node on the path that the SDK says it runs on, one of each version. */
export async function nodesHere(): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  for (const place of (process.env['PATH'] ?? '').split(delimiter)) {
    const program = join(place, 'node')
    const version = await run(program, ['--version']).then(
      ({ stdout }) => stdout.trim(),
      () => ''
    )
    const [, major = '0'] = /^v(\d+)\./.exec(version) ?? []
    if (parseInt(major, 10) >= 20 && !found.has(version)) found.set(version, program)
  }
  return found
}
