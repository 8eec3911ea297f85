import { emit } from '../audit/index.ts'
import type { Attribution, Tx } from '../db/index.ts'
import { day, type Id, later, type Money } from '../kernel/index.ts'
import { mainBook } from '../ledger/index.ts'
import { callKey } from './call.ts'
import { planCalls } from './call-store.ts'
import { instalmentsInvalid, paymentDiffers } from './failures.ts'
import type { Payment, PaymentId, PaymentMethod } from './payment.ts'
import { insertPayments, selectPayments } from './store.ts'

/** A payment to be made. */
export type NewPayment = Readonly<{
  /** Given where the payment has a name elsewhere, so that a repeat finds the same one. */
  id?: PaymentId
  subject: string
  buyerId: Id<'buy'> | null
  provider: string
  method: PaymentMethod
  amount: Money
  /** The book that its money is in; `main`, where left out. */
  book?: string
  capture: 'automatic' | 'manual'
  /** What stands for the buyer's card, wallet or voucher at the provider; forgotten once the provider has answered. */
  token?: string
  instalments?: number
  /** When it is given up unless it is authorized (then: captured); a day for cards, fourteen for bank transfers. */
  expiresAt?: Date
  /** On whose behalf, where that is not whoever the transaction acts for. */
  by?: Attribution
}>

const instalmentsMax = 36
const patience: Readonly<Record<PaymentMethod, number>> = {
  card: day,
  wallet: day,
  voucher: day,
  bank_transfer: 14 * day
}

/** Starts a payment: the provider is called by a job after the transaction. */
export async function createPayment(tx: Tx, draft: NewPayment): Promise<Payment> {
  const [payment] = await createPayments(tx, [draft])
  if (payment === undefined) throw new Error('createPayments answers one payment for each draft')
  return payment
}

/** Starts payments, in the order given. A draft whose id exists is answered as it stands, or refused if it differs. */
export async function createPayments(tx: Tx, drafts: readonly NewPayment[]): Promise<Payment[]> {
  const planned = drafts.map((draft) => ({
    payment: toPayment(tx, draft),
    token: draft.token ?? null,
    by: draft.by
  }))
  const inserted = await insertPayments(tx, planned)
  const created = planned.map(({ payment }) => payment)
  const isFresh = ({ id }: Payment) => inserted.has(id)
  const fresh = created.filter(isFresh)
  await planCalls(
    tx,
    fresh.map((payment) => ({
      id: callKey('authorize', payment.id),
      paymentId: payment.id,
      provider: payment.provider,
      kind: 'authorize',
      about: null,
      amount: payment.amount,
      dueAt: tx.now
    }))
  )
  await emit(
    tx,
    ...planned
      .filter(({ payment }) => isFresh(payment))
      .map(({ payment, by }) => ({
        by,
        type: 'payment.created' as const,
        subject: payment.id,
        data: {
          for: payment.subject,
          minor: payment.amount.minor,
          currency: payment.amount.currency,
          method: payment.method
        }
      }))
  )
  if (fresh.length === created.length) return created
  const stored = new Map(
    (
      await selectPayments(
        tx,
        created.map(({ id }) => id)
      )
    ).map((payment) => [payment.id, payment])
  )
  return created.map((payment) => {
    const found = stored.get(payment.id)
    if (found === undefined || !sameDraft(found, payment)) throw paymentDiffers(payment.id)
    return found
  })
}

function sameDraft(a: Payment, b: Payment): boolean {
  const fixed = ({ subject, buyerId, provider, method, amount, capture, instalments }: Payment) =>
    [subject, buyerId, provider, method, amount.minor, amount.currency, capture, instalments].join(' ')
  return fixed(a) === fixed(b)
}

function toPayment(tx: Tx, draft: NewPayment): Payment {
  const { instalments = 1, method } = draft
  if (instalments < 1 || instalments > instalmentsMax || (instalments > 1 && method !== 'card')) {
    throw instalmentsInvalid(instalments)
  }
  return {
    id: draft.id ?? tx.newId('pay'),
    subject: draft.subject,
    buyerId: draft.buyerId,
    provider: draft.provider,
    method,
    state: 'pending',
    amount: draft.amount,
    capture: draft.capture,
    instalments,
    book: draft.book ?? mainBook,
    reference: null,
    authorizedMinor: 0n,
    capturedMinor: 0n,
    refundPendingMinor: 0n,
    refundedMinor: 0n,
    chargedBackMinor: 0n,
    reason: null,
    mismatch: null,
    closed: false,
    expiresAt: draft.expiresAt ?? later(tx.now, patience[method]),
    createdAt: tx.now,
    updatedAt: tx.now
  }
}
