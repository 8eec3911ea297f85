import { readdirSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { testDatabase } from '../../test/database.ts'
import { distribute, planDistribution } from '../db/index.ts'
import { type AccountId, balances, openAccounts } from '../ledger/index.ts'
import { createBook, placement } from './index.ts'

const db = await testDatabase()
afterAll(() => db.drop())
/** Only where TEST_DATABASE_URL names the coordinator of a cluster. */
const isCluster = inject('template') === ''

test('every table of the ledger is placed by book', async () => {
  const rows = await db.superuser(
    `select relname as name from pg_class where relkind = 'r' and relname ~ '^ledger_' and relnamespace = 'public'::regnamespace`
  )
  expect(new Set(rows.map(({ name }) => name))).toEqual(new Set(placement.tables))
})

/** The statements of a source file that name a table of the ledger, nested ones as a part of the whole. */
function statementsOf(path: string): string[] {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)
  const visit = (node: ts.Node): string[] =>
    ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'sql'
      ? [node.template.getText()]
      : node.getChildren().flatMap(visit)
  return visit(file).filter((text) => /\b(from|join|into|update|copy)\s+ledger_(?!bare)/.test(text))
}

test('every statement of the ledger names the book, but for the proofs', () => {
  const paths = readdirSync('src/ledger').filter(
    (name) => name.endsWith('store.ts') && name !== 'check-store.ts'
  )
  const statements = paths.flatMap((name) => statementsOf(`src/ledger/${name}`))
  expect(statements.length).toBeGreaterThan(20)
  expect(statements.filter((text) => !/\bbook\b/.test(text))).toEqual([])
})

describe('what must hold before tables are placed', () => {
  const unmet = async () =>
    (await planDistribution(db.url, placement, ['main'])).conditions
      .filter(({ name, met }) => !met && !/citus|coordinator|worker|node/.test(name))
      .map(({ name }) => name)

  test('holds for the ledger as it is', async () => {
    expect(await unmet()).toEqual([])
  })

  const broken: [what: string, breaking: string, mending: string, rule: RegExp][] = [
    [
      'a trigger',
      'create trigger t before insert on ledger_hold for each row execute function suppress_redundant_updates_trigger()',
      'drop trigger t on ledger_hold',
      /triggers/
    ],
    [
      'a unique index without the book',
      'create unique index u on ledger_hold (id)',
      'drop index u',
      /unique index/
    ],
    [
      'a foreign key',
      'create table f (book text, id uuid, foreign key (book, id) references ledger_hold)',
      'drop table f',
      /foreign keys/
    ],
    [
      'a book that may be null',
      'alter table ledger_delta drop constraint ledger_delta_pkey, alter column book drop not null',
      'alter table ledger_delta alter column book set not null',
      /never null/
    ],
    [
      'a table that is missing',
      'alter table ledger_hold rename to ledger_held',
      'alter table ledger_held rename to ledger_hold',
      /tables are there/
    ]
  ]
  test.skipIf(isCluster).each(broken)('%s is found', async (_, breaking, mending, rule) => {
    await db.superuser(breaking)
    expect(await unmet()).toEqual([expect.stringMatching(rule)])
    await db.superuser(mending)
    expect(await unmet()).toEqual([])
  })

  test.skipIf(isCluster)('a PostgreSQL without Citus is refused, and told what it lacks', async () => {
    await expect(distribute(db.url, placement, ['main'])).rejects.toMatchObject({
      code: 'db.not_distributable',
      message: expect.stringContaining('the extension citus is not in this database'),
      details: { advice: expect.stringContaining('create extension citus') }
    })
  })
})

describe.runIf(isCluster)('on a cluster', () => {
  const names = Array.from({ length: 6 }, (_, i) => `book${i}`)

  test('books lie on more than one node, and placing them again changes nothing', async () => {
    await db.transaction(async (tx) => {
      for (const name of names) await createBook(tx, name)
    })
    const plan = await distribute(db.url, placement, names)
    expect(plan.steps.every(({ done }) => done)).toBe(true)
    expect(plan.places.map(({ value }) => value)).toEqual(names)
    expect(new Set(plan.places.map(({ node }) => node)).size).toBeGreaterThan(1)
    expect(await distribute(db.url, placement, names)).toEqual(plan)
  })

  test('all tables of one book lie on the same node', async () => {
    const wallet: AccountId = 'wallet:anna:CNY'
    const form = { id: wallet, side: 'credit', floor: 0n, managed: false } as const
    for (const book of names) await db.transaction((tx) => openAccounts(tx, [form], { book }))
    for (const book of names) {
      const found = await db.transaction((tx) => balances(tx, [wallet], { book }))
      expect(found.size).toBe(1)
      const nodes = await db.superuser(
        `select distinct p.groupid from unnest($1::text[]) t
        join pg_dist_placement p on p.shardid = get_shard_id_for_distribution_column(t::regclass, $2::text)`,
        [[...placement.tables], book]
      )
      expect(nodes).toHaveLength(1)
    }
  })
})
