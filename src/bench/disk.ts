import { access, constants, mkdtemp, open, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const pageBytes = 8192
const pages = 64

/** Finds a folder on the file system of the database's files that we may write to; null where there is none. */
export async function folderBeside(files: string | null, others: readonly string[]): Promise<string | null> {
  if (files === null) return null
  const device = await deviceOf(files)
  if (device === null) return null
  for (const folder of [dirname(files), ...others, tmpdir()]) {
    const writable = await access(folder, constants.W_OK).then(
      () => true,
      () => false
    )
    if (writable && (await deviceOf(folder)) === device) return folder
  }
  return null
}

function deviceOf(folder: string): Promise<number | null> {
  return stat(folder).then(
    ({ dev }) => dev,
    () => null
  )
}

/**
 * How long each of many durable writes takes, in milliseconds: 8 KiB, then fdatasync, over and over in one file of half a
 * MiB that was written before, as PostgreSQL's log is.
 */
export async function timeSyncs(folder: string, ms: number): Promise<number[]> {
  const own = await mkdtemp(join(folder, 'kontor-bench-'))
  try {
    const file = await open(join(own, 'sync'), 'w')
    try {
      const page = Buffer.alloc(pageBytes, 1)
      for (let i = 0; i < pages; i++) await file.write(page, 0, pageBytes, i * pageBytes)
      await file.sync()
      const times: number[] = []
      const end = performance.now() + ms
      for (let i = 0; performance.now() < end; i++) {
        const start = performance.now()
        await file.write(page, 0, pageBytes, (i % pages) * pageBytes)
        await file.datasync()
        times.push(performance.now() - start)
      }
      return times
    } finally {
      await file.close()
    }
  } finally {
    await rm(own, { recursive: true })
  }
}
