import type { Context } from 'hono'
import { generateCookie, getCookie } from 'hono/cookie'

/** The cookie that holds the secret of a session. */
export type SessionCookie = Readonly<{
  read(context: Context): string | undefined
  /** The header that gives it; without an age it is gone when the browser is closed. */
  give(secret: string, ageSeconds?: number): string
  /** The header that takes it away. */
  take(): string
}>

const name = 'kontor_session'

/**
 * No script reads it, and no page of another site sends it along, but for a link that somebody follows. Where people come
 * over https it goes over nothing else, and its name begins with `__Host-`: browsers then take it from this host alone.
 */
export function sessionCookie(publicUrl: string | undefined): SessionCookie {
  const secure = publicUrl?.startsWith('https://') === true
  const common = { path: '/', httpOnly: true, sameSite: 'Lax', secure } as const
  const host = secure ? ({ prefix: 'host' } as const) : {}
  return {
    read: (context) => (secure ? getCookie(context, name, 'host') : getCookie(context, name)),
    give: (secret, ageSeconds) =>
      generateCookie(name, secret, {
        ...common,
        ...host,
        ...(ageSeconds === undefined ? {} : { maxAge: ageSeconds })
      }),
    take: () => generateCookie(name, '', { ...common, ...host, maxAge: 0 })
  }
}
