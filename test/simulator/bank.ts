import { readPain, sandboxSettings, writeCamt } from '../../src/payouts/index.ts'

type Entry = Readonly<{ minor: bigint; endToEndId?: string; returnCode?: string; text?: string }>

/** What the bank is to book beside what was ordered. */
export type Else = Readonly<{
  /** The end-to-end ids of payouts that come back. */
  returned: ReadonlySet<string>
  /** What the payment service paid in. */
  settled: readonly Readonly<{ settlement: string; minor: number }>[]
  stray: number
}>

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
    /** Books what was ordered and what else moved. Answers the statement, and what stands in it. */
    book(at: Date, { returned, settled, stray }: Else): Readonly<{ document: string; ordered: string[] }> {
      const entries = orders.flatMap(({ endToEndId, minor }): Entry[] => [
        { minor: -minor, endToEndId },
        ...(returned.has(endToEndId) ? [{ minor, endToEndId, returnCode: 'AC04' }] : [])
      ])
      for (const { settlement, minor } of settled)
        entries.push({ minor: BigInt(minor), text: `Settlement ${settlement}` })
      if (stray !== 0)
        entries.push({ minor: BigInt(stray), text: stray > 0 ? 'Thank you for the tea set' : 'Charges' })
      const ordered = orders.map(({ endToEndId }) => endToEndId)
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
      return { document: writeCamt(head, entries), ordered }
    }
  }
}
export type Bank = ReturnType<typeof openBank>
