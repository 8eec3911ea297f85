import { bookOrders, readPain, writeCamt } from '../src/payouts/sandbox-bank.ts'
import { sandboxSettings } from '../src/payouts/settings.ts'
import { type Api, type Json, post, type Told } from './crash-clients.ts'
import { pause } from './served.ts'

/** The bank's own books: it lives in this process, which nobody kills. */
export type Bank = Readonly<{
  /** What it paid, by end-to-end id. */
  paid: ReadonlyMap<string, bigint>
  /** The messages it was given, each booked once, however often it came. */
  messages: ReadonlySet<string>
  /** Asks for payouts, carries files to the bank and statements back, until told to stop; then once more. */
  work(running: () => boolean): Promise<void>
}>

const items = (json: Json) => json['items'] as Json[]

/** A bank and the clerk who goes between it and Kontor. */
export function bankBeside(operator: Api, merchantId: string, told: Told): Bank {
  const paid = new Map<string, bigint>()
  const messages = new Set<string>()
  let closing = 1_000_000_000n
  let sequence = 0n

  /** Takes a file in; a message that it knows is not booked again. Answers the statement of what it booked. */
  function take(document: string): string | null {
    const order = readPain(document)
    if (messages.has(order.messageId)) return null
    messages.add(order.messageId)
    const entries = bookOrders([order])
    for (const { endToEndId, minor } of order.transfers) {
      if (paid.has(endToEndId)) throw new Error(`${endToEndId} stands in two files`)
      paid.set(endToEndId, minor)
    }
    const opening = closing
    closing = entries.reduce((sum, { minor }) => sum + minor, opening)
    sequence++
    const { iban } = sandboxSettings.debtor
    const head = { id: `ST-${sequence}`, sequence, iban, currency: 'CNY', at: new Date(), opening } as const
    return writeCamt(head, entries)
  }
  async function turn() {
    const asked = await operator.insist(
      post('/v1/payouts', { merchantId }),
      'payouts.nothing_available',
      'payouts.below_minimum'
    )
    for (const { id } of (asked?.['payouts'] ?? []) as Json[]) told.payouts.add(String(id))
    await operator.insist(post('/v1/bank-files', {}))
    for (const { id } of items(await operator.read('/v1/bank-files?state=written'))) {
      told.files.add(String(id))
      const document = await operator.text(`/v1/bank-files/${String(id)}/document`)
      await operator.insist(post(`/v1/bank-files/${String(id)}/transmission`, {}))
      const statement = take(document)
      if (statement === null) continue
      const taken = await operator.insist(post('/v1/statements', statement))
      for (const one of (taken?.['statements'] ?? []) as Json[]) told.statements.add(String(one['id']))
    }
  }
  return {
    paid,
    messages,
    async work(running) {
      while (running()) {
        await turn()
        await pause(300)
      }
      await turn()
    }
  }
}
