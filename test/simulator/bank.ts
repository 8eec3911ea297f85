import { readPain, sandboxSettings, writeCamt } from '../../src/payouts/index.ts'

type Entry = Readonly<{ minor: bigint; endToEndId?: string; returnCode?: string; text?: string }>

/** The bank: it takes payment files, books them, and writes statements. It keeps books of its own. */
export function openBank() {
  let balance = 0n
  let sequence = 0n
  let orders: Readonly<{ endToEndId: string; minor: bigint }>[] = []
  const files = new Set<string>()
  return {
    /** What stands on our account, by the bank's books. */
    balance: () => balance,
    /** Takes a payment file; the same file again is not taken twice. */
    take(document: string): void {
      const { messageId, transfers } = readPain(document)
      if (files.has(messageId)) throw new Error(`the file ${messageId} was given to the bank twice`)
      files.add(messageId)
      orders = [...orders, ...transfers]
    },
    /** Books what was ordered, sends some of it back, and adds money of a stranger. Answers the statement. */
    book(at: Date, returned: ReadonlySet<string>, stray: number): string {
      const entries = orders.flatMap(({ endToEndId, minor }): Entry[] => [
        { minor: -minor, endToEndId },
        ...(returned.has(endToEndId) ? [{ minor, endToEndId, returnCode: 'AC04' }] : [])
      ])
      if (stray > 0) entries.push({ minor: BigInt(stray), text: 'Thank you for the tea set' })
      orders = []
      const opening = balance
      balance = entries.reduce((sum, { minor }) => sum + minor, opening)
      sequence++
      const head = {
        id: `S${sequence}`,
        sequence,
        iban: sandboxSettings.debtor.iban,
        currency: 'CNY' as const,
        at,
        opening
      }
      return writeCamt(head, entries)
    }
  }
}
export type Bank = ReturnType<typeof openBank>
