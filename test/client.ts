import { Agent, request } from 'node:http'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** What a server has answered. */
export type Answer = Readonly<{ status: number; retryAfter: string | undefined; text: string }>

/** A client with connections of its own that it keeps, at most so many. */
export function openClient(socketsMax: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: socketsMax })
  return {
    /** GET, or POST where there is a body and its Idempotency-Key. */
    send(port: number, path: string, by: string, body?: Readonly<{ text: string; key: string }>) {
      const posted = body && {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body.text),
        'idempotency-key': body.key
      }
      const headers = { authorization: `Bearer ${by}`, ...posted }
      const method = body === undefined ? 'GET' : 'POST'
      return new Promise<Answer>((resolve, reject) => {
        const sent = request({ agent, host: '127.0.0.1', port, method, path, headers }, (answer) => {
          let text = ''
          answer.setEncoding('utf8')
          answer.on('data', (part: string) => (text += part))
          answer.on('end', () =>
            resolve({ status: answer.statusCode ?? 0, retryAfter: answer.headers['retry-after'], text })
          )
        })
        sent.on('error', reject)
        sent.end(body?.text)
      })
    },
    close: () => agent.destroy()
  }
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** What is in memory after all garbage is gone. */
export function heapMiB(): number {
  collectGarbage()
  collectGarbage()
  return process.memoryUsage().heapUsed / 2 ** 20
}
