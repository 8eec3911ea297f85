import { type Sql, sql } from '../db/index.ts'

/** Held in share by every posting, alone by those who close or freeze an unlimited account: it is locked by nobody else. */
export const gateOf = (book: string): Sql => sql`hashtextextended(${`ledger ${book}`}, 0)`
