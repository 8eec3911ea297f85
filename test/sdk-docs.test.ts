import { execFile, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newSecret, signedHeaders } from '../src/webhooks/signature.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { nodesHere, packedSdk } from './packed-sdk.ts'
import { freePort, pause, type Served, serving, until } from './served.ts'

/** What the pages say of the SDK is run as it stands there: by a user who has installed the package, against a served Kontor. */
const run = promisify(execFile)
const readme = readFileSync('sdk/README.md', 'utf8')
const guidePath = 'docs/guide/from-payment-to-payout.md'
const guide = readFileSync(guidePath, 'utf8')

let sdk: Awaited<ReturnType<typeof packedSdk>>
beforeAll(async () => {
  sdk = await packedSdk()
}, 180_000)
afterAll(() => sdk.remove())

type Place = Readonly<{ served: Served; env: NodeJS.ProcessEnv; end(): Promise<void> }>

/** A Kontor that runs beside, with an empty marketplace, and what a shop needs to ask it. */
async function openPlace(): Promise<Place> {
  const db: TestDatabase = await testDatabase(new Date())
  const home = mkdtempSync(join(tmpdir(), 'kontor-sdk-home-'))
  const own = { DATABASE_URL: db.url, KONTOR_HOME: home }
  const served = await serving(own)
  await served.start()
  const { secret } = JSON.parse(await served.command('keys', 'create', 'service', '--json')) as {
    secret: string
  }
  return {
    served,
    env: { ...process.env, ...own, KONTOR_URL: served.address, KONTOR_API_KEY: secret },
    async end() {
      served.kill('SIGTERM')
      await pause(500)
      await db.drop()
      rmSync(home, { recursive: true, force: true })
    }
  }
}

const blocksOf = (page: string, kind: string) =>
  [...page.matchAll(new RegExp('```' + kind + '\\n([^]*?)\\n```', 'g'))].map(([, text = '']) => text)

describe('the package', () => {
  test('holds what is built, what it says of itself, and nothing else', () => {
    expect(sdk.files.filter((name) => !name.startsWith('dist'))).toEqual([
      'LICENSE',
      'README.md',
      'package.json'
    ])
    const built = sdk.files.filter((name) => name.startsWith('dist/'))
    expect(built).toContain('dist/index.js')
    expect(built.filter((name) => !/\.(js|d\.ts)$/.test(name))).toEqual(['dist/generated'])
    expect(
      JSON.parse(readFileSync(join(sdk.folder, 'node_modules/@kontor/sdk/package.json'), 'utf8'))
    ).not.toHaveProperty('dependencies')
  })

  test('imports nothing but its own files', () => {
    for (const name of sdk.files.filter((file) => file.endsWith('.js'))) {
      const text = readFileSync(join(sdk.folder, 'node_modules/@kontor/sdk', name), 'utf8')
      for (const [, from = ''] of text.matchAll(/\bfrom ['"]([^'"]+)['"]|\bimport\(/g))
        expect(from, name).toMatch(/^\.\.?\//)
    }
  })
})

describe('the README', () => {
  let place: Place
  beforeAll(async () => {
    place = await openPlace()
  }, 120_000)
  afterAll(() => place.end())
  const [first = '', again = '', errors = '', lists = '', webhooks = ''] = blocksOf(readme, 'ts')

  test('has examples that a strict compiler takes', { timeout: 120_000 }, async () => {
    sdk.write('readme.ts', [first, again, errors, lists].join('\n'))
    sdk.write('receiver.ts', webhooks)
    expect(await sdk.complaints('readme.ts', 'receiver.ts')).toBe('')
    sdk.write('wrong.ts', first.replace("state: 'active'", "state: 'asleep'"))
    expect(await sdk.complaints('wrong.ts')).toContain('"asleep"')
  })

  test('has a first example that does what stands under it', { timeout: 120_000 }, async () => {
    const setUp = sdk.write(
      'set-up.mjs',
      `import { createKontor } from '@kontor/sdk'
       const kontor = createKontor({ url: process.env.KONTOR_URL, key: process.env.KONTOR_API_KEY })
       await kontor.merchants.create({ reference: 'shop-17', displayName: 'Merchant 17', payoutCurrency: 'CNY' })`
    )
    await run(process.execPath, [setUp], { env: place.env })
    const program = sdk.write('readme.mjs', [first, "console.log('---')", errors, lists].join('\n'))
    const { stdout, stderr } = await run(process.execPath, [program], { env: place.env })
    const [shown, more] = stdout.split('---\n')
    const [, printed] = /It prints:\n\n```\n([^]*?)```/.exec(readme) ?? []
    expect(stderr).toBe('')
    expect(shown).toBe(printed)
    expect(more).toMatch(/^orders\.payment_too_much 422 nothing_changed\n/)
  })

  test('has a receiver that takes what Kontor signs, and nothing else', async () => {
    const secret = newSecret()
    const port = await freePort()
    const file = sdk.write('receiver.mjs', webhooks)
    const child = spawn(process.execPath, [file], {
      env: { ...process.env, WEBHOOK_SECRET: secret, PORT: String(port) }
    })
    let printed = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (printed += String(part)))
    const body =
      '{"type":"order.paid","timestamp":"2026-03-02T09:00:00.000Z","data":{"id":"evt_1","subject":"ord_1"}}'
    const post = async (headers: Record<string, string>) =>
      (await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body })).status
    try {
      await until('the receiver', async () => (await post({})) === 400)
      expect(await post(signedHeaders([newSecret()], 'evt_1', new Date(), body))).toBe(400)
      expect(await post(signedHeaders([secret], 'evt_1', new Date(), body))).toBe(204)
      expect(printed).toBe('order.paid ord_1 evt_1\n')
    } finally {
      child.kill()
    }
  })

  test('says right what holds unless you say otherwise', () => {
    const text = readFileSync('sdk/src/send.ts', 'utf8')
    for (const [, name, value = ''] of readme.matchAll(/^\| `(\w+)` +\| ([\d,]+) /gm))
      expect(text.replaceAll('_', '')).toContain(`${name}: ${value.replace(',', '')}`)
    expect([...readme.matchAll(/^\| `(\w+)` +\| ([\d,]+) /gm)]).toHaveLength(3)
  })

  test('says right which Node it runs on: all of those that are here', { timeout: 120_000 }, async () => {
    const program = sdk.write(
      'smoke.mjs',
      `import { createKontor, verifyWebhook } from '@kontor/sdk'
       const kontor = createKontor({ url: process.env.KONTOR_URL, key: process.env.KONTOR_API_KEY })
       const { kind } = await kontor.me.get({ signal: new AbortController().signal })
       const headers = { 'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek', 'webhook-timestamp': '1614265330',
         'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=' }
       const taken = await verifyWebhook('{"test": 2432232314}', headers, 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
         { now: new Date(1614265330000) }).catch((error) => error.code)
       console.log(kind, taken)`
    )
    const nodes = await nodesHere()
    expect(nodes.size).toBeGreaterThan(0)
    for (const [version, node] of nodes) {
      const { stdout } = await run(node, [program], { env: place.env })
      expect({ version, stdout }).toEqual({ version, stdout: 'service body_invalid\n' })
    }
  })
})

