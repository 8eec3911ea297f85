/** The database: transactions, statements, migrations, and the embedded server for machines that have none. */
export { createClusterDatabase, dropClusterDatabase, nodesOf } from './cluster.ts'
export { distribute, type DistributionPlan, planDistribution } from './distribute.ts'
export { databaseClock, type DatabaseClock } from './clock.ts'
export { CopyRows } from './copy.ts'
export { urlOfDatabase } from './database-url.ts'
export {
  atMoment,
  type Attribution,
  attributedTo,
  BeginAgain,
  type Db,
  type DbOptions,
  openDb,
  type Tx
} from './db.ts'
export { isUniqueViolation } from './failure-code.ts'
export { type Gatherer, gatherer } from './gather.ts'
export { removeEmbedded, useEmbedded } from './embedded.ts'
export { keepEmbedded } from './embedded-watch.ts'
export { isLost } from './lost.ts'
export { createDatabase, dropDatabase, migrate, pendingMigrations, vacuum } from './migrate.ts'
export { isAbsent, type Occupation, occupy } from './occupy.ts'
export { checkSession } from './session.ts'
export { given, Sql, sql } from './sql.ts'
