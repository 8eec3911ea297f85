import { z } from 'zod'
import { Failure } from '../kernel/index.ts'
import type { Db } from './db.ts'
import { sql } from './sql.ts'

const role = 'kontor_app'

/**
 * Refuses a database whose connections do not come with the settings that they were asked for: behind a pooler that
 * ignores them, statements would run with more rights than Kontor gives itself.
 */
export async function checkSession(db: Db): Promise<void> {
  const found = await db.snapshot((tx) =>
    tx.one(z.strictObject({ role: z.string() }), sql`select current_user::text as role`)
  )
  if (found.role === role) return
  throw new Failure(
    'refused',
    'db.settings_ignored',
    `Statements run as ${found.role} instead of ${role}: something before the database ignores the settings of connections. Nothing was changed.`,
    { advice: 'Let DATABASE_URL lead to PostgreSQL itself; see “Connection poolers” in docs/operations.md.' }
  )
}
