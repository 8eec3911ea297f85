import pg from 'pg'
import { Failure } from '../kernel/index.ts'
import { type Condition, conditionsOf, type Distributed } from './distribute-conditions.ts'

/** One thing to do, or done before. */
export type DistributionStep = Readonly<{ what: string; statement: string; done: boolean }>

/** What must hold, what is to be done in which order, and on which node the rows of each value lie (null: not yet). */
export type DistributionPlan = Readonly<{
  conditions: readonly Condition[]
  steps: readonly DistributionStep[]
  places: readonly Readonly<{ value: string; node: string | null }>[]
}>

/** Looks at what placing the tables on the nodes of a cluster would need and do. Changes nothing. */
export function planDistribution(
  url: string,
  distributed: Distributed,
  values: readonly string[]
): Promise<DistributionPlan> {
  return connected(url, (client) => planOn(client, distributed, values))
}

/**
 * Places the tables on the nodes of the Citus cluster whose coordinator the database is: by the value of the column, all
 * rows of one value on one node, as many values on each node as on any other, give or take one. Refused unless all
 * conditions hold. Repeating it does what is missing. Answers the plan as it is afterwards.
 */
export function distribute(
  url: string,
  distributed: Distributed,
  values: readonly string[]
): Promise<DistributionPlan> {
  return connected(url, async (client) => {
    await client.query('select pg_advisory_lock($1)', [lockKey])
    const { conditions, steps } = await planOn(client, distributed, values)
    const unmet = conditions.filter(({ met }) => !met)
    if (unmet.length > 0) throw notDistributable(unmet)
    // Together or not at all: a table alone on the nodes could not be joined with the others any more.
    await together(client, steps)
    for (let count = 0; count < values.length; count++) {
      const { steps: moves } = await planOn(client, distributed, values)
      const next = moves.find(({ done }) => !done)
      if (next === undefined) break
      await client.query(next.statement)
    }
    return planOn(client, distributed, values)
  })
}

const lockKey = 7_201_004

async function connected<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function together(client: pg.Client, steps: readonly DistributionStep[]): Promise<void> {
  await client.query('begin')
  try {
    for (const { done, statement } of steps) if (!done) await client.query(statement)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

async function planOn(
  client: pg.Client,
  distributed: Distributed,
  values: readonly string[]
): Promise<DistributionPlan> {
  const conditions = await conditionsOf(client, distributed)
  const hasCitus = conditions[0]?.met === true
  const placed = hasCitus ? await placedTables(client) : new Set<string>()
  const [first = '', ...rest] = distributed.tables
  const { rows } = await client.query<{ login: boolean }>(
    `select rolcanlogin as login from pg_roles where rolname = 'kontor_app'`
  )
  const steps: DistributionStep[] = [
    {
      what: 'let the nodes reach each other in the name of kontor_app',
      statement: 'alter role kontor_app login',
      done: rows[0]?.login === true
    },
    ...[first, ...rest].flatMap((table): DistributionStep[] => [
      {
        what: `place ${table} by ${distributed.column}`,
        statement: `select create_distributed_table('${table}', '${distributed.column}', colocate_with => '${table === first ? 'none' : first}')`,
        done: placed.has(table)
      },
      {
        what: `drop the copy of ${table} that stays on the coordinator`,
        statement: `select truncate_local_data_after_distributing_table('${table}')`,
        done: placed.has(table)
      }
    ])
  ]
  if (!placed.has(first)) return { conditions, steps, places: values.map((value) => ({ value, node: null })) }
  const { places, moves } = await spread(client, first, values)
  return { conditions, steps: [...steps, ...moves], places }
}

async function placedTables(client: pg.Client): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ name: string }>(
    `select logicalrelid::text as name from pg_dist_partition where partmethod = 'h'`
  )
  return new Set(rows.map(({ name }) => name))
}

type Place = Readonly<{ value: string; shard: string; host: string; port: number }>

/** Where the values lie, and the next move (at most one) that makes them lie more evenly. */
async function spread(client: pg.Client, table: string, values: readonly string[]) {
  const { rows: places } = await client.query<Place>(
    `select v.value, s.shard::text as shard, n.nodename as host, n.nodeport as port
    from unnest($2::text[]) as v (value)
    cross join lateral (select get_shard_id_for_distribution_column($1::regclass, v.value) as shard) s
    join pg_dist_placement p on p.shardid = s.shard
    join pg_dist_node n on n.groupid = p.groupid and n.noderole = 'primary'
    order by v.value`,
    [table, [...values]]
  )
  const { rows: nodes } = await client.query<{ host: string; port: number }>(
    `select nodename as host, nodeport as port from pg_dist_node
    where isactive and noderole = 'primary' and shouldhaveshards order by nodeid`
  )
  return {
    places: places.map((place) => ({ value: place.value, node: nameOf(place) })),
    moves: nextMove(places, nodes)
  }
}

const nameOf = ({ host, port }: Readonly<{ host: string; port: number }>) => `${host}:${port}`

/** Moves the smallest shard of the fullest node that makes the difference to the emptiest one smaller. */
function nextMove(
  places: readonly Place[],
  nodes: readonly Readonly<{ host: string; port: number }>[]
): DistributionStep[] {
  const counts = nodes
    .map((node) => ({ node, has: places.filter((place) => nameOf(place) === nameOf(node)) }))
    .sort((a, b) => a.has.length - b.has.length)
  const [emptiest, fullest] = [counts.at(0), counts.at(-1)]
  if (emptiest === undefined || fullest === undefined) return []
  const difference = fullest.has.length - emptiest.has.length
  const shards = Map.groupBy(fullest.has, ({ shard }) => shard)
  const [shard, moved] =
    [...shards]
      .filter(([, those]) => those.length < difference)
      .sort(([, a], [, b]) => a.length - b.length)[0] ?? []
  if (shard === undefined || moved === undefined) return []
  const names = moved.map(({ value }) => value).join(', ')
  const [from, to] = [fullest.node, emptiest.node]
  return [
    {
      what: `move ${names} from ${nameOf(from)} to ${nameOf(to)}`,
      statement: `select citus_move_shard_placement(${shard}, '${from.host}', ${from.port}, '${to.host}', ${to.port}, 'block_writes')`,
      done: false
    }
  ]
}

function notDistributable(unmet: readonly Condition[]): Failure {
  return new Failure(
    'refused',
    'db.not_distributable',
    `This database cannot be distributed: ${unmet.map(({ found }) => found).join('; ')}. Nothing was changed.`,
    { advice: unmet.map(({ advice }) => advice).join(' ') }
  )
}
