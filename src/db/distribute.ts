import pg from 'pg'

/** Tables that are placed on the nodes of a cluster together, by the value of one column. */
export type Distributed = Readonly<{ column: string; tables: readonly string[] }>

/** temporary */
export async function distribute(url: string, { column, tables }: Distributed): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('alter role kontor_app login')
    for (const [i, table] of tables.entries())
      await client.query('select create_distributed_table($1, $2, colocate_with => $3)', [
        table,
        column,
        i === 0 ? 'none' : tables[0]
      ])
  } finally {
    await client.end()
  }
}
