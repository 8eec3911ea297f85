import { randomBytes, randomInt } from 'node:crypto'
import { chown, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Failure } from '../kernel/index.ts'
import { birthOf, isAlive } from './embedded-processes.ts'

/** A living process's mark in a directory. It means nothing any more once the process has ended, however it ended. */
export type Claim = Readonly<{
  /** The pids of the other living claims. Marks of the dead are cleared away. */
  others(): Promise<number[]>
  drop(): Promise<void>
}>

const lockWaitMs = 180_000

/** Leaves a mark of this process in the directory, which is created when missing. */
export async function claim(dir: string): Promise<Claim> {
  const name = `${process.pid}-${(await birthOf(process.pid)) ?? 'unknown'}-${randomBytes(6).toString('hex')}`
  await mark(dir, name)
  return {
    others: async () => (await living(dir)).filter((found) => found.name !== name).map((found) => found.pid),
    drop: () => rm(join(dir, name), { force: true })
  }
}

/**
 * Runs `work` while no other process (and no other call in this one) works under the same directory.
 *
 * Each contender leaves its own mark and then looks: whoever sees no other mark has the lock. Of two at once the later
 * mark sees the earlier one, so never do both have it; if both see each other, both step back for a random moment. No mark
 * is ever taken over, hence a dead owner's can be cleared by anybody at any time.
 */
export async function withLock<T>(dir: string, work: () => Promise<T>): Promise<T> {
  const until = performance.now() + lockWaitMs
  for (;;) {
    const holder = (await living(dir))[0]
    if (holder === undefined) {
      const own = await claim(dir)
      try {
        if ((await own.others()).length === 0) return await work()
      } finally {
        await own.drop()
      }
    }
    if (performance.now() > until) throw lockHeld(dir, holder?.pid)
    await delay(randomInt(2, 25))
  }
}

function lockHeld(dir: string, pid: number | undefined): Failure {
  return new Failure(
    'busy',
    'database.locked',
    `Another process${pid === undefined ? '' : ` (pid ${pid})`} has been starting or stopping the database for ${lockWaitMs / 1000} s.`,
    { advice: 'Wait for it, or end that process and try again. Its lock ends with it.', lock: dir }
  )
}

async function mark(dir: string, name: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await writeFile(join(dir, name), '', { flag: 'wx' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || attempt === 3) throw error
      await makeLikeParent(dir)
    }
  }
}

/** Root may work in another user's home for once. What it leaves behind must remain usable by that user. */
async function makeLikeParent(dir: string): Promise<void> {
  await mkdir(dir, { recursive: true })
  const parent = await stat(dirname(dir))
  if (process.getuid?.() === 0 && parent.uid !== 0) await chown(dir, parent.uid, parent.gid)
}

async function living(dir: string): Promise<{ name: string; pid: number }[]> {
  const names = await readdir(dir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const found = []
  for (const name of names) {
    const [, pidText, birth] = /^(\d+)-(\w+)-\w+$/.exec(name) ?? []
    if (pidText === undefined || birth === undefined) continue
    const pid = parseInt(pidText, 10)
    if (await isAlive(pid, birth)) found.push({ name, pid })
    else await rm(join(dir, name), { force: true })
  }
  return found
}
