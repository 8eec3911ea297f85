import { day, hour, minute, second } from '../kernel/index.ts'
import { usage } from './exit.ts'

const units: Readonly<Record<string, number>> = { s: second, m: minute, h: hour, d: day, w: 7 * day }
const daysMax = 3660

/** Milliseconds of `15d`, `36h`, `1d12h`, `90s`. */
export function readDuration(text: string): number {
  const parts = [...text.matchAll(/(\d{1,7})([smhdw])/g)]
  const total = parts.reduce(
    (sum, [, count, unit]) => sum + BigInt(count ?? '0') * BigInt(units[unit ?? ''] ?? 0),
    0n
  )
  const whole = parts.map(([part]) => part).join('') === text
  if (!whole || total <= 0n || total > BigInt(daysMax * day)) {
    throw usage(
      `"${text.slice(0, 40)}" is no duration.`,
      'Write a number with s, m, h, d or w, such as 15d or 1d12h; at most ten years.'
    )
  }
  return globalThis.Number(total)
}
