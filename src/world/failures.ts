import { Failure } from '../kernel/index.ts'

/** The database has a world already, whole or begun. */
export const worldThere = (reference: string) =>
  new Failure(
    'conflict',
    'world.there',
    `The database has merchant ${reference} already, so a world was filled in before. Nothing was changed.`,
    { reference, advice: 'Go on with it; or throw everything away with `kontor reset` and fill it anew.' }
  )
