import { z } from 'zod'

/** A moment: ISO 8601 in UTC on the wire (`2026-03-01T12:00:00.000Z`), a Date inside. */
export const Timestamp = z
  .codec(
    z.iso
      .datetime({ error: 'must be an ISO 8601 time in UTC, such as 2026-03-01T12:00:00Z' })
      .refine((text) => !text.startsWith('0000'), { error: 'must not be in the year 0000, which never was' }),
    z.date(),
    {
      decode: (text) => new Date(text),
      encode: (date) => date.toISOString()
    }
  )
  .meta({ id: 'Timestamp', description: 'ISO 8601 time in UTC.', example: '2026-03-01T12:00:00.000Z' })
