import type { Tx } from '../db/index.ts'
import { callKey } from './call.ts'
import { planCalls } from './call-store.ts'
import type { PaymentId } from './payment.ts'
import { selectPayments } from './store.ts'

/**
 * Has the provider asked for all it knows of these payments, for whoever has reason to think that it knows more than we
 * do: a settlement or a statement that shows a movement nobody told of. What is new is recorded as usual.
 */
export async function lookAgain(tx: Tx, ids: readonly PaymentId[]): Promise<void> {
  const known = (await selectPayments(tx, ids)).filter(({ reference }) => reference !== null)
  await planCalls(
    tx,
    known.map((payment) => ({
      id: callKey('look_up', `${payment.id} ${tx.now.toISOString()}`),
      paymentId: payment.id,
      provider: payment.provider,
      kind: 'look_up',
      about: 'asked again',
      amount: null,
      dueAt: tx.now
    }))
  )
}
