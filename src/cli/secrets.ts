import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { idSchema } from '../kernel/index.ts'

/** What `try` must remember from start to start and nobody else may read. */
export const Secrets = z.object({
  sandbox: z.string().optional(),
  /** What `kontor listen` signs with, so that a receiver need not be told anew. */
  listen: z.string().optional(),
  keys: z.record(z.string(), z.string()).optional(),
  /** Whose keys those of the merchant and the buyer are. */
  owners: z
    .object({
      merchantId: idSchema('mer').optional(),
      buyerId: idSchema('buy').optional(),
      orderId: idSchema('ord').optional()
    })
    .optional(),
  /** How far the world of the demonstration is. */
  world: z.enum(['filling', 'filled']).optional()
})
export type Secrets = z.infer<typeof Secrets>

const name = 'secrets.json'

/** The secrets kept in KONTOR_HOME; none when there are none or they cannot be read as such. */
export async function readSecrets(home: string): Promise<Secrets> {
  try {
    return Secrets.parse(JSON.parse(await readFile(join(home, name), 'utf8')))
  } catch {
    return {}
  }
}

/** Keeps these secrets with the others in KONTOR_HOME, readable by their owner only. */
export async function addSecrets(home: string, more: Partial<Secrets>): Promise<void> {
  const secrets = { ...(await readSecrets(home)), ...more }
  await mkdir(home, { recursive: true })
  const draft = join(home, `${name}.${randomBytes(4).toString('hex')}`)
  await writeFile(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  await rename(draft, join(home, name))
}

/** Forgets them. */
export async function removeSecrets(home: string): Promise<void> {
  await rm(join(home, name), { force: true })
}

/** A new secret of 256 bits. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url')
}
