import { createServer, type IncomingHttpHeaders, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What becomes of one request. */
export type Fault =
  /** It goes through. */
  | 'none'
  /** The connection ends before anything went on. */
  | 'drop request'
  /** It is carried out, and the connection ends before its answer. */
  | 'drop reply'
  /** It is carried out, and the connection ends in the middle of its answer. */
  | 'cut reply'
  /** It is carried out, and its answer never comes. */
  | 'stall reply'
  /** It is answered here. */
  | Readonly<{ status: number; headers?: Readonly<Record<string, string>>; text?: string }>

/** A request as it came. */
export type Seen = Readonly<{
  method: string
  path: string
  headers: IncomingHttpHeaders
  text: string
  at: number
}>

/**
 * An HTTP server on this machine that passes requests on to another, or loses them. The next requests get the faults that
 * are planned, one each; those after them go through.
 */
export async function openFaultyProxy(target?: string) {
  const seen: Seen[] = []
  let planned: Fault[] = []
  const server = createServer((incoming, outgoing) => {
    const parts: Buffer[] = []
    incoming.on('data', (part: Buffer) => parts.push(part))
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming
      const one = { method, path: url, headers, text: Buffer.concat(parts).toString(), at: performance.now() }
      seen.push(one)
      const fault = planned.shift() ?? 'none'
      if (typeof fault === 'object') outgoing.writeHead(fault.status, fault.headers).end(fault.text ?? '')
      else if (fault === 'drop request') outgoing.destroy()
      else if (target !== undefined) passOn(target, one, fault, outgoing)
    })
    incoming.on('error', () => outgoing.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    /** What becomes of the next requests; what was seen before is forgotten. */
    plan(...faults: Fault[]) {
      planned = faults
      seen.length = 0
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}

function passOn(
  target: string,
  { method, path, headers, text }: Seen,
  fault: Fault,
  outgoing: ServerResponse
) {
  const { host: _, connection: __, ...passed } = headers
  const onward = request(target + path, { method, headers: passed, agent: false }, (answer) => {
    const parts: Buffer[] = []
    answer.on('data', (part: Buffer) => parts.push(part))
    answer.on('end', () => {
      if (fault === 'stall reply') return
      if (fault === 'drop reply') return void outgoing.destroy()
      const body = Buffer.concat(parts)
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
      if (fault === 'none') return void outgoing.end(body)
      outgoing.write(body.subarray(0, body.length / 2), () => outgoing.destroy())
    })
  })
  onward.on('error', () => outgoing.destroy())
  onward.end(text)
}
