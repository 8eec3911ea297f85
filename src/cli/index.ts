/** The command line: each command in its own file, its exit code says how it ended. */
export { runCommand } from './run.ts'
