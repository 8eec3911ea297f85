import assert from 'node:assert/strict'
import { notYet } from '../api/index.ts'
import type { Attribution } from '../db/index.ts'
import { Failure } from '../kernel/index.ts'

/** On whose behalf something is done, where many are done together. */
export type ByWhom = Readonly<{ by: Attribution }>

/** What became of one of several acts: `notYet` where another act on the same order had to come first. */
export type Acted<T> = T | Failure | typeof notYet

/** Whether it was done: neither refused nor put off. */
export function isDone<T>(one: Acted<T>): one is Exclude<T, Failure | typeof notYet> {
  return !(one instanceof Failure) && one !== notYet
}

/** A refusal as a value. */
export function orFailure<T>(work: () => T): T | Failure {
  try {
    return work()
  } catch (error) {
    if (error instanceof Failure) return error
    throw error
  }
}

/** Goes on with those that were done, all together; refusals stay as they are. `no` says which each was. */
export async function thenEach<T, R>(
  acted: readonly Acted<T>[],
  next: (done: readonly Readonly<{ value: T; no: number }>[]) => Promise<readonly Acted<R>[]>
): Promise<Acted<R>[]> {
  const done = acted.flatMap((value, no) =>
    value instanceof Failure || value === notYet ? [] : [{ value: value as T, no }]
  )
  const results = done.length === 0 ? [] : await next(done)
  assert.equal(results.length, done.length)
  let taken = 0
  return acted.map((one): Acted<R> => {
    if (one instanceof Failure || one === notYet) return one as Failure | typeof notYet
    return results[taken++] as Acted<R>
  })
}
