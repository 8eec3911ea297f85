import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, inject, test } from 'vitest'
import { commandIn } from '../../test/command.ts'
import { testDatabase } from '../../test/database.ts'
import { orderWorld } from '../../test/orders.ts'
import { createMerchant } from '../merchants/index.ts'

const db = await testDatabase(new Date())
const home = mkdtempSync(join(tmpdir(), 'kontor books '))
afterAll(async () => {
  rmSync(home, { recursive: true, force: true })
  await db.drop()
})

const kontor = (args: string) => commandIn(home, args.split(' '), { DATABASE_URL: db.url })

test('books are created once, under a proper name, and listed', async () => {
  expect(await kontor('books create north')).toMatchObject({ code: 0, out: 'The book north is there.\n' })
  expect(await kontor('books create north')).toMatchObject({
    code: 1,
    err: expect.stringContaining('already')
  })
  expect(await kontor('books create North')).toMatchObject({ code: 2 })
  const { out } = await kontor('books list --json')
  expect(JSON.parse(out)).toMatchObject([{ name: 'main' }, { name: 'north' }])
  expect((await kontor('books list')).out).toMatch(/^main .*\nnorth /)
})

test('the first book is as old as its database', async () => {
  const [made] = await db.superuser('select min(applied_at) as at from db_migration')
  const { out } = await kontor('books list --json')
  const at = made?.['at']
  expect(JSON.parse(out)).toContainEqual({
    name: 'main',
    createdAt: at instanceof Date ? at.toISOString() : at
  })
})

test('a merchant is moved after its plan was shown', async () => {
  const { id } = await db.transaction((tx) =>
    createMerchant(tx, { reference: 'lin', displayName: 'Lin', payoutCurrency: 'CNY' })
  )
  const plan = await kontor(`books move ${id} north --plan`)
  expect(plan).toMatchObject({ code: 0, out: expect.stringContaining('Nothing was changed.') })
  expect(JSON.parse((await kontor(`books move ${id} north --json`)).out)).toMatchObject({
    merchantId: id,
    book: 'main',
    toBook: 'north',
    moves: [],
    waits: []
  })
  for (const again of [`books move ${id} north`, `books move ${id} north --plan`])
    expect(await kontor(again)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('in the book north already')
    })
  expect(await kontor('books move nobody north')).toMatchObject({ code: 2 })
})

test('what is held for open orders stays in their book, before a move and after it', async () => {
  const world = orderWorld(db)
  const { merchantId } = await world.deliveredOrder()
  await kontor('books create east')
  const stays = 'Stays:\n  held: 17.58 CNY in main\n'
  expect(await kontor(`books move ${merchantId} east --plan`)).toMatchObject({
    code: 0,
    out: expect.stringContaining(stays)
  })
  expect(await kontor(`books move ${merchantId} east`)).toMatchObject({
    code: 0,
    out: expect.stringContaining(stays)
  })
  expect(await kontor(`books move ${merchantId} main --plan`)).toMatchObject({
    code: 0,
    out: expect.stringContaining(`${merchantId}: from east to main\n`)
  })
  expect((await kontor(`books move ${merchantId} main --plan`)).out).toContain(stays)
  for (const again of [`books move ${merchantId} east`, `books move ${merchantId} east --plan`])
    expect(await kontor(again)).toMatchObject({
      code: 1,
      err: expect.stringContaining('Elsewhere stay: held 17.58 CNY in main.')
    })
})

test.skipIf(inject('template') === '')(
  'without a cluster the plan of distribution says what is missing',
  async () => {
    const plan = await kontor('distribute --plan')
    expect(plan).toMatchObject({
      code: 1,
      out: expect.stringContaining('the extension citus is not in this database')
    })
    expect(plan.out).toContain("create_distributed_table('ledger_account', 'book', colocate_with => 'none')")
    expect(plan.out).toMatch(/would refuse\.\nOnce they hold, this would follow:\n/)
    expect(plan.out).not.toContain('Books:')
    expect(await kontor('distribute')).toMatchObject({
      code: 3,
      err: expect.stringContaining('Nothing was changed.')
    })
  }
)
