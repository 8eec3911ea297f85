import pg from 'pg'
import { urlOfDatabase, urlOfHost } from './database-url.ts'
import { createDatabase } from './migrate.ts'

/** A node of a cluster of PostgreSQL servers, as its coordinator knows it. */
type Node = Readonly<{ host: string; port: number }>

/** The nodes of the Citus cluster whose coordinator this database is, the coordinator first; none where it is no such. */
export async function nodesOf(url: string): Promise<readonly Node[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query(`select from pg_extension where extname = 'citus'`)
    if (!rowCount) return []
    const { rows } = await client.query<{ host: string; port: number }>(
      'select nodename as host, nodeport as port from pg_dist_node where isactive order by groupid, nodeid'
    )
    return rows
  } finally {
    await client.end()
  }
}

const lockKey = 7_201_005

/**
 * Creates an empty database on every node of the cluster of `url`, and makes a cluster of them. One at a time: the nodes
 * tell each other of their roles meanwhile, which all databases share.
 */
export async function createClusterDatabase(url: string, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey])
    await createOnNodes(url, database)
  } finally {
    await client.end()
  }
}

async function createOnNodes(url: string, database: string): Promise<void> {
  const [coordinator, ...workers] = await nodesOf(url)
  if (coordinator === undefined) throw new Error('the database of the URL is no coordinator')
  for (const node of [coordinator, ...workers]) {
    const there = urlOfHost(url, node.host, node.port)
    await createDatabase(there, database)
    await statement(urlOfDatabase(there, database), 'create extension if not exists citus')
  }
  const own = urlOfDatabase(url, database)
  await statement(own, 'select citus_set_coordinator_host($1, $2)', [coordinator.host, coordinator.port])
  for (const { host, port } of workers) await statement(own, 'select citus_add_node($1, $2)', [host, port])
}

/** Drops the database on every node of the cluster of `url`, with whoever is connected to it. */
export async function dropClusterDatabase(url: string, database: string): Promise<void> {
  const drop = `drop database if exists ${pg.escapeIdentifier(database)} with (force)`
  for (const { host, port } of await nodesOf(url)) await statement(urlOfHost(url, host, port), drop)
}

async function statement(url: string, text: string, values: readonly unknown[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(text, [...values])
  } finally {
    await client.end()
  }
}
