/**
 * Whether a statement failed because a key was there before. A distributed PostgreSQL gives a code of its own for rows
 * that were copied to a node; the words stay the same.
 */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false
  return (
    error.code === '23505' ||
    (error.code === 'XX000' && error.message.startsWith('duplicate key value violates unique constraint'))
  )
}
