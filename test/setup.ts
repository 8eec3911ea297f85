import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { createDatabase, migrate, removeEmbedded, useEmbedded } from '../src/db/index.ts'

declare module 'vitest' {
  interface ProvidedContext {
    server: string
    template: string
  }
}

/** A real PostgreSQL for the tests: the one of TEST_DATABASE_URL, or an embedded one for as long as they run. */
// Vitest calls the default export.
// oxlint-disable-next-line import/no-default-export
export default async function setup(project: TestProject) {
  const given = process.env['TEST_DATABASE_URL']
  const home = mkdtempSync(join(tmpdir(), 'kontor-test-'))
  const embedded = given === undefined ? await useEmbedded(home) : undefined
  const server = given ?? embedded?.url('postgres') ?? ''
  const template = `kontor_template_${randomBytes(6).toString('hex')}`
  await createDatabase(server, template)
  await migrate(urlOf(server, template))
  project.provide('server', server)
  project.provide('template', template)
  return async () => {
    await embedded?.release()
    await removeEmbedded(home)
  }
}

function urlOf(server: string, database: string): string {
  return server.replace(/^(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, `$1${database}`)
}
