import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, expect, inject, test } from 'vitest'
import { z } from 'zod'
import { commandIn } from '../../test/command.ts'

const folder = mkdtempSync(join(tmpdir(), 'kontor bench '))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const bench = (args: string, stopped?: () => Promise<void>) =>
  commandIn(folder, ['bench', ...args.split(' ')], { DATABASE_URL: inject('server') }, stopped)

test('bench measures what it is asked for, prints it as JSON and writes it as a page', async () => {
  const asked = 'ledger.batch --size quick --rounds 1 --accounts 100 --json --report bench.md'
  const { code, out, err } = await bench(asked)
  expect({ code, err: err.split('\n').slice(0, 2) }).toEqual({
    code: 0,
    err: ['Starting the database', 'Looking at the machine']
  })
  const report = z
    .looseObject({
      format: z.literal(1),
      size: z.literal('quick'),
      measurements: z.array(
        z.looseObject({
          workload: z.string(),
          rounds: z.literal(1),
          settings: z.record(z.string(), z.number())
        })
      )
    })
    .parse(JSON.parse(out))
  expect(report.measurements.map(({ workload, settings }) => [workload, settings['accounts']])).toEqual([
    ['ledger.batch', 100],
    ['ledger.batch.2', 100]
  ])
  expect(readFileSync(join(folder, 'bench.md'), 'utf8')).toMatch(
    /^# Kontor measured\n[^]*### ledger[.]batch[.]2\n/
  )
})

test.each([
  ['/nonexist/x.md', 'ENOENT'],
  ['.', 'it is a folder']
])('bench that could not write its report to %s refuses before it measures', async (path, why) => {
  const { code, out, err } = await bench(`ledger.batch --size quick --report ${path}`)
  expect({ code, out }).toEqual({ code: 3, out: '' })
  expect(err).toContain(why)
  expect(err).toMatch(/^kontor: The report cannot be written to .*Nothing was measured[.]\n/)
})

test('bench that is stopped drops its databases and says so', async () => {
  const { code, out, err } = await bench('growth --size quick', () => wait(3000))
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toMatch(
    /Stopping, and dropping the databases of the run\nStopping again .*\n( {2}drop database kontor_bench_\w+ with [(]force[)];\n)+$/
  )
})
