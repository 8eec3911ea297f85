import type { Draft } from './draft.ts'
import {
  currencyDiffers,
  itemTwice,
  itemUnknown,
  merchantUnknownHere,
  partAmbiguous,
  unknown
} from './failures.ts'
import type { Money } from '../kernel/index.ts'
import type { Life } from './life.ts'
import type { Item, ItemId, Line, MerchantId, Part, Party } from './order.ts'

/** Refuses, as if it did not exist, what is not the party's: another buyer's order, another merchant's part. */
export function checkParty(
  life: Life,
  party: Party,
  what: 'order' | 'shipment' | 'dispute' | 'return',
  id: string,
  part?: Part
): void {
  if (party.buyerId !== null && party.buyerId !== life.order.buyerId) throw unknown(what, id)
  if (party.merchantId === null) return
  const parts = part === undefined ? life.parts : [part]
  if (!parts.some((found) => found.merchantId === party.merchantId)) throw unknown(what, id)
}

/** The merchant's part that is meant: the one named, the party's own, or the only one. */
export function partMeant(life: Life, party: Party, merchantId: MerchantId | undefined): Part {
  const meant = party.merchantId ?? merchantId
  if (party.merchantId !== null && merchantId !== undefined && merchantId !== party.merchantId)
    throw merchantUnknownHere(merchantId)
  const parts = life.parts.filter((part) => part.merchantId !== null)
  if (meant === undefined) {
    const [only, ...others] = parts
    if (only === undefined || others.length > 0) throw partAmbiguous()
    return only
  }
  const part = parts.find((found) => found.merchantId === meant)
  if (part === undefined) throw merchantUnknownHere(meant)
  return part
}

/** Refuses lines that name an item twice, or one that is not among `items`; answers each with its item. */
export function linesOf(items: readonly Item[], lines: readonly Line[]): { line: Line; item: Item }[] {
  const seen = new Set<ItemId>()
  return lines.map((line) => {
    if (seen.has(line.itemId)) throw itemTwice(line.itemId)
    seen.add(line.itemId)
    const item = items.find((found) => found.id === line.itemId)
    if (item === undefined) throw itemUnknown(line.itemId)
    return { line, item }
  })
}

/** The amount in minor units; refused when it is in another currency than the order. */
export function minorIn(draft: Draft, amount: Money): bigint {
  const { currency } = draft.life.order
  if (amount.currency !== currency) throw currencyDiffers(amount, currency)
  return amount.minor
}
