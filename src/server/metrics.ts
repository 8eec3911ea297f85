import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Db } from '../db/index.ts'

/** A figure of the business, read when the metrics are: `kontor_ledger_transfers_total`. */
export type Figure = Readonly<{
  name: `kontor_${string}`
  help: string
  values: readonly Readonly<{ labels: Readonly<Record<string, string>>; value: number }>[]
}>

/** What the server and the jobs count, in the format of Prometheus. */
export type Metrics = ReturnType<typeof createMetrics>

/** Counters of one server. `withProcess` adds memory, CPU and event loop of this process. */
export function createMetrics(db: Pick<Db, 'load'>, withProcess: boolean) {
  const registry = new Registry()
  const registers = [registry]
  if (withProcess) collectDefaultMetrics({ register: registry })
  new Gauge({
    name: 'kontor_db_connections',
    help: 'Connections to the database, and requests that wait for one.',
    labelNames: ['state'],
    registers,
    collect() {
      const { total, idle, waiting } = db.load()
      this.set({ state: 'busy' }, total - idle)
      this.set({ state: 'idle' }, idle)
      this.set({ state: 'waiting' }, waiting)
    }
  })
  return {
    registry,
    duration: new Histogram({
      name: 'kontor_http_request_duration_seconds',
      help: 'Time from the arrival of a request to its answer.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
      registers
    }),
    inFlight: new Gauge({ name: 'kontor_http_requests_in_flight', help: 'Requests in work.', registers }),
    refusals: new Counter({
      name: 'kontor_http_refusals_total',
      help: 'Requests that were refused, by the code of the refusal.',
      labelNames: ['code'],
      registers
    }),
    jobRuns: new Counter({
      name: 'kontor_job_runs_total',
      help: 'Runs of a job that ended, by how.',
      labelNames: ['job', 'result'],
      registers
    }),
    jobDone: new Counter({
      name: 'kontor_job_things_done_total',
      help: 'Things that a job did.',
      labelNames: ['job'],
      registers
    }),
    jobLag: new Gauge({
      name: 'kontor_job_lag_seconds',
      help: 'How long the oldest thing that a job has to do is overdue; 0 when nothing is.',
      labelNames: ['job'],
      registers
    })
  }
}

/** The text of all metrics, and of the figures of the business with them. */
export async function metricsText(metrics: Metrics, figures: readonly Figure[]): Promise<string> {
  const own = figures.map(({ name, help, values }) =>
    [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} ${name.endsWith('_total') ? 'counter' : 'gauge'}`,
      ...values.map(({ labels, value }) => {
        const pairs = Object.entries(labels).map(
          ([label, text]) => `${label}="${text.replace(/[\\"\n]/g, '_')}"`
        )
        return pairs.length === 0 ? `${name} ${value}` : `${name}{${pairs.join(',')}} ${value}`
      })
    ].join('\n')
  )
  return `${await metrics.registry.metrics()}\n${own.join('\n')}\n`
}
