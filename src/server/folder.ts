import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { second } from '../kernel/index.ts'

/** A file as it is sent. */
export type Served = Readonly<{
  type: string
  bytes: Uint8Array<ArrayBuffer>
  /** The same, packed with gzip; null where that makes it no smaller. */
  packed: Uint8Array<ArrayBuffer> | null
  /** Tells one content from another. */
  tag: string
}>

/** The files of a folder that was built. */
export type Folder = Readonly<{
  /** The file of this name, such as `assets/main-B2xPq81c.js`; undefined where there is none. */
  find(name: string): Promise<Served | undefined>
}>

const filesMax = 2000
const bytesMax = 16 * 1024 * 1024
/** How soon it is noticed that the folder was built anew. */
const lookMs = second

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json',
  map: 'application/json',
  webmanifest: 'application/manifest+json',
  txt: 'text/plain; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  ico: 'image/x-icon',
  woff2: 'font/woff2'
}
const packable = /^(text\/|application\/|image\/svg)/
const pack = promisify(gzip)

/**
 * Serves the files of a folder from memory. Only what was listed in it is ever opened, so no name leads out of it. Links of
 * the file system, hidden files, and types that are not known are left out.
 */
export function folderOf(root: string): Folder {
  let listing: Promise<ReadonlySet<string>> = Promise.resolve(new Set())
  let files = new Map<string, Promise<Served>>()
  let built = ''
  let lookAt = 0
  const look = async () => {
    if (performance.now() < lookAt) return
    lookAt = performance.now() + lookMs
    const now = await stampOf(root)
    if (now === built) return
    built = now
    files = new Map()
    listing = list(root)
  }
  return {
    async find(name) {
      await look()
      if (!(await listing).has(name)) return undefined
      const known = files.get(name) ?? read(root, name)
      files.set(name, known)
      // One that vanished meanwhile is gone, as the next look will say of all of them.
      return known.catch(() => {
        files.delete(name)
        return undefined
      })
    }
  }
}

/** Changes whenever the folder was built anew; empty where it is not there. */
async function stampOf(root: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(join(root, 'index.html'))
    return `${mtimeMs} ${size} ${ino}`
  } catch {
    return ''
  }
}

async function list(root: string): Promise<ReadonlySet<string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])
  return new Set(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .filter((name) => /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(name) && typeOf(name) !== undefined)
      .slice(0, filesMax)
  )
}

function typeOf(name: string): string | undefined {
  const ending = /\.(\w+)$/.exec(name)?.[1] ?? ''
  return Object.hasOwn(types, ending) ? types[ending] : undefined
}

async function read(root: string, name: string): Promise<Served> {
  const bytes = new Uint8Array(await readFile(join(root, name)))
  if (bytes.byteLength > bytesMax) throw new Error(`${name} has more than ${bytesMax} bytes`)
  const type = typeOf(name) ?? 'application/octet-stream'
  const packed = packable.test(type) ? new Uint8Array(await pack(bytes, { level: 9 })) : null
  return {
    type,
    bytes,
    packed: packed && packed.byteLength < bytes.byteLength ? packed : null,
    tag: createHash('sha256').update(bytes).digest('base64url').slice(0, 22)
  }
}
