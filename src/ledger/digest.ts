import { hash } from 'node:crypto'
import type { Leg, Transaction } from './transaction.ts'

/** The fingerprint (the first 128 bits of SHA-256, in hex) of all that a transaction asks for: a repeat has the same, another wish another. */
export function digestOf(transaction: Transaction): string {
  const { fx, reverses } = transaction
  let text = `${transaction.id}\n${reverses ?? ''}\n${fx === undefined ? '' : `${fx.from} ${fx.to} ${fx.rate}`}`
  for (const leg of transaction.legs) text += `\n${lineOf(leg)}`
  return hash('sha256', text).slice(0, 32)
}

/** The free texts come last and quoted, so that no two different legs have the same line. */
function lineOf(leg: Leg): string {
  const about = `${leg.id} ${JSON.stringify(leg.code)} ${JSON.stringify(leg.subject ?? null)}`
  if (leg.type === 'void') return `void ${leg.hold} ${about}`
  const amount = `${String(leg.minor)} ${leg.upTo === true ? 'up to' : ''} ${leg.currency ?? ''}`
  if (leg.type === 'capture') return `capture ${leg.hold} ${amount} ${about}`
  const expiry = leg.type === 'hold' ? String(leg.expiresAt?.getTime() ?? 'never') : ''
  return `${leg.type} ${leg.debit} ${leg.credit} ${amount} ${expiry} ${about}`
}
