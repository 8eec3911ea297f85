import { z } from 'zod'

/**
 * What driving a load gave: how long it took, the latency of each request that succeeded, how many failed, and what the
 * first of the failures said.
 */
export const Driven = z.strictObject({
  ms: z.number(),
  times: z.array(z.number()).readonly(),
  failed: z.number(),
  failure: z.string().nullable()
})
export type Driven = Readonly<z.output<typeof Driven>>

type Work<T> = (thing: T) => Promise<unknown>

class Tally {
  readonly times: number[] = []
  failed = 0
  failure: string | null = null

  async watch(start: number, work: Promise<unknown>): Promise<void> {
    try {
      await work
      this.times.push(performance.now() - start)
    } catch (error) {
      this.failed++
      this.failure ??= error instanceof Error ? error.message : String(error)
    }
  }

  since(start: number): Driven {
    const { times, failed, failure } = this
    return { ms: performance.now() - start, times, failed, failure }
  }
}

/** Closed loop: does all things with always `count` of them under way; the next begins when one has ended. */
export async function inFlight<T>(things: readonly T[], count: number, work: Work<T>): Promise<Driven> {
  const tally = new Tally()
  const start = performance.now()
  const queue = things.values()
  await Promise.all(
    Array.from({ length: Math.min(count, things.length) }, async () => {
      for (const thing of queue) await tally.watch(performance.now(), work(thing))
    })
  )
  return tally.since(start)
}

/**
 * Open loop: begins things at a fixed rate, whether those before have ended or not. Latencies count from the moment at
 * which a thing was due, so that a stall is felt by all that would have come meanwhile (no coordinated omission).
 */
export async function atRate<T>(things: readonly T[], perSecond: number, work: Work<T>): Promise<Driven> {
  const tally = new Tally()
  const start = performance.now()
  const pending: Promise<void>[] = []
  const dueAt = (no: number) => start + (no * 1000) / perSecond
  for (let no = 0; no < things.length;) {
    const now = performance.now()
    for (let due = dueAt(no); due <= now && no < things.length; due = dueAt(++no)) {
      pending.push(tally.watch(due, work(things[no] as T)))
    }
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  await Promise.all(pending)
  return tally.since(start)
}
