import { Failure } from '../kernel/index.ts'

/** No key was sent. */
export function keyMissing(): Failure {
  return new Failure(
    'unauthenticated',
    'identity.key_missing',
    'This request carries no API key. Nothing was changed.',
    {
      advice:
        'Send the header `Authorization: Bearer kontor_…` with your key. People sign in by a link: ' +
        '`kontor sign-in operator` makes one.'
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

/** A merchant's key or link needs a merchant, a buyer's a buyer, and no other has either. */
export function ownerMismatch(kind: string): Failure {
  return new Failure(
    'invalid',
    'identity.owner_mismatch',
    `A key or link of the kind ${kind} has ${kind === 'merchant' || kind === 'buyer' ? `a ${kind}Id and nothing else` : 'neither merchantId nor buyerId'}. Nothing was changed.`,
    { advice: 'Send merchantId with the kind merchant, buyerId with the kind buyer, and neither otherwise.' }
  )
}

/** The merchant of the key or link does not exist. */
export function merchantUnknown(merchantId: string): Failure {
  return new Failure('refused', 'identity.merchant_unknown', 'There is no such merchant. Nothing was made.', {
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

/** Making a key or a link must be repeatable without making two. */
export function repeatKeyMissing(what: 'key' | 'link'): Failure {
  return new Failure(
    'invalid',
    'http.key_missing',
    `The header Idempotency-Key is missing. No ${what} was made.`,
    {
      advice:
        'Send `Idempotency-Key:` with 1 to 255 visible letters that are new for each act, such as a UUID.'
    }
  )
}

const newLink =
  'Ask whoever sent it for a new one. On the machine where Kontor runs, `kontor sign-in operator` makes one for an operator.'

/** No such link was ever made, or it was forgotten long after its end. */
export function linkUnknown(): Failure {
  return new Failure(
    'not_found',
    'identity.link_unknown',
    'This sign-in link is not known, or ended long ago. It signs nobody in.',
    { advice: `Check that the whole link was copied. ${newLink}` }
  )
}

/** The link has signed somebody in already. */
export function linkUsed(): Failure {
  return new Failure(
    'refused',
    'identity.link_used',
    'This sign-in link was used already, and each works only once. It signs nobody in a second time.',
    { advice: newLink }
  )
}

/** Nobody used the link in its time. */
export function linkExpired(): Failure {
  return new Failure(
    'refused',
    'identity.link_expired',
    'This sign-in link has run out before anybody used it. It signs nobody in any more.',
    { advice: newLink }
  )
}

/** The link was taken back. */
export function linkRevoked(): Failure {
  return new Failure(
    'refused',
    'identity.link_revoked',
    'This sign-in link was taken back before anybody used it. It signs nobody in any more.',
    { advice: newLink }
  )
}

/** No such link, for this actor. */
export function linkNotFound(): Failure {
  return new Failure(
    'not_found',
    'identity.link_not_found',
    'There is no such sign-in link. Nothing was changed.',
    { advice: 'Its id stands in the answer that it was made with.' }
  )
}

/** This actor may not let such people in. */
export function linkBeyond(by: string, kind: string): Failure {
  return new Failure(
    'forbidden',
    'identity.link_beyond',
    `A key of the kind ${by} cannot sign in ${kind}s. Nothing was changed.`,
    { advice: 'A service signs in merchants and buyers, an operator anybody.' }
  )
}

/** Such a link must not wait for so long. */
export function linkTooLong(kind: string, minutesMax: number): Failure {
  return new Failure(
    'refused',
    'identity.link_too_long',
    `A link for the kind ${kind} works for at most ${minutesMax} minutes. No link was made.`,
    { minutesMax, advice: 'Leave `validMinutes` out, or send fewer.' }
  )
}

/** The same Idempotency-Key made a link before; it was shown then and is kept nowhere. */
export function linkShownOnce(linkId: string): Failure {
  return new Failure(
    'conflict',
    'identity.link_shown_once',
    'A link was made with this Idempotency-Key before. It was shown then and is kept nowhere. Nothing was changed.',
    {
      linkId,
      advice: 'If the answer was lost, revoke that link and ask for another with a new Idempotency-Key.'
    }
  )
}

/** The buyer of the link does not exist. */
export function buyerUnknown(buyerId: string): Failure {
  return new Failure('refused', 'identity.buyer_unknown', 'There is no such buyer. No link was made.', {
    buyerId,
    advice: 'Create the buyer first, or use the buyerId of the order.'
  })
}

const signInAgain = 'Sign in again by a new link: `kontor sign-in operator` makes one for an operator.'

/** The cookie holds no session that is known. */
export function sessionUnknown(): Failure {
  return new Failure(
    'unauthenticated',
    'identity.session_unknown',
    'You are not signed in: this session is not known. Nothing was changed.',
    { advice: signInAgain }
  )
}

/** The session was ended, or is over by its time. */
export function sessionOver(): Failure {
  return new Failure(
    'unauthenticated',
    'identity.session_over',
    'You are not signed in any more: this session is over. Nothing was changed.',
    { advice: signInAgain }
  )
}

/** No such session, for this actor. */
export function sessionNotFound(): Failure {
  return new Failure(
    'not_found',
    'identity.session_not_found',
    'There is no such session. Nothing was changed.',
    { advice: 'List the sessions at GET /v1/sessions.' }
  )
}
