import { Timestamp } from '../kernel/index.ts'
import type { Place } from './read-store.ts'

/** A place in the history of an account as a cursor keeps it. */
export const writePlace = ({ at, seq }: Place): string => `${at.toISOString()} ${seq}`

/** The place that a cursor keeps. */
export function readPlace(text: string): Place {
  const [at = '', seq = ''] = text.split(' ')
  return { at: Timestamp.parse(at), seq: BigInt(seq) }
}
