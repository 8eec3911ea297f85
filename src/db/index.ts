/** The database: transactions, statements, migrations, and the embedded server for machines that have none. */
export { databaseClock, type DatabaseClock } from './clock.ts'
export { atMoment, BeginAgain, type Db, type DbOptions, openDb, type Tx } from './db.ts'
export { type Gatherer, gatherer } from './gather.ts'
export { removeEmbedded, useEmbedded } from './embedded.ts'
export { keepEmbedded } from './embedded-watch.ts'
export { createDatabase, dropDatabase, migrate, pendingMigrations } from './migrate.ts'
export { occupy } from './occupy.ts'
export { Sql, sql } from './sql.ts'
