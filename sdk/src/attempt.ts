/** What is sent, as often as it takes. */
export type Attempt = Readonly<{
  url: string
  init: RequestInit
  fetch: typeof globalThis.fetch
  signal: AbortSignal | undefined
}>

/** An answer that arrived whole: a text, or an image. */
export type Answered = Readonly<{ answer: Response; text: string; image: Blob | null }>

/** No answer, or a part of one. */
export type Lost = Readonly<{ thrown: unknown; timedOut: boolean }>

/** Sends once, and gives it up after `ms` or when the caller does. */
export async function attempt({ url, init, fetch, signal }: Attempt, ms: number): Promise<Answered | Lost> {
  const end = new AbortController()
  const give = () => end.abort(signal?.reason)
  let timedOut = false
  const timer = setTimeout(() => {
    timedOut = true
    end.abort()
  }, ms)
  signal?.addEventListener('abort', give)
  try {
    const answer = await fetch(url, { ...init, signal: end.signal })
    const isImage = answer.headers.get('content-type')?.startsWith('image/') === true
    if (isImage) return { answer, text: '', image: await answer.blob() }
    return { answer, text: await answer.text(), image: null }
  } catch (thrown) {
    return { thrown, timedOut }
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', give)
  }
}

/** What Node and Bun say where no connection came about, so that nothing can have been sent. Others say less. */
const unconnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])

/** Whether it is certain that nothing was sent. */
export function isConnectFailure(thrown: unknown): boolean {
  const cause = thrown instanceof Error ? (thrown.cause ?? thrown) : undefined
  return typeof cause === 'object' && cause !== null && 'code' in cause && unconnected.has(String(cause.code))
}
