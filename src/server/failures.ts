import { Failure } from '../kernel/index.ts'

/** Where a request is not of its described form, and why. */
export type FieldError = Readonly<{ path: string; message: string }>

/** The body, the query or the path is not of the described form. */
export function formInvalid(part: 'body' | 'query' | 'path', errors: readonly FieldError[]): Failure {
  return new Failure(
    'invalid',
    `http.${part}_invalid`,
    `The ${part} is not of the described form. Nothing was changed.`,
    {
      errors,
      advice: 'Mend what `errors` names. The form of each request is described at /docs.'
    }
  )
}

/** The body is not JSON. */
export function jsonMalformed(where: Readonly<{ line: number; column: number; position: number }>): Failure {
  const { line, column, position } = where
  return new Failure(
    'invalid',
    'http.json_malformed',
    `The body is not JSON: it breaks at line ${line}, column ${column}. Nothing was changed.`,
    { position, line, column, advice: 'Send one JSON value (RFC 8259).' }
  )
}

/** A text holds what no database keeps: NUL, or half of a surrogate pair. */
export function textInvalid(part: string, path: string): Failure {
  return new Failure(
    'invalid',
    'http.text_invalid',
    `The ${part} holds a text with a NUL or a lone surrogate. Nothing was changed.`,
    {
      errors: [{ path, message: 'must be Unicode text without U+0000 and lone surrogates' }],
      advice: 'Send well-formed Unicode text.'
    }
  )
}

/** A name stands twice in one object: readers differ in which of the two they take. */
export function nameDoubled(path: string): Failure {
  return new Failure(
    'invalid',
    'http.name_doubled',
    'The body holds an object with the same name twice. Nothing was changed.',
    {
      errors: [{ path, message: 'must stand once in its object' }],
      advice: 'Send each member of an object once.'
    }
  )
}

/** The body is not UTF-8. */
export function notUtf8(): Failure {
  return new Failure('invalid', 'http.not_utf8', 'The body is not UTF-8. Nothing was changed.', {
    advice: 'Encode the body as UTF-8.'
  })
}

/** The JSON is nested deeper than anything that Kontor reads. */
export function tooDeep(depthMax: number): Failure {
  return new Failure(
    'invalid',
    'http.too_deep',
    `The JSON is nested more than ${depthMax} deep. Nothing was changed.`,
    {
      advice: 'No request of this API needs to be that deep: see /docs.'
    }
  )
}

/** A number that does not come back with all its digits from a double, or that hides its size in an exponent. */
export function numberInexact(path: string): Failure {
  return new Failure(
    'invalid',
    'http.number_inexact',
    'The body holds a number that would lose digits when it is read. Nothing was changed.',
    {
      errors: [
        { path, message: 'must be written out without an exponent, in no more digits than a double keeps' }
      ],
      advice:
        'Write amounts as whole numbers of minor units, at most 9007199254740991, and send what needs all its digits as a text.'
    }
  )
}

/** The body is in another format than the route takes. */
export function contentTypeWrong(sent: string | undefined, taken: string): Failure {
  const what = sent === undefined ? 'no Content-Type' : `the Content-Type ${sent.slice(0, 100)}`
  return new Failure(
    'invalid',
    'http.content_type',
    `The body came with ${what}; ${taken} is taken. Nothing was changed.`,
    {
      advice: `Send the header \`Content-Type: ${taken}\` and no Content-Encoding.`
    }
  )
}

/** The body is larger than the route takes. */
export function bodyTooLarge(bytesMax: number): Failure {
  return new Failure(
    'too_large',
    'http.body_too_large',
    `The body has more than ${bytesMax} bytes. Nothing was changed.`,
    {
      bytesMax,
      advice: 'Send less at once, in several requests.'
    }
  )
}

/** The connection ended before the body did. */
export function bodyBroken(): Failure {
  return new Failure('invalid', 'http.body_broken', 'The body ended too early. Nothing was changed.', {
    advice: 'Send it again.'
  })
}

/** The body did not arrive within the time it has. */
export function bodySlow(): Failure {
  return new Failure('invalid', 'http.body_slow', 'The body did not arrive in time. Nothing was changed.', {
    advice: 'Send it again, over a better connection or in smaller pieces.'
  })
}

