import { useDebouncedValue } from '@mantine/hooks'

/** How long somebody has to pause in typing before the effect of it is asked for. */
const pauseMs = 400

/** Whether the writer of a value has paused, so that the server may be asked about it. */
export function usePaused(typed: number | null): boolean {
  const [settled] = useDebouncedValue(typed, pauseMs)
  return settled === typed
}
