import { spawn } from 'node:child_process'
import { chmod, lstat, mkdir } from 'node:fs/promises'
import { Failure } from '../kernel/index.ts'

/** The unprivileged user whom root lets run PostgreSQL. */
export type RunAs = Readonly<{ uid: number; gid: number; name: string }>

export const isRoot = (): boolean => process.getuid?.() === 0

/** Where root keeps what the server's user cannot reach in its own place. */
const shelterDir = '/var/lib/kontor'
const outputMax = 20_000

/** Nothing of our own environment reaches PostgreSQL: no PG… settings, and no secrets that its user could read. */
const plainEnvironment = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

export function spawnOptions(user: RunAs | undefined) {
  return { cwd: '/', env: plainEnvironment, ...(user && { uid: user.uid, gid: user.gid }) }
}

/** Runs a program to its end and gives what it wrote, the last part if it is much. A program that cannot start is -1. */
export function runToEnd(
  program: string,
  args: readonly string[],
  user: RunAs | undefined
): Promise<{ code: number; output: string }> {
  return new Promise<{ code: number; output: string }>((resolve, reject) => {
    const child = spawn(program, args, { ...spawnOptions(user), stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const collect = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-outputMax))
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', reject)
    child.on('close', (code, signal) =>
      resolve({ code: code ?? -2, output: signal === null ? output : `${output}\nended by ${signal}` })
    )
  }).catch((error: unknown) => ({ code: -1, output: String(error) }))
}

/** The user named by KONTOR_PG_USER; else `postgres` where there is one, else `nobody`. None is ever created. */
export async function chooseUser(): Promise<RunAs> {
  const wanted = process.env['KONTOR_PG_USER']
  const found = wanted ? await lookUp(wanted) : ((await lookUp('postgres')) ?? (await lookUp('nobody')))
  if (found !== undefined && found.uid !== 0) return found
  throw new Failure(
    'refused',
    'database.no_user',
    wanted
      ? `KONTOR_PG_USER is ${wanted}, which is ${found ? 'root itself' : 'no user of this system'}.`
      : 'PostgreSQL does not run as root, and this system has neither a user "postgres" nor "nobody" to run it as.',
    { advice: 'Set KONTOR_PG_USER to an existing user without privileges, or start Kontor as such a user.' }
  )
}

async function lookUp(name: string): Promise<RunAs | undefined> {
  const [uid, gid] = await Promise.all([
    runToEnd('id', ['-u', name], undefined),
    runToEnd('id', ['-g', name], undefined)
  ])
  if (uid.code !== 0 || gid.code !== 0) return undefined
  return { uid: parseInt(uid.output, 10), gid: parseInt(gid.output, 10), name }
}

/** Whether the user can work in this directory. Asked of the system itself: modes alone do not know of access lists. */
export async function canWorkIn(dir: string, user: RunAs): Promise<boolean> {
  const { code, output } = await runToEnd('/bin/sh', ['-c', 'cd -- "$1" && test -w .', 'sh', dir], user)
  if (code !== -1) return code === 0
  throw new Failure(
    'forbidden',
    'database.cannot_change_user',
    `PostgreSQL does not run as root, and root is not allowed to run a program as ${user.name} here: ${output}`,
    { advice: 'Start Kontor as an ordinary user, or give the container the capabilities SETUID and SETGID.' }
  )
}

/** A directory of root's that every user can reach and none but root can change. */
export async function shelter(user: RunAs): Promise<string> {
  if ((await mkdir(shelterDir, { recursive: true })) !== undefined) await chmod(shelterDir, 0o755)
  const found = await lstat(shelterDir)
  const { code } = await runToEnd('/bin/sh', ['-c', 'cd -- "$1"', 'sh', shelterDir], user)
  if (found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0 && code === 0) return shelterDir
  throw new Failure(
    'refused',
    'database.no_shelter',
    `${user.name}, who is to run PostgreSQL, cannot reach KONTOR_HOME or the programs, and ${shelterDir} will not do either: ` +
      'it must be a directory of root that everybody can enter and only root can change.',
    {
      advice: `Set right the owner and mode of ${shelterDir}, or put the checkout and KONTOR_HOME where all can read.`
    }
  )
}
