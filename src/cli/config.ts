import { resolve } from 'node:path'
import { z } from 'zod'
import type { RequestLogSettings } from '../desk/index.ts'
import { day } from '../kernel/index.ts'
import { type PayoutSettings, sandboxSettings } from '../payouts/index.ts'
import { isAddressRange, type Limits } from '../server/index.ts'
import type { WebhookSettings } from '../webhooks/index.ts'
import { environment } from './exit.ts'
import type { Surroundings } from './surroundings.ts'

const whole = (min: number, max: number, usual: number) =>
  z.coerce.number().int().min(min).max(max).default(usual)
const yes = z
  .enum(['0', '1', 'false', 'true', ''])
  .default('0')
  .transform((text) => text === '1' || text === 'true')

/** No request can be sent to an address that holds a user or a password. */
const plainUrl = z
  .url({ protocol: /^https?$/ })
  .refine((text) => !URL.canParse(text) || new URL(text).username + new URL(text).password === '', {
    error: 'must hold no user or password'
  })

/** Whose webhooks may go to private addresses. */
const privateFor = {
  '0': 'nobody',
  false: 'nobody',
  '1': 'marketplace',
  true: 'marketplace',
  merchants: 'everybody'
} as const

/** Each variable, its limits and what holds without it; docs/operations.md is the same as a table. */
const Environment = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional(),
  KONTOR_HOME: z.string().min(1).default('.kontor'),
  KONTOR_ENV: z.enum(['production', 'development']).optional(),
  NODE_ENV: z.string().optional(),
  KONTOR_HOST: z.string().min(1).default('127.0.0.1'),
  KONTOR_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  KONTOR_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  KONTOR_DB_CONNECTIONS: whole(2, 200, 12),
  KONTOR_JOB_CONNECTIONS: whole(2, 100, 6),
  KONTOR_STATEMENT_MS: whole(100, 600_000, 30_000),
  KONTOR_KEY_RATE: whole(1, 1_000_000, 2000),
  KONTOR_KEY_BURST: whole(1, 1_000_000, 4000),
  KONTOR_ADDRESS_RATE: whole(1, 1_000_000, 50),
  KONTOR_ADDRESS_BURST: whole(1, 1_000_000, 200),
  KONTOR_REQUESTS_MAX: whole(1, 100_000, 512),
  KONTOR_GRACE_MS: whole(0, 600_000, 15_000),
  KONTOR_REQUEST_LOG_DAYS: whole(0, 365, 7),
  KONTOR_OPEN_PAGES: yes,
  KONTOR_BANK_NAME: z.string().min(1).max(70).optional(),
  KONTOR_BANK_IBAN: z
    .string()
    .regex(/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/, 'must be an IBAN without spaces')
    .optional(),
  KONTOR_BANK_BIC: z
    .string()
    .regex(/^[A-Z0-9]{8}([A-Z0-9]{3})?$/, 'must be a BIC')
    .optional(),
  KONTOR_PAYOUT_HOUR: whole(0, 23, sandboxSettings.payoutHour),
  KONTOR_CUT_OFF_HOUR: whole(0, 23, sandboxSettings.cutOffHour),
  KONTOR_FX_MARGIN: whole(0, 2000, sandboxSettings.marginBasisPoints),
  KONTOR_PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .refine((text) => !URL.canParse(text) || new URL(text).href === `${new URL(text).origin}/`, {
      error: 'must be an origin without a path, such as https://pay.example'
    })
    .transform((text) => new URL(text).origin)
    .optional(),
  KONTOR_TRUSTED_PROXIES: z
    .string()
    .transform((text) => text.split(',').map((range) => range.trim()))
    .refine((ranges) => ranges.every(isAddressRange), {
      error: 'must be addresses or ranges such as 10.0.0.0/8, separated by commas'
    })
    .default([]),
  KONTOR_URL: plainUrl.optional(),
  KONTOR_API_KEY: z.string().min(1).optional(),
  KONTOR_WEBHOOK_ALLOW_PRIVATE: z
    .enum(['0', '1', 'false', 'true', 'merchants'])
    .default('0')
    .transform((text) => privateFor[text]),
  KONTOR_WEBHOOK_ALLOW_HTTP: yes,
  KONTOR_SANDBOX_URL: plainUrl.optional(),
  KONTOR_SANDBOX_SECRET: z.string().min(16).optional()
})

