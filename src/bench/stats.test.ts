import { describe, expect, test } from 'vitest'
import { chunks } from './bare.ts'
import { mustBeStorable, mustFit, warningsOf, workloads, workloadsNamed } from './bench.ts'
import { aboveFunding, efforts, storing } from './efforts.ts'
import { mountOf } from './machine.ts'
import { counted, grouped, measurement, percent, type Round } from './measure.ts'
import { newId } from '../kernel/index.ts'
import { leftOver } from './sweep.ts'
import { median, percentile, quantile, rounded, spreadOf } from './stats.ts'
import { seeded, zipf } from './zipf.ts'

const oneToTen = Array.from({ length: 10 }, (_, i) => i + 1)

describe('the statistics', () => {
  // As R's quantile(1:10) and NumPy's percentile answer.
  test.each([
    [0, 1],
    [0.25, 3.25],
    [0.5, 5.5],
    [0.75, 7.75],
    [0.9, 9.1],
    [1, 10]
  ])('the %d quantile of one to ten is %d', (share, expected) => {
    expect(quantile(oneToTen.toReversed(), share)).toBeCloseTo(expected, 12)
  })

  // The example of nearest ranks in NIST's and Wikipedia's articles on percentiles.
  test.each([
    [0.05, 15],
    [0.3, 20],
    [0.4, 20],
    [0.5, 35],
    [1, 50]
  ])('the nearest rank of %d is a value that was measured: %d', (share, expected) => {
    expect(percentile([40, 15, 50, 35, 20], share)).toBe(expected)
  })

  test('of a hundred times, one is longer than the 99th percentile, and of fewer none is', () => {
    const times = Array.from({ length: 100 }, (_, i) => i + 1)
    expect(percentile(times, 0.99)).toBe(99)
    expect(percentile(times.slice(0, 99), 0.99)).toBe(99)
    expect(percentile(times.slice(0, 10), 0.99)).toBe(10)
    expect(percentile([], 0.99)).toBe(0)
  })

  test('the median of an even number of values lies between the two middle ones', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5)
    expect(median([9, 1, 5])).toBe(5)
    expect(median([7])).toBe(7)
  })

  test('a spread says the least, the quartiles, the median and the most', () => {
    expect(spreadOf(oneToTen)).toEqual({ min: 1, q1: 3.25, median: 5.5, q3: 7.75, max: 10 })
  })

  test.each([
    [34_212.4, 34_212],
    [927.46, 927],
    [92.746, 92.7],
    [9.2746, 9.27],
    [0.92746, 0.927],
    [0.0092746, 0.00927],
    [0, 0],
    [Infinity, 0]
  ])('%d is told as %d', (value, expected) => {
    expect(rounded(value)).toBe(expected)
  })

  test('Zipf’s law picks the first account twice as often as the second and ten times as often as the tenth', () => {
    const pick = zipf(100, seeded(1))
    const picks = Array.from({ length: 100_000 }, pick)
    const times = (no: number) => picks.filter((picked) => picked === no).length
    expect(times(0) / times(1)).toBeCloseTo(2, 0)
    expect(times(0) / times(9)).toBeGreaterThan(8)
    expect(Math.max(...picks)).toBe(99)
    expect(Array.from({ length: 5 }, zipf(100, seeded(7)))).toEqual(
      Array.from({ length: 5 }, zipf(100, seeded(7)))
    )
  })
})

describe('a measurement', () => {
  const round = (ms: number, limitMs: number, otherMs: number): Round => ({
    count: 100,
    ms,
    times: [ms / 2, ms],
    limit: { count: 100, ms: limitMs },
    besides: { other: { count: 100, ms: otherMs } }
  })
  const about = { workload: 'w', unit: 'transfers', latencyOf: 'batch', limit: 'bare', settings: {} }

  test('is the median of its rounds, beside the median of the shares that each round had of its own limit', () => {
    // The machine was half as fast in the second round: the rates halve, the shares stay.
    const rounds = [round(100, 50, 200), round(200, 100, 400), round(100, 50, 200)]
    expect(measurement({ ...about, read: ({ ratio }) => percent(ratio) }, rounds)).toEqual({
      ...about,
      count: 300,
      failed: 0,
      rounds: 3,
      perSecond: 1000,
      spread: { min: 500, q1: 750, median: 1000, q3: 1000, max: 1000 },
      p50Ms: 100,
      p99Ms: 200,
      limitPerSecond: 2000,
      limitSpread: { min: 1000, q1: 1500, median: 2000, q3: 2000, max: 2000 },
      ratio: 0.5,
      halfLoad: null,
      bytesEach: null,
      besides: [{ what: 'other', perSecond: 500, ratio: 2 }],
      reading: '50 %'
    })
  })

  test.each([
    [0, '0 rounds'],
    [1, '1 round'],
    [2, '2 rounds'],
    [1000, '1 000 rounds']
  ])('counts %d as %s', (count, text) => {
    expect(counted(count, 'round')).toBe(text)
  })

  test('shows its figures in groups of three digits', () => {
    expect([0, 999, 1000, 1_234_567, 12.75].map(grouped)).toEqual(['0', '999', '1 000', '1 234 567', '12.75'])
  })
})

