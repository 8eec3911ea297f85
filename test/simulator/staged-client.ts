import pg from 'pg'
import type { Connection, Side, Stage } from './stage.ts'

type Callback = (error: Error | null, result?: unknown) => void
type Submittable = { submit: unknown; callback: Callback; text?: string }
type Plain = (...asked: unknown[]) => Promise<unknown>

/** The driver's client for this side, whose statements pass through the stage. */
export function clientFor(stage: Stage, side: Side): typeof pg.Client {
  class StagedClient extends pg.Client {
    private readonly born = stage.deaths[side]

    override connect(callback?: unknown): never {
      stage.connects()
      const done = (error: Error | null | undefined) => {
        stage.connected(error ? null : (this as unknown as Connection), side)
        if (typeof callback === 'function') callback(error)
      }
      return super.connect(done as never) as never
    }

    override query(...asked: unknown[]): never {
      if (this.born !== stage.deaths[side]) return new Promise(() => undefined) as never
      const [query] = asked
      const plain = super.query.bind(this) as unknown as Plain
      const me = this as unknown as Connection
      if (isSubmittable(query)) return submit(stage, me, side, query, plain)
      const text = typeof query === 'string' ? query : String((query as { text?: string }).text)
      return stage.enter(me, side, text, () => plain(...asked)) as never
    }

    /** Fails with this SQLSTATE in place of a statement: the transaction is aborted, as by the real thing. */
    async raise(state: string): Promise<never> {
      const plain = super.query.bind(this) as unknown as Plain
      await plain(`do $$ begin raise exception using errcode = '${state}', message = 'simulated'; end $$`)
      throw new Error('a raised exception ends the statement')
    }
  }
  return StagedClient
}

function isSubmittable(query: unknown): query is Submittable {
  return typeof query === 'object' && query !== null && typeof (query as Submittable).submit === 'function'
}

/** Queries that answer by a callback of their own, such as a copy. */
function submit(stage: Stage, client: Connection, side: Side, query: Submittable, plain: Plain): never {
  const told = query.callback
  const run = () =>
    new Promise<unknown>((resolve, reject) => {
      query.callback = (error, result) => {
        if (error) reject(error)
        else resolve(result)
      }
      void plain(query)
    })
  stage.enter(client, side, query.text ?? 'copy', run).then(
    (result) => told(null, result),
    (error: unknown) => told(error as Error)
  )
  return query as never
}
