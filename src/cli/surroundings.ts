import type { Clock } from '../kernel/index.ts'

/** Everything outside that a command may touch, given at the top. */
export type Surroundings = Readonly<{
  env: Readonly<Record<string, string | undefined>>
  /** The folder that relative paths start from. */
  folder: string
  /** The folder of the built console. */
  consoleFolder: string
  clock: Clock
  version: string
  /** How the program was called, for commands that it proposes: `npm run -s kontor --`. */
  program: string
  out: (text: string) => void
  err: (text: string) => void
  /** Columns of the terminal that progress is shown on; null where there is none. */
  columns: number | null
  /** Asks at the terminal; null where nobody can answer. */
  ask: ((question: string) => Promise<string>) | null
  /** Resolves when the program is asked to stop (Ctrl-C, SIGTERM). Asked for once, it keeps those from ending it. */
  stopped: () => Promise<void>
}>
