/** The kernel: money, ids, time and refusals. No input, no output, no state. */
export {
  type Clock,
  day,
  hour,
  later,
  type ManualClock,
  manualClock,
  minute,
  second,
  systemClock
} from './clock.ts'
export { currencies, Currency, currencyDigits } from './currency.ts'
export { Failure, type FailureKind } from './failure.ts'
export {
  chosenIdSchema,
  derivedId,
  type Id,
  idFloor,
  idOf,
  idSchema,
  newId,
  uuidOf,
  writeUuid
} from './id.ts'
export {
  add,
  allocate,
  formatDecimal,
  minorMax,
  Money,
  money,
  parseDecimal,
  portion,
  PositiveMoney,
  smaller,
  subtract,
  UnsignedMoney
} from './money.ts'
export { cutText, nameText, referenceText, typed } from './text.ts'
export { Timestamp } from './timestamp.ts'
