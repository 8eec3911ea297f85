import type { Command } from 'commander'
import { bookNames, placement } from '../books/index.ts'
import { distribute, type DistributionPlan, planDistribution } from '../db/index.ts'
import { readConfig } from './config.ts'
import { withDatabase, workAlone } from './database.ts'
import { exitCodes } from './exit.ts'
import { addCommand, type Run } from './program.ts'

type Options = Readonly<{ plan?: boolean; json?: boolean }>

/** `kontor distribute`: places the books on the nodes of a Citus cluster. */
export function distributeCommand(program: Command, run: Run<Options>): void {
  addCommand(program, {
    name: 'distribute',
    summary: 'Place the books on the nodes of a Citus cluster, each whole on one node.',
    more: 'The ledger goes to the nodes by book; merchants, orders and events stay on the coordinator, which\nDATABASE_URL names. Servers must be stopped meanwhile. Repeat it after creating books or adding nodes.',
    examples: ['kontor distribute --plan', 'kontor distribute', 'kontor distribute --plan --json']
  })
    .option('--plan', 'only show the conditions and the steps; exit code 1 when something is left to do')
    .option('--json', 'print {"conditions", "steps", "places"}')
    .action(
      run(async (surroundings, { plan: planOnly, json }) => {
        const plan = await withDatabase(readConfig(surroundings), async ({ db }, url) => {
          const names = await db.transaction(bookNames)
          if (planOnly) return planDistribution(url, placement, names)
          return workAlone(url, () => distribute(url, placement, names))
        })
        surroundings.out(json ? `${JSON.stringify(plan)}\n` : told(plan))
        return isDone(plan) ? exitCodes.ok : exitCodes.different
      })
    )
}

const isDone = ({ conditions, steps }: DistributionPlan) =>
  conditions.every(({ met }) => met) && steps.every(({ done }) => done)

function told({ conditions, steps, places }: DistributionPlan): string {
  const unmet = conditions.filter(({ met }) => !met)
  const left = steps.filter(({ done }) => !done).length
  const listed = steps.flatMap(({ what, statement, done }) => [
    `  ${done ? 'done ' : 'to do'}  ${what}`,
    ...(done ? [] : [`         ${statement}`])
  ])
  const told = [
    'Conditions:',
    ...conditions.flatMap(({ name, met, found, advice }) =>
      met ? [`  ok     ${name}`] : [`  WRONG  ${name}: ${found}`, `         ${advice}`]
    )
  ]
  if (unmet.length > 0) {
    const missing = `${unmet.length} of ${conditions.length} conditions do not hold: \`kontor distribute\` would refuse.`
    return [...told, missing, 'Once they hold, this would follow:', ...listed, ''].join('\n')
  }
  return [
    ...told,
    'Steps:',
    ...listed,
    'Books:',
    ...places.map(({ value, node }) => `  ${value}: ${node ?? 'on the coordinator'}`),
    left > 0 ? `${left} of ${steps.length} steps are left.` : 'Everything is in its place.',
    ''
  ].join('\n')
}
