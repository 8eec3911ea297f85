import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { createMarketplace } from '../../test/marketplace.ts'
import { fillSmallWorld } from '../../test/small-world.ts'
import type { ActorKind } from '../api/index.ts'
import { day, later } from '../kernel/index.ts'

// oxlint-disable-next-line typescript/no-explicit-any -- answers are looked into freely here
type Json = any
/** The merchants of the world sell in three of them, and one of them is paid in euros. */
const currencies = ['CNY', 'EUR', 'JPY', 'USD']

type Sum = Readonly<{ amount: number; currency: string }>

describe('the desk of a marketplace in which everything has happened', () => {
  let db: TestDatabase
  let shop: ReturnType<typeof createMarketplace>
  const keys = new Map<ActorKind, string>()
  const limits = { keyRatePerSecond: 1e6, keyBurst: 1e6, addressRatePerSecond: 1e6, addressBurst: 1e6 }
  beforeAll(async () => {
    db = await testDatabase(new Date('2026-06-03T10:17:00Z'), { durable: false })
    await fillSmallWorld(db)
    shop = createMarketplace(db, { limits })
    for (const kind of ['operator', 'service', 'auditor'] as const)
      keys.set(kind, (await shop.makeKey(kind)).secret)
  }, 300_000)
  afterAll(() => db.drop())

  async function get(path: string, kind: ActorKind = 'operator', key = keys.get(kind)): Promise<Json> {
    const headers = { authorization: `Bearer ${key}` }
    const answer = await shop.server.fetch(new Request(`http://kontor${path}`, { headers }))
    const text = await answer.text()
    expect(answer.status, `${path}: ${text.slice(0, 300)}`).toBe(200)
    return answer.headers.get('content-type')?.includes('json') ? (JSON.parse(text) as Json) : text
  }
  /** All items of a list. */
  async function all(path: string, kind: ActorKind = 'operator', key = keys.get(kind)): Promise<Json[]> {
    const items: Json[] = []
    for (let cursor = ''; ;) {
      const page = await get(`${path}${path.includes('?') ? '&' : '?'}limit=100${cursor}`, kind, key)
      items.push(...page.items)
      if (page.next === null) return items
      cursor = `&cursor=${page.next}`
    }
  }
  const rows = async (text: string) => (await db.superuser(text)) as Json[]
  const earliest = (found: Json[], name: string) => {
    const moments: string[] = found.map((one) => one[name])
    return moments.reduce<string | null>((first, at) => (first === null || at < first ? at : first), null)
  }
  const minors = (found: Json[]) => Object.fromEntries(found.map((row) => [row.currency, Number(row.minor)]))

  describe('today', () => {
    let today: Json
    beforeAll(async () => {
      today = await get('/v1/today?days=60')
    })
    const figure = (place: string) =>
      Object.fromEntries(
        today.money.map(({ currency, figures }: Json) => [
          currency,
          figures.find((one: Json) => one.place === place).amount.amount
        ])
      )
    const balances = (kinds: string, sign: string) =>
      rows(`select currency, sum(${sign} (a.debits_posted - a.credits_posted + coalesce(d.net, 0)))::bigint as minor
        from ledger_account a left join (select account_no, sum(debits_posted - credits_posted) as net from ledger_delta
          group by account_no) d on d.account_no = a.no
        where kind in (${kinds}) group by currency order by currency`)

    test('says of every place what the accounts of the ledger say', async () => {
      expect(Object.keys(figure('at_banks'))).toEqual(currencies)
      for (const [place, kinds, sign] of [
        ['at_providers', `'provider'`, ''],
        ['at_banks', `'bank'`, ''],
        ['owed_by_merchants', `'owed'`, ''],
        ['held_for_orders', `'escrow'`, '-'],
        ['owed_to_merchants', `'merchant', 'reserve'`, '-'],
        ['payouts_on_their_way', `'payout'`, '-'],
        ['refunds_on_their_way', `'refund', 'chargeback'`, '-'],
        ['unmatched', `'unmatched'`, '-'],
        ['exchange', `'fx'`, '-'],
        ['own_result', `'commission', 'fee', 'loss', 'provider_cost'`, '-']
      ] as const)
        expect({ place, ...figure(place) }).toMatchObject({ place, ...minors(await balances(kinds, sign)) })
      expect(Object.values(figure('held_for_orders')).filter((minor) => Number(minor) > 0)).toHaveLength(3)
    })

    test('differs by nothing, and by what is missing where the books of the orders say otherwise', async () => {
      const difference = (of: Json) =>
        Object.fromEntries(of.money.map((one: Json) => [one.currency, one.difference.amount.amount]))
      const nothing = { CNY: 0, EUR: 0, JPY: 0, USD: 0 }
      expect(difference(today)).toEqual(nothing)
      const part = `(select id from escrow_part where currency = 'CNY' and held > 7 and frozen = 0 order by id limit 1)`
      await db.superuser(`update escrow_part set commission = commission + 7 where id = ${part}`)
      expect(difference(await get('/v1/today'))).toEqual({ ...nothing, CNY: 7 })
      await db.superuser(
        `update escrow_part p set commission = (select sum(commission) from escrow_movement where part_id = p.id)
        where exists (select from escrow_movement where part_id = p.id)`
      )
      expect(difference(await get('/v1/today'))).toEqual(nothing)
    })

    test('tells of in and out by day what happened in all, by the books of those who did it', async () => {
      const whole = (stream: string) => {
        const sums: Record<string, number> = {}
        for (const row of today.days.rows as Record<string, Sum>[])
          sums[row[stream]?.currency ?? ''] =
            (sums[row[stream]?.currency ?? ''] ?? 0) + (row[stream]?.amount ?? 0)
        return sums
      }
      const by = async (text: string) => ({ CNY: 0, EUR: 0, JPY: 0, USD: 0, ...minors(await rows(text)) })
      expect(whole('captured')).toEqual(
        await by(
          `select currency, sum(amount_minor)::bigint as minor from payments_capture where state = 'done' group by 1`
        )
      )
      expect(whole('refunded')).toEqual(
        await by(
          `select currency, sum(amount_minor)::bigint as minor from payments_refund where state = 'done' group by 1`
        )
      )
      expect(whole('chargedBack')).toEqual(
        await by(
          `select currency, sum(amount_minor)::bigint as minor from payments_chargeback where state = 'lost' group by 1`
        )
      )
      expect(whole('released')).toEqual(
        await by(`select currency, sum(m.released)::bigint as minor from escrow_movement m
          join escrow_part p on p.id = m.part_id where kind = 'release' group by 1`)
      )
      const settled = `select currency, sum(minor)::bigint as minor from payouts_payout
        where settled_at is not null group by 1`
      expect(whole('paidOut')).toEqual(await by(settled))
      expect(Object.values(whole('paidOut')).some((minor) => minor > 0)).toBe(true)
    })

    test('has every day once for each currency, with as many days as were asked for', async () => {
      const { days } = await get('/v1/today?days=3')
      expect([days.from, days.to]).toEqual(['2026-06-01', '2026-06-03'])
      expect(days.rows.map(({ day: name, currency }: Json) => `${currency} ${name}`)).toEqual(
        currencies.flatMap((currency) =>
          ['2026-06-01', '2026-06-02', '2026-06-03'].map((name) => `${currency} ${name}`)
        )
      )
      const [short, long] = await Promise.all([get('/v1/today?days=3'), get('/v1/today?days=60')])
      expect(short.days.rows).toEqual(long.days.rows.filter((row: Json) => row.day >= '2026-06-01'))
    })

    test('counts what waits as its own list does', async () => {
      const waiting: Json = Object.fromEntries(today.waiting.map((one: Json) => [one.kind, one]))
      const escalated = await all('/v1/disputes?state=escalated')
      expect(waiting.disputes_to_decide.count).toBe(escalated.length)
      const asked = [...(await all('/v1/disputes?state=open')), ...(await all('/v1/disputes?state=answered'))]
      expect(waiting.disputes_to_answer).toMatchObject({
        count: asked.length,
        oldest: earliest(asked, 'openedAt'),
        deadline: earliest(asked, 'dueAt')
      })
      const differences = await all('/v1/differences?state=open')
      expect(waiting.differences).toMatchObject({
        count: differences.length,
        oldest: earliest(differences, 'since')
      })
      expect(waiting.calls_stuck.count).toBe((await all('/v1/provider-calls?state=stuck')).length)
      expect(waiting.refunds_failed.count).toBe(
        (await rows(`select 1 from payments_refund where state = 'failed'`)).length
      )
      const unpaid = await rows(`select distinct owner from ledger_account
        where kind = 'merchant' and credits_posted > debits_posted and book = 'main'
          and owner not in (select merchant_id from payouts_profile)`)
      expect(waiting.merchants_without_bank_account.count).toBe(unpaid.length)
      expect(today.waiting.some(({ count }: Json) => count > 0)).toBe(true)
      for (const { list } of today.waiting) await get(`${list}${list.includes('?') ? '&' : '?'}limit=1`)
    })
  })

  describe('the trial balance', () => {
    test.each([0, 9, 30])('of %d days ago is that of all accounts as they stood then', async (ago) => {
      const at = later(db.clock.now(), -ago * day)
      const { lines, totals } = await get(`/v1/ledger/trial-balance?at=${at.toISOString()}`)
      const accounts = await all('/v1/ledger/accounts')
      const nets = new Map<string, number>()
      for (const { id, kind, side } of accounts) {
        const found = await get(`/v1/ledger/accounts/${id}?at=${at.toISOString()}`)
        const { amount, currency } = found.balance
        const key = `${currency} ${kind}`
        nets.set(key, (nets.get(key) ?? 0) + (side === 'debit' ? amount : -amount))
      }
      const shown = new Map(
        lines.map(({ currency, kind, debit, credit }: Json) => [
          `${currency} ${kind}`,
          debit.amount - credit.amount
        ])
      )
      for (const [key, net] of nets) expect({ key, net: shown.get(key) ?? 0 }).toEqual({ key, net })
      for (const { difference, debit } of totals) {
        expect(difference.amount).toBe(0)
        expect(debit.amount).toBeGreaterThan(0)
      }
    })

    test('without a moment is that of now, and comes as a table too', async () => {
      const now = await get('/v1/ledger/trial-balance')
      expect(now.at).toBe(db.clock.now().toISOString())
      const csv: string = await get('/v1/ledger/trial-balance.csv', 'auditor')
      const [head, ...lines] = csv.trimEnd().split('\r\n')
      expect(head).toBe('book,at,currency,kind,debit,credit')
      expect(lines).toHaveLength(now.lines.length)
      const yen = now.lines.find(({ currency, kind }: Json) => currency === 'JPY' && kind === 'bank')
      const cents = now.lines.find(({ currency, kind }: Json) => currency === 'CNY' && kind === 'bank')
      expect(csv).toContain(`JPY,bank,${yen.debit.amount},0\r\n`)
      expect(csv).toContain(`CNY,bank,${(cents.debit.amount / 100).toFixed(2)},0.00\r\n`)
    })
  })

  describe('the journal of an order', () => {
    test('is all that touched its accounts, balances in each, and has words for every leg', async () => {
      const orders = await all('/v1/orders')
      const whys = new Set<string>()
      for (const { id } of orders) {
        const journal = await get(`/v1/orders/${id}/journal`)
        expect(journal.complete).toBe(true)
        const order = await get(`/v1/orders/${id}`)
        const sums = new Map<string, number>()
        for (const { legs, why, reason } of journal.entries) {
          whys.add(why)
          expect(reason).not.toBe('Money of this order moved.')
          for (const { type, debit, credit, amount, reason: words } of legs) {
            expect(words).not.toBe('Money of this order moved.')
            if (type !== 'plain' && type !== 'capture') continue
            sums.set(debit, (sums.get(debit) ?? 0) - amount.amount)
            sums.set(credit, (sums.get(credit) ?? 0) + amount.amount)
          }
        }
        for (const part of order.parts)
          expect({ id, held: sums.get(`escrow:${part.id}:${order.currency}`) ?? 0 }).toEqual({
            id,
            held: part.money.held.amount
          })
        const times = journal.entries.map(({ at }: Json) => at)
        expect(times).toEqual(times.toSorted())
      }
      expect([...whys].sort()).toEqual(
        expect.arrayContaining([
          'captured',
          'charged_back',
          'frozen',
          'refund_confirmed',
          'refunded',
          'released'
        ])
      )
    })

    test('names the business act that each entry came from', async () => {
      const [order] = (await all('/v1/orders?state=completed')) as Json[]
      const { entries } = await get(`/v1/orders/${order.id}/journal`, 'service')
      const { parts } = await get(`/v1/orders/${order.id}`)
      const acts = new Set(
        parts.flatMap((part: Json) => part.reasons.map(({ reference }: Json) => reference))
      )
      const released = entries.filter(({ why }: Json) => why === 'released')
      const captured = entries.filter(({ why }: Json) => why === 'captured')
      expect(released.length * captured.length).toBeGreaterThan(0)
      for (const { about } of [...released, ...captured]) expect(acts).toContain(about)
    })
  })

  describe('the timeline of an order', () => {
    test('tells of payments, carriers and payouts beside the events of the order, oldest first', async () => {
      const sources = new Set<string>()
      for (const { id } of await all('/v1/orders')) {
        const { steps, next } = await get(`/v1/orders/${id}/timeline`)
        const order = await get(`/v1/orders/${id}`)
        expect(steps.filter(({ source }: Json) => source === 'order')).toHaveLength(order.timeline.length)
        const times = steps.map(({ at }: Json) => at)
        expect(times).toEqual(times.toSorted())
        const own = next.filter(({ what }: Json) => what !== 'paid_out' && what !== 'authorization_ends')
        expect(own).toEqual(order.upcoming)
        const reserved = order.payments.filter(({ state }: Json) => state === 'authorized')
        const end = ({ id: subject, expiresAt: at }: Json) => ({ at, what: 'authorization_ends', subject })
        expect(next.filter(({ what }: Json) => what === 'authorization_ends')).toEqual(reserved.map(end))
        if (reserved.length > 0) sources.add('authorized')
        for (const { source } of steps) sources.add(source)
      }
      expect([...sources].sort()).toEqual(['authorized', 'carrier', 'order', 'payment', 'payout'])
    })

    test('names the provider as the actor of what it reported, and of nothing else', async () => {
      const reported = new Set<string>()
      for (const { id } of await all('/v1/orders'))
        for (const { what, actor } of (await get(`/v1/orders/${id}/timeline`)).steps)
          if (actor === 'provider:sandbox') reported.add(what)
          else expect(what).not.toMatch(/^payment\.(authorized|captured|declined|refunded|charged_back)$/)
      for (const what of ['payment.captured', 'payment.refunded', 'order.payment_captured', 'order.paid'])
        expect([...reported]).toContain(what)
      expect([...reported].filter((what) => /created|requested|shipped|expired/.test(what))).toEqual([])
    })

    test('shows a merchant its own, and nothing of payments or other merchants', async () => {
      const order = (await all('/v1/orders')).find(({ merchantIds }) => merchantIds.length > 1)
      const [merchantId, other] = order.merchantIds
      const { secret } = await shop.makeKey('merchant', { merchantId })
      const shown = JSON.stringify(await get(`/v1/orders/${order.id}/timeline`, 'merchant', secret))
      expect(shown).not.toMatch(/pay_/)
      expect(shown).not.toContain(other)
    })
  })

  test('refunds are found by how far they have come, each in one state', async () => {
    const refunds = await all('/v1/refunds')
    const found = await Promise.all(
      ['pending', 'succeeded', 'failed'].map(async (state) => {
        const those = (await all(`/v1/refunds?state=${state}`)) as Json[]
        expect(those).toEqual(refunds.filter((refund: Json) => refund.state === state))
        return those.length
      })
    )
    expect(found[1]).toBeGreaterThan(0)
    expect(found[2]).toBeGreaterThan(0)
  })

  describe('what a payout is made of', () => {
    test('sums to what left the balance, for every payout, and so do its lines', async () => {
      const payouts = await all('/v1/payouts')
      expect(payouts.length).toBeGreaterThan(20)
      const kinds = new Set<string>()
      for (const { id, amount, sold, reserve } of payouts) {
        const found = await get(`/v1/payouts/${id}/breakdown`)
        const changed = found.sums.reduce((sum: number, one: Json) => sum + one.amount.amount, 0)
        expect(found.carriedOver.amount + changed).toBe(
          found.left.amount + found.reserve.amount + found.sold.amount
        )
        expect(found.takenOut.amount).toBe(reserve.amount + (sold ?? amount).amount)
        const lines = await all(`/v1/payouts/${id}/lines`)
        for (const { kind, lines: count, amount: sum } of found.sums) {
          kinds.add(kind)
          const those = lines.filter((line) => line.kind === kind)
          expect(those).toHaveLength(count)
          expect(those.reduce((total, line) => total + line.amount.amount, 0)).toBe(sum.amount)
        }
        const sales = lines.filter(({ kind }) => kind === 'sale')
        const sum = (name: string) => sales.reduce((total, line) => total + line[name].amount, 0)
        expect([sum('gross'), sum('commission')]).toEqual([found.sales.amount, found.commission.amount])
        expect(sum('gross') - sum('commission')).toBe(sum('amount'))
      }
      expect([...kinds]).toEqual(expect.arrayContaining(['sale', 'refund']))
    })

    test('every sale is in one payout at the most, and names its order', async () => {
      const seen = new Set<string>()
      const names = new Map((await all('/v1/orders')).map(({ id, reference }) => [id, reference]))
      for (const { id } of await all('/v1/payouts'))
        for (const { transactionId, kind, about, reference } of await all(`/v1/payouts/${id}/lines`)) {
          expect(reference).toBe(names.get(about) ?? null)
          if (kind !== 'sale') continue
          expect(seen.has(transactionId)).toBe(false)
          seen.add(transactionId)
          expect(about).toMatch(/^ord_/)
        }
      expect(seen.size).toBeGreaterThan(20)
    })

    test('stands in the list with its merchant, where that is asked for', async () => {
      const payouts = await all('/v1/payouts?include=merchant')
      expect(payouts.length).toBeGreaterThan(20)
      for (const { merchantId, merchant } of payouts) expect(merchant.id).toBe(merchantId)
      const [first] = await all('/v1/payouts')
      expect(first).not.toHaveProperty('merchant')
      const { merchant } = await get(`/v1/payouts/${first.id}?include=merchant`)
      expect(merchant.id).toBe(first.merchantId)
    })

    test('is not there for another merchant', async () => {
      const [one, other] = Object.values(
        Object.groupBy(await all('/v1/payouts'), ({ merchantId }) => merchantId)
      )
      const { secret } = await shop.makeKey('merchant', { merchantId: one?.[0].merchantId })
      await get(`/v1/payouts/${one?.[0].id}/breakdown`, 'merchant', secret)
      for (const what of ['breakdown', 'lines']) {
        const headers = { authorization: `Bearer ${secret}` }
        const path = `http://kontor/v1/payouts/${other?.[0].id}/${what}`
        expect((await shop.server.fetch(new Request(path, { headers }))).status).toBe(404)
      }
    })
  })

  test('the timeline says whose key or session did something', async () => {
    const [order] = await all('/v1/orders?state=awaiting_payment')
    const headers = { authorization: `Bearer ${keys.get('operator')}`, 'content-type': 'application/json' }
    const act = { method: 'POST', headers: { ...headers, 'idempotency-key': 'x' }, body: '{"reason":"No."}' }
    await shop.server.fetch(new Request(`http://kontor/v1/orders/${order.id}/cancel`, act))
    const { steps } = await get(`/v1/orders/${order.id}/timeline`)
    const kinds = Object.fromEntries(steps.map(({ what, actorKind }: Json) => [what, actorKind]))
    expect(kinds).toMatchObject({ 'order.created': null, 'order.cancelled': 'operator' })
  })
})
