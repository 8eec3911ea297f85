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
  const statics = await Promise.all(
    rules(column).map(async ({ name, query, wrong, advice }): Promise<Condition> => {
      const { rows: offending } = await client.query<{ what: string }>(query, [[...tables], column])
      const met = offending.length === 0
      const found = met ? 'holds' : `${wrong}: ${offending.map(({ what }) => what).join(', ')}`
      return { name, met, found, advice }
    })
  )
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

type Rule = Readonly<{ name: string; query: string; wrong: string; advice: string }>

const byMigration = 'A later release of Kontor may need another migration: run `kontor migrate`.'

/** Each query answers what offends against the rule, given the tables and the column. */
const rules = (column: string): readonly Rule[] => [
  {
    name: 'all tables are there',
    query: 'select t as what from unnest($1::text[]) t where to_regclass(t) is null and $2::text is not null',
    wrong: 'missing tables',
    advice: 'Run `kontor migrate`.'
  },
  {
    name: `every table has the column ${column}, never null, in one type and collation`,
    query: `
      select t as what from unnest($1::text[]) t
      where to_regclass(t) is not null and not exists (
        select from pg_attribute a join pg_collation c on c.oid = a.attcollation
        where a.attrelid = to_regclass(t) and a.attname = $2 and a.attnotnull
          and a.atttypid = 'text'::regtype and c.collname = 'C')`,
    wrong: 'without it',
    advice: byMigration
  },
  {
    name: `every primary key and unique index contains ${column}`,
    query: `
      select i.indexrelid::regclass::text as what from pg_index i
      where i.indrelid = any(select to_regclass(t) from unnest($1::text[]) t)
        and (i.indisunique or i.indisexclusion) and not exists (
          select from pg_attribute a
          where a.attrelid = i.indrelid and a.attnum = any(i.indkey) and a.attname = $2)`,
    wrong: 'without it',
    advice: byMigration
  },
  {
    name: 'no triggers',
    query: `
      select tgname || ' on ' || tgrelid::regclass as what from pg_trigger
      where tgrelid = any(select to_regclass(t) from unnest($1::text[]) t) and not tgisinternal and $2::text is not null`,
    wrong: 'triggers',
    advice: 'Drop them: Kontor has none of its own.'
  },
  {
    name: 'no foreign keys',
    query: `
      select conname || ' of ' || conrelid::regclass as what from pg_constraint
      where contype = 'f' and $2::text is not null
        and (conrelid = any(select to_regclass(t) from unnest($1::text[]) t)
          or confrelid = any(select to_regclass(t) from unnest($1::text[]) t))`,
    wrong: 'foreign keys',
    advice: 'Drop them: Kontor has none of its own there.'
  },
  {
    name: 'numbers that count by themselves are bigint',
    query: `
      select attrelid::regclass || '.' || attname as what from pg_attribute
      where attrelid = any(select to_regclass(t) from unnest($1::text[]) t) and attidentity <> '' and $2::text is not null
        and atttypid <> 'bigint'::regtype`,
    wrong: 'narrower ones',
    advice: byMigration
  },
  {
    name: 'the role kontor_app is there',
    query: `
      select 'kontor_app' as what where not exists (select from pg_roles where rolname = 'kontor_app')
        and $1::text[] is not null and $2::text is not null`,
    wrong: 'missing',
    advice: 'Run `kontor migrate`.'
  }
]
