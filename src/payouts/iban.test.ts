import { expect, test } from 'vitest'
import { bankAccountOf, NewBankAccount } from './bank-account.ts'
import { ibanProblem } from './iban.ts'

// Examples of the IBAN registry.
const published = (
  'AD1200012030200359100100 AE070331234567890123456 AT611904300234573201 BE68539007547034 BR1800360305000010009795493C1 ' +
  'CH9300762011623852957 CY17002001280000001200527600 CZ6508000000192000145399 DE89370400440532013000 DK5000400440116243 ' +
  'EE382200221020145685 ES9121000418450200051332 FI2112345600000785 FR1420041010050500013M02606 GB29NWBK60161331926819 ' +
  'GI75NWBK000000007099453 GR1601101250000000012300695 HU42117730161111101800000000 IE29AIBK93115212345678 ' +
  'IS140159260076545510730339 IT60X0542811101000000123456 KW81CBKU0000000000001234560101 KZ86125KZT5004100100 ' +
  'LB62099900000001001901229114 LT121000011101001000 LU280019400644750000 LV80BANK0000435195001 ' +
  'MT84MALT011000012345MTLCAST001S MU17BOMM0101101030300200000MUR NL91ABNA0417164300 NO9386011117947 ' +
  'PK36SCBL0000001123456702 PL61109010140000071219812874 PT50000201231234567890154 QA58DOHB00001234567890ABCDEFG ' +
  'RO49AAAA1B31007593840000 SA0380000000608010167519 SE4550000000058398257466 SI56263300012039086 ' +
  'SK3112000000198742637541 SM86U0322509800000000270100 TN5910006035183598478831 TR330006100519786457841326'
).split(' ')

test.each(published)('%s is an IBAN', (iban) => {
  expect(ibanProblem(iban)).toBeNull()
})

test.each([
  ['two digits exchanged', 'DE89370400440532010300', 'check_digits'],
  ['one digit wrong', 'GB29NWBK60161331926818', 'check_digits'],
  ['a digit short', 'DE8937040044053201300', 'length'],
  ['of a country without IBANs', 'US89370400440532013000', 'country'],
  ['small letters', 'de89370400440532013000', 'form'],
  ['spaces', 'DE89 3704 0044 0532 0130 00', 'form'],
  ['check digits that no bank computes', 'DE00370400440532013000', 'check_digits'],
  ['empty', '', 'form']
])('an IBAN with %s is refused', (_, iban, problem) => {
  expect(ibanProblem(iban)).toBe(problem)
})

test('an IBAN may be written in groups and small letters', () => {
  const given = NewBankAccount.parse({ holder: 'Ada', iban: 'de89 3704 0044 0532 0130 00' })
  expect(bankAccountOf(given).iban).toBe('DE89370400440532013000')
})

test('an account number keeps its leading zeros', () => {
  const given = NewBankAccount.parse({ holder: 'Ada', number: '0001234567', bankCode: '001100011002' })
  expect(bankAccountOf(given)).toMatchObject({ number: '0001234567', bankCode: '001100011002', iban: null })
})

test.each([
  ['a number without its bank', { holder: 'Ada', number: '1234567' }],
  ['an IBAN and a number', { holder: 'Ada', iban: 'DE89370400440532013000', number: '1234567' }],
  ['no holder', { holder: ' ', iban: 'DE89370400440532013000' }],
  ['a holder with a line break', { holder: 'Ada\nBob', iban: 'DE89370400440532013000' }],
  ['a BIC of nine characters', { holder: 'Ada', iban: 'DE89370400440532013000', bic: 'COBADEFFX' }],
  ['a bank code with markup', { holder: 'Ada', number: '1234567', bankCode: '<x>&' }]
])('%s is refused', (_, account) => {
  expect(NewBankAccount.safeParse(account).success).toBe(false)
})
