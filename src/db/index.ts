/** The database: transactions, statements, migrations, and the embedded server for machines that have none. */
export { databaseClock, type DatabaseClock } from './clock.ts'
export {
  atMoment,
  type Attribution,
  BeginAgain,
  type Db,
  type DbOptions,
  openDb,
  type Tx,
  type Writer
} from './db.ts'
export { type EmbeddedServer, removeEmbedded, useEmbedded } from './embedded.ts'
export { keepEmbedded } from './embedded-watch.ts'
export { createDatabase, dropDatabase, migrate, pendingMigrations } from './migrate.ts'
export { type Occupation, occupy } from './occupy.ts'
export { Sql, sql } from './sql.ts'
