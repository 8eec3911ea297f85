import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { newId } from '../src/kernel/index.ts'
import { pause } from './served.ts'

/** What one process asked of the provider. */
export type Asked = Readonly<{
  who: number
  method: string
  path: string
  key: string | null
  /** Whether the answer went back to whoever asked. */
  answered: boolean
}>

/** The provider's doors, one for each process, so that it is seen who asked for what. */
export type Doors = Readonly<{
  urls: readonly string[]
  asked: readonly Asked[]
  /** From now on this process hears no answer. Every other thing it wants done does not reach the provider either. */
  silence(who: number): void
  /** From now on it hears them again. */
  answer(who: number): void
  close(): void
}>

async function listen(handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>) {
  const server: Server = createServer((request, response) => {
    void handle(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function forward(request: IncomingMessage, body: Buffer, to: string): Promise<Response> {
  const method = request.method ?? 'GET'
  const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers
  return fetch(new URL(request.url ?? '/', to), {
    method,
    headers: headers as Record<string, string>,
    ...(method === 'GET' ? {} : { body: new Uint8Array(body) })
  })
}

/** Puts a door for each of `count` processes before the provider at `provider()`. */
export async function doorsBefore(count: number, provider: () => string): Promise<Doors> {
  const asked: Asked[] = []
  const silent = new Set<number>()
  let unheard = 0
  const doors = await Promise.all(
    Array.from({ length: count }, (_, who) =>
      listen(async (request, response) => {
        const key = request.headers['idempotency-key']
        const { method = '', url = '' } = request
        const reached = !silent.has(who) || method === 'GET' || ++unheard % 2 === 0
        const ask = { who, method, path: url, key: typeof key === 'string' ? key : null, answered: false }
        asked.push(ask)
        if (!reached) return
        const answer = await forward(request, await readAll(request), provider())
        const text = await answer.text()
        if (silent.has(who)) return
        ask.answered = true
        response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text)
      })
    )
  )
  return {
    urls: doors.map(({ url }) => url),
    asked,
    silence: (who) => void silent.add(who),
    answer: (who) => void silent.delete(who),
    close() {
      for (const { server } of doors) {
        server.closeAllConnections()
        server.close()
      }
    }
  }
}

/** One address before several, which sends each request to the next of them, and on to another if that one is away. */
export async function balancerBefore(addresses: () => readonly string[]) {
  let turn = 0
  const { server, url } = await listen(async (request, response) => {
    const body = await readAll(request)
    const all = addresses()
    for (let attempt = 0; attempt < all.length; attempt++) {
      const answer = await forward(request, body, all[turn++ % all.length] ?? '').catch(() => null)
      if (answer === null) continue
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
      return
    }
    response.writeHead(502).end()
  })
  return {
    url,
    close() {
      server.closeAllConnections()
      server.close()
    }
  }
}

/** A request with its Idempotency-Key, to be sent as often as it takes, to whichever process. */
export type Deed = Readonly<{ key: string; path: string; body: unknown; method?: 'POST' | 'PUT' }>
/** What was answered for good, by which address. */
export type Told = Readonly<{ status: number; text: string; by: string; replayed: boolean }>

/** A request that has not been sent yet. */
export const deed = (path: string, body: unknown, method: 'POST' | 'PUT' = 'POST'): Deed => ({
  key: newId('idem', new Date()),
  path,
  body,
  method
})

/** Null: no answer, or one that says to come again. */
export async function sendTo(address: string, secret: string, deed: Deed): Promise<Told | null> {
  try {
    const answer = await fetch(address + deed.path, {
      method: deed.method ?? 'POST',
      headers: {
        authorization: `Bearer ${secret}`,
        'content-type': 'application/json',
        'idempotency-key': deed.key
      },
      body: JSON.stringify(deed.body),
      signal: AbortSignal.timeout(15_000)
    })
    const text = await answer.text()
    if (answer.status >= 500) unready.push(`${answer.status} ${answer.headers.get('retry-after')} ${text}`)
    if (answer.status >= 500 || answer.status === 429 || text.includes('key_in_flight')) return null
    const replayed = answer.headers.get('idempotency-replayed') === 'true'
    return { status: answer.status, text, by: address, replayed }
  } catch {
    return null
  }
}

/** Answers of 500 and above that clients got: status, Retry-After and text. */
export const unready: string[] = []

/** Clients that send each request to the next address until it is answered, always with the same key. */
export function clientOf(addresses: readonly string[], secret: string) {
  let turn = Math.floor(Math.random() * addresses.length)
  const next = () => addresses[turn++ % addresses.length] ?? ''
  const insist = async (wish: Deed): Promise<Told> => {
    for (let attempt = 0; attempt < 600; attempt++) {
      const told = await sendTo(next(), secret, wish)
      if (told !== null && told.status < 300) return told
      if (told !== null) throw new Error(`${wish.path}: ${told.status} ${told.text}`)
      await pause(50)
    }
    throw new Error(`${wish.path} was never answered`)
  }
  const read = async (path: string): Promise<Record<string, unknown>> => {
    for (let attempt = 0; attempt < 600; attempt++) {
      const headers = { authorization: `Bearer ${secret}` }
      const answer = await fetch(next() + path, { headers, signal: AbortSignal.timeout(15_000) }).catch(
        () => null
      )
      if (answer?.ok) return (await answer.json()) as Record<string, unknown>
      await answer?.body?.cancel()
      await pause(50)
    }
    throw new Error(`${path} was never answered`)
  }
  return { insist, read, next }
}
