import type { Server as HttpServer } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { createAdaptorServer } from '@hono/node-server'
import { second } from '../kernel/index.ts'
import type { Limits } from './limits.ts'

/** A server on the network. */
export type Listening = Readonly<{
  url: string
  port: number
  /** Takes no new requests, lets those in flight end within the time they get, then closes. */
  close(): Promise<void>
}>

const headBytesMax = 16 * 1024
const connectionsMax = 4096
const timedOut = 'ERR_HTTP_REQUEST_TIMEOUT'
/** How often it is looked whether connections have taken too long. */
const lookMs = 2 * second
/** How long a peer gets to read why it is turned away. */
const lingerMs = second

/** Listens at the address. Fails with the system's error (`EADDRINUSE`) when it is taken. */
export async function listen(
  fetch: (request: Request, env: object) => Promise<Response>,
  { host, port }: Readonly<{ host: string; port: number }>,
  limits: Limits,
  inFlight: () => number,
  onClose: () => void
): Promise<Listening> {
  const server = createAdaptorServer({
    fetch,
    overrideGlobalObjects: false,
    serverOptions: {
      headersTimeout: Math.min(limits.headMs, limits.requestMs),
      // A body that is read has a limit of its own. This one ends what nobody reads, and must not be the earlier one.
      requestTimeout: limits.requestMs + lookMs,
      keepAliveTimeout: limits.idleMs,
      connectionsCheckingInterval: Math.min(lookMs, limits.headMs),
      maxHeaderSize: headBytesMax
    }
  }) as HttpServer
  server.maxConnections = connectionsMax
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => turnAway(socket, error.code))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  const address = server.address()
  const actual = typeof address === 'object' && address !== null ? address.port : port
  return {
    url: addressOf(host, actual),
    port: actual,
    close: () => close(server, limits.graceMs, inFlight, onClose)
  }
}

/** The address at which this machine reaches a server that listens there. */
export function addressOf(host: string, port: number): string {
  if (host === '0.0.0.0') return `http://127.0.0.1:${port}`
  return host === '::' ? `http://[::1]:${port}` : `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/**
 * Says why, and closes. A peer that never closes its side would otherwise keep the connection. Whoever was too slow is
 * closed at once, since what he still sends must not become a request that was answered already; the answer is with the
 * kernel by then. The others may have sent more than was read, and then would not get to read it.
 */
function turnAway(socket: Duplex, code: string | undefined): void {
  if (socket.writable) socket.end(unreadable(code))
  if (code === timedOut) socket.destroy()
  else setTimeout(() => socket.destroy(), lingerMs).unref()
}

async function close(
  server: HttpServer,
  graceMs: number,
  inFlight: () => number,
  onClose: () => void
): Promise<void> {
  onClose()
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  const end = performance.now() + graceMs
  while (inFlight() > 0 && performance.now() < end) {
    server.closeIdleConnections()
    await wait(20)
  }
  server.closeIdleConnections()
  const forced = setTimeout(
    () => server.closeAllConnections(),
    Math.max(50, Math.min(1000, end - performance.now()))
  )
  await closed
  clearTimeout(forced)
}

/** The answer to what is not even HTTP, or came too slowly, or with too long a head. */
function unreadable(code: string | undefined): string {
  const [status, title] =
    code === 'HPE_HEADER_OVERFLOW'
      ? [
          '431 Request Header Fields Too Large',
          `The head of the request has more than ${headBytesMax} bytes.`
        ]
      : code === timedOut
        ? ['408 Request Timeout', 'The request did not arrive in time.']
        : ['400 Bad Request', 'This is not HTTP.']
  const body = JSON.stringify({
    type: 'urn:kontor:problem:http.unreadable',
    title,
    status: globalThis.Number(status?.slice(0, 3)),
    detail: `${title} Nothing was changed.`,
    code: 'http.unreadable'
  })
  return `HTTP/1.1 ${status}\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`
}
