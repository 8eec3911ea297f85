import type { Command } from 'commander'
import { allBooks, type Book, BookName, createBook } from '../books/index.ts'
import * as escrow from '../escrow/index.ts'
import { formatDecimal, idSchema } from '../kernel/index.ts'
import { MovePlan, moveMerchant, planMove } from '../merchants/index.ts'
import * as payouts from '../payouts/index.ts'
import { readConfig } from './config.ts'
import { withDatabase } from './database.ts'
import { exitCodes, usage } from './exit.ts'
import { addCommand, type Run } from './program.ts'

type Options = Readonly<{ plan?: boolean; json?: boolean }>

const byCommandLine = { actor: 'command-line', request: null }
const sources = { heldByBook: escrow.heldByBook, onItsWay: payouts.sumMoving }

/** `kontor books`: the independent ledgers of this installation, and who is in which. */
export function booksCommand(program: Command, run: Run<Options>): void {
  const books = program.command('books').description('List and create books; move merchants between them.')
  addCommand(books, { name: 'list', summary: 'List the books.', examples: ['kontor books list --json'] })
    .option('--json', 'print a list of {"name", "createdAt"}')
    .action(
      run(async (surroundings, { json }) => {
        const all = await withDatabase(readConfig(surroundings), ({ db }) => db.snapshot(allBooks))
        surroundings.out(json ? `${JSON.stringify(all)}\n` : all.map(lineOf).join(''))
        return exitCodes.ok
      })
    )
  addCommand(books, {
    name: 'create',
    summary: 'Create a book: an independent ledger, which waits for no other.',
    more: 'A book is never removed. On a cluster, run `kontor distribute` afterwards to spread the books evenly.',
    examples: ['kontor books create north']
  })
    .argument('<name>', 'small letters, digits, - and _')
    .option('--json', 'print {"name", "createdAt"}')
    .action(
      run(async (surroundings, { json }, text = '') => {
        if (!BookName.safeParse(text).success)
          throw usage(
            `"${text.slice(0, 60)}" is no name of a book.`,
            'Take 1 to 40 small letters, digits, - and _, beginning with a letter.'
          )
        const book = await withDatabase(readConfig(surroundings), ({ db }) =>
          db.transaction((tx) => createBook(tx, text), byCommandLine)
        )
        surroundings.out(json ? `${JSON.stringify(book)}\n` : `The book ${book.name} is there.\n`)
        return exitCodes.ok
      })
    )
  addCommand(books, {
    name: 'move',
    summary: 'Move a merchant with its balances to another book.',
    more: 'Its balances go over by themselves while a server runs. What waits must be settled first: see --plan.',
    examples: ['kontor books move mer_01h455vb4pex5vsknk084sn02q north --plan']
  })
    .argument('<merchant>', 'mer_…')
    .argument('<book>', 'where to')
    .option('--plan', 'only show what moves and what waits; exit code 1 when something waits')
    .option('--json', 'print the plan')
    .action(run(move))
}

const move: Parameters<Run<Options>>[0] = async (
  surroundings,
  { plan: planOnly, json },
  merchant = '',
  book = ''
) => {
  const id = idSchema('mer').safeParse(merchant)
  if (!id.success)
    throw usage(`"${merchant.slice(0, 60)}" is no merchant.`, 'It is of the form mer_… with 26 letters.')
  const plan = await withDatabase(readConfig(surroundings), ({ db }) =>
    db.transaction((tx) => (planOnly ? planMove : moveMerchant)(tx, id.data, book, sources), byCommandLine)
  )
  surroundings.out(json ? `${JSON.stringify(MovePlan.encode(plan))}\n` : told(plan, planOnly === true))
  return plan.waits.length > 0 ? exitCodes.different : exitCodes.ok
}

const lineOf = ({ name, createdAt }: Book) =>
  `${name.padEnd(20)}  since ${createdAt.toISOString().slice(0, 10)}\n`

const sum = (amount: MovePlan['moves'][number]['amount']) => `${formatDecimal(amount)} ${amount.currency}`

const lineOfSum = ({ reason, amount, account, book }: MovePlan['waits'][number]) =>
  `  ${reason}: ${sum(amount)}${account === null ? '' : ` of ${account}`} in ${book}`

function followed(isThere: boolean, hasMoves: boolean): string {
  if (isThere) return 'What moves follows by itself.'
  return `The merchant is moved${hasMoves ? '; its balances follow by themselves' : ''}.`
}

function told({ merchantId, book, toBook, moves, stays, waits }: MovePlan, planOnly: boolean): string {
  return [
    `${merchantId}: ${book === toBook ? `in ${book} already` : `from ${book} to ${toBook}`}`,
    'Moves:',
    ...moves.map((one) => `  ${sum(one.amount)} of ${one.account} in ${one.book}`),
    ...(moves.length === 0 ? ['  nothing: no balance has to go over'] : []),
    ...(stays.length === 0 ? [] : ['Stays:', ...stays.map(lineOfSum)]),
    ...(waits.length === 0 ? [] : ['Waits:', ...waits.map(lineOfSum)]),
    planOnly ? 'Nothing was changed.' : followed(book === toBook, moves.length > 0),
    ''
  ].join('\n')
}
