import type { Tx } from '../db/index.ts'

/** What a check found: how many things it looked at, and where they are not as they must be (the first hundred). */
export type CheckResult = Readonly<{ count: number; differences: readonly string[] }>

/** Something that `kontor verify` proves from the data alone, inside one unmoving snapshot of the database. */
export type Check = Readonly<{ name: string; run(tx: Tx): Promise<CheckResult> }>
