import { assertNever } from './fault.ts'
import { modelBalance, modelPost } from '../ledger-model.ts'
import { answerDispute, decideDispute, dispute } from './model-disputes.ts'
import { cancel, claim, confirm, deliver, pay, place, refund, ship } from './model-orders.ts'
import { resolve, statement } from './model-bank.ts'
import { resend } from './model-refunds.ts'
import { requestPayout, setProfile, suspend, transmit, writeFiles } from './model-payouts.ts'
import { answerReturn, receiveReturn, requestReturn } from './model-returns.ts'
import { type Expected, type Model, orderOf } from './model.ts'
import { orderBody } from './model-views.ts'
import { transactionOf } from './postings.ts'
import type { AccountId } from '../../src/ledger/index.ts'
import type { PostingWish, Wish } from './wish.ts'

/** What the model says to a request, and what it changes. */
export function apply(model: Model, wish: Wish): Expected {
  switch (wish.do) {
    case 'order':
      return place(model, wish)
    case 'pay':
      return pay(model, wish)
    case 'ship':
      return ship(model, wish)
    case 'deliver':
      return deliver(model, wish)
    case 'confirm':
      return confirm(model, wish)
    case 'cancel':
      return cancel(model, wish)
    case 'claim':
      return claim(model, wish)
    case 'refund':
      return refund(model, wish)
    case 'dispute':
      return dispute(model, wish)
    case 'answer':
      return answerDispute(model, wish)
    case 'decide':
      return decideDispute(model, wish)
    case 'return':
      return requestReturn(model, wish)
    case 'back':
      return answerReturn(model, wish)
    case 'receive':
      return receiveReturn(model, wish)
    case 'payout':
      return requestPayout(model, wish)
    case 'profile':
      return setProfile(model, wish)
    case 'suspension':
      return suspend(model, wish)
    case 'files':
      return writeFiles(model)
    case 'transmit':
      return transmit(model, wish)
    case 'statement':
      return statement(model, wish)
    case 'resend':
      return resend(model, wish)
    case 'resolve':
      return resolve(model, wish)
    case 'show':
      return { status: 200, body: orderBody(orderOf(model, wish.order)) }
    case 'post':
    case 'batch':
    case 'balance':
      return applyToLedger(model, wish)
    default:
      return assertNever(wish)
  }
}

const conflicts = new Set(['transaction_differs', 'transfer_id_taken'])

function applyToLedger(model: Model, wish: Extract<Wish, { do: 'post' | 'batch' | 'balance' }>): Expected {
  if (wish.do === 'balance') {
    const { posted, held } = modelBalance(model.ledger, wish.account as AccountId)
    const money = (minor: bigint) => ({ amount: Number(minor) })
    return { status: 200, body: { balance: money(posted), held: money(held) } }
  }
  if (wish.do === 'batch') {
    const outcomes = wish.postings.map((posting) => outcomeOf(model, posting))
    return { status: 200, body: { outcomes } }
  }
  const outcome = outcomeOf(model, wish.posting)
  if (!('refusal' in outcome)) return { status: 201, body: outcome }
  const { code } = outcome.refusal
  return { status: conflicts.has(code.replace('ledger.', '')) ? 409 : 422, code }
}

function outcomeOf(model: Model, posting: PostingWish) {
  const answer = modelPost(model.ledger, transactionOf(posting), new Date(model.now))
  if ('refused' in answer)
    return { result: 'refused', refusal: { code: `ledger.${answer.refused}` } } as const
  const legs = answer.posted.map((minor) => ({ amount: { amount: Number(minor) } }))
  return { result: 'posted', legs } as const
}
