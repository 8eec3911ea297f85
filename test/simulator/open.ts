import { type Merchant, type Model, openModel } from './model.ts'
import { ledgerAccounts } from './postings.ts'
import { profileOf } from './requests.ts'
import type { Sender, World } from './world.ts'

/** Who is in every world. */
const merchants: readonly Merchant[] = [
  { terms: { basisPoints: 500, fixed: 0, minimum: 0, cap: null }, reserve: 0, reserveDays: 0 },
  { terms: { basisPoints: 333, fixed: 15, minimum: 40, cap: null }, reserve: 1000, reserveDays: 3 },
  { terms: { basisPoints: 1250, fixed: 0, minimum: 100, cap: 700 }, reserve: 250, reserveDays: 10 },
  { terms: { basisPoints: 0, fixed: 0, minimum: 0, cap: null }, reserve: 0, reserveDays: 0 }
].map((one, no) => ({
  ...one,
  name: `m${no}`,
  blocked: false,
  suspended: false,
  every: 'demand',
  nextAt: null,
  exempt: 0
}))

const buyers = 4

/** The market opens: merchants with what they pay, buyers, accounts of the ledger's own callers. */
export async function openMarket(world: World, names: Map<string, string>): Promise<Model> {
  let requests = 0
  const send = async (sender: Sender, path: string, body: unknown, method: 'POST' | 'PUT' = 'POST') => {
    const {
      status,
      text,
      body: told
    } = await world.send({ sender, method, path, body, key: `open-${requests++}` })
    if (status > 201) throw new Error(`${path}: ${text}`)
    return String(told['id'])
  }
  const money = (amount: number) => ({ amount, currency: 'CNY' })
  for (const merchant of merchants) {
    const { name, terms, reserve, reserveDays: days } = merchant
    const id = await send('operator', '/v1/merchants', {
      reference: name,
      displayName: name,
      payoutCurrency: 'CNY'
    })
    names.set(name, id)
    const { basisPoints, fixed, minimum, cap } = terms
    const amounts = {
      fixed: money(fixed),
      minimum: money(minimum),
      ...(cap === null ? {} : { cap: money(cap) })
    }
    await send('operator', '/v1/commission-schedules', {
      merchantId: id,
      currency: 'CNY',
      basisPoints,
      ...amounts
    })
    await send(
      'operator',
      `/v1/merchants/${id}/payout-profile`,
      profileOf({ reserve, days, every: 'demand' }),
      'PUT'
    )
  }
  for (let no = 0; no < buyers; no++)
    names.set(`b${no}`, await send('service', '/v1/buyers', { reference: `b${no}` }))
  for (const { id, side, floor } of ledgerAccounts) {
    const currency = id.slice(-3)
    const body = { id, side, floor: floor === null ? null : { amount: Number(floor), currency } }
    await send('operator', '/v1/ledger/accounts', body)
  }
  return openModel(world.clock.now().getTime(), names, merchants, ledgerAccounts)
}

/** The names of all merchants and buyers. */
export const cast = {
  merchants: merchants.map(({ name }) => name),
  buyers: Array.from({ length: buyers }, (_, no) => `b${no}`)
}
