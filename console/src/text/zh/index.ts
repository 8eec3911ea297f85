import type { Text } from '../en/index.ts'
import { account, ledger } from './ledger.ts'
import { calls, developers, endpoint } from './developers.ts'
import { counted } from './counted.ts'
import { dispute, disputes } from './disputes.ts'
import { events } from './events.ts'
import { merchant, merchants } from './merchants.ts'
import { money } from './money.ts'
import { order, orders } from './orders.ts'
import { payout, payouts, statement } from './payouts.ts'
import { gate, problems, shell } from './shell.ts'
import { today } from './today.ts'
import { words } from './words.ts'

/** All texts in simplified Chinese. */
export const zh: Text = {
  shell,
  gate,
  problems,
  words,
  counted,
  events,
  today,
  orders,
  order,
  disputes,
  dispute,
  payouts,
  payout,
  statement,
  money,
  merchants,
  merchant,
  ledger,
  account,
  developers,
  endpoint,
  calls
}
