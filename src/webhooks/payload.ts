import type { SequencedEvent } from '../audit/index.ts'

/**
 * The body of a webhook: the event's type and moment, and in `data` what happened to what. `sequence` counts the events of
 * the subject, `place` those of the whole log. It is the same text in every attempt.
 */
export function payloadOf({ id, type, at, subject, sequence, place, data }: SequencedEvent): string {
  return JSON.stringify({
    type,
    timestamp: at.toISOString(),
    data: { id, subject, sequence, place, data }
  })
}
