import { emit } from '../audit/index.ts'
import type { Tx } from '../db/index.ts'
import type { Call, CallId } from './call.ts'
import { finishCalls, lockCall } from './call-store.ts'
import { callNotOpen, callUnknown } from './failures.ts'

/** Makes an open or stuck call due now, with all its attempts before it again. What was sent is looked up first. */
export async function retryCall(tx: Tx, id: CallId): Promise<Call> {
  const call = await lockCall(tx, id)
  if (call === undefined) throw callUnknown(id)
  if (call.state === 'done' || call.state === 'failed' || call.state === 'sending')
    throw callNotOpen(call.state)
  const sent = call.attempts > 0
  const state = call.state === 'waiting' || !sent ? call.state : 'unknown'
  const again = {
    ...call,
    state: state === 'stuck' ? 'planned' : state,
    attempts: sent ? 1 : 0,
    looks: 0,
    dueAt: tx.now
  } as const
  await finishCalls(tx, [again])
  await emit(tx, {
    type: 'payment.call_retried',
    subject: call.paymentId,
    data: { callId: id, kind: call.kind }
  })
  return again
}
