import { eventTypes } from '../audit/index.ts'
import { eventUnknown } from './failures.ts'

/** Whether an event of this type is among those that the patterns name. */
export function matches(patterns: readonly string[], type: string): boolean {
  return patterns.some(
    (pattern) =>
      pattern === '*' || pattern === type || (pattern.endsWith('.*') && type.startsWith(pattern.slice(0, -1)))
  )
}

/** The first of the patterns that no event has. */
export function unknownPattern(patterns: readonly string[]): string | undefined {
  return patterns.find((pattern) => !eventTypes.some((type) => matches([pattern], type)))
}

/** Refuses patterns that no event has: they would be waited for in vain. */
export function checkPatterns(patterns: readonly string[]): void {
  const unknown = unknownPattern(patterns)
  if (unknown !== undefined) throw eventUnknown(unknown)
}
