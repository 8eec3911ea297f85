import { type Format, minorOf, type Text } from '../../text/index.ts'

/** What a merchant owes, said to the merchant or of it, with its amount as amounts are written here. */
export function owingOf(reason: string, t: Text, f: Format, isOwn: boolean): string {
  const [, decimal = '', currency = ''] = /^The merchant owes ([\d.]+) ([A-Z]{3})\.$/.exec(reason) ?? []
  const amount = minorOf(decimal, currency)
  if (amount === null) return t.problems.said(reason)
  const money = f.money({ amount, currency })
  return isOwn ? t.money.youOwe(money) : t.money.owes(money)
}
