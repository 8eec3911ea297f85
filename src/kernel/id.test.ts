import { readFileSync } from 'node:fs'
import { assert, property, uint8Array } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { derivedId, idFloor, idOf, idSchema, newId, uuidOf } from './index.ts'

describe('ids are TypeIDs (vectors of the specification, version 0.3.0)', () => {
  test.each([
    ['00000000000000000000000000', '00000000-0000-0000-0000-000000000000'],
    ['00000000000000000000000001', '00000000-0000-0000-0000-000000000001'],
    ['0000000000000000000000000a', '00000000-0000-0000-0000-00000000000a'],
    ['0000000000000000000000000g', '00000000-0000-0000-0000-000000000010'],
    ['00000000000000000000000010', '00000000-0000-0000-0000-000000000020'],
    ['7zzzzzzzzzzzzzzzzzzzzzzzzz', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
    ['0123456789abcdefghjkmnpqrs', '0110c853-1d09-52d8-d73e-1194e95b5f19'],
    ['01h455vb4pex5vsknk084sn02q', '01890a5d-ac96-774b-bcce-b302099a8057']
  ])('prefix_%s holds %s', (suffix, uuid) => {
    expect(idOf('prefix', uuid)).toBe(`prefix_${suffix}`)
    expect(uuidOf(`prefix_${suffix}`)).toBe(uuid)
  })

  test.each([
    ['another prefix', 'user_01h455vb4pex5vsknk084sn02q'],
    ['no separator', 'ord01h455vb4pex5vsknk084sn02q'],
    ['capital letters', 'ord_01H455VB4PEX5VSKNK084SN02Q'],
    ['a suffix that is too short', 'ord_1234567890123456789012345'],
    ['a suffix that is too long', 'ord_123456789012345678901234567'],
    ['a letter outside the alphabet', 'ord_0000000000000000000000000u'],
    ['an overflow', 'ord_8zzzzzzzzzzzzzzzzzzzzzzzzz'],
    ['a hyphen', 'ord_123456789-0123456789-01234'],
    ['a line end', 'ord_01h455vb4pex5vsknk084sn02q\n'],
    ['a number', 12]
  ])('%s is refused', (_, id) => {
    expect(idSchema('ord').safeParse(id).success).toBe(false)
  })
})

test('any sixteen bytes survive the way there and back', () => {
  assert(
    property(uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
      const uuid = Buffer.from(bytes).toString('hex')
      expect(uuidOf(idOf('any', uuid)).replaceAll('-', '')).toBe(uuid)
    })
  )
})

test('new ids are UUIDv7 of the moment given, and never the same', () => {
  const now = new Date('2026-03-02T09:00:00Z')
  const ids = Array.from({ length: 1000 }, () => newId('ord', now))
  expect(new Set(ids).size).toBe(1000)
  for (const id of ids) {
    expect(Number.parseInt(uuidOf(id).replaceAll('-', '').slice(0, 12), 16)).toBe(now.getTime())
    expect(uuidOf(id)).toMatch(/^.{14}7.{4}[89ab]/)
    expect(idSchema('ord').safeParse(id).success).toBe(true)
  }
  expect(newId('ord', now) < newId('ord', new Date(now.getTime() + 1))).toBe(true)
})

test('a floor comes before every id of its moment, and after all from before', () => {
  const now = new Date('2026-03-02T09:00:00.123Z')
  const floor = idFloor('ord', now)
  expect(idSchema('ord').safeParse(floor).success).toBe(true)
  for (let i = 0; i < 1000; i++) {
    expect(floor < newId('ord', now)).toBe(true)
    expect(floor > newId('ord', new Date(now.getTime() - 1))).toBe(true)
  }
  for (const far of ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z'])
    expect(idSchema('ord').safeParse(idFloor('ord', new Date(far))).success).toBe(true)
})

test('the id of an act is the same each time, and another for another act', () => {
  expect(derivedId('txn', 'release', 'shp_1')).toBe(derivedId('txn', 'release', 'shp_1'))
  expect(derivedId('txn', 'release', 'shp_1')).not.toBe(derivedId('txn', 'refund', 'shp_1'))
  expect(derivedId('txn', 'a', 'bc')).not.toBe(derivedId('txn', 'ab', 'c'))
  expect(uuidOf(derivedId('txn', 'release', 1))).toMatch(/^.{14}8.{4}[89ab]/)
})

test('every currency of the table is three capital letters, once', () => {
  const text = readFileSync('src/kernel/currency.ts', 'utf8')
  const codes = [...text.matchAll(/\b[A-Z]{3}\b/g)].map(([code]) => code)
  expect(new Set(codes).size).toBeGreaterThan(150)
})
