import type { Limit, Report } from './bench.ts'
import { counted, grouped, type Measurement, percent } from './measure.ts'
import { settingsShown } from './probe-store.ts'

const columns = ['workload', 'a second', 'from', 'to', 'p50 ms', 'p99 ms', 'limit a second', 'of the limit']

const rowOf = ({ workload, unit, perSecond, spread, p50Ms, p99Ms, limitPerSecond, ratio }: Measurement) => [
  workload,
  `${grouped(perSecond)} ${unit}`,
  grouped(spread.min),
  grouped(spread.max),
  grouped(p50Ms),
  grouped(p99Ms),
  grouped(limitPerSecond),
  percent(ratio)
]

/** The figures as a table for the terminal, with what else was measured under each workload. */
export function tableOf(report: Report): string {
  const rows = report.measurements.map(rowOf)
  const widths = columns.map((column, i) =>
    Math.max(column.length, ...rows.map((row) => row[i]?.length ?? 0))
  )
  const line = (row: readonly string[]) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ')
  const body = report.measurements.flatMap((one) => [
    line(rowOf(one)),
    ...moreOf(one).map((text) => `    ${text}`)
  ])
  const { machine, database } = report
  const head = [
    `Kontor ${report.kontor} on ${machine.cpu}, ${machine.cores} cores, ${grouped(machine.memoryMiB)} MiB, ${machine.system}`,
    `Node ${machine.node}; ${serverOf(report)} on ${placeOf(report)}`,
    `Settings: ${settingsText(database.settings)}`,
    ...report.warnings.map((warning) => `WARNING: ${warning}`),
    ...report.limits.map(limitText)
  ]
  return `${[...head, '', line(columns), ...body].join('\n')}\n`
}

/** What stands beside the figures of a workload, in lines. */
function moreOf({ besides, halfLoad, bytesEach }: Measurement): string[] {
  return [
    ...besides.map(
      ({ what, perSecond, ratio }) =>
        `${what}: ${grouped(perSecond)} a second; the workload is at ${percent(ratio)} of that`
    ),
    ...(halfLoad === null
      ? []
      : [
          `at ${grouped(halfLoad.perSecond)} a second: p50 ${halfLoad.p50Ms} ms, p99 ${halfLoad.p99Ms} ms` +
            (halfLoad.failed > 0 ? `, ${halfLoad.failed} failed` : '')
        ]),
    ...(bytesEach === null ? [] : [`${grouped(bytesEach)} bytes of disk a stored transfer, indexes included`])
  ]
}

const limitText = ({ what, perSecond, spread, p50Ms, p99Ms }: Limit) =>
  `Limit: ${what}: ${grouped(perSecond)} a second (${grouped(spread.min)} to ${grouped(spread.max)}), ` +
  `p50 ${p50Ms} ms, p99 ${p99Ms} ms`

const shortVersion = (version: string) => version.split(' on ')[0] ?? version

function serverOf({ database: { version, where, nodes } }: Report): string {
  const cluster = nodes > 1 ? `, the ledger on a cluster of ${nodes} nodes` : ''
  return `${shortVersion(version)} (${where}${cluster})`
}

function placeOf({ database: { fileSystem } }: Report): string {
  if (fileSystem === null) return 'a file system that cannot be seen from here'
  return `${fileSystem.kind} (${fileSystem.device}, mounted at ${fileSystem.mount})`
}

const settingsText = (settings: Readonly<Record<string, string>>) =>
  settingsShown.flatMap((name) => (settings[name] ? `${name} ${settings[name]}` : [])).join(', ')

/** The run as a page of Markdown: what was measured on what, the figures, a sentence of reading for each, and how. */
export function markdownOf(report: Report): string {
  const { machine, database, measurements, limits, warnings, effort } = report
  const table = (rows: readonly (readonly string[])[]) => rows.map((row) => `| ${row.join(' | ')} |`)
  return [
    '# Kontor measured',
    '',
    `Kontor ${report.kontor}, ${report.at}, size \`${report.size}\`: ${counted(effort.rounds, 'round')} after one that warms up.`,
    '',
    ...warnings.flatMap((warning) => [`> **Warning.** ${warning}`, '']),
    '## The machine',
    '',
    ...table([
      ['what', 'is'],
      ['---', '---'],
      ['processor', `${machine.cpu}, ${machine.cores} cores`],
      ['memory', `${grouped(machine.memoryMiB)} MiB`],
      ['system', machine.system],
      ['load when it began', `average ${machine.loadAverage}, ${percent(machine.busy)} of the cores in use`],
      ['Node', machine.node],
      ['PostgreSQL', serverOf(report)],
      ['its files', placeOf(report)],
      ...settingsShown.flatMap((name) =>
        database.settings[name] ? [[`\`${name}\``, `\`${database.settings[name]}\``]] : []
      )
    ]),
    '',
    '## What the disk and the server do at most',
    '',
    ...table([
      ['limit', 'a second', 'from – to', 'p50 ms', 'p99 ms'],
      ['---', '--:', '--:', '--:', '--:'],
      ...limits.map(({ what, perSecond, spread, p50Ms, p99Ms }) => [
        what,
        grouped(perSecond),
        `${grouped(spread.min)} – ${grouped(spread.max)}`,
        grouped(p50Ms),
        grouped(p99Ms)
      ])
    ]),
    '',
    '## The figures',
    '',
    ...table([columns, columns.map((_, i) => (i === 0 ? '---' : '--:')), ...measurements.map(rowOf)]),
    '',
    ...measurements.flatMap(sectionOf),
    ...how
  ].join('\n')
}

function sectionOf(one: Measurement): string[] {
  const settings = Object.entries(one.settings).map(([name, value]) => `${name} ${grouped(value)}`)
  const lines = moreOf(one).map((text) => `- ${text}`)
  return [
    `### ${one.workload}`,
    '',
    one.reading,
    '',
    ...lines,
    ...(lines.length > 0 ? [''] : []),
    `${grouped(one.count)} ${one.unit} in ${counted(one.rounds, 'round')} (${settings.join(', ')})` +
      `${one.failed > 0 ? `, ${grouped(one.failed)} more failed` : ''}.${middleOf(one)} Latencies are those of a ${one.latencyOf}. ` +
      `The limit is ${one.limit}: ${grouped(one.limitPerSecond)} a second (${grouped(one.limitSpread.min)} to ` +
      `${grouped(one.limitSpread.max)}).`,
    ''
  ]
}

/** Where the middle half of the rounds lies; of fewer than four there is none that could be told. */
const middleOf = ({ rounds, spread: { q1, q3 } }: Measurement) =>
  rounds < 4 ? '' : ` Half of the rounds lie between ${grouped(q1)} and ${grouped(q3)} a second.`

const how = [
  '## How it was measured',
  '',
  'A rate is the median of the rounds; `from` and `to` are the slowest and the fastest of them. The limit is measured in the',
  'same rounds, right after, so that what else happens on the machine meets both; the share of it is the median of the shares',
  'of the rounds. Latencies are those of all rounds together (nearest rank). Latencies at half of the load count from the',
  'moment at which a request was due, so that a stall is felt by all requests that came meanwhile. Every transaction is',
  'durable unless a warning above says otherwise. Each workload ran in a database of its own. `docs/bench.md` says what each',
  'workload does and what to compare it with.',
  ''
]
