import { resources } from './generated/operations.ts'
import { type KontorOptions, sender } from './send.ts'

/** All operations of Kontor, by what they are about: `kontor.orders.create(…)`. */
export interface Kontor extends ReturnType<typeof resources> {}

/** A Kontor at an address, asked with a key. It keeps no connection and no state: make one, and use it everywhere. */
export function createKontor(options: KontorOptions): Kontor {
  return resources(sender(options))
}
