import type pg from 'pg'

/** Tables that are placed on the nodes of a cluster together, by the value of one column. */
export type Distributed = Readonly<{ column: string; tables: readonly string[] }>

/** Something that must hold; `found` says what was found, `advice` what would make it hold. */
export type Condition = Readonly<{ name: string; met: boolean; found: string; advice: string }>

/** Everything that must hold before tables can be placed on the nodes of a cluster, in words. */
export async function conditionsOf(
  client: pg.Client,
  { column, tables }: Distributed
): Promise<readonly Condition[]> {
  const { rows } = await client.query<{ version: string }>(
    `select extversion as version from pg_extension where extname = 'citus'`
  )
  const version = rows[0]?.version
  const cluster = version === undefined ? [] : await conditionsOfCluster(client)
  const statics: Condition[] = []
  for (const rule of rules) {
    const values = rule.query.includes('$2') ? [[...tables], column] : [[...tables]]
    const { rows: offending } = await client.query<{ what: string }>(rule.query, values)
    const met = offending.length === 0
    const found = met ? 'holds' : `${rule.wrong}: ${offending.map(({ what }) => what).join(', ')}`
    statics.push({ name: rule.name, met, found, advice: rule.advice })
  }
  return [
    {
      name: 'the extension citus, version 12 or later',
      met: version !== undefined && /^(1[2-9]|[2-9]\d)\b/.test(version),
      found: version === undefined ? 'the extension citus is not in this database' : `version ${version}`,
      advice: 'Run `create extension citus` on the coordinator of a Citus cluster, version 12 or later.'
    },
    ...cluster,
    ...statics
  ]
}

async function conditionsOfCluster(client: pg.Client): Promise<Condition[]> {
  const { rows: nodes } = await client.query<{ host: string; port: number; coordinator: boolean }>(
    `select nodename as host, nodeport as port, groupid = 0 as coordinator from pg_dist_node
    where isactive and noderole = 'primary'`
  )
  const { rows: healthy } = await client.query<{ bad: bigint }>(
    `select count(*) as bad from citus_check_cluster_node_health() where result is not true`
  )
  const workers = nodes.filter(({ coordinator }) => !coordinator).length
  return [
    {
      name: 'this database is the coordinator',
      met: nodes.some(({ coordinator }) => coordinator),
      found: `${nodes.length - workers} coordinator known`,
      advice: "Run `select citus_set_coordinator_host('<host>', <port>)` in it."
    },
    {
      name: 'at least one worker',
      met: workers > 0,
      found: `${workers} workers`,
      advice:
        "Create the database and the extension on each worker, then `select citus_add_node('<host>', <port>)`."
    },
    {
      name: 'every node reaches every other',
      met: BigInt(healthy[0]?.bad ?? 1n) === 0n,
      found: `${healthy[0]?.bad} pairs of nodes that do not`,
      advice: 'Look at `select * from citus_check_cluster_node_health()`, and at pg_hba.conf of the nodes.'
    }
  ]
}

type Rule = Readonly<{
  name: string
  /** Answers what offends against the rule, given the tables and, where it is asked for, the column. */
  query: string
  wrong: string
  advice: string
}>

const advice = 'A later release of Kontor may need another migration: run `kontor migrate`.'
const drop = 'Drop them: Kontor has none of its own there.'
const those = 'any(select to_regclass(t) from unnest($1::text[]) t)'

const rules: readonly Rule[] = [
  {
    name: 'all tables are there',
    query: 'select t as what from unnest($1::text[]) t where to_regclass(t) is null',
    wrong: 'missing tables',
    advice: 'Run `kontor migrate`.'
  },
  {
    name: 'every table has the column, never null, in one type and collation',
    query: `
      select t as what from unnest($1::text[]) t
      where to_regclass(t) is not null and not exists (
        select from pg_attribute a join pg_collation c on c.oid = a.attcollation
        where a.attrelid = to_regclass(t) and a.attname = $2 and a.attnotnull
          and a.atttypid = 'text'::regtype and c.collname = 'C')`,
    wrong: 'without it',
    advice
  },
  {
    name: 'every primary key and unique index contains the column',
    query: `
      select i.indexrelid::regclass::text as what from pg_index i
      where i.indrelid = ${those} and (i.indisunique or i.indisexclusion) and not exists (
        select from pg_attribute a
        where a.attrelid = i.indrelid and a.attnum = any(i.indkey) and a.attname = $2)`,
    wrong: 'without it',
    advice
  },
  {
    name: 'no triggers',
    query: `
      select tgname || ' on ' || tgrelid::regclass as what from pg_trigger
      where tgrelid = ${those} and not tgisinternal`,
    wrong: 'triggers',
    advice: drop
  },
  {
    name: 'no foreign keys',
    query: `
      select conname || ' of ' || conrelid::regclass as what from pg_constraint
      where contype = 'f' and (conrelid = ${those} or confrelid = ${those})`,
    wrong: 'foreign keys',
    advice: drop
  },
  {
    name: 'numbers that count by themselves are bigint',
    query: `
      select attrelid::regclass || '.' || attname as what from pg_attribute
      where attrelid = ${those} and attidentity <> '' and atttypid <> 'bigint'::regtype`,
    wrong: 'narrower ones',
    advice
  }
]
