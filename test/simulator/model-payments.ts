import { chargeBack, contestDueAt, reverseChargeback } from './model-chargebacks.ts'
import { settleOrder } from './model-money.ts'
import { capture, payWithinMs } from './model-orders.ts'
import { dayMs, hourMs, missing, type Model, type Order, orderOf, type Payment } from './model.ts'

/** Where a reader saw a payment, and when it ends by itself. */
type PaymentSight = Readonly<{
  state: string
  endsAt: number | null
  /** When Kontor learnt that the buyer's bank took the money back, or gave it back. */
  lost: Learnt | null
  won: Learnt | null
}>

/** When Kontor learnt something, and how many events of the order it had told before: it decides at the same moment. */
type Learnt = Readonly<{ at: number; place: number }>

/** What a reader saw of an order whose payments were on their way: when it was paid, and where each payment is. */
export type Sight = Readonly<{
  state: string
  paidAt: number | null
  /** When it was last covered by what was authorized. */
  coveredAt: number | null
  payments: ReadonlyMap<string, PaymentSight>
}>

/** Something that happens by itself at a moment. */
export type Consider = (at: number, happen: () => void) => void

/** So long after somebody acted at the service Kontor must have heard of it, whatever went wrong on the way. */
const hearsWithinMs = 26 * hourMs
const authorizedForMs = 30 * dayMs

const declines = new Set(['tok_declined', 'tok_cancelled'])
const isOver = (state: string | undefined) => state === 'voided' || state === 'expired' || state === 'failed'

/** What happens to payments when the buyer or the service acts, or when Kontor hears of it, which the sight tells. */
export function considerPayments(
  model: Model,
  order: Order,
  sight: Sight | undefined,
  consider: Consider
): void {
  const newsOf = ({ name, contested }: Payment) => {
    const { lost = null, won = null } = sight?.payments.get(name) ?? {}
    return contested === 'not' ? lost : contested === 'lost' ? won : null
  }
  const inTurn = order.payments.toSorted((a, b) => (newsOf(a)?.place ?? 0) - (newsOf(b)?.place ?? 0))
  for (const payment of inTurn) {
    const seen = sight?.payments.get(payment.name)
    if (payment.state === 'pending' && seen?.state !== 'pending')
      considerPending(model, order, payment, sight, consider)
    if (payment.state === 'authorized') considerAuthorized(model, order, payment, seen, consider)
    if (payment.state === 'capturing') considerCapture(model, order, payment, sight, consider)
    considerContest(model, order, payment, newsOf(payment), consider)
  }
}

/** Changes the payment of the model's own order, and lets follow what follows. */
function become(model: Model, order: Order, name: string, change: (own: Order, payment: Payment) => void) {
  const own = orderOf(model, order.name)
  change(own, own.payments.find((one) => one.name === name) ?? missing(name))
  settleOrder(model, own)
}

const end = (model: Model, order: Order, name: string, state: 'failed' | 'voided') =>
  become(model, order, name, (_, payment) => void (payment.state = state))

function considerPending(
  model: Model,
  order: Order,
  { name, acts, endsAt, token, manual }: Payment,
  sight: Sight | undefined,
  consider: Consider
): void {
  const seen = sight?.payments.get(name)
  if (acts > endsAt) return consider(endsAt, () => end(model, order, name, 'voided'))
  if (order.closing !== null)
    return consider(acts, () =>
      become(model, order, name, (_, payment) => {
        payment.state =
          seen?.state === 'captured' ? 'captured' : manual && !isOver(seen?.state) ? 'authorized' : 'voided'
        if (payment.state === 'captured') payment.captured = payment.refunded = payment.amount
        payment.askedBackAt = Math.max(acts, model.now)
      })
    )
  if (declines.has(token)) return consider(acts, () => end(model, order, name, 'failed'))
  if (!manual) {
    const heardAt = Math.max(acts, sight?.paidAt ?? 0)
    return consider(heardAt, () => become(model, order, name, (own) => capture(own, name, heardAt)))
  }
  // What was authorized while the order ended, and heard of too late, never covered it.
  const ending = order.createdAt + payWithinMs
  const covered = sight?.coveredAt ?? null
  const heard = covered !== null && covered >= acts && covered <= ending
  if (sight?.state === 'expired' && isOver(seen?.state) && acts + hearsWithinMs > ending && !heard) return
  consider(acts, () =>
    become(model, order, name, (_, payment) =>
      Object.assign(payment, { state: 'authorized', endsAt: seen?.endsAt ?? acts + authorizedForMs })
    )
  )
}

/** It ends when it is let go with its order, or when its time is over. */
function considerAuthorized(
  model: Model,
  order: Order,
  { name, acts, endsAt }: Payment,
  seen: PaymentSight | undefined,
  consider: Consider
): void {
  if (!isOver(seen?.state)) return
  consider(order.closing === null ? endsAt : acts, () => end(model, order, name, 'voided'))
}

/** The service refuses to capture it: it stays authorized, and ends with the authorization. */
const isNeverCaptured = ({ token, manual }: Payment) => manual && token === 'tok_capture_refused'

/** The service captures it when it is asked, unless the authorization was over by then. */
function considerCapture(
  model: Model,
  order: Order,
  payment: Payment,
  sight: Sight | undefined,
  consider: Consider
): void {
  const { name, acts, endsAt } = payment
  const state = sight?.payments.get(name)?.state
  if (isNeverCaptured(payment)) {
    if (isOver(state)) consider(endsAt, () => end(model, order, name, 'voided'))
    return
  }
  const heardAt = Math.max(acts, sight?.paidAt ?? 0)
  if (state === 'captured')
    consider(heardAt, () => become(model, order, name, (own) => capture(own, name, heardAt)))
  else if (isOver(state) && endsAt <= acts + hearsWithinMs)
    consider(Math.max(acts, endsAt), () => end(model, order, name, 'voided'))
}

/** The buyer's bank takes the money back, and maybe gives it back: Kontor tells when it learnt of it. */
function considerContest(
  model: Model,
  order: Order,
  { name, contested }: Payment,
  news: Learnt | null,
  consider: Consider
): void {
  // Neither ends anything: what is due is released of itself, and the fee waits for the next act.
  const contest = (happen: typeof chargeBack) => () => {
    const own = orderOf(model, order.name)
    happen(model, own, own.payments.find((one) => one.name === name) ?? missing(name))
  }
  if (news !== null) consider(news.at, contest(contested === 'not' ? chargeBack : reverseChargeback))
}

/** What Kontor should have heard of long ago. */
export function lateNews(order: Order | undefined, sight: Sight, to: number): string[] {
  return (order?.payments ?? []).flatMap((payment) => {
    const { name, state, acts, endsAt, contested } = payment
    const contest = contestDueAt(payment)
    if (contest !== null && contest + hearsWithinMs < to)
      return [
        `${name}: the bank's news of ${new Date(contest).toISOString()} came not, it is ${contested} contested`
      ]
    const lasts = state === 'authorized' || (state === 'capturing' && isNeverCaptured(payment))
    const since = lasts ? endsAt : acts
    const isOpen = state === 'pending' || state === 'authorized' || state === 'capturing'
    if (!isOpen || since + hearsWithinMs >= to) return []
    const hours = Math.floor((to - since) / hourMs)
    return [
      `${name}: ${state} for ${hours} hours longer than it should be, and seen ${sight.payments.get(name)?.state}`
    ]
  })
}
