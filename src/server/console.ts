import { randomBytes } from 'node:crypto'
import type { Context, Hono } from 'hono'
import type { answerer } from './answer.ts'
import { methodWrong, pathUnknown } from './failures.ts'
import { type Folder, folderOf, type Served } from './folder.ts'
import { markup } from './html.ts'
import { page } from './page.ts'
import type { Answer, Reply } from './serve.ts'
import type { Gate } from './options.ts'

type Mounting = Readonly<{
  gate: Gate
  answer: ReturnType<typeof answerer>['answer']
  /** Where the console was built; undefined where there is none. */
  folder: string | undefined
}>

const base = '/console/'
/** What stands in the built pages where the number of each answer goes: only styles with that number are taken. */
const nonceMark = '__KONTOR_NONCE__'

/** Mounts the console: built files, the same for everybody. What they show they ask the API for, as any client does. */
export function mountConsole(app: Hono, { gate, answer, folder: root }: Mounting): void {
  const folder = root === undefined ? undefined : folderOf(root)
  const show = async (context: Context): Promise<Reply> => {
    gate.enterOpen(context)
    const path = new URL(context.req.url).pathname
    if (path === base.slice(0, -1))
      return { status: 308, type: 'text/plain', text: '', headers: { location: base } }
    return (await fileAt(folder, path.slice(base.length), context.req.raw)) ?? notBuilt()
  }
  for (const path of ['/console', '/console/*']) {
    app.get(path, (context) => answer(context, path, false, () => show(context)))
    app.all(path, (context) => answer(context, path, false, () => Promise.reject(methodWrong(['GET']))))
  }
}

/** The file of this name. A name without a dot is a place inside the console, whose page finds it by itself. */
async function fileAt(
  folder: Folder | undefined,
  name: string,
  request: Request
): Promise<Reply | undefined> {
  const isPlace = !/\.[^/]*$/.test(name)
  if (isPlace || name === 'index.html') {
    const index = await folder?.find('index.html')
    return index && pageOf(index)
  }
  const found = await folder?.find(name)
  if (!found) throw pathUnknown()
  return fileReply(found, isHashed(name), request)
}

/** Vite names an asset by its content, so one that is there never changes. */
const isHashed = (name: string) => /^assets\/.*-[\w-]{8,}\.\w+(\.map)?$/.test(name)

/** A page gets a number of its own each time, so it is not kept anywhere. */
function pageOf({ type, bytes }: Served): Answer {
  const nonce = randomBytes(16).toString('base64')
  return {
    status: 200,
    type,
    text: Buffer.from(bytes).toString().replaceAll(nonceMark, nonce),
    headers: {
      'content-security-policy': [
        "default-src 'none'",
        "script-src 'self'",
        `style-src 'self' 'nonce-${nonce}'`,
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'"
      ].join('; '),
      'cross-origin-opener-policy': 'same-origin'
    }
  }
}

function fileReply({ type, bytes, packed, tag }: Served, hashed: boolean, request: Request): Reply {
  const packs = packed !== null && takesGzip(request.headers.get('accept-encoding'))
  const etag = packs ? `"${tag}-gzip"` : `"${tag}"`
  const headers = {
    etag,
    'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    ...(packed === null ? {} : { vary: 'Accept-Encoding' })
  }
  if (isKnown(request.headers.get('if-none-match'), etag)) return { status: 304, type, text: '', headers }
  return {
    status: 200,
    type,
    text: packs ? packed : bytes,
    headers: { ...headers, ...(packs ? { 'content-encoding': 'gzip' } : {}) }
  }
}

/** Whether a browser has this very content already; by RFC 9110 a weak tag is as good here. */
function isKnown(ifNoneMatch: string | null, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.includes(etag) || tags.includes('*')
}

function takesGzip(acceptEncoding: string | null): boolean {
  return (acceptEncoding ?? '')
    .toLowerCase()
    .split(',')
    .some((part) => /^\s*(gzip|\*)\s*(;\s*q=(1(\.0*)?|0\.\d*[1-9]\d*)\s*)?$/.test(part))
}

/** Says how to build the console where it was not. */
function notBuilt(): Answer {
  return page(
    'Console',
    markup`<h1>The console is not built</h1>
      <p>This Kontor runs from its sources, and the files of the console are not there. Build them in
        the folder of Kontor:</p>
      <pre><code>npm run build</code></pre>
      <p>Then load this page again. Everything that the console does can also be done by <a href="/docs">the API</a>.</p>`,
    markup`A published package has the console in it.`,
    { status: 404 }
  )
}
