/** Who somebody is: API keys, stored as hashes, each with a kind, an owner and what it may do. */
export { type Authenticate, authenticator } from './authenticate.ts'
export { createKey, type KeyRequest, type PermissionsOf } from './create.ts'
export type { ApiKey } from './key.ts'
export { revokeKey } from './revoke.ts'
export { identityRoutes } from './routes.ts'
export { countTestKeys, keysOf } from './store.ts'
