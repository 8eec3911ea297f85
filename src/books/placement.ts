/**
 * What a distributed PostgreSQL places by book: the ledger, whose statements each stay inside one book. Everything else
 * stays on the coordinator, where one statement sees all merchants, orders and events.
 */
export const placement = {
  column: 'book',
  tables: [
    'ledger_account',
    'ledger_transaction',
    'ledger_transfer',
    'ledger_hold',
    'ledger_delta',
    'ledger_checkpoint',
    'ledger_flow',
    'ledger_flow_mark'
  ]
} as const
