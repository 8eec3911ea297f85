import { Failure } from '../kernel/index.ts'
import type { FileSystem } from './machine.ts'
import { grouped } from './measure.ts'

/** So many transfers would not fit on the database's file system. */
export function diskTooSmall(transfers: number, neededMiB: number, { mount, freeMiB }: FileSystem): Failure {
  return new Failure(
    'refused',
    'bench.disk_too_small',
    `Storing ${grouped(transfers)} transfers takes up to ${grouped(neededMiB)} MiB, but ${mount}, where the database keeps ` +
      `its files, has ${grouped(freeMiB)} MiB left. Nothing was measured.`,
    { advice: 'Ask for fewer with --transfers, or leave out growth and reads.' }
  )
}

/** So few stored transfers cannot be measured: there are more before anything is filled. */
export function fewerThanAccounts(transfers: number, accounts: number): Failure {
  return new Failure(
    'invalid',
    'bench.fewer_than_accounts',
    `${grouped(transfers)} stored transfers cannot be measured with ${grouped(accounts)} accounts: each account gets its ` +
      `money by a transfer of its own, so there are ${grouped(accounts)} from the beginning. Nothing was measured.`,
    { advice: 'Ask for more with --transfers, or for fewer with --accounts.' }
  )
}
