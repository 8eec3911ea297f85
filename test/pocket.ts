import { createApp } from '../src/app.ts'
import { authenticator, makeLink, signIn } from '../src/identity/index.ts'
import type { Id } from '../src/kernel/index.ts'
import { sandboxSettings } from '../src/payouts/index.ts'
import { pocket } from '../src/pocket/index.ts'
import { createLog, createServer } from '../src/server/index.ts'
import { testDatabase } from './database.ts'
import { orderWorld } from './orders.ts'

/** Who is signed in, and the cookie that says so. */
export type SignedIn = Readonly<{ cookie: string; secret: string }>

/** A form as a browser without a script would send it. */
export type Form = Readonly<{ action: string; fields: FormData }>

/** How people visit pages: with a browser that runs no script. */
function visits(origin: string) {
  const open = (path: string, by: SignedIn | null, headers: Record<string, string> = {}) =>
    fetch(`${origin}${path}`, {
      redirect: 'manual',
      headers: { ...(by && { cookie: by.cookie }), ...headers }
    })

  /** Sends a form like a browser: from a page of the same origin. */
  const post = ({ action, fields }: Form, by: SignedIn | null, headers: Record<string, string> = {}) =>
    fetch(`${origin}${action}`, {
      method: 'POST',
      redirect: 'manual',
      body: fields,
      headers: { ...(by && { cookie: by.cookie }), 'sec-fetch-site': 'same-origin', ...headers }
    })

  /** The form of a page, filled in. */
  async function formAt(
    path: string,
    by: SignedIn,
    filled: Record<string, string | Blob> = {}
  ): Promise<Form> {
    const page = await (await open(path, by)).text()
    return formIn(page, filled)
  }

  return { open, post, formAt }
}

/** A real Kontor with orders, reached over the network, and people who are signed in. */
export async function pocketWorld() {
  const db = await testDatabase()
  const world = orderWorld(db)
  const app = createApp({ testKeys: true, providers: world.providers, payouts: sandboxSettings })
  const lines: string[] = []
  const server = createServer({
    db,
    routes: app.routes,
    authenticate: authenticator(db, app.permissionsOf),
    log: createLog('info', { write: (line) => lines.push(line) }),
    version: 'test',
    extensions: [pocket],
    statusOf: app.statusOf
  })
  const listening = await server.listen({ host: '127.0.0.1', port: 0 })
  const origin = `http://127.0.0.1:${listening.port}`

  async function signedIn(
    owner: Readonly<{ buyerId: Id<'buy'> } | { merchantId: Id<'mer'> }> | 'operator'
  ): Promise<SignedIn> {
    const of = owner === 'operator' ? {} : owner
    const kind =
      owner === 'operator' ? owner : 'buyerId' in owner ? ('buyer' as const) : ('merchant' as const)
    const { secret } = await db.transaction(async (tx) => {
      const link = await makeLink(tx, { kind, label: '', ...of })
      return signIn(tx, link.token)
    })
    return { cookie: `kontor_session=${secret}`, secret }
  }

  return {
    db,
    world,
    origin,
    port: listening.port,
    lines,
    signedIn,
    ...visits(origin),
    close: async () => {
      await listening.close()
      await db.drop()
    }
  }
}

const unescaped = (text: string) =>
  text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))

/** The form of this page with its hidden fields and the values that stand in it. */
export function formIn(page: string, filled: Record<string, string | Blob> = {}): Form {
  const [, action = '', inside = ''] =
    /<form method="post" action="(\/pocket\/[^"]+)"[^>]*>([^]*?)<\/form>/.exec(page) ?? []
  const fields = new FormData()
  for (const [, tag = ''] of inside.matchAll(/<input ([^>]*)>/g)) {
    const of = (name: string) => unescaped(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
    const type = of('type')
    if (type === 'file' || (type === 'radio' && !tag.includes(' checked'))) continue
    fields.append(of('name'), of('value'))
  }
  for (const [, name = '', value = ''] of inside.matchAll(
    /<textarea [^>]*name="([^"]*)"[^>]*>([^]*?)<\/textarea>/g
  ))
    fields.set(name, unescaped(value))
  for (const [name, value] of Object.entries(filled)) {
    if (typeof value === 'string') fields.set(name, value)
    else fields.append(name, value, 'photo.jpg')
  }
  return { action: unescaped(action), fields }
}
