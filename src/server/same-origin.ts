import { crossSite } from './failures.ts'

/** Methods that change nothing. */
const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses a request that would change something and does not come from a page of this very origin. A browser says where it
 * comes from by Sec-Fetch-Site; an older one, or one that does not trust the connection, by Origin alone. Whoever says
 * neither is refused.
 */
export function checkSameOrigin(request: Request, publicUrl: string | undefined): void {
  if (safe.has(request.method)) return
  const site = request.headers.get('sec-fetch-site')
  const own = site === null ? isOwn(request, publicUrl) : site === 'same-origin'
  if (!own) throw crossSite()
}

/** Behind a proxy the scheme of our own address is not known, so hosts are compared, unless the public address is. */
function isOwn({ headers, url }: Request, publicUrl: string | undefined): boolean {
  const origin = headers.get('origin')
  if (origin === null || !URL.canParse(origin)) return false
  const sent = new URL(origin)
  if (publicUrl !== undefined && sent.origin === new URL(publicUrl).origin) return true
  return sent.host !== '' && sent.host === new URL(url).host
}
