import { z } from 'zod'
import { SequencedEvent } from '../audit/index.ts'
import type { ApiClient } from './api-client.ts'

const Page = z.object({ items: z.array(SequencedEvent) })
const End = z.object({ place: z.number() })

/** Where the log of a running Kontor ends now. */
export async function endOfLog(client: ApiClient): Promise<number> {
  return End.parse(await client.get('/v1/events/end')).place
}

/** The events after a place, at most a hundred, oldest first; of one type if it is given. */
export async function eventsAfter(
  client: ApiClient,
  place: number,
  type?: string
): Promise<readonly SequencedEvent[]> {
  const only = type === undefined ? '' : `&type=${encodeURIComponent(type)}`
  return Page.parse(await client.get(`/v1/events?limit=100&afterPlace=${place}${only}`)).items
}
