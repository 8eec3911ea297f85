/** Who somebody is: API keys, stored as hashes, each with a kind, an owner and what it may do. */
export { type Authenticate, authenticator, keyMemoryMs } from './authenticate.ts'
export { createKey, type KeyRequest, type PermissionsOf } from './create.ts'
export { ApiKey, type NewKey } from './key.ts'
export { revokeKey } from './revoke.ts'
export { identityRoutes, type IdentityRoutesOptions } from './routes.ts'
export { countTestKeys, keysOf } from './store.ts'
