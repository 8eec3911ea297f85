/** Which transactions have ended, by their numbers: each that changes a row has one. Null on a cluster. */
export const markNow = `select case when not exists (select from pg_extension where extname = 'citus')
  then pg_current_snapshot()::text end as mark`

/** The number of the own transaction, in the form that a snapshot has it in. */
export const ownNumber = 'select pg_current_xact_id()::text as no'

/** Tells from snapshots whether anything was changed that somebody may wait for. */
export type Marks = Readonly<{
  /** A transaction with this number changes nothing that anybody waits for. */
  quiet(no: bigint): void
  /**
   * A text for a snapshot (`xmin:xmax:xip,…`): the last transaction that was begun and those that are not over, the quiet
   * ones left out. It is the same again only if none but quiet ones were begun or ended meanwhile.
   */
  of(snapshot: string): string
}>

/** Marks of one process. The quiet transactions of another are not known here, and count. */
export function marks(): Marks {
  const quiet = new Set<bigint>()
  /** Transactions before `next` were looked at; `last` is the last of them that counts. */
  let seen = { next: 0n, last: 0n }
  return {
    quiet: (no) => void quiet.add(no),
    of(snapshot) {
      const [least = '', next = '', open = ''] = snapshot.split(':')
      const end = BigInt(next)
      if (end < seen.next) return snapshot // it comes late, and is like none
      let last = end - 1n
      while (last >= seen.next && quiet.has(last)) last--
      seen = { next: end, last: last < seen.next ? seen.last : last }
      const counting = open.split(',').filter((no) => no !== '' && !quiet.has(BigInt(no)))
      for (const no of quiet) if (no < BigInt(least)) quiet.delete(no)
      return `${seen.last}:${counting.join(',')}`
    }
  }
}
