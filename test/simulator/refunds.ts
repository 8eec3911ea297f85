import { wrongBack } from './model-refunds.ts'
import type { Payment } from './model.ts'
import type { Play } from './play.ts'
import { read } from './read.ts'
import type { Minor, Wish } from './wish.ts'

type Resend = Extract<Wish, { do: 'resend' }>

/** Staff look which refund of a payment has failed; where none has, they take the first for one. */
export async function findRefund(play: Play, wish: Resend): Promise<Resend> {
  play.world.stage.begin(undefined, [])
  const id = play.names.get(wish.payment)
  if (id === undefined) return wish
  const { refunds } = (await read(play, `/v1/payments/${id}`)) as {
    refunds: { id: string; state: string }[]
  }
  const found = refunds.find(({ state }) => state === 'failed') ?? refunds[0]
  return found === undefined ? wish : { ...wish, refund: found.id, failed: found.state === 'failed' }
}

/** Whether what has gone back of a payment can have, and what should have has. */
export function compareBack(payment: Payment, gone: Minor, now: number): string[] {
  const wrong = wrongBack(payment, gone, now)
  return wrong === null ? [] : [`${payment.name}: ${wrong}`]
}
