import type { Context } from 'hono'
import type { Actor, Route } from '../api/index.ts'
import type { Db, Tx } from '../db/index.ts'
import type { ServedRequest } from '../desk/index.ts'
import type { Authenticate } from '../identity/index.ts'
import type { Visit } from './answer.ts'
import type { Extension } from './extension.ts'
import type { JobRunner } from './job-runner.ts'
import type { Limits } from './limits.ts'
import type { Logger } from './log.ts'
import type { Figure, Metrics } from './metrics.ts'
import type { StatusFigures } from './status-page.ts'

/** Something that must hold before this process should be sent requests. */
export type ReadyCheck = Readonly<{ name: string; run: () => Promise<boolean> }>

/** What a server is made of. */
export type ServerOptions = Readonly<{
  db: Db
  routes: readonly Route[]
  authenticate: Authenticate
  log: Logger
  version: string
  limits?: Partial<Limits>
  jobs?: JobRunner
  metrics?: Metrics
  ready?: readonly ReadyCheck[]
  /** How far the clock is ahead of the machine's; 0 where it cannot be moved. */
  aheadMs?: () => number
  /** Whether /status and /metrics may be read without a key: for a machine that only its user reaches. */
  openPages?: boolean
  /** Where people reach the server, when it is not where it listens: `https://pay.example` of a proxy before it. */
  publicUrl?: string | undefined
  /** Addresses and ranges of the proxies before the server that are believed whom they forward; none where left out. */
  trustedProxies?: readonly string[]
  /** The folder of the built console; left out: there is none. */
  consoleFolder?: string | undefined
  /** Pages of later rooms. */
  extensions?: readonly Extension[]
  statusOf?: (tx: Tx) => Promise<StatusFigures>
  figuresOf?: (tx: Tx) => Promise<readonly Figure[]>
  /** Told of each request to the API once it is answered. Must neither throw nor take time. */
  noteRequest?: (request: ServedRequest) => void
}>

/** The keys of a visitor: who it is, and how it is limited. */
export type Gate = Readonly<{
  /** Who asks; refuses without a valid key, and who has used up his share. */
  enter: (context: Context, visit: Visit) => Promise<Actor>
  enterOpen: (context: Context) => void
  /** The address that the request comes from, through the proxies that are trusted. */
  addressOf: (context: Context) => string
  /** Somebody shows a token that may be wrong: it is paid for. Answers how to get that back when it was right. */
  tryToken: (context: Context) => () => void
}>
