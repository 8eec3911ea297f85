import { day, hour, minute } from '../kernel/index.ts'

/** What a token makes the sandbox do. Times are milliseconds after the request, or after the step before. */
export type Behaviour = Readonly<{
  /** The authorization is refused, for this reason. */
  decline?: string
  /** The buyer acts only after this long; Infinity: never. */
  payAfterMs?: number
  /** The buyer, when he acts, declines. */
  buyerDeclines?: boolean
  /** The buyer pays even after the payment was let go, as with a bank transfer that nobody can stop. */
  unstoppable?: boolean
  /** Automatic capture comes this long after the authorization. */
  captureAfterMs?: number
  /** Captures this many hundredths of what was asked. */
  capturePercent?: bigint
  /** Captures in another currency. */
  currency?: 'XAF'
  chargebackAfterMs?: number
  reverseAfterMs?: number
  refund?: 'refused' | 'refused_once' | 'late' | 'fails_late' | 'bounces'
  capture?: 'refused'
  /** What happens on the way, at the first attempt of every call. */
  transport?: 'timeout' | 'lost_reply' | 'error_before' | 'error_after' | 'busy' | 'garbage'
}>

/** Tokens and what they stand for; `docs/providers.md` explains each. */
export const tokens: Readonly<Record<string, Behaviour>> = {
  tok_ok: {},
  tok_declined: { decline: 'card_declined' },
  tok_insufficient_funds: { decline: 'insufficient_funds' },
  tok_expired_card: { decline: 'expired_card' },
  tok_slow: { payAfterMs: 10 * minute },
  tok_cancelled: { payAfterMs: 5 * minute, buyerDeclines: true },
  tok_never_paid: { payAfterMs: Infinity },
  tok_late_capture: { captureAfterMs: 2 * hour },
  tok_late_payment: { payAfterMs: 20 * day, unstoppable: true },
  tok_short: { capturePercent: 90n },
  tok_over: { capturePercent: 110n },
  tok_other_currency: { currency: 'XAF' },
  tok_chargeback: { chargebackAfterMs: 20 * day },
  tok_chargeback_reversed: { chargebackAfterMs: 20 * day, reverseAfterMs: 10 * day },
  tok_capture_refused: { capture: 'refused' },
  tok_refund_refused: { refund: 'refused' },
  tok_refund_refused_once: { refund: 'refused_once' },
  tok_refund_late: { refund: 'late' },
  tok_refund_fails_late: { refund: 'fails_late' },
  tok_refund_bounces: { refund: 'bounces' },
  tok_timeout: { transport: 'timeout' },
  tok_lost_reply: { transport: 'lost_reply' },
  tok_error_before: { transport: 'error_before' },
  tok_error_after: { transport: 'error_after' },
  tok_busy: { transport: 'busy' },
  tok_garbage: { transport: 'garbage' }
}

/** How the sandbox behaves for a token; an unknown one is a card that does not exist. */
export function behaviourOf(token: string | null, method: string): Behaviour {
  if (token === null) return method === 'bank_transfer' ? { payAfterMs: day } : {}
  return (Object.hasOwn(tokens, token) ? tokens[token] : undefined) ?? { decline: 'unknown_token' }
}
