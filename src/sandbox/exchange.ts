import { Agent as HttpAgent, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'

/** A request over HTTP, and how long its answer may take. */
export type Sent = Readonly<{
  url: URL
  method: string
  headers: Readonly<Record<string, string>>
  body: string | null
  timeoutMs: number
}>

const connections = { keepAlive: true, maxSockets: 64, maxFreeSockets: 64 }
const plain = new HttpAgent(connections)
const secure = new HttpsAgent(connections)
const answerBytesMax = 16 * 1024 * 1024

/** Sends a request on a connection that is kept, and answers what came back; throws when nothing did, or not in time. */
export function exchange({
  url,
  method,
  headers,
  body,
  timeoutMs
}: Sent): Promise<Readonly<{ status: number; text: string }>> {
  const { promise, resolve, reject } = Promise.withResolvers<Readonly<{ status: number; text: string }>>()
  const isSecure = url.protocol === 'https:'
  const length = body === null ? {} : { 'content-length': Buffer.byteLength(body) }
  const options = { method, headers: { ...headers, ...length }, agent: isSecure ? secure : plain }
  const sent = (isSecure ? httpsRequest : httpRequest)(url, options, (answer) => {
    const parts: Buffer[] = []
    let bytes = 0
    answer.on('data', (part: Buffer) => {
      bytes += part.length
      if (bytes > answerBytesMax) answer.destroy(new Error('the answer is too long'))
      else parts.push(part)
    })
    answer.on('error', reject)
    answer.on('end', () =>
      resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') })
    )
  })
  const timer = setTimeout(() => sent.destroy(new Error('no answer in time')), timeoutMs)
  sent.on('error', reject)
  sent.on('close', () => {
    clearTimeout(timer)
    reject(new Error('the connection was lost'))
  })
  sent.end(body ?? undefined)
  return promise
}
