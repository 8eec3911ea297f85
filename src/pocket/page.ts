import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Html, markup, type Reply, type Visitor } from '../server/index.ts'
import type { Text } from './text.ts'
import type { Who } from './views.ts'
import { clockOf, withTime } from './written.ts'

/** The files that run in the browser stand outside of the sources of the server: they are sent as they are. */
const folder = join(import.meta.dirname, '..', '..', 'phone')
const read = (name: string) => readFileSync(join(folder, name), 'utf8')
const hashOf = (text: string) => createHash('sha256').update(text).digest('base64')

const style = read('pocket.css')
const script = read('pocket.js')
const version = createHash('sha256').update(script).digest('hex').slice(0, 12)
/** With a new script comes a new worker, which keeps the page for what is not kept anew: it names the script. */
const worker = `// ${version}\n${read('worker.js')}`

/** Where the pages are. */
export const base = '/pocket/'

const policy = [
  "default-src 'none'",
  `style-src 'sha256-${hashOf(style)}'`,
  "script-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'"
].join('; ')

/** The script or the worker, if one of them is meant. What has its content in its address never changes. */
export function fileAt(path: string): Reply | undefined {
  const type = 'text/javascript; charset=utf-8'
  if (path === `pocket-${version}.js`)
    return {
      status: 200,
      type,
      text: script,
      headers: { 'cache-control': 'public, max-age=31536000, immutable' }
    }
  if (path === 'worker.js')
    return {
      status: 200,
      type,
      text: worker,
      // A worker asks for pages under its own policy, not under theirs.
      headers: {
        'cache-control': 'no-cache',
        'content-security-policy': "default-src 'none'; connect-src 'self'"
      }
    }
  return undefined
}

/** What differs between pages. */
export type PageForm = Readonly<{
  status?: number
  /** Whose page this is: what the phone keeps belongs to them alone, and is shown no longer than they are signed in. */
  who?: Who
  headers?: Readonly<Record<string, string>>
}>

/** A page: one document that works as it is; with a script, it also works while the line is down. */
export function page(visitor: Visitor, text: Text, title: string, content: Html, form: PageForm = {}): Reply {
  const document = markup`<!doctype html>
<html lang="${text.lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Kontor</title>
<link rel="icon" href="data:,">
<style>${new Html(style)}</style>
<script type="module" src="${base}pocket-${version}.js"></script>
</head>
<body data-owner="${form.who?.id ?? ''}" data-text="${JSON.stringify(text.script)}">
<a class="skip" href="#main">${text.skip}</a>
<header><nav><a class="brand" href="${base}">Kontor</a>
${languageLink(visitor, text)}</nav></header>
<p class="offline" role="status">${withTime(text.offline, visitor.now, text)}</p>
<section id="waiting" class="waiting" aria-live="polite" hidden></section>
<main id="main" tabindex="-1">
${content}
</main>
<footer><p>${asOf(visitor, text)}</p>
${form.who === undefined ? '' : markup`<form method="post" action="/sign-out" data-leaves><button class="quiet">${text.signOut}</button></form>`}</footer>
</body>
</html>
`
  return packed(visitor, {
    status: form.status ?? 200,
    type: 'text/html; charset=utf-8',
    text: document.text,
    headers: {
      'content-security-policy': policy,
      'content-language': text.lang,
      // With `no-referrer` a browser would say `Origin: null` of a form, and it could not be told from a stranger's.
      'referrer-policy': 'strict-origin',
      vary: 'Accept-Language, Accept-Encoding, Cookie',
      ...(form.who?.until ? { 'pocket-until': form.who.until.toISOString() } : {}),
      ...form.headers
    }
  })
}

const asOf = (visitor: Visitor, text: Text) => {
  const [before = '', after = ''] = text.asOf('\u0000').split('\u0000')
  return markup`${before}${clockOf(visitor.now, text)}${after}`
}

function languageLink({ path, query }: Visitor, { other }: Text): Html {
  const there = new URLSearchParams(query)
  there.set('lang', other.lang)
  return markup`<a href="${base}${path}?${there.toString()}" lang="${other.lang}" hreflang="${other.lang}">${other.name}</a>`
}

/** Goes on to another page, by GET. */
export function away(location: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status: 303, type: 'text/plain', text: '', headers: { location, ...headers } }
}

/** On a weak line each byte counts. */
function packed({ header }: Visitor, reply: Reply): Reply {
  if (!/\bgzip\b/.test(header('accept-encoding') ?? '')) return reply
  const bytes = new Uint8Array(gzipSync(reply.text))
  return { ...reply, text: bytes, headers: { ...reply.headers, 'content-encoding': 'gzip' } }
}
