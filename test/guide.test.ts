import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { passTime, runJobs } from '../src/api/index.ts'
import { day, derivedId, later } from '../src/kernel/index.ts'
import { testDatabase } from './database.ts'
import { createMarketplace } from './marketplace.ts'

const db = await testDatabase()
afterAll(() => db.drop())
const marketplace = createMarketplace(db)
const { server } = marketplace
const jobs = [...marketplace.jobs, marketplace.bankJob]
const keys = new Map([
  ['operator', (await marketplace.makeKey('operator')).secret],
  ['service', (await marketplace.makeKey('service')).secret]
])

/** Ids differ from run to run; on the page each stands as the same one, made from its prefix and its turn. */
class Names {
  private readonly shown = new Map<string, string>()
  private readonly real = new Map<string, string>()
  readonly first = new Map<string, string>()

  show(text: string): string {
    const even = text.replace(/"endToEndId": "\w+"/g, '"endToEndId": "01KKJS1N40FPQ8TVP9HWDMXV2B"')
    return even.replace(/\b([a-z]{3})_[0-7][0-9a-hjkmnp-tv-z]{25}\b/g, (id, prefix: string) => {
      const known = this.shown.get(id)
      if (known !== undefined) return known
      const name = derivedId(prefix, 'guide', this.shown.size)
      this.shown.set(id, name)
      this.real.set(name, id)
      if (!this.first.has(prefix)) this.first.set(prefix, id)
      return name
    })
  }

  fill(text: string): string {
    return text.replace(/\{([a-z]{3})\}/g, (whole, prefix: string) => this.first.get(prefix) ?? whole)
  }
}

/** Only the named fields, in their order; `items.type` is that field of each item. */
function select(value: unknown, fields: readonly string[]): unknown {
  if (fields.length === 0 || typeof value !== 'object' || value === null) return value
  const record = value as Record<string, unknown>
  return Object.fromEntries([
    ...fields.map((field) => {
      const [name = '', inner] = field.split('.')
      const found = record[name]
      return [
        name,
        inner && Array.isArray(found) ? found.map((item) => (item as Record<string, unknown>)[inner]) : found
      ]
    }),
    ...(Object.keys(record).length > fields.length ? [['…', '']] : [])
  ])
}

let count = 0

async function send(names: Names, head: string, request: string): Promise<string> {
  const [, actor = '', shows = ''] = /^http as (\w+)(?:, shows (.*))?$/.exec(head) ?? []
  const [, method = '', path = '', body = ''] = /^(\w+) (\S+)\n?([^]*)$/.exec(names.fill(request)) ?? []
  const answer = await server.fetch(
    new Request(`http://kontor${path}`, {
      method,
      headers: {
        authorization: `Bearer ${keys.get(actor)}`,
        ...(body && { 'content-type': 'application/json', 'idempotency-key': `guide-${count++}` })
      },
      ...(body && { body })
    })
  )
  const reply: unknown = await answer.json()
  await runJobs(db, jobs)
  const fields = answer.ok && shows ? shows.split(' ') : []
  return `${answer.status}\n${names.show(JSON.stringify(select(reply, fields), null, 2)).replace('"…": ""', '…')}`
}

/** Blocks of other kinds are run by test/sdk-docs.test.ts. */
describe('the guide is its own snapshot: each request is sent, and what stands under it is what came back', () => {
  test.each(readdirSync('docs/guide'))('docs/guide/%s', async (file) => {
    const names = new Names()
    let page = readFileSync(`docs/guide/${file}`, 'utf8')
    for (const [block, head = '', text = ''] of page.matchAll(/```((?:http|clock)[^\n]*)\n([^]*?)\n```/g)) {
      if (head === 'clock') {
        const days = Number.parseInt(text, 10)
        await passTime(db, jobs, db.clock, later(db.clock.now(), days * day))
        continue
      }
      const [request = ''] = text.split('\n\n')
      const answer = await send(names, head, request)
      page = page.replace(block, () => `\`\`\`${head}\n${request}\n\n${answer}\n\`\`\``)
    }
    await expect(page).toMatchFileSnapshot(`../docs/guide/${file}`)
  })
})

test('and its money is all there', async () => {
  for (const check of marketplace.app.checks) {
    const { differences } = await db.snapshot((tx) => check.run(tx))
    expect({ [check.name]: differences }).toEqual({ [check.name]: [] })
  }
})
