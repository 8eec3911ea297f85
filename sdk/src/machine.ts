/** Time, chance and waiting, as the machine has them. */
export type Machine = Readonly<{
  /** Milliseconds of a clock that only goes on. */
  elapsedMs(): number
  /** The time of day, in milliseconds since 1970. */
  wallMs(): number
  /** At least 0 and below 1. */
  chance(): number
  newKey(): string
  /** Waits; ends sooner where the signal is aborted. */
  pause(ms: number, signal: AbortSignal | undefined): Promise<void>
}>

/** The machine that this runs on. */
export const realMachine: Machine = {
  elapsedMs: () => performance.now(),
  wallMs: () => Date.now(),
  chance: () => Math.random(),
  newKey: () => crypto.randomUUID(),
  pause: (ms, signal) =>
    new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', end)
        resolve()
      }
      const timer = setTimeout(end, ms)
      signal?.addEventListener('abort', end)
      if (signal?.aborted === true) end()
    })
}
