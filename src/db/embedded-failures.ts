import { Failure } from '../kernel/index.ts'

const linesMax = 12

/** Why a step of the embedded server failed, in the words of PostgreSQL or of the system, told for whoever started it. */
export function explain(step: string, reason: string, path: string): Failure {
  const { kind, code, means, advice } = causes.find(({ pattern }) => pattern.test(reason)) ?? unknownCause
  return new Failure(
    kind,
    code,
    `The embedded PostgreSQL could not ${step}: ${means} ${advice(path)}\n${gist(reason)}`,
    { advice: advice(path), path }
  )
}

/** The lines that tell why; the last few when none stands out. */
function gist(reason: string): string {
  const lines = reason.trim().split('\n')
  const telling = lines.filter((line) => /\b(error|fatal|panic|hint|detail|ended by)\b|could not/i.test(line))
  return (telling.length > 0 ? telling : lines).slice(-linesMax).join('\n')
}

/** Runs a step that touches files, and tells the system's refusals in words. */
export async function explained<T>(step: string, path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const code =
      error instanceof Error && !(error instanceof Failure) ? (error as NodeJS.ErrnoException).code : ''
    if (code === undefined || !/^E(NOSPC|DQUOT|ACCES|PERM|ROFS|NOTDIR|NAMETOOLONG)$/.test(code)) throw error
    throw explain(step, String(error), path)
  }
}

const unknownCause = {
  kind: 'refused',
  code: 'database.start_failed',
  means: 'it ended with an error.',
  advice: (path: string) => `Its log stands in ${path}. Or set DATABASE_URL to use a PostgreSQL of your own.`
} as const

const causes = [
  {
    pattern: /No space left on device|Disk quota exceeded|\bENOSPC\b|\bEDQUOT\b/i,
    kind: 'refused',
    code: 'database.disk_full',
    means: 'the disk is full. Nothing that was committed before is lost.',
    advice: (path: string) =>
      `Free some space where ${path} lies (a new database takes 60 MB) and start again.`
  },
  {
    pattern:
      /Permission denied|Operation not permitted|Read-only file system|\bEACCES\b|\bEPERM\b|\bEROFS\b/i,
    kind: 'forbidden',
    code: 'database.no_permission',
    means: 'the system denies access to a file.',
    advice: (path: string) =>
      `Check who owns ${path} and the directories above it, or set KONTOR_HOME to a directory of your own.`
  },
  {
    pattern: /Cannot allocate memory|could not create shared memory|could not map anonymous shared memory/i,
    kind: 'refused',
    code: 'database.no_memory',
    means: 'there is too little memory (it needs about 300 MB).',
    advice: () => 'End other programs, or set DATABASE_URL to use a PostgreSQL elsewhere.'
  },
  {
    pattern: /pre-existing shared memory block/i,
    kind: 'busy',
    code: 'database.still_in_use',
    means: 'processes of an earlier server that was killed are still at work on its data.',
    advice: () => 'They end by themselves when their statement ends; try again in a moment.'
  },
  {
    pattern: /lock file "[^"]*postmaster\.pid" already exists/i,
    kind: 'conflict',
    code: 'database.in_use',
    means: 'another server that Kontor did not start, or that was started under another path, uses its data.',
    advice: () => 'Stop that server (its pid stands below) and try again.'
  },
  {
    pattern: /could not locate a valid checkpoint record|invalid (primary )?checkpoint|PANIC:/i,
    kind: 'refused',
    code: 'database.damaged',
    means: 'its data is damaged.',
    advice: (path: string) =>
      `Keep a copy of ${path}, then restore a backup; \`kontor reset\` starts over with nothing.`
  },
  {
    pattern: /\bENAMETOOLONG\b|\bENOTDIR\b/,
    kind: 'invalid',
    code: 'database.home_unusable',
    means: 'KONTOR_HOME cannot be a directory there.',
    advice: (path: string) => `Set KONTOR_HOME to another, shorter path; ${path} does not work.`
  }
] as const
