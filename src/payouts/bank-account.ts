import { z } from 'zod'
import { idSchema } from '../kernel/index.ts'
import { ibanProblem } from './iban.ts'

const ibanProblems = {
  form: 'must be an IBAN: two letters, two check digits, then letters and digits',
  country: 'must begin with a country that issues IBANs',
  length: 'must have the number of characters that the country prescribes',
  check_digits: 'must have right check digits: a character is wrong or two are exchanged'
} as const

/** An IBAN, as people write it (spaces, small letters), inside without spaces and in capitals. */
const Iban = z
  .string()
  .max(50)
  .transform((text) => text.replaceAll(' ', '').toUpperCase())
  .superRefine((iban, context) => {
    const problem = ibanProblem(iban)
    if (problem !== null) context.addIssue({ code: 'custom', message: ibanProblems[problem] })
  })
  .meta({
    description: 'IBAN, with or without spaces; its check digits are verified.',
    example: 'FR1420041010050500013M02606'
  })

/** A BIC by ISO 9362:2014, eight or eleven characters. */
const Bic = z
  .string()
  .regex(/^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/, { error: 'must be a BIC of 8 or 11 characters' })
  .meta({ description: 'BIC (ISO 9362).', example: 'COBADEFFXXX' })

const Holder = z
  .string()
  .trim()
  .min(1)
  .max(140)
  .regex(/^[^\p{C}]+$/u, { error: 'must not contain control characters' })
  .meta({ description: 'Name of the account holder, as the bank knows it.' })

/** A bank account as it is given: by IBAN, or by a number together with a BIC or the clearing code of the bank. */
export const NewBankAccount = z
  .union([
    z.strictObject({ holder: Holder, iban: Iban, bic: Bic.optional() }),
    z
      .strictObject({
        holder: Holder,
        number: z
          .string()
          .regex(/^[A-Za-z0-9-]{3,34}$/, { error: 'must be 3 to 34 letters and digits' })
          .meta({ description: 'Account number, kept as text: leading zeros stay.' }),
        bic: Bic.optional(),
        bankCode: z
          .string()
          .regex(/^[A-Za-z0-9]{3,28}$/, { error: 'must be 3 to 28 letters and digits' })
          .optional()
          .meta({
            description: 'Clearing code of the bank where there is no BIC, such as 12 digits of CNAPS.'
          })
      })
      .refine((account) => account.bic !== undefined || account.bankCode !== undefined, {
        error: 'a number needs the BIC or the clearing code of its bank'
      })
  ])
  .meta({ id: 'NewBankAccount' })

/** A bank account as it is kept. Exactly one of `iban` and `number` is there. */
export type BankAccount = Readonly<{
  holder: string
  iban: string | null
  number: string | null
  bic: string | null
  bankCode: string | null
}>

/** The same, with what was left out said plainly. */
export function bankAccountOf(given: z.output<typeof NewBankAccount>): BankAccount {
  return {
    holder: given.holder,
    iban: 'iban' in given ? given.iban : null,
    number: 'number' in given ? given.number : null,
    bic: given.bic ?? null,
    bankCode: 'bankCode' in given ? (given.bankCode ?? null) : null
  }
}

/** A bank account as it is shown: never its whole number. */
export const ShownBankAccount = z
  .strictObject({
    id: idSchema('bac'),
    ending: z.string().meta({ description: 'The last four characters of the IBAN or number.' }),
    country: z.string().nullable().meta({ description: 'Country of the IBAN.' })
  })
  .meta({ id: 'BankAccount' })

/** Hides a bank account but for what its owner recognises it by. */
export function shownBankAccount(id: z.output<typeof ShownBankAccount>['id'], account: BankAccount) {
  return {
    id,
    ending: (account.iban ?? account.number ?? '').slice(-4),
    country: account.iban?.slice(0, 2) ?? null
  }
}
