import type { Context, Hono } from 'hono'
import type { Db } from '../db/index.ts'
import { findLinkOf, findSession, type PersonKind, type Session, signIn, signOut } from '../identity/index.ts'
import { Failure, idSchema, second } from '../kernel/index.ts'
import type { answerer, ShowProblem, Visit } from './answer.ts'
import type { SessionCookie } from './cookie.ts'
import { methodWrong } from './failures.ts'
import type { Gate } from './options.ts'
import { checkSameOrigin } from './same-origin.ts'
import type { Answer, Reply } from './serve.ts'
import { linkPage, signedInPage, signedOutPage, signInProblemPage } from './sign-in-page.ts'
import { textFor } from './sign-in-text.ts'

/** What the pages of signing in need. */
type SigningIn = Readonly<{
  db: Db
  gate: Gate
  cookie: SessionCookie
  publicUrl: string | undefined
  answer: ReturnType<typeof answerer>['answer']
}>

/** Where people of a kind find their pages. */
export function homeOf(kind: string): string {
  return kind === 'buyer' ? '/pocket/' : '/console/'
}

const textOf = (request: Request) => textFor(request.headers.get('accept-language'))
const showProblem: ShowProblem = (problem, request) => signInProblemPage(problem, textOf(request))

export const away = (location: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status: 303,
  type: 'text/plain',
  text: '',
  headers: { location, ...headers }
})

/**
 * Mounts the pages of signing in. They work without a script. The token stands in the path: what is logged is the pattern
 * of the path, and no page that is opened next is told where it was opened from.
 */
export function mountSignIn(app: Hono, signingIn: SigningIn): void {
  const { answer } = signingIn
  const mount = (
    method: 'GET' | 'POST',
    path: string,
    work: (context: Context, visit: Visit) => Promise<Reply>
  ) =>
    app.on(method, path, (context) =>
      answer(context, path, false, (visit) => work(context, visit), showProblem)
    )
  mount('GET', '/sign-in', (context, visit) => showState(signingIn, context, visit))
  mount('GET', '/sign-in/:token', (context) => showLink(signingIn, context))
  mount('POST', '/sign-in/:token', (context, visit) => useLink(signingIn, context, visit))
  mount('GET', '/sign-out', (context, visit) => showState(signingIn, context, visit))
  mount('POST', '/sign-out', (context, visit) => leave(signingIn, context, visit))
  const methods = { '/sign-in': ['GET'], '/sign-in/:token': ['GET', 'POST'], '/sign-out': ['GET', 'POST'] }
  for (const [path, taken] of Object.entries(methods))
    app.all(path, (context) => answer(context, path, false, () => Promise.reject(methodWrong(taken))))
}

async function showState(signingIn: SigningIn, context: Context, visit: Visit): Promise<Answer> {
  const session = await sessionBy(signingIn, context, visit)
  const text = textOf(context.req.raw)
  return session ? signedInPage(session, homeOf(session.kind), text) : signedOutPage(text)
}

async function showLink({ db, gate }: SigningIn, context: Context): Promise<Answer> {
  const giveBack = gate.tryToken(context)
  const link = await db.snapshot((tx) => findLinkOf(tx, tokenIn(context)))
  giveBack()
  return linkPage(link, textOf(context.req.raw))
}

/** Signs in; whoever was signed in by this browser before is signed out. */
async function useLink(signingIn: SigningIn, context: Context, visit: Visit): Promise<Answer> {
  const { db, gate, cookie, publicUrl } = signingIn
  checkSameOrigin(context.req.raw, publicUrl)
  const giveBack = gate.tryToken(context)
  const before = await sessionBy(signingIn, context, visit)
  const by = { actor: before?.id ?? 'anonymous', request: visit.requestId }
  const { session, secret } = await db.transaction(async (tx) => {
    const opened = await signIn(tx, tokenIn(context))
    if (before) await signOut(tx, before.id)
    return opened
  }, by)
  giveBack()
  visit.actor = session.id
  return away(homeOf(session.kind), { 'set-cookie': cookie.give(secret, ageSecondsOf(session)) })
}

async function leave(signingIn: SigningIn, context: Context, visit: Visit): Promise<Answer> {
  const { db, cookie, publicUrl } = signingIn
  checkSameOrigin(context.req.raw, publicUrl)
  const session = await sessionBy(signingIn, context, visit)
  if (session) {
    const by = { actor: session.id, request: visit.requestId }
    await db.transaction((tx) => signOut(tx, session.id), by)
  }
  return away('/sign-in', { 'set-cookie': cookie.take() })
}

/** The session of the cookie, where there is one that holds. */
async function sessionBy(
  { db, gate, cookie }: SigningIn,
  context: Context,
  visit: Visit
): Promise<Session | undefined> {
  if (cookie.read(context) === undefined) return undefined
  const actor = await gate.enter(context, visit).catch((error: unknown) => {
    if (error instanceof Failure && error.kind === 'unauthenticated') return undefined
    throw error
  })
  const id = idSchema('ses').safeParse(actor?.id)
  return id.success ? db.snapshot((tx) => findSession(tx, id.data)) : undefined
}

const tokenIn = (context: Context) => context.req.param('token') ?? ''

/** A buyer comes back for days; everybody else's cookie goes with the browser. */
function ageSecondsOf({ kind, createdAt, expiresAt }: Session): number | undefined {
  const lasting: PersonKind = 'buyer'
  return kind === lasting ? Math.floor((expiresAt.getTime() - createdAt.getTime()) / second) : undefined
}
