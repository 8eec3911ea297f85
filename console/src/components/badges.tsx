import type {
  BankLine,
  Difference,
  Dispute,
  Merchant,
  OrderState,
  Payout,
  ProviderCall,
  Refund,
  Return,
  Shipment,
  WebhookDelivery,
  WebhookEndpoint
} from '../api/index.ts'
import { useWords } from '../text/index.ts'
import { StateBadge, type Tone } from './state-badge.tsx'

const order: Readonly<Record<OrderState, Tone>> = {
  awaiting_payment: 'quiet',
  authorized: 'going',
  paid: 'care',
  partly_shipped: 'going',
  shipped: 'going',
  delivered: 'going',
  completed: 'good',
  refunded: 'quiet',
  cancelled: 'quiet',
  expired: 'quiet'
}

export function OrderBadge({ state }: Readonly<{ state: OrderState }>) {
  const { t } = useWords()
  return <StateBadge tone={order[state]}>{t.words.orderStates[state]}</StateBadge>
}

const shipment: Readonly<Record<Shipment['state'], Tone>> = {
  shipped: 'going',
  delivered: 'going',
  released: 'good',
  refunded: 'quiet',
  claimed: 'bad'
}

export function ShipmentBadge({ state }: Readonly<{ state: Shipment['state'] }>) {
  const { t } = useWords()
  return <StateBadge tone={shipment[state]}>{t.words.shipmentStates[state]}</StateBadge>
}

const dispute: Readonly<Record<Dispute['state'], Tone>> = {
  open: 'care',
  answered: 'going',
  escalated: 'bad',
  decided: 'quiet'
}

export function DisputeBadge({ state }: Readonly<{ state: Dispute['state'] }>) {
  const { t } = useWords()
  return <StateBadge tone={dispute[state]}>{t.words.disputeStates[state]}</StateBadge>
}

const payout: Readonly<Record<Payout['state'], Tone>> = {
  planned: 'quiet',
  in_file: 'going',
  sent: 'going',
  settled: 'good',
  returned: 'bad',
  cancelled: 'quiet'
}

export function PayoutBadge({ state }: Readonly<{ state: Payout['state'] }>) {
  const { t } = useWords()
  return <StateBadge tone={payout[state]}>{t.words.payoutStates[state]}</StateBadge>
}

const refund: Readonly<Record<Refund['state'], Tone>> = { pending: 'going', succeeded: 'good', failed: 'bad' }

export function RefundBadge({ state }: Readonly<{ state: Refund['state'] }>) {
  const { t } = useWords()
  return <StateBadge tone={refund[state]}>{t.words.refundStates[state]}</StateBadge>
}

const goods: Readonly<Record<Return['state'], Tone>> = {
  requested: 'care',
  authorised: 'going',
  shipped_back: 'going',
  received: 'good',
  rejected: 'quiet',
  lapsed: 'quiet'
}

export function ReturnBadge({ state }: Readonly<{ state: Return['state'] }>) {
  const { t } = useWords()
  return <StateBadge tone={goods[state]}>{t.words.returnStates[state]}</StateBadge>
}

export function MerchantBadge({ state }: Readonly<{ state: Merchant['state'] }>) {
  const { t } = useWords()
  return <StateBadge tone={state === 'active' ? 'good' : 'bad'}>{t.merchants.states[state]}</StateBadge>
}

const call: Readonly<Record<ProviderCall['state'], Tone>> = {
  planned: 'quiet',
  sending: 'going',
  unknown: 'care',
  waiting: 'going',
  done: 'good',
  failed: 'bad',
  stuck: 'bad'
}

export function CallBadge({ state }: Readonly<{ state: ProviderCall['state'] }>) {
  const { t } = useWords()
  return <StateBadge tone={call[state]}>{t.calls.states[state]}</StateBadge>
}

export function DifferenceBadge({ state }: Readonly<{ state: Difference['state'] }>) {
  const { t } = useWords()
  return <StateBadge tone={state === 'open' ? 'bad' : 'good'}>{t.words.differenceStates[state]}</StateBadge>
}

export function LineBadge({ kind }: Readonly<{ kind: BankLine['kind'] }>) {
  const { t } = useWords()
  const tone =
    kind === 'unmatched' ? 'bad' : kind === 'return' ? 'care' : kind === 'nothing' ? 'quiet' : 'good'
  return <StateBadge tone={tone}>{t.words.lineKinds[kind]}</StateBadge>
}

const endpoint: Readonly<Record<WebhookEndpoint['state'], Tone>> = {
  enabled: 'good',
  paused: 'bad',
  disabled: 'quiet'
}

export function EndpointBadge({ state }: Readonly<{ state: WebhookEndpoint['state'] }>) {
  const { t } = useWords()
  return <StateBadge tone={endpoint[state]}>{t.words.endpointStates[state]}</StateBadge>
}

const delivery: Readonly<Record<WebhookDelivery['state'], Tone>> = {
  waiting: 'quiet',
  sending: 'going',
  delivered: 'good',
  failed: 'bad',
  skipped: 'quiet'
}

export function DeliveryBadge({ state }: Readonly<{ state: WebhookDelivery['state'] }>) {
  const { t } = useWords()
  return <StateBadge tone={delivery[state]}>{t.words.deliveryStates[state]}</StateBadge>
}
