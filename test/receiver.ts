import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A webhook as it came. */
export type Received = Readonly<{
  id: string
  headers: IncomingHttpHeaders
  text: string
  type: string
  subject: string
  sequence: number
  /** How many others were being answered when it came. */
  beside: number
}>

/** What a receiver answers: a status, with headers and a text if it likes, at once or when it wants to. */
export type Answering = (
  received: Received
) =>
  | number
  | Promise<number>
  | Readonly<{ status: number; headers?: Readonly<Record<string, string>>; text?: string }>

/** A server on this machine that takes webhooks and remembers them. */
export async function openReceiver(answering: Answering = () => 204) {
  const received: Received[] = []
  let answer = answering
  let open = 0
  const server = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8')
    request.on('data', (part: string) => (text += part))
    request.on('end', () => {
      const { type = '', data } = JSON.parse(text) as {
        type?: string
        data: { subject: string; sequence: number }
      }
      const { subject, sequence } = data
      const id = String(request.headers['webhook-id'])
      const one = { id, headers: request.headers, text, type, subject, sequence, beside: open++ }
      received.push(one)
      void Promise.resolve(answer(one)).then((given) => {
        open--
        const {
          status,
          headers = {},
          text: back = ''
        } = typeof given === 'number' ? { status: given } : given
        response.writeHead(status, headers).end(back)
      })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hooks`,
    port,
    received,
    /** From now on it answers so. */
    answers(next: Answering) {
      answer = next
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
  }
}

export type Receiver = Awaited<ReturnType<typeof openReceiver>>
