import { Agent, request } from 'node:http'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { atRate, Driven, inFlight } from './drive.ts'
import { askThread } from './thread.ts'

/** A request to be sent. */
export type Request = Readonly<{ method: 'GET' | 'POST'; path: string; body?: string }>

/** A client in a thread of its own, so that making requests does not hold up the server that answers them. */
export type Load = Readonly<{
  /** So many always under way. */
  inFlight(requests: readonly Request[], count: number): Promise<Driven>
  /** At a fixed rate, however long the answers take. */
  atRate(requests: readonly Request[], perSecond: number): Promise<Driven>
  close(): Promise<void>
}>

type Order = Readonly<{ requests: readonly Request[]; count?: number; perSecond?: number }>
type Target = Readonly<{ apiUrl: string; key: string }>

const loadThread = 'kontor bench load'

/** Starts the client's thread. This same file is what runs in it. */
export function openLoad(target: Target): Load {
  const thread = new Worker(new URL(import.meta.url), { workerData: { [loadThread]: target } })
  const ask = async (order: Order) => Driven.parse(await askThread(thread, order))
  return {
    inFlight: (requests, count) => ask({ requests, count }),
    atRate: (requests, perSecond) => ask({ requests, perSecond }),
    close: async () => {
      await thread.terminate()
    }
  }
}

function sender({ apiUrl, key }: Target): (wanted: Request) => Promise<void> {
  const agent = new Agent({ keepAlive: true, scheduling: 'fifo' })
  const { hostname: host, port } = new URL(apiUrl)
  const authorization = `Bearer ${key}`
  return ({ method, path, body }) =>
    new Promise((resolve, reject) => {
      const head = body === undefined ? {} : { 'content-type': 'application/json' }
      const headers = { ...head, authorization, 'content-length': Buffer.byteLength(body ?? '') }
      const sent = request(
        { agent, host: host.replace(/^\[|\]$/g, ''), port, method, path, headers },
        (answer) => {
          const parts: Buffer[] = []
          answer.on('data', (part: Buffer) => parts.push(part))
          answer.on('error', reject)
          answer.on('end', () => {
            const { statusCode = 0 } = answer
            if (statusCode < 300) resolve()
            else
              reject(
                new Error(`${method} ${path} was answered ${statusCode}: ${Buffer.concat(parts).toString()}`)
              )
          })
        }
      )
      sent.on('error', reject)
      sent.end(body)
    })
}

const target = isMainThread ? undefined : (workerData as Record<string, Target> | null)?.[loadThread]
if (target !== undefined) {
  const send = sender(target)
  parentPort?.on('message', (order: Order) => {
    const driven =
      order.perSecond === undefined
        ? inFlight(order.requests, order.count ?? 1, send)
        : atRate(order.requests, order.perSecond, send)
    void driven.then((answer) => parentPort?.postMessage(answer))
  })
}
