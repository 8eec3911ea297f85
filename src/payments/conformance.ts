import { callsOf, type ConformanceSubject } from './conformance-calls.ts'
import { cases } from './conformance-cases.ts'

/** One promise of `Provider`. It throws where the promise is not kept. */
export type ConformanceCase = Readonly<{ name: string; run(): Promise<void> }>

/** Every promise of `Provider`, as cases. Whatever goes wrong on the way, a provider must keep them all. */
export function conformance(subject: ConformanceSubject): readonly ConformanceCase[] {
  return cases.map(({ name, run }) => ({ name, run: () => run(callsOf(subject), subject) }))
}
