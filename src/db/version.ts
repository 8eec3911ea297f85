import type pg from 'pg'
import { Failure } from '../kernel/index.ts'

const majorMin = 15

/** Why a server of this version (as in `server_version_num`) is not worked on; undefined when it is. */
export function versionRefusal(number: number): Failure | undefined {
  const major = Math.floor(number / 10_000)
  if (major >= majorMin) return undefined
  return new Failure(
    'refused',
    'db.version_old',
    `The server is PostgreSQL ${major}; Kontor needs ${majorMin} or later. Nothing was changed.`,
    { advice: 'Upgrade it, or leave DATABASE_URL out: Kontor then starts a PostgreSQL of its own.' }
  )
}

/** Refuses a server that is too old, before anything is done with it. */
export async function checkServerVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: number }>(
    `select current_setting('server_version_num')::integer as number`
  )
  const refusal = versionRefusal(rows[0]?.number ?? 0)
  if (refusal) throw refusal
}
