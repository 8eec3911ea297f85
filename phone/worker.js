// Keeps the pages that were seen last, so that they can be read while the line is down. It shows what is kept only when
// the server cannot be reached, and marks it: the page itself says from when it is. Nothing but pages is kept, and the page
// of a form only until the form is sent: another one needs a name of its own.
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self))
const cacheName = 'pocket-pages'
const offline = '/pocket/offline'
const pagesMax = 60
/** A buyer's session ends after so long without a visit; a merchant's sooner, and the page says when at the latest. */
const keptMs = 7 * 24 * 60 * 60 * 1000
const keptAt = 'pocket-kept-at'

worker.addEventListener('install', (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => cache.add(offline)))
  worker.skipWaiting()
})
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()))

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== worker.location.origin || !url.pathname.startsWith('/pocket/')) return
  if (request.method === 'POST') event.waitUntil(dropForm(url))
  if (request.method !== 'GET') return
  if (request.mode === 'navigate') event.respondWith(pageOf(request))
  else if (/^\/pocket\/pocket-\w+\.js$/.test(url.pathname)) event.respondWith(scriptOf(request))
})

/** A page that was loaded before this worker was there is kept as well. */
worker.addEventListener('message', ({ data }) => {
  const url = new URL(String(data?.keep), worker.location.origin)
  if (url.origin !== worker.location.origin || !url.pathname.startsWith('/pocket/')) return
  void readAndKeep(url).catch(() => undefined)
})

async function readAndKeep(url) {
  const answer = await fetch(url)
  const isShown = answer.ok && answer.headers.has('pocket-until') && !url.searchParams.has('did')
  if (isShown) await keep(await caches.open(cacheName), addressOf(url), answer)
}

/** The page from the server, or as it was seen last. What is said about an act belongs to the moment, and is not kept. */
async function pageOf(request) {
  const cache = await caches.open(cacheName)
  const url = new URL(request.url)
  const address = addressOf(url)
  try {
    const answer = await fetch(request)
    if (answer.status === 401) await forget(cache)
    else if (answer.ok && answer.headers.has('pocket-until') && !url.searchParams.has('did'))
      await keep(cache, address, answer.clone())
    return answer
  } catch (error) {
    await forgetOld(cache)
    const kept = (await cache.match(address)) ?? (await cache.match(offline))
    if (kept === undefined) throw error
    return marked(kept)
  }
}

/** The address of a page, without what was said of an act. */
function addressOf({ pathname, searchParams }) {
  const query = new URLSearchParams(searchParams)
  for (const name of ['did', 'about', 'again']) query.delete(name)
  return query.size === 0 ? pathname : `${pathname}?${query}`
}

async function dropForm({ pathname }) {
  const cache = await caches.open(cacheName)
  await cache.delete(pathname, { ignoreSearch: true })
}

async function keep(cache, address, answer) {
  const headers = new Headers(answer.headers)
  headers.set(keptAt, `${Date.now()}`)
  await cache.put(address, new Response(answer.body, { headers }))
  const kept = await cache.keys()
  const seen = kept.filter(({ url }) => !url.endsWith(offline))
  for (const old of seen.slice(0, Math.max(0, seen.length - pagesMax))) await cache.delete(old)
}

/** Nobody is signed in any more: what is kept is nobody's business now. */
async function forget(cache) {
  for (const kept of await cache.keys()) if (!kept.url.endsWith(offline)) await cache.delete(kept)
}

/** Whoever saw these pages is signed out by now, elsewhere or by time. */
async function forgetOld(cache) {
  const pages = (await cache.keys()).filter(({ url }) => !url.endsWith(offline) && !url.endsWith('.js'))
  for (const page of pages) {
    const headers = (await cache.match(page))?.headers ?? new Headers()
    const end = Math.min(
      Date.parse(headers.get('pocket-until') ?? ''),
      Number(headers.get(keptAt) ?? NaN) + keptMs
    )
    if (!(Date.now() < end)) await cache.delete(page)
  }
}

/** The kept page with the mark that lets its own note be seen. */
async function marked(kept) {
  const text = (await kept.text()).replace('<body ', '<body data-offline ')
  const headers = new Headers(kept.headers)
  headers.delete('content-encoding')
  headers.delete('content-length')
  return new Response(text, { status: 200, headers })
}

/** The script has its content in its name: what is kept is right. */
async function scriptOf(request) {
  const cache = await caches.open(cacheName)
  const kept = await cache.match(request)
  if (kept !== undefined) return kept
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request, answer.clone())
  return answer
}
