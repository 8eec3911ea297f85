import { Failure } from '../kernel/index.ts'

/** No key was sent. */
export function keyMissing(): Failure {
  return new Failure(
    'unauthenticated',
    'identity.key_missing',
    'This request carries no API key. Nothing was changed.',
    {
      advice: 'Send the header `Authorization: Bearer kontor_…` with your key.'
    }
  )
}

/** What was sent is no key that is known. It does not say whether it ever was. */
export function keyUnknown(): Failure {
  return new Failure(
    'unauthenticated',
    'identity.key_unknown',
    'This API key is not known. Nothing was changed.',
    {
      advice: 'Check that the whole key was copied, and that it belongs to this installation.'
    }
  )
}

/** The key was revoked. */
export function keyRevoked(): Failure {
  return new Failure(
    'unauthenticated',
    'identity.key_revoked',
    'This API key was revoked. Nothing was changed.',
    {
      advice: 'Ask an operator for a new one.'
    }
  )
}

/** The key's time is over. */
export function keyExpired(): Failure {
  return new Failure(
    'unauthenticated',
    'identity.key_expired',
    'This API key has expired. Nothing was changed.',
    {
      advice: 'Ask an operator for a new one.'
    }
  )
}

/** No such key. */
export function keyNotFound(): Failure {
  return new Failure(
    'not_found',
    'identity.key_not_found',
    'There is no such API key. Nothing was changed.',
    {
      advice: 'List the keys at GET /v1/api-keys.'
    }
  )
}

/** A merchant's key needs a merchant, a buyer's a buyer, and no other key has either. */
export function ownerMismatch(kind: string): Failure {
  return new Failure(
    'invalid',
    'identity.owner_mismatch',
    `A key of the kind ${kind} has ${kind === 'merchant' || kind === 'buyer' ? `a ${kind}Id and nothing else` : 'neither merchantId nor buyerId'}. Nothing was changed.`,
    { advice: 'Send merchantId with the kind merchant, buyerId with the kind buyer, and neither otherwise.' }
  )
}

/** The merchant of the key does not exist. */
export function merchantUnknown(merchantId: string): Failure {
  return new Failure('refused', 'identity.merchant_unknown', 'There is no such merchant. No key was made.', {
    merchantId,
    advice: 'Create the merchant first.'
  })
}

/** A key can only narrow what its kind may do. */
export function permissionsBeyond(kind: string, permissions: readonly string[]): Failure {
  return new Failure(
    'refused',
    'identity.permissions_beyond',
    `A key of the kind ${kind} cannot have ${permissions.join(', ')}. No key was made.`,
    { permissions, advice: 'Leave `permissions` out for all that the kind may do, or choose from them.' }
  )
}

/** The key would be dead at birth. */
export function expiryPassed(): Failure {
  return new Failure(
    'refused',
    'identity.expiry_passed',
    'The key would already have expired. No key was made.',
    {
      advice: 'Choose an `expiresAt` in the future of the clock that the header `Kontor-Time` shows.'
    }
  )
}

/** The same Idempotency-Key made a key before; its text was shown then and is kept nowhere. */
export function shownOnce(keyId: string): Failure {
  return new Failure(
    'conflict',
    'identity.key_shown_once',
    'A key was made with this Idempotency-Key before. Its text was shown then and is kept nowhere. Nothing was changed.',
    {
      keyId,
      advice: 'If the answer was lost, revoke that key and ask for another with a new Idempotency-Key.'
    }
  )
}

/** Making a key must be repeatable without making two. */
export function repeatKeyMissing(): Failure {
  return new Failure(
    'invalid',
    'http.key_missing',
    'The header Idempotency-Key is missing. No key was made.',
    {
      advice:
        'Send `Idempotency-Key:` with 1 to 255 visible letters that are new for each act, such as a UUID.'
    }
  )
}
