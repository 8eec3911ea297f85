import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

function cruise(root: string) {
  const { stdout } = spawnSync('node_modules/.bin/depcruise', [root, '--output-type', 'json'], {
    env: { ...process.env, CRUISE_ROOT: root },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024
  })
  const summary: unknown = JSON.parse(stdout).summary
  return summary as {
    totalCruised: number
    violations: { rule: { name: string }; from: string; to: string }[]
  }
}

test('imports only point downward', () => {
  const { totalCruised, violations } = cruise('src')
  expect(totalCruised).toBeGreaterThan(30)
  expect(violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)).toEqual([])
})

test('every dependency rule catches the mistake it is there for', () => {
  const caught = cruise('test/canary/src').violations.map(({ rule }) => rule.name)
  expect(new Set(caught)).toEqual(
    new Set([
      'driver-only-in-db',
      'every-folder-is-in-the-list',
      'http-only-in-server',
      'kernel-does-no-io',
      'no-cycle',
      'only-downward',
      'only-through-the-index',
      'top-files-use-the-index'
    ])
  )
})
