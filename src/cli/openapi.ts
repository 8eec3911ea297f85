import type { Command } from 'commander'
import { openApi } from '../server/index.ts'
import { readConfig } from './config.ts'
import { exitCodes } from './exit.ts'
import { addCommand, type Run } from './program.ts'
import { appOf } from './service.ts'

/** `kontor openapi`: the description of the API, for client generators. */
export function openapiCommand(program: Command, run: Run<object>): void {
  addCommand(program, {
    name: 'openapi',
    summary: 'Print the OpenAPI 3.1 description of the API.',
    examples: ['kontor openapi > openapi.json']
  }).action(
    run(async (surroundings) => {
      const { routes } = appOf(readConfig(surroundings))
      surroundings.out(`${JSON.stringify(openApi(routes, surroundings.version), null, 2)}\n`)
      return exitCodes.ok
    })
  )
}
