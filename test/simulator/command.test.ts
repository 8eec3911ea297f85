import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { askedOf } from './asked.ts'
import type { Spoil } from './play.ts'
import { shrink } from './shrink.ts'
import { simulate } from './simulate.ts'

const minutesMs = 300_000

describe('what is asked for', () => {
  test.each([
    [[], { seed: 'today', steps: 1000, shrinkMs: 300_000 }],
    [['--seed', '7', '--steps', '20', '--shrink', '0'], { seed: '7', steps: 20, shrinkMs: 0 }]
  ])('%j is a simulation', (args, asked) => {
    expect(askedOf(args, 'today')).toEqual(asked)
  })

  test.each([
    [['--help'], 0, /^npm run simulate/],
    [['-h'], 0, /^npm run simulate/],
    [['--steps', 'abc'], 2, /^--steps is a whole number from 1 to \d+[.]\nSay --help/],
    [['--steps', '0'], 2, /^--steps is a whole number/],
    [['--steps', '1.5'], 2, /^--steps is a whole number/],
    [['--steps', '-5'], 2, /^Option '--steps' argument is ambiguous/],
    [['--shrink', 'long'], 2, /^--shrink is a whole number of seconds/],
    [['--seed', ''], 2, /^--seed is some text/],
    [['foo'], 2, /^Unexpected argument 'foo'/],
    [['--quick'], 2, /^Unknown option '--quick'/]
  ])('%j is answered with a text and %i', (args, code, text) => {
    expect(askedOf(args, 'today')).toEqual({ code, text: expect.stringMatching(text) as string })
  })
})

test(
  'shrinking tells how far it is, and when it is stopped it answers the shortest story so far',
  async () => {
    const place = { server: inject('server'), template: inject('template') }
    const spoil: Spoil = {
      world: async (_, world) => void (await world.look('delete from api_idempotency'))
    }
    const run = await simulate(place, 'keys', { operations: 200 }, spoil)
    expect(run.finding).not.toBe(null)
    const stop = new AbortController()
    const told: number[] = []
    const { run: short, tries } = await shrink(place, run, spoil, undefined, {
      signal: stop.signal,
      told: (done, left) => {
        told.push(left)
        if (done === 3) stop.abort()
      }
    })
    expect(tries).toBe(3)
    expect(told).toHaveLength(3)
    expect(short.steps.length).toBe(told[2])
    expect(short.finding).not.toBe(null)
  },
  minutesMs
)

const scratch = mkdtempSync(join(tmpdir(), 'kontor-simulate-test-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

test(
  'SIGTERM stops the PostgreSQL that it started, and leaves no folder',
  async () => {
    const own = Object.entries(process.env).filter(([name]) => !/^VITEST|^TEST_DATABASE_URL$/.test(name))
    const env = { ...Object.fromEntries(own), TMPDIR: scratch }
    const args = ['test/simulator/main.ts', '--seed', '1', '--steps', '100000']
    const child = spawn(process.execPath, args, { env, stdio: 'ignore' })
    const data = () => readdirSync(scratch, { recursive: true, encoding: 'utf8' })
    while (!data().some((path) => path.endsWith('postmaster.pid'))) await wait(100)
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([143, null])
    expect(existsSync(scratch) && readdirSync(scratch)).toEqual([])
    const running = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
    expect(running.split('\n').filter((line) => line.includes(scratch))).toEqual([])
  },
  minutesMs
)
