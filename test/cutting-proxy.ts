import { connect, createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

/** Where a proxy leads: a port, or a Unix socket. */
export type Target = Readonly<{ host: string; port: number } | { path: string }>

/** A wire between two programs that can be cut. */
export type Proxy = Readonly<{
  port: number
  /** Cuts this many of the connections, chosen by `below`, in the middle of whatever they carry. Answers how many. */
  cut(count: number, below: (limit: number) => number): number
  close(): Promise<void>
}>

/** Listens on a free port of this machine and carries every byte on, until it is told to cut. */
export async function cuttingProxy(target: Target): Promise<Proxy> {
  const pairs = new Set<readonly [Socket, Socket]>()
  const server = createServer((near) => {
    const far = connect(target)
    const pair = [near, far] as const
    pairs.add(pair)
    const end = () => {
      pairs.delete(pair)
      near.destroy()
      far.destroy()
    }
    for (const [from, to] of [
      [near, far],
      [far, near]
    ] as const) {
      from.setNoDelay(true)
      from.on('error', end)
      from.on('close', end)
      from.pipe(to)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    cut(count, below) {
      let cut = 0
      for (; cut < count && pairs.size > 0; cut++) {
        const pair = [...pairs][below(pairs.size)]
        if (pair === undefined) break
        pairs.delete(pair)
        // Reset, not closed: the other end learns nothing of what was on its way. A Unix socket knows no reset.
        for (const socket of pair) {
          if (socket.remoteAddress === undefined) socket.destroy()
          else socket.resetAndDestroy()
        }
      }
      return cut
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const pair of pairs) for (const socket of pair) socket.destroy()
      })
  }
}

/** Where the PostgreSQL of a URL listens. */
export function targetOf(url: string): Target {
  const { hostname, port, searchParams } = new URL(url)
  const socket = searchParams.get('host')
  const number = port === '' ? 5432 : parseInt(port, 10)
  if (socket?.startsWith('/') === true) return { path: `${socket}/.s.PGSQL.${number}` }
  return { host: hostname, port: number }
}
