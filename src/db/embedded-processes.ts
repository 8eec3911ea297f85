import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { platform } from 'node:os'
import { promisify } from 'node:util'

const run = promisify(execFile)
const linux = platform() === 'linux'

/** What a process that has ended, but was not yet collected by its parent, answers instead of its birth. */
const ended = 'ended'

/**
 * When a process was born, in letters and digits. Together with its pid this names one process for ever: a pid alone is
 * given out again. Undefined when there is no such process, or when it is hidden from us.
 */
export async function birthOf(pid: number): Promise<string | undefined> {
  try {
    return linux ? await birthByProc(pid) : await birthByPs(pid)
  } catch {
    return undefined
  }
}

/** Whether the process with this pid is alive and is still the one that was born then. */
export async function isAlive(pid: number, birth: string): Promise<boolean> {
  const now = await birthOf(pid)
  return now === undefined ? exists(pid) : now === birth
}

/** The command line of a process; empty when it has ended or cannot be seen. */
export async function commandOf(pid: number): Promise<string> {
  try {
    if (linux) return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ').trim()
    return (await run('ps', ['-ww', '-o', 'args=', '-p', `${pid}`])).stdout.trim()
  } catch {
    return ''
  }
}

/** Whether this pid is taken, by whomever, ended but uncollected processes included. */
export function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function birthByProc(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  // The name in parentheses may itself hold blanks and parentheses. After it: state (3rd field) … start time (22nd).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (fields[0] === 'Z' || fields[0] === 'X') return ended
  // The start time counts from the boot, so that only the boot's own name makes it unique.
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => 'boot')
  return `${boot.slice(0, 8).trim()}t${fields[19] ?? ''}`
}

async function birthByPs(pid: number): Promise<string> {
  const { stdout } = await run('ps', ['-o', 'stat=,lstart=', '-p', `${pid}`], {
    env: { LC_ALL: 'C', TZ: 'UTC' }
  })
  const [state = '', ...start] = stdout.trim().split(/\s+/)
  return state.startsWith('Z') ? ended : start.join('').replaceAll(/[^A-Za-z0-9]/g, '')
}
