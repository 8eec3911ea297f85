import type { Waiting } from '../api/index.ts'
import type { Tx } from '../db/index.ts'
import { ownersStanding } from '../ledger/index.ts'
import { disputesToAnswer, disputesToDecide, ordersPutOff } from '../orders/index.ts'
import { callsStuck, paymentsMismatched, refundsFailed } from '../payments/index.ts'
import { differencesOpen, filesUnsent, merchantsWithProfile, profilesBlocked } from '../payouts/index.ts'
import { endpointsTroubled } from '../webhooks/index.ts'

/** What can wait for somebody, the most pressing first. */
export const waitingKinds = [
  'disputes_to_decide',
  'disputes_to_answer',
  'differences',
  'payouts_blocked',
  'merchants_without_bank_account',
  'refunds_failed',
  'calls_stuck',
  'payments_mismatched',
  'bank_files_unsent',
  'orders_put_off',
  'webhooks_troubled'
] as const
export type WaitingKind = (typeof waitingKinds)[number]

type Meaning = Readonly<{
  count: (tx: Tx) => Promise<Waiting>
  /** Where they are listed. */
  list: string
  countedAs: string
}>

/** How each is counted, and where they are listed. */
export const waitingMeanings: Readonly<Record<WaitingKind, Meaning>> = {
  disputes_to_decide: {
    count: disputesToDecide,
    list: '/v1/disputes?state=escalated',
    countedAs: 'Disputes that were escalated: an operator decides. Since they were opened.'
  },
  disputes_to_answer: {
    count: disputesToAnswer,
    list: '/v1/disputes?state=open',
    countedAs:
      'Disputes that are open or answered. At the deadline an open one is decided for the buyer, an answered one for the merchant.'
  },
  differences: {
    count: differencesOpen,
    list: '/v1/differences?state=open',
    countedAs:
      'Differences to banks and providers that nobody has resolved, unmatched statement lines among them.'
  },
  payouts_blocked: {
    count: profilesBlocked,
    list: '/v1/payouts?state=returned',
    countedAs: 'Merchants whose last payout came back and who have not set their bank account again since.'
  },
  merchants_without_bank_account: {
    count: merchantsWithoutProfile,
    list: '/v1/merchants',
    countedAs:
      'Merchants with money to be paid out who have no payout profile, at most a thousand counted. Since their account was opened.'
  },
  refunds_failed: {
    count: refundsFailed,
    list: '/v1/refunds?state=failed',
    countedAs: 'Refunds that a provider refused and that can be tried again. Since they were asked for.'
  },
  calls_stuck: {
    count: callsStuck,
    list: '/v1/provider-calls?state=stuck',
    countedAs:
      'Calls to providers that were given up: somebody must look at them and let them be tried again.'
  },
  payments_mismatched: {
    count: paymentsMismatched,
    list: '/v1/payments?mismatched=true',
    countedAs: 'Payments of which a provider said what does not fit what was asked. Such money is not posted.'
  },
  bank_files_unsent: {
    count: filesUnsent,
    list: '/v1/bank-files?state=written',
    countedAs: 'Bank files that were written and not marked as sent.'
  },
  orders_put_off: {
    count: ordersPutOff,
    list: '/v1/events?type=order.timer_failed',
    countedAs: 'Orders of which something was due and was refused; it is tried again at the deadline.'
  },
  webhooks_troubled: {
    count: endpointsTroubled,
    list: '/v1/webhook-endpoints',
    countedAs:
      'Webhook endpoints that are paused, or at which nothing has arrived since the first failure in a row.'
  }
}

const ownersMax = 1000

async function merchantsWithoutProfile(tx: Tx): Promise<Waiting> {
  const owners = await ownersStanding(tx, 'merchant', await merchantsWithProfile(tx), ownersMax)
  const since = owners.map(({ openedAt }) => openedAt).sort((a, b) => a.getTime() - b.getTime())
  return { count: new Set(owners.map(({ owner }) => owner)).size, oldest: since[0] ?? null, deadline: null }
}

/** Everything that waits, kind by kind, also where nothing does. */
export async function everythingWaiting(
  tx: Tx
): Promise<readonly (Waiting & Readonly<{ kind: WaitingKind }>)[]> {
  const counted = await Promise.all(waitingKinds.map((kind) => waitingMeanings[kind].count(tx)))
  return waitingKinds.map((kind, i) => ({
    kind,
    count: counted[i]?.count ?? 0,
    oldest: counted[i]?.oldest ?? null,
    deadline: counted[i]?.deadline ?? null
  }))
}
