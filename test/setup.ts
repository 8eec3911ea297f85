import { randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { createDatabase, migrate, nodesOf, removeEmbedded, useEmbedded } from '../src/db/index.ts'

declare module 'vitest' {
  interface ProvidedContext {
    server: string
    /** Empty on a cluster, whose databases cannot be copied. */
    template: string
  }
}

/**
 * A real PostgreSQL for the tests: the one of TEST_DATABASE_URL, or an embedded one for as long as they run. Where that
 * database is the coordinator of a Citus cluster, each test database is made on all its nodes and distributed.
 */
// Vitest calls the default export.
// oxlint-disable-next-line import/no-default-export
export default async function setup(project: TestProject) {
  const given = process.env['TEST_DATABASE_URL']
  const home = mkdtempSync(join(tmpdir(), 'kontor-test-'))
  const embedded = given === undefined ? await useEmbedded(home) : undefined
  const server = given ?? embedded?.url('postgres') ?? ''
  const isCluster = given !== undefined && (await nodesOf(given)).length > 1
  project.provide('server', server)
  project.provide('template', isCluster ? '' : await makeTemplate(server))
  return async () => {
    await embedded?.release()
    await removeEmbedded(home)
  }
}

async function makeTemplate(server: string): Promise<string> {
  const template = `kontor_template_${randomBytes(6).toString('hex')}`
  await createDatabase(server, template)
  await migrate(urlOf(server, template))
  return template
}

function urlOf(server: string, database: string): string {
  return server.replace(/^(postgres(?:ql)?:\/\/[^/]*\/)[^?]*/, `$1${database}`)
}
