import { type ActorKind, actorKinds } from '../api/index.ts'
import type { Db } from '../db/index.ts'
import { authenticator, createKey, type PermissionsOf } from '../identity/index.ts'
import { addSecrets, readSecrets, type Secrets } from './secrets.ts'

type Keys = Readonly<Partial<Record<ActorKind, string>>>

/** One key for each kind of actor, made the first time and kept in KONTOR_HOME for the next; all of them work. */
export async function demoKeys(home: string, db: Db, permissionsOf: PermissionsOf): Promise<Keys> {
  const { keys: kept = {}, owners = {} } = await readSecrets(home)
  const authenticate = authenticator(db, permissionsOf)
  const keys: Partial<Record<ActorKind, string>> = {}
  for (const kind of actorKinds) {
    const old = kept[kind]
    const works = old !== undefined && (await succeeds(authenticate({ authorization: `Bearer ${old}` })))
    const key = works ? old : await newKey(db, permissionsOf, kind, owners)
    if (key !== undefined) keys[kind] = key
  }
  await addSecrets(home, { keys })
  return keys
}

const succeeds = (work: Promise<unknown>) =>
  work.then(
    () => true,
    () => false
  )

async function newKey(
  db: Db,
  permissionsOf: PermissionsOf,
  kind: ActorKind,
  { merchantId, buyerId }: NonNullable<Secrets['owners']>
): Promise<string | undefined> {
  if ((kind === 'merchant' && !merchantId) || (kind === 'buyer' && !buyerId)) return undefined
  const owner = kind === 'merchant' ? { merchantId } : kind === 'buyer' ? { buyerId } : {}
  const request = { kind, label: 'made by kontor try', test: true, ...owner }
  const by = { actor: 'command-line', request: null }
  return (await db.transaction((tx) => createKey(tx, permissionsOf, request), by)).secret
}
