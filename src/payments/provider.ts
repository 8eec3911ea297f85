import type { Money } from '../kernel/index.ts'
import type { PaymentId, PaymentMethod } from './payment.ts'

/**
 * What a provider has told us, from a reply, a look-up or a webhook: always one of these. A fact is true whenever and
 * however often it is told, so facts may come late, twice and in any order. `key` is the key of the call of ours that
 * caused it, null where the provider acted by itself.
 */
export type Fact =
  | Readonly<{ type: 'authorized'; amount: Money; expiresAt: Date | null }>
  /** For good: another try needs another payment. */
  | Readonly<{ type: 'declined'; reason: string }>
  | Readonly<{ type: 'captured'; reference: string; key: string | null; amount: Money }>
  /** What was not captured has been let go, and nothing more can be captured. */
  | Readonly<{ type: 'voided' | 'expired'; reason: string }>
  | Readonly<{ type: 'refunded'; reference: string; key: string | null; amount: Money }>
  /** It did not work, or the money came back after it had seemed to work: for one attempt, this is the last word. */
  | Readonly<{
      type: 'refund_failed'
      reference: string | null
      key: string | null
      amount: Money
      reason: string
    }>
  | Readonly<{ type: 'charged_back'; reference: string; amount: Money; reason: string }>
  | Readonly<{ type: 'chargeback_reversed'; reference: string; amount: Money }>

/** Everything a provider can say about one payment. `reference` is its own name for the payment. */
export type Report = Readonly<{ paymentId: PaymentId; reference: string; facts: readonly Fact[] }>

/**
 * What became of a call. `accepted`: the provider has it; `facts` say what it led to, if that is known already.
 * `refused`: it will never happen, with this key (declined, too late, too much). `again`: it has surely not happened
 * and may be sent again (too many requests, busy). `unknown`: nobody knows; it will be looked up, never guessed.
 */
export type Reply =
  | Readonly<{ outcome: 'accepted'; report: Report }>
  | Readonly<{ outcome: 'refused'; reason: string; report: Report | null }>
  | Readonly<{ outcome: 'again' | 'unknown'; reason: string }>

/** What a look-up found. `missing`: the provider has no trace of it, so sending it with the same key cannot double it. */
export type LookUp =
  | Readonly<{ outcome: 'found'; report: Report }>
  /** The call arrived and was refused for good. */
  | Readonly<{ outcome: 'refused'; reason: string; report: Report | null }>
  | Readonly<{ outcome: 'missing' }>
  | Readonly<{ outcome: 'unknown'; reason: string }>

/** `key` is the same on every retry of one business act, and belongs to it alone. */
type Call = Readonly<{ key: string; paymentId: PaymentId }>

export type AuthorizeCall = Call &
  Readonly<{
    method: PaymentMethod
    amount: Money
    capture: 'automatic' | 'manual'
    /** What stands for the buyer's card, wallet or voucher at the provider. */
    token: string | null
    instalments: number
  }>
type CaptureCall = Call & Readonly<{ reference: string; amount: Money }>
type VoidCall = Call & Readonly<{ reference: string }>
type RefundCall = Call & Readonly<{ reference: string; amount: Money; reason: string }>

/** A webhook that was verified: `id` is the provider's, the same each time it is sent. */
export type ProviderEvent = Readonly<{ id: string; at: Date; report: Report }>

/** A webhook as it came in. */
export type RawWebhook = Readonly<{ text: string; header(name: string): string | undefined }>

/** What one thing brought or cost in a settlement; `net = gross - fee`; money that leaves us is negative. */
export type SettlementLine = Readonly<{
  /** The provider's name for the capture, refund or chargeback. */
  reference: string
  kind: 'capture' | 'refund' | 'refund_return' | 'chargeback' | 'chargeback_reversal' | 'fee'
  paymentId: PaymentId | null
  gross: bigint
  fee: bigint
  net: bigint
}>

/** What a provider pays out to our bank for one day and one currency, and what it is made of. `net` is the sum of the lines. */
export type ProviderSettlement = Readonly<{
  /** The provider's name for it; it stands in the bank statement as the payment's reference. */
  id: string
  provider: string
  currency: Money['currency']
  at: Date
  lines: readonly SettlementLine[]
  net: bigint
}>

/**
 * A payment service. No method throws for what the service says: that is a value; whatever is thrown counts as an
 * unknown outcome. `conformance` states every promise as a case.
 */
export type Provider = Readonly<{
  /** The name it has in accounts and addresses: `sandbox`. */
  name: string
  authorize(call: AuthorizeCall): Promise<Reply>
  capture(call: CaptureCall): Promise<Reply>
  /** Lets go of what was not captured. */
  void(call: VoidCall): Promise<Reply>
  refund(call: RefundCall): Promise<Reply>
  /** All that is known, by the key of a call, or by the provider's reference of a payment. */
  lookUp(about: Readonly<{ key: string }> | Readonly<{ reference: string }>): Promise<LookUp>
  /** The events in a webhook, or null when it is not signed by the provider, or signed too long before `now`. */
  readWebhook(webhook: RawWebhook, now: Date): readonly ProviderEvent[] | null
  /** All settlements made at or after `since`, oldest first. */
  settlements(since: Date): Promise<readonly ProviderSettlement[]>
}>

export type Providers = ReadonlyMap<string, Provider>
