import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createDatabase, dropDatabase, migrate, removeEmbedded, useEmbedded } from '../../src/db/index.ts'
import { shrink } from './shrink.ts'
import { simulate } from './simulate.ts'
import { tellStory } from './story.ts'

const { values } = parseArgs({
  options: { seed: { type: 'string' }, steps: { type: 'string', default: '1000' } }
})
const seed = values.seed ?? new Date().toISOString().slice(0, 10)
const home = mkdtempSync(join(tmpdir(), 'kontor-simulate-'))
const given = process.env['TEST_DATABASE_URL']
const embedded = given === undefined ? await useEmbedded(home) : undefined
const server = given ?? embedded?.url('postgres') ?? ''
const template = `kontor_template_${randomBytes(6).toString('hex')}`
await createDatabase(server, template)
await migrate(server.replace(/^(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, `$1${template}`))
const began = performance.now()
const run = await simulate({ server, template }, seed, { operations: Number(values.steps) })
const seconds = (performance.now() - began) / 1000
console.log(
  `seed ${seed}: ${run.operations} operations in ${run.steps.length} steps, ${seconds.toFixed(1)} s, digest ${run.digest}`
)
for (const [what, count] of [...run.struck].toSorted(([a], [b]) => (a < b ? -1 : 1)))
  console.log(`  ${String(count).padStart(5)}  ${what}`)
if (run.finding !== null) {
  console.log(`\nnpm run simulate -- --seed ${seed} --steps ${values.steps}\n`)
  for (const line of run.finding.wrong) console.log(`! ${line}`)
  const { run: short, tries } = await shrink({ server, template }, run)
  console.log(`\nShrunk to ${short.steps.length} steps in ${tries} worlds.\n\n${tellStory(short)}`)
}
await dropDatabase(server, template)
await embedded?.release()
await removeEmbedded(home)
process.exit(run.finding === null ? 0 : 1)