describe('what is measured', () => {
  test.each([
    ['ledger.batch', ['ledger.batch']],
    ['orders', ['orders.http']],
    ['http', ['http.single']],
    ['reads', ['reads']],
    ['ledger.holds', ['ledger.holds', 'ledger.holds.single']],
    ['ledger', workloads.map(({ name }) => name).filter((name) => name.startsWith('ledger.'))],
    ['led', []],
    ['', []]
  ])('is found by its name or by its first word: %s', (name, expected) => {
    expect(workloadsNamed(name).map((workload) => workload.name)).toEqual(expected)
  })

  test('is told how much to store: growth by powers of ten up to the most of it, reads at each', () => {
    const { growthAt, readsAt } = storing(efforts.quick, [1_000_000, 5_000_000])
    expect(growthAt).toEqual([10_000, 100_000, 1_000_000, 5_000_000])
    expect(readsAt).toEqual([1_000_000, 5_000_000])
  })

  test('is no less than what opening the accounts stores: growth begins above it, and reads below are refused', () => {
    const few = aboveFunding({ ...storing(efforts.quick, [2000, 1_000_000]), accounts: 20_000 })
    const asked = (...names: readonly string[]) => ({
      workloads: workloads.filter(({ name }) => names.includes(name)),
      effort: few
    })
    expect(few.growthAt).toEqual([100_000, 1_000_000])
    expect(() => mustBeStorable(asked('growth', 'ledger.batch'))).not.toThrow()
    expect(() => mustBeStorable(asked('growth', 'reads'))).toThrow(
      '2 000 stored transfers cannot be measured with 20 000 accounts'
    )
    expect(() => mustBeStorable({ ...asked('growth'), effort: aboveFunding(storing(few, [3000])) })).toThrow(
      '3 000 stored transfers'
    )
  })

  test('is split into statements of equal size, every row once and in order', () => {
    const columns = ['{a,b,c,d,e}', '{1,2,3,4,5}', '{NULL,NULL,x,NULL,NULL}']
    expect(chunks(columns, 2)).toEqual([
      ['{a,b}', '{1,2}', '{NULL,NULL}'],
      ['{c,d}', '{3,4}', '{x,NULL}'],
      ['{e}', '{5}', '{NULL}']
    ])
  })
})

describe('what earlier runs left', () => {
  const now = new Date('2026-03-02T09:00:00Z')
  const made = (minutesAgo: number) => newId('kontor_bench', new Date(now.getTime() - minutesAgo * 60_000))
  const old = [made(300), made(200)].map((name) => ({ name, connected: false }))

  test.each([
    ['is all that nobody is connected to', [], 2],
    ['is nothing while somebody is connected to one of them', [{ name: made(100), connected: true }], 0],
    ['is nothing while one has just been made', [{ name: made(1), connected: false }], 0]
  ])('%s', (_, more, count) => {
    expect(leftOver([...old, ...more], now)).toHaveLength(count)
  })
})

describe('the machine', () => {
  const mounts = [
    '/dev/vda1 / ext4 rw 0 0',
    'tmpfs /mnt tmpfs rw 0 0',
    '/dev/vdb /srv/my\\040disk xfs rw 0 0',
    '/dev/vdc /srv/my ext4 rw 0 0'
  ].join('\n')
  test.each([
    ['/var/lib/postgresql', 'ext4', '/'],
    ['/mnt/pg/data', 'tmpfs', '/mnt'],
    ['/mntfiles', 'ext4', '/'],
    ['/srv/my disk/pg', 'xfs', '/srv/my disk'],
    ['/srv/my', 'ext4', '/srv/my']
  ])('%s is on the %s that is mounted at %s', (folder, kind, mount) => {
    expect(mountOf(folder, mounts)).toMatchObject({ kind, mount })
  })

  test('must have room for what is to be stored, or nothing is begun', () => {
    const disk = { kind: 'ext4', device: '/dev/vda', mount: '/srv', freeMiB: 5000 }
    const asked = (names: readonly string[]) => ({
      workloads: workloads.filter(({ name }) => names.includes(name)),
      effort: efforts.full
    })
    expect(() => mustFit(asked(['growth']), disk)).toThrow(
      'Storing 10 000 000 transfers takes up to 12 766 MiB, but /srv'
    )
    expect(() => mustFit(asked(['reads', 'ledger.batch']), disk)).toThrow('has 5 000 MiB left')
    expect(() => mustFit(asked(['ledger.batch']), disk)).not.toThrow()
    expect(() => mustFit(asked(['growth']), { ...disk, freeMiB: 20_000 })).not.toThrow()
    expect(() => mustFit(asked(['growth']), null)).not.toThrow()
  })

  const durable = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' }
  const idle = { busy: 0.02, loadAverage: 0.1, cores: 2 }
  test.each([
    ['an idle machine, durable', idle, durable, []],
    ['a busy machine', { ...idle, busy: 0.5 }, durable, ['not idle']],
    ['one that was busy a minute ago', { ...idle, loadAverage: 3 }, durable, ['not idle']],
    ['no fsync', idle, { ...durable, fsync: 'off' }, ['fsync is off']],
    [
      'commits that do not wait',
      idle,
      { ...durable, synchronous_commit: 'off' },
      ['synchronous_commit is off']
    ]
  ])('%s is warned of', (_, machine, settings, expected) => {
    expect(warningsOf(machine, settings)).toEqual(
      expected.map((text) => expect.stringContaining(text) as string)
    )
  })
})
