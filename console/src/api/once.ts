import { asProblem, type Problem } from './problem.ts'

/** An act on its way, under the one key that makes it happen once. */
type Pending = Readonly<{ key: string; form: string }>

/** Sends acts so that each happens once. */
export type Once<Input, Reply> = Readonly<{
  /** Sends it. While an earlier one has no answer, only that one is sent again, under its own key: null is enough for it. */
  send(input: Input | null): Promise<Reply>
  /** Whether something is on its way or had no answer, so that it may have happened. */
  isOpen(): boolean
}>

/** Refused before anybody looked what became of the key: of an attempt that had no answer it says nothing. */
const isBeforeTheKey = ({ status, code }: Problem) =>
  [401, 403, 408, 413, 429].includes(status) || code === 'http.person_changed'

const pauseMs = [300, 1200]

/**
 * Keeps an act's key until it is answered: a lost answer, a double click or a second press of the button sends the same
 * act under the same key. Where no answer comes it is sent up to twice more by itself.
 */
export function once<Input, Reply>(
  perform: (input: Input, key: string) => Promise<Reply>,
  newKey: () => string,
  pause: (ms: number) => Promise<void>
): Once<Input, Reply> {
  let pending: Pending | null = null
  /** Whether an attempt under the key of `pending` had no answer. */
  let wasSent = false
  let inFlight: Promise<Reply> | null = null
  const attempt = async (input: Input, key: string): Promise<Reply> => {
    for (const ms of [...pauseMs, null]) {
      try {
        return await perform(input, key)
      } catch (error) {
        const problem = asProblem(error)
        if (wasSent && isBeforeTheKey(problem)) throw problem.asUnknown()
        if (ms === null || problem.outcome === 'refused') throw problem
        wasSent = true
      }
      await pause(ms)
    }
    throw new Error('unreachable')
  }
  const start = async (input: Input | null): Promise<Reply> => {
    if (pending === null) {
      if (input === null) throw new Error('nothing was sent that could be sent again')
      pending = { key: newKey(), form: JSON.stringify(input) }
    }
    try {
      const reply = await attempt(JSON.parse(pending.form) as Input, pending.key)
      pending = null
      wasSent = false
      return reply
    } catch (error) {
      const problem: Problem = asProblem(error)
      if (problem.outcome === 'refused') {
        pending = null
        wasSent = false
      } else wasSent = true
      throw problem
    } finally {
      inFlight = null
    }
  }
  return {
    send: (input) => (inFlight ??= start(input)),
    isOpen: () => wasSent || inFlight !== null
  }
}
