import type { Play } from './play.ts'

/** Reads as staff do; what was read belongs to the trace. */
export async function read(play: Play, path: string): Promise<Record<string, unknown>> {
  const { status, body, text } = await play.world.send({ sender: 'operator', method: 'GET', path })
  play.trace.update(text)
  if (status !== 200) throw new Error(`GET ${path}: ${status} ${text}`)
  return body
}

/** Reads page after page of a list, until one of them is enough. The path has a query already. */
export async function readAll<T>(
  play: Play,
  path: string,
  isEnough: (page: readonly T[]) => boolean = () => false
): Promise<T[]> {
  const found: T[] = []
  for (let cursor = ''; ;) {
    const { items, next } = (await read(play, `${path}${cursor}`)) as { items: T[]; next: string | null }
    found.push(...items)
    if (next === null || isEnough(items)) return found
    cursor = `&cursor=${encodeURIComponent(next)}`
  }
}
