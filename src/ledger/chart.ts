/**
 * The kinds of account that Kontor's own rooms keep: the chart of accounts. Accounts of these kinds cannot be opened over
 * the API, so that no caller can sit on a name that a room will need.
 */
export const managedKinds: ReadonlySet<string> = new Set([
  'provider',
  'provider_cost',
  'bank',
  'escrow',
  'dispute',
  'merchant',
  'reserve',
  'owed',
  'payout',
  'refund',
  'chargeback',
  'commission',
  'fee',
  'loss',
  'fx',
  'clearing',
  'unmatched'
])
