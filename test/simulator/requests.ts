import { assertNever } from './fault.ts'
import { wireOf } from './postings.ts'
import type { Sent } from './world.ts'
import type { Wish } from './wish.ts'

/** What the simulator has learnt of: its own names, and the ids that Kontor gave them. */
export type Names = ReadonlyMap<string, string>

const money = (amount: number) => ({ amount, currency: 'CNY' })

/** The request that carries a wish, but for its key and, for a statement, the text that the bank writes. */
export function requestOf(wish: Wish, names: Names): Sent {
  const id = (name: string) => names.get(name) ?? `unknown_${name}`
  switch (wish.do) {
    case 'order':
    case 'pay':
    case 'ship':
    case 'deliver':
    case 'confirm':
    case 'cancel':
    case 'claim':
    case 'refund':
    case 'resend':
      return orderRequest(wish, id)
    case 'dispute':
    case 'answer':
    case 'decide':
      return disputeRequest(wish, id)
    case 'return':
    case 'back':
    case 'receive':
      return returnRequest(wish, id)
    case 'payout':
    case 'profile':
    case 'suspension':
    case 'files':
    case 'transmit':
    case 'statement':
    case 'resolve':
      return financeRequest(wish, id)
    case 'post':
    case 'batch':
    case 'show':
    case 'balance':
      return plainRequest(wish, id)
    default:
      return assertNever(wish)
  }
}

type Ordered = Of<'order' | 'pay' | 'ship' | 'deliver' | 'confirm' | 'cancel' | 'claim' | 'refund' | 'resend'>

function orderRequest(wish: Ordered, id: (name: string) => string): Sent {
  const post = (path: string, body: unknown = {}): Sent => ({ sender: 'service', method: 'POST', path, body })
  switch (wish.do) {
    case 'order':
      return post('/v1/orders', orderOf(wish, id))
    case 'pay':
      return post(`/v1/orders/${id(wish.order)}/payments`, {
        method: wish.token === 'tok_slow' ? 'wallet' : 'card',
        token: wish.token,
        ...(wish.manual ? { capture: 'manual' } : {}),
        ...(wish.minor === null ? {} : { amount: money(wish.minor) })
      })
    case 'ship':
      return post(`/v1/orders/${id(wish.order)}/shipments`, shipmentOf(wish, id))
    case 'deliver':
      return post(`/v1/shipments/${id(wish.shipment)}/deliveries`, {
        proof: { kind: 'signed', reference: 'paper' }
      })
    case 'confirm':
      return post(`/v1/orders/${id(wish.order)}/confirm`)
    case 'cancel':
      return post(`/v1/orders/${id(wish.order)}/cancel`, {
        reason: 'changed my mind',
        ...(wish.merchant === null ? {} : { merchantId: id(wish.merchant) })
      })
    case 'claim':
      return post(`/v1/orders/${id(wish.order)}/claims`, { reason: 'it never came' })
    case 'refund':
      return {
        ...post(`/v1/orders/${id(wish.order)}/refunds`, {
          amount: money(wish.minor),
          merchantId: id(wish.merchant),
          reason: 'goodwill'
        }),
        sender: 'operator'
      }
    case 'resend': {
      const path = `/v1/payments/${id(wish.payment)}/refunds/${wish.refund ?? id('refund')}/retry`
      return { ...post(path), sender: 'operator' }
    }
    default:
      return assertNever(wish)
  }
}

type Disputed = Of<'dispute' | 'answer' | 'decide'>

function disputeRequest(wish: Disputed, id: (name: string) => string): Sent {
  const post = (path: string, body: unknown): Sent => ({ sender: 'service', method: 'POST', path, body })
  const staff = (path: string, body: unknown): Sent => ({ sender: 'operator', method: 'POST', path, body })
  switch (wish.do) {
    case 'dispute':
      return post(`/v1/shipments/${id(wish.shipment)}/disputes`, {
        reason: 'damaged',
        statement: 'It is broken.',
        ...(wish.minor === null ? {} : { amount: money(wish.minor) })
      })
    case 'answer':
      return post(`/v1/disputes/${id(wish.dispute)}/answers`, {
        answer: wish.answer,
        statement: 'As I said.'
      })
    case 'decide':
      return staff(`/v1/disputes/${id(wish.dispute)}/decision`, {
        toBuyer: money(wish.toBuyer),
        toMerchant: money(wish.toMerchant),
        reason: 'weighed'
      })
    default:
      return assertNever(wish)
  }
}

type Returned = Of<'return' | 'back' | 'receive'>

