import type { Currency } from '../kernel/index.ts'

/** One movement on our account, as the bank tells it. `minor` is positive for money in, negative for money out. */
export type BankLine = Readonly<{
  /** Its place in the statement, from 1: with the statement's id, its name. */
  place: number
  minor: bigint
  /** ISO date. */
  bookedOn: string
  endToEndId: string | null
  /** The payment block of ours that was booked in one sum, where the bank names it and gives no details. */
  paymentInformationId: string | null
  /** All words under which somebody may have named it, capitals: for settlements of providers. */
  references: readonly string[]
  returned: ReturnReason | null
  /** Its text, cut to 200 characters. */
  text: string
}>

/** Why money came back: a code of ISO 20022 (AC04 closed account, …) where the bank gives one, and its words. */
export type ReturnReason = Readonly<{ code: string | null; text: string | null }>

/** A bank statement. Opening plus lines is closing: otherwise it was refused. */
export type BankStatement = Readonly<{
  id: string
  page: number
  /** IBAN, or the number where there is none. */
  account: string
  currency: Currency
  sequence: bigint | null
  from: string | null
  to: string
  opening: bigint
  closing: bigint
  lines: readonly BankLine[]
}>

const reasons: Readonly<Record<string, string>> = {
  AC01: 'The account number is wrong.',
  AC03: 'The account of the receiver is not valid.',
  AC04: 'The account has been closed.',
  AC06: 'The account is blocked.',
  AG01: 'The account may not take this kind of payment.',
  AG02: 'The bank does not know this kind of payment.',
  AM05: 'The bank takes it for a duplicate.',
  BE04: 'The address of the receiver is missing.',
  BE05: 'The bank does not know the sender.',
  CNOR: 'The bank of the receiver is not registered.',
  CUST: 'The receiver asked for it to be sent back.',
  DNOR: 'Our bank is not registered.',
  ERIN: 'The payment did not carry what it must.',
  FOCR: 'It was sent back after it was called back.',
  MD07: 'The holder of the account has died.',
  MS02: 'The receiver does not take it.',
  MS03: 'The bank gives no reason.',
  NOAS: 'The receiver did not answer.',
  RC01: 'The bank code is wrong.',
  RR01: 'The account or the id of the sender is missing.',
  RR02: 'The name or address of the sender is missing.',
  RR03: 'The name or address of the receiver is missing.',
  RR04: 'The law forbids it.'
}

/** What a return reason means, in a sentence. Codes: ISO 20022 external code set ExternalReturnReason1Code. */
export function returnReasonText({ code, text }: ReturnReason): string {
  const known = code !== null && Object.hasOwn(reasons, code) ? reasons[code] : undefined
  return [known ?? 'The bank sent it back.', ...(text === null ? [] : [`The bank says: ${text}`])].join(' ')
}