/** The log of requests is for looking things up in, not for keeping all that a busy market asks. */
const requestRowsMax = 1_000_000
const requestsPerSecondMax = 500

/** What the environment asks for. */
export type Config = Readonly<{
  databaseUrl: string | undefined
  home: string
  production: boolean
  host: string
  port: number | undefined
  logLevel: string
  connections: Readonly<{ requests: number; jobs: number }>
  statementMs: number
  limits: Partial<Limits>
  openPages: boolean
  requestLog: RequestLogSettings
  /** The origin at which people reach this installation, where a proxy stands before it: `https://pay.example`. */
  publicUrl: string | undefined
  /** The proxies before it that are believed whom they forward. */
  trustedProxies: readonly string[]
  payouts: PayoutSettings
  webhooks: WebhookSettings
  /** Where a running Kontor is, and the key to ask it with: for commands that are clients. */
  client: Readonly<{ url: string | undefined; key: string | undefined }>
  sandbox: Readonly<{ url: string; secret: string | undefined }> | undefined
}>

/** Reads the configuration; refuses values that cannot be meant, naming them. */
export function readConfig({ env, folder }: Surroundings): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== '')
  )
  const parsed = Environment.safeParse(given)
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw environment(
      `The environment is not as it must be:\n  ${wrong.join('\n  ')}`,
      'All variables stand in docs/operations.md.'
    )
  }
  const read = parsed.data
  const production = (read.KONTOR_ENV ?? read.NODE_ENV) === 'production'
  return {
    databaseUrl: read.DATABASE_URL,
    home: resolve(folder, read.KONTOR_HOME),
    production,
    host: read.KONTOR_HOST,
    port: read.KONTOR_PORT,
    logLevel: read.KONTOR_LOG_LEVEL,
    connections: { requests: read.KONTOR_DB_CONNECTIONS, jobs: read.KONTOR_JOB_CONNECTIONS },
    statementMs: read.KONTOR_STATEMENT_MS,
    limits: {
      keyRatePerSecond: read.KONTOR_KEY_RATE,
      keyBurst: read.KONTOR_KEY_BURST,
      addressRatePerSecond: read.KONTOR_ADDRESS_RATE,
      addressBurst: read.KONTOR_ADDRESS_BURST,
      requestsMax: read.KONTOR_REQUESTS_MAX,
      graceMs: read.KONTOR_GRACE_MS
    },
    openPages: read.KONTOR_OPEN_PAGES,
    requestLog: {
      keptMs: read.KONTOR_REQUEST_LOG_DAYS * day,
      rowsMax: requestRowsMax,
      perSecondMax: requestsPerSecondMax
    },
    publicUrl: read.KONTOR_PUBLIC_URL,
    trustedProxies: read.KONTOR_TRUSTED_PROXIES,
    payouts: payoutSettings(read, production),
    client: { url: read.KONTOR_URL, key: read.KONTOR_API_KEY },
    webhooks: {
      allowPrivate: read.KONTOR_WEBHOOK_ALLOW_PRIVATE,
      allowHttp: read.KONTOR_WEBHOOK_ALLOW_HTTP
    },
    sandbox: read.KONTOR_SANDBOX_URL
      ? { url: read.KONTOR_SANDBOX_URL, secret: read.KONTOR_SANDBOX_SECRET }
      : undefined
  }
}

/** The account that payouts are paid from. Outside production it may be left out: nothing then leaves the sandbox. */
function payoutSettings(read: z.output<typeof Environment>, production: boolean): PayoutSettings {
  const { KONTOR_BANK_NAME: name, KONTOR_BANK_IBAN: iban, KONTOR_BANK_BIC: bic } = read
  const own = name !== undefined && iban !== undefined && bic !== undefined
  if (production && !own) {
    throw environment(
      'This is production, and it is not said which bank account merchants are paid from.',
      'Set KONTOR_BANK_NAME, KONTOR_BANK_IBAN and KONTOR_BANK_BIC.'
    )
  }
  return {
    ...sandboxSettings,
    ...(own ? { debtor: { name, iban, bic } } : {}),
    payoutHour: read.KONTOR_PAYOUT_HOUR,
    cutOffHour: read.KONTOR_CUT_OFF_HOUR,
    marginBasisPoints: read.KONTOR_FX_MARGIN
  }
}
