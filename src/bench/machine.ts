import { readFile, statfs } from 'node:fs/promises'
import { arch, availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'

/** The machine that figures were measured on. */
export type Machine = Readonly<{
  cpu: string
  cores: number
  memoryMiB: number
  system: string
  node: string
  /** Of the last minute, when the run began. */
  loadAverage: number
  /** How much of all cores was in use when the run began, from 0 to 1. */
  busy: number
}>

/** A file system: its kind, the device, and where it is mounted. */
export type FileSystem = Readonly<{ kind: string; device: string; mount: string; freeMiB: number }>

const lookMs = 500
const mebibyte = 1024 * 1024

/** Looks at the machine, and for half a second at what else runs on it. */
export async function lookAtMachine(): Promise<Machine> {
  const [loadAverage = 0] = loadavg()
  const before = usedTime()
  await wait(lookMs)
  const after = usedTime()
  const all = after.all - before.all
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryMiB: Math.round(totalmem() / mebibyte),
    system: `${type()} ${release()} ${arch()}`,
    node: process.version,
    loadAverage: Math.round(loadAverage * 100) / 100,
    busy: all === 0 ? 0 : Math.round(((after.used - before.used) / all) * 100) / 100
  }
}

function usedTime() {
  let [used, all] = [0, 0]
  for (const { times } of cpus()) {
    const sum = times.user + times.nice + times.sys + times.irq
    used += sum
    all += sum + times.idle
  }
  return { used, all }
}

/** The file system that a folder is on; null where that cannot be known. */
export async function fileSystemOf(folder: string): Promise<FileSystem | null> {
  try {
    const { bavail, bsize } = await statfs(folder)
    const found = mountOf(folder, await readFile('/proc/self/mounts', 'utf8'))
    return found === null ? null : { ...found, freeMiB: Math.round((bavail * bsize) / mebibyte) }
  } catch {
    return null // another system, or a folder that only the server's user may see
  }
}

/** The mount with the longest path that the folder is under. */
export function mountOf(folder: string, mounts: string): Omit<FileSystem, 'freeMiB'> | null {
  let best: Omit<FileSystem, 'freeMiB'> | null = null
  for (const line of mounts.split('\n')) {
    const [device = '', escaped = '', kind = ''] = line.split(' ')
    const mount = escaped.replaceAll('\\040', ' ')
    const under = mount === '/' ? folder.startsWith('/') : folder === mount || folder.startsWith(`${mount}/`)
    if (mount !== '' && under && mount.length >= (best?.mount.length ?? 0)) best = { kind, device, mount }
  }
  return best
}
