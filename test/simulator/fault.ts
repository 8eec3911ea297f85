/** What can go wrong between Kontor and its database, and with Kontor itself. */
export const faultKinds = ['disk_full', 'deadlock', 'serialization', 'timeout', 'kill', 'crash'] as const
export type FaultKind = (typeof faultKinds)[number]

/** Strikes once, at the `count`-th statement or commit of a step (from 0), before it is done or after. */
export type Fault = Readonly<{
  kind: FaultKind
  at: 'statement' | 'commit'
  count: number
  when: 'before' | 'after'
}>

/** What PostgreSQL says of it. */
export const faultError = {
  disk_full: '53100',
  deadlock: '40P01',
  serialization: '40001',
  timeout: '57014'
} as const

/** For a switch that has named everything. */
export function assertNever(value: never): never {
  throw new Error(`not foreseen: ${String(value)}`)
}