/** Between two steps of a program. */
const between = '\u001e'

/** The steps of one way through the guide; each prints what it prints, and then the mark. */
function stepsOf(way: 'sh' | 'ts') {
  return [...guide.matchAll(/```(sh|ts|sh for both)\n([^]*?)\n```/g)]
    .filter(([, kind]) => kind === way || kind === 'sh for both')
    .map(([block, kind, text = '']) => ({ block, isForBoth: kind === 'sh for both', text }))
}

async function walk(way: 'sh' | 'ts', env: NodeJS.ProcessEnv): Promise<ReadonlyMap<string, string>> {
  const steps = stepsOf(way)
  const isShell = way === 'sh'
  const program = steps
    .map(({ text, isForBoth }) => {
      // What both ways do prints something only when it fails.
      const quietly = `said=$({ ${text}; } 2>&1) || { printf '%s' "$said" >&2; exit 1; }`
      if (isShell) return `${isForBoth ? quietly : text}\nprintf '\\036'`
      const act = isForBoth ? `execSync(${JSON.stringify(quietly)}, { cwd: process.env.CHECKOUT })` : text
      return `${act}\nprocess.stdout.write('\\u001e')`
    })
    .join('\n')
  const env2 = { ...env, CHECKOUT: process.cwd() }
  const walking = isShell
    ? run('sh', ['-euc', program], { env: env2 })
    : run(
        process.execPath,
        [sdk.write('guide.mjs', `import { execSync } from 'node:child_process'\n${program}`)],
        { env: env2 }
      )
  const { stdout, stderr } = await walking
  expect(stderr).toBe('')
  const printed = stdout.split(between)
  expect(printed).toHaveLength(steps.length + 1)
  return new Map(steps.map(({ block }, i) => [block, printed[i]?.trimEnd() ?? '']))
}

describe('the guide from a payment to a payout is its own snapshot', () => {
  const printed = new Map<string, string>()

  test.each(['sh', 'ts'] as const)(
    'each step in %s does what the page says',
    { timeout: 300_000 },
    async (way) => {
      const place = await openPlace()
      try {
        if (way === 'ts') {
          sdk.write('guide.ts', blocksOf(guide, 'ts').join('\n'))
          expect(await sdk.complaints('guide.ts')).toBe('')
        }
        for (const [block, text] of await walk(way, place.env)) printed.set(block, text)
        expect(place.served.errors()).toEqual([])
      } finally {
        await place.end()
      }
    }
  )

  test('and prints what stands under it', async () => {
    const page = guide.replace(
      /(```(?:sh|ts|sh for both)\n[^]*?\n```)(?:\n\n```output\n[^]*?\n```)?/g,
      (_, block: string) => {
        const text = printed.get(block) ?? ''
        return text === '' || block.startsWith('```sh for both')
          ? block
          : `${block}\n\n\`\`\`output\n${text}\n\`\`\``
      }
    )
    await expect(page).toMatchFileSnapshot(`../${guidePath}`)
  })
})
