import type { Job } from '../api/index.ts'
import type { Db } from '../db/index.ts'
import { minute, second } from '../kernel/index.ts'
import { forgetRequests, insertRequests } from './request-store.ts'
import type { ServedRequest } from './request.ts'

/** How much of the log is kept: for how long, how many rows, and how many of one second at the most. */
export type RequestLogSettings = Readonly<{ keptMs: number; rowsMax: number; perSecondMax: number }>

/** Keeps requests in memory until they are written, a second's worth of them with one statement. */
export type RequestLog = Readonly<{
  /** Takes note of a request that was answered. Takes no time, and takes nothing where there is no room. */
  note(request: ServedRequest): void
  /** Writes what was noted; answers how much. */
  write(db: Db): Promise<number>
  /** How many were not kept, since there were too many at once or the database was away. */
  missed(): number
  jobs: readonly Job[]
}>

const forgetMax = 5000

/** A log of requests. Nothing is noted where it is kept for no time at all. */
export function requestLog({ keptMs, rowsMax, perSecondMax }: RequestLogSettings): RequestLog {
  let noted: ServedRequest[] = []
  let missed = 0
  let writtenAt = -Infinity
  const write = async (db: Db) => {
    const requests = noted
    noted = []
    writtenAt = performance.now()
    if (requests.length === 0) return 0
    try {
      await db.transaction((tx) => insertRequests(tx, requests))
    } catch (error) {
      missed += requests.length
      throw error
    }
    return requests.length
  }
  return {
    note(request) {
      if (keptMs === 0) return
      // Looks that went well are the many, and leave the rest of the room to what changed something or was refused.
      const isLook = request.method === 'GET' && request.status < 400
      if (noted.length < (isLook ? perSecondMax / 2 : perSecondMax)) noted.push(request)
      else missed++
    },
    write,
    missed: () => missed,
    jobs: [
      {
        name: 'desk.write_requests',
        everyMs: second,
        // What is noted stands in memory: nothing in the database tells of it.
        looksElsewhere: true,
        // Every act nudges the jobs; what they noted is written once a second all the same.
        run: async (db) => (performance.now() - writtenAt < second ? 0 : write(db)),
        dueAt: async () => null
      },
      {
        name: 'desk.forget_requests',
        everyMs: minute,
        pieceMax: forgetMax,
        run: (db) => db.transaction((tx) => forgetRequests(tx, { ageMs: keptMs, rowsMax, limit: forgetMax })),
        dueAt: async () => null
      }
    ]
  }
}
