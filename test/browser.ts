import type { Server } from '../src/server/index.ts'

/** What a browser was answered. */
export type Seen = Readonly<{
  status: number
  headers: Headers
  text: string
  body: Record<string, unknown>
}>

type Visiting = Readonly<{ method?: string; body?: unknown; headers?: Readonly<Record<string, string>> }>

/** A browser as far as signing in goes: it keeps the cookies of one server, and says that its requests come from there. */
export function browserOf(server: Pick<Server, 'fetch'>, origin = 'http://kontor') {
  const cookies = new Map<string, string>()
  let count = 0
  const keep = (line: string) => {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (/;\s*max-age=0/i.test(line)) cookies.delete(name)
    else cookies.set(name, value)
  }
  const visit = async (path: string, { method = 'GET', body, headers }: Visiting = {}): Promise<Seen> => {
    const all = new Headers({
      ...(cookies.size > 0
        ? { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
        : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(method === 'GET' ? {} : { 'idempotency-key': `browser-${count++}` }),
      'sec-fetch-site': 'same-origin',
      ...headers
    })
    const answer = await server.fetch(
      new Request(new URL(path, origin), {
        method,
        headers: all,
        redirect: 'manual',
        ...(body === undefined ? {} : { body: JSON.stringify(body) })
      })
    )
    for (const line of answer.headers.getSetCookie()) keep(line)
    const text = await answer.text()
    return { status: answer.status, headers: answer.headers, text, body: parsed(text) }
  }
  return { visit, cookies }
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}