/** A form that is not as browsers send it. */
export function formUnreadable(): Failure {
  return new Failure('invalid', 'http.form_unreadable', 'The form could not be read. Nothing was changed.', {
    advice: 'Send it again from the page that it stands on.'
  })
}

/** Nothing is at this path. */
export function pathUnknown(): Failure {
  return new Failure(
    'not_found',
    'http.path_unknown',
    'There is nothing at this path. Nothing was changed.',
    {
      advice: 'All paths are described at /docs.'
    }
  )
}

/** The path is there, but not with this method. */
export function methodWrong(methods: readonly string[]): Failure {
  return new Failure(
    'invalid',
    'http.method',
    `This path takes ${methods.join(', ')}. Nothing was changed.`,
    {
      methods,
      advice: 'Each path is described with its methods at /docs.'
    }
  )
}

/** A page was made for somebody else than who is signed in by now. */
export function personChanged(): Failure {
  return new Failure(
    'conflict',
    'http.person_changed',
    'Somebody else is signed in now than when this page was loaded. Nothing was changed.',
    { advice: 'Load the page anew, and look what has come of what was sent before.' }
  )
}

/** A page of somebody else's made a browser send this. */
export function crossSite(): Failure {
  return new Failure(
    'forbidden',
    'http.cross_site',
    'A browser sent this from a page that is not of this Kontor. Nothing was changed.',
    {
      advice:
        'Whoever is signed in changes things from pages of the same origin, which the browser confirms by Sec-Fetch-Site ' +
        'or Origin. Behind a proxy, set KONTOR_PUBLIC_URL. Programs send a key instead of a cookie.'
    }
  )
}

/** The key is valid, but may not do this. */
export function permissionMissing(permission: string): Failure {
  return new Failure(
    'forbidden',
    'http.permission_missing',
    `This needs the permission ${permission}. Nothing was changed.`,
    {
      permission,
      advice: 'Use a key that has it. GET /v1/me shows what a key may do.'
    }
  )
}

/** An act without a name of its own cannot be repeated safely. */
export function keyMissing(): Failure {
  return new Failure(
    'invalid',
    'http.key_missing',
    'The header Idempotency-Key is missing. Nothing was changed.',
    {
      advice:
        'Send `Idempotency-Key:` with 1 to 255 visible ASCII letters that are new for each act, such as a UUID. ' +
        'The same key again is then answered with the first answer instead of acting twice.'
    }
  )
}

/** The Idempotency-Key is not of its form. */
export function keyInvalid(): Failure {
  return new Failure(
    'invalid',
    'http.key_invalid',
    'The Idempotency-Key is not of its form. Nothing was changed.',
    {
      advice: 'Send 1 to 255 visible ASCII letters without spaces, such as a UUID.'
    }
  )
}

/** The first request with this key has not ended. */
export function keyInFlight(): Failure {
  return new Failure(
    'conflict',
    'http.key_in_flight',
    'A request with this Idempotency-Key is being worked on. This one changed nothing.',
    { advice: 'Repeat it in a moment: it will then be answered with the answer of the first.' }
  )
}

/** The key was used for something else. */
export function keyReused(): Failure {
  return new Failure(
    'refused',
    'http.key_reused',
    'This Idempotency-Key was used for another request. Nothing was changed.',
    { advice: 'Use a new key for a new act. To repeat an act, send exactly what was sent first.' }
  )
}

/** More requests than agreed. */
export function rateExceeded(retryAfterSeconds: number): Failure {
  return new Failure(
    'too_many',
    'http.rate_exceeded',
    'Too many requests in a short time. This one changed nothing.',
    {
      retryAfterSeconds,
      advice: `Wait ${retryAfterSeconds} s, then go on more slowly.`
    }
  )
}

/** More work than the server takes in at once. */
export function overloaded(): Failure {
  return new Failure(
    'too_many',
    'http.overloaded',
    'The server has as much to do as it takes on. Nothing was changed.',
    {
      retryAfterSeconds: 1,
      advice: 'Repeat the request with the same Idempotency-Key in a second.'
    }
  )
}

/** The database was lost or too slow in the middle of the request; whether it took effect is not known. */
export function databaseLost(): Failure {
  return new Failure(
    'busy',
    'http.database_lost',
    'The database did not answer in time. Whether the request took effect is not known.',
    {
      retryAfterSeconds: 2,
      advice: 'Repeat it with the same Idempotency-Key: it will then take effect exactly once.'
    }
  )
}
