/** Lengths of IBANs by country, from the IBAN registry (release 99). */
const lengths: Readonly<Record<string, number>> = Object.fromEntries(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ' +
    'ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 ' +
    'LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 ' +
    'PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), globalThis.Number(entry.slice(2))])
)

/** What is wrong with an IBAN, or null. Spaces must be gone, letters be capital; ISO 13616, check by ISO 7064 mod 97-10. */
export function ibanProblem(iban: string): 'form' | 'country' | 'length' | 'check_digits' | null {
  if (!/^[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}$/.test(iban)) return 'form'
  const length = lengths[iban.slice(0, 2)]
  if (length === undefined) return 'country'
  if (iban.length !== length) return 'length'
  // 00, 01 and 99 can satisfy the remainder, but no bank ever computes them.
  const checkDigits = iban.slice(2, 4)
  if (checkDigits < '02' || checkDigits > '98') return 'check_digits'
  return remainder97(iban.slice(4) + iban.slice(0, 4)) === 1n ? null : 'check_digits'
}

function remainder97(text: string): bigint {
  return BigInt(text.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))) % 97n
}