function returnRequest(wish: Returned, id: (name: string) => string): Sent {
  const post = (path: string, body: unknown): Sent => ({ sender: 'service', method: 'POST', path, body })
  switch (wish.do) {
    case 'return': {
      const lines = wish.units?.flatMap((quantity, i) =>
        quantity === 0 ? [] : [{ itemId: id(`${wish.shipment}.l${i}`), quantity }]
      )
      const some = lines === undefined ? {} : { lines }
      return post(`/v1/shipments/${id(wish.shipment)}/returns`, { reason: 'it does not fit', ...some })
    }
    case 'back':
      if (wish.act === 'ship') return post(`/v1/returns/${id(wish.back)}/shipment`, {})
      return post(`/v1/returns/${id(wish.back)}/answer`, { answer: wish.act })
    case 'receive':
      return post(`/v1/returns/${id(wish.back)}/receipt`, {
        ...(wish.minor === null ? {} : { amount: money(wish.minor) }),
        ...(wish.noted ? { note: 'scratched' } : {})
      })
    default:
      return assertNever(wish)
  }
}

type Plain = Of<'post' | 'batch' | 'show' | 'balance'>

/** Reads, and what goes to the ledger, which needs no key. */
function plainRequest(wish: Plain, id: (name: string) => string): Sent {
  const post = (path: string, body: unknown): Sent => ({ sender: 'service', method: 'POST', path, body })
  const read = (path: string): Sent => ({ sender: 'operator', method: 'GET', path })
  switch (wish.do) {
    case 'post':
      return post('/v1/ledger/transactions', wireOf(wish.posting))
    case 'batch':
      return post('/v1/ledger/batches', { transactions: wish.postings.map(wireOf) })
    case 'show':
      return read(`/v1/orders/${id(wish.order)}`)
    case 'balance':
      return read(`/v1/ledger/accounts/${wish.account}`)
    default:
      return assertNever(wish)
  }
}

type Finance = Of<'payout' | 'profile' | 'suspension' | 'files' | 'transmit' | 'statement' | 'resolve'>

function financeRequest(wish: Finance, id: (name: string) => string): Sent {
  const staff = (path: string, body: unknown = {}): Sent => ({
    sender: 'operator',
    method: 'POST',
    path,
    body
  })
  switch (wish.do) {
    case 'payout':
      return staff('/v1/payouts', {
        merchantId: id(wish.merchant),
        ...(wish.minor === null ? {} : { amount: money(wish.minor) })
      })
    case 'profile':
      return { ...staff(`/v1/merchants/${id(wish.merchant)}/payout-profile`, profileOf(wish)), method: 'PUT' }
    case 'suspension':
      return staff(`/v1/merchants/${id(wish.merchant)}/${wish.ends ? 'reinstatement' : 'suspension'}`, {
        reason: wish.ends ? 'all is explained' : 'complaints'
      })
    case 'files':
      return staff('/v1/bank-files')
    case 'transmit':
      return staff(`/v1/bank-files/${id(wish.file)}/transmission`)
    case 'statement':
      return staff('/v1/statements', '')
    case 'resolve':
      return staff(`/v1/differences/${id(wish.difference)}/resolution`, {
        as: wish.as,
        ...(wish.of === null ? {} : { [`${wish.as}Id`]: id(wish.of) }),
        reason: 'looked into'
      })
    default:
      return assertNever(wish)
  }
}

type Of<D extends Wish['do']> = Extract<Wish, { do: D }>

function orderOf(wish: Of<'order'>, id: (name: string) => string) {
  return {
    reference: wish.order,
    buyerId: id(wish.buyer),
    items: wish.items.map(({ merchant, category, unit, quantity, tax }) => ({
      merchantId: id(merchant),
      category,
      title: category,
      quantity,
      unitPrice: money(unit),
      tax: money(tax)
    })),
    shipping: wish.shipping.map(({ merchant, minor }) => ({
      merchantId: id(merchant),
      amount: money(minor)
    })),
    ...(wish.fee > 0 ? { fee: money(wish.fee) } : {}),
    policies: { inspectionDays: wish.inspectionDays }
  }
}

function shipmentOf({ order, merchant, quantities }: Of<'ship'>, id: (name: string) => string) {
  const lines = quantities?.flatMap((quantity, i) =>
    quantity === 0 ? [] : [{ itemId: id(`${order}.${merchant}.i${i}`), quantity }]
  )
  return { merchantId: id(merchant), ...(lines === undefined || lines.length === 0 ? {} : { lines }) }
}

/** How a merchant wants to be paid out. */
export function profileOf({ reserve, days, every }: Pick<Of<'profile'>, 'reserve' | 'days' | 'every'>) {
  return {
    schedule: every === 'wednesday' ? { every: 'week', weekday: every } : { every },
    reserve: { basisPoints: reserve, days },
    bankAccount: { holder: 'Lin Tea House', iban: 'FR1420041010050500013M02606' }
  }
}
