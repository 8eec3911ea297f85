import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { exceptionsOf } from './olist-exceptions.ts'
import { type Olist, readOlist } from './olist-files.ts'
import { planOrders } from './olist-plan.ts'

const folder = mkdtempSync(join(tmpdir(), 'kontor olist '))
afterAll(() => rmSync(folder, { recursive: true }))

const headers = {
  orders:
    'order_id,customer_id,order_status,order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,' +
    'order_delivered_customer_date,order_estimated_delivery_date',
  order_items: 'order_id,order_item_id,product_id,seller_id,shipping_limit_date,price,freight_value',
  order_payments: 'order_id,payment_sequential,payment_type,payment_installments,payment_value',
  sellers: 'seller_id,seller_zip_code_prefix,seller_city,seller_state',
  products: 'product_id,product_category_name,product_name_lenght',
  customers: 'customer_id,customer_unique_id,customer_zip_code_prefix,customer_city,customer_state'
}
type Rows = Partial<Record<keyof typeof headers, readonly string[]>>

function write(rows: Rows) {
  for (const [file, header] of Object.entries(headers)) {
    const lines = rows[file as keyof typeof headers] ?? []
    writeFileSync(join(folder, `olist_${file}_dataset.csv`), [header, ...lines, ''].join('\r\n'))
  }
}

const good: Rows = {
  orders: [
    'o1,c1,delivered,2018-01-01 10:00:00,2018-01-01 11:00:00,2018-01-03 09:00:00,2018-01-09 18:00:00,2018-01-20 00:00:00'
  ],
  order_items: ['o1,1,p1,s1,2018-01-05 00:00:00,99.9,27.65'],
  order_payments: ['o1,2,voucher,1,27.55', 'o1,1,credit_card,3,100.00'],
  sellers: ['s1,01001,"sao\npaulo",SP'],
  products: ['p1,"bebes",40'],
  customers: ['c1,u1,35182,timoteo,MG']
}

const read = (rows: Rows): Promise<Olist> => {
  write(rows)
  return readOlist(folder)
}
const exceptions = async (rows: Rows) => {
  const olist = await read({ ...good, ...rows })
  return olist.orders
    .flatMap((order) => exceptionsOf(olist, order))
    .map(({ kind, detail }) => `${kind}: ${detail}`)
}
const plan = async (rows: Rows) => {
  const [first] = planOrders(await read({ ...good, ...rows }))
  return first?.steps.map(({ kind, at }) => `${kind} ${at.toISOString().slice(0, 16)}`)
}

test('amounts are exact, payments stand in their sequence, newlines in quotes do not end a row', async () => {
  const olist = await read(good)
  expect(olist.items.get('o1')).toMatchObject([{ price: 9990n, freight_value: 2765n }])
  expect(planOrders(olist)[0]?.payments.map((payment) => payment.payment_value)).toEqual([10_000n, 2755n])
  expect(olist.sellers).toEqual(new Set(['s1']))
  expect(await exceptions({})).toEqual([])
})

describe('exceptions', () => {
  test.each<[string, Rows, string[]]>([
    [
      'a payment that differs by two cents',
      { order_payments: ['o1,1,credit_card,1,127.57'] },
      ['payment_differs: paid 127.57 BRL, items plus freight 127.55 BRL, difference 0.02 BRL']
    ],
    ['one that differs by one cent is none', { order_payments: ['o1,1,credit_card,1,127.54'] }, []],
    [
      'a payment of nothing, of an unknown kind',
      { order_payments: ['o1,1,not_defined,1,0.00', 'o1,2,boleto,1,127.55'] },
      [
        'payment_zero: payment 1 (not_defined) is 0.00 BRL',
        'payment_type_unknown: payment 1 is "not_defined"'
      ]
    ],
    ['no items', { order_items: [] }, ['items_missing: status delivered, no item rows']],
    ['no payments', { order_payments: [] }, ['payments_missing: status delivered, no payment rows']],
    ['no seller', { sellers: [] }, ['seller_missing: no row for seller s1']],
    ['no product', { products: [] }, ['product_missing: no row for product p1']],
    ['no customer', { customers: [] }, ['customer_missing: no row for customer c1']],
    [
      'dates that contradict each other',
      { orders: ['o1,c1,shipped,2018-01-02 10:00:00,2018-01-03 10:00:00,2018-01-01 10:00:00,,'] },
      [
        'dates_contradict: hand-over to the carrier 2018-01-01 10:00:00 lies before purchase 2018-01-02 10:00:00',
        'dates_contradict: hand-over to the carrier 2018-01-01 10:00:00 lies before approval 2018-01-03 10:00:00'
      ]
    ],
    [
      'delivered, but when?',
      { orders: ['o1,c1,delivered,2018-01-02 10:00:00,,,,'] },
      [
        'date_missing: delivered without a date of approval',
        'date_missing: delivered without a date of hand-over to the carrier',
        'date_missing: delivered without a date of delivery'
      ]
    ],
    [
      'cancelled, yet delivered',
      {
        orders: [
          'o1,c1,canceled,2018-01-01 10:00:00,2018-01-01 10:00:00,2018-01-02 10:00:00,2018-01-03 10:00:00,'
        ]
      },
      ['status_contradicts_dates: canceled, yet delivered 2018-01-03 10:00:00']
    ],
    [
      'an unknown status',
      { orders: ['o1,c1,lost,2018-01-01 10:00:00,,,,'] },
      ['status_unknown: status "lost"']
    ]
  ])('%s', async (_, rows, expected) => {
    expect(await exceptions(rows)).toEqual(expected)
  })
})

describe('steps', () => {
  test.each<[string, string, string[]]>([
    [
      'delivered',
      'delivered,2018-01-01 10:00:00,2018-01-01 11:00:00,2018-01-03 09:00:00,2018-01-09 18:00:00,',
      [
        'order 2018-01-01T10:00',
        'approve 2018-01-01T11:00',
        'ship 2018-01-03T09:00',
        'deliver 2018-01-09T18:00'
      ]
    ],
    [
      'sent before it was approved: it waits for the approval',
      'shipped,2018-01-01 10:00:00,2018-01-04 11:00:00,2018-01-03 09:00:00,,',
      ['order 2018-01-01T10:00', 'approve 2018-01-04T11:00', 'ship 2018-01-04T11:00']
    ],
    [
      'delivered without a date: sent, never proven',
      'delivered,2018-01-01 10:00:00,2018-01-01 11:00:00,2018-01-03 09:00:00,,',
      ['order 2018-01-01T10:00', 'approve 2018-01-01T11:00', 'ship 2018-01-03T09:00']
    ],
    [
      'cancelled before it was approved',
      'canceled,2018-01-01 10:00:00,,,,',
      ['order 2018-01-01T10:00', 'cancel 2018-01-01T10:01']
    ],
    [
      'cancelled on its way: refunded',
      'canceled,2018-01-01 10:00:00,2018-01-01 11:00:00,2018-01-03 09:00:00,,',
      [
        'order 2018-01-01T10:00',
        'approve 2018-01-01T11:00',
        'ship 2018-01-03T09:00',
        'refund 2018-01-03T09:01'
      ]
    ],
    ['created', 'created,2018-01-01 10:00:00,,,,', ['order 2018-01-01T10:00']]
  ])('%s', async (_, row, steps) => {
    expect(await plan({ orders: [`o1,c1,${row}`] })).toEqual(steps)
  })

  test('an order that stands there twice is planned once', async () => {
    const [row = ''] = good.orders ?? []
    expect(planOrders(await read({ ...good, orders: [row, row] }))).toHaveLength(1)
  })
})

describe('files that cannot be used are refused by file, column and line', () => {
  test.each<[string, () => void, string]>([
    [
      'missing',
      () => rmSync(join(folder, 'olist_sellers_dataset.csv')),
      'There is no olist_sellers_dataset.csv'
    ],
    [
      'without a column',
      () => writeFileSync(join(folder, 'olist_orders_dataset.csv'), 'order_id,customer_id\no1,c1\n'),
      'olist_orders_dataset.csv lacks the column order_status'
    ],
    [
      'with an amount of three digits',
      () => write({ ...good, order_payments: ['o1,1,credit_card,3,100.00', 'o1,1,voucher,1,1.005'] }),
      'olist_order_payments_dataset.csv, line 3: payment_value is not an amount of BRL'
    ],
    [
      'with a broken date',
      () => write({ ...good, orders: ['o1,c1,created,yesterday,,,,'] }),
      'olist_orders_dataset.csv, line 2: order_purchase_timestamp is not a time'
    ],
    [
      'with a day that the calendar does not have',
      () => write({ ...good, orders: ['o1,c1,created,2018-02-31 10:00:00,,,,'] }),
      'olist_orders_dataset.csv, line 2: order_purchase_timestamp is not a time of the calendar'
    ],
    [
      'with a quote that never ends',
      () => write({ ...good, products: ['p1,"bebes,40'] }),
      'olist_products_dataset.csv, line'
    ]
  ])('%s', async (_, damage, message) => {
    write(good)
    damage()
    await expect(readOlist(folder)).rejects.toThrow(message)
  })
})

const real = '../shared/data/olist'
test.skipIf(!existsSync(real))(
  'the real sample: 3,996 orders, each exception found (skipped without the data)',
  async () => {
    const olist = await readOlist(real)
    expect(planOrders(olist)).toHaveLength(3996)
    const kinds = Object.groupBy(
      olist.orders.flatMap((order) => exceptionsOf(olist, order)),
      ({ kind }) => kind
    )
    expect(Object.fromEntries(Object.entries(kinds).map(([kind, list]) => [kind, list.length]))).toEqual({
      payment_differs: 10,
      payment_zero: 2,
      payment_type_unknown: 2,
      items_missing: 395,
      date_missing: 6,
      dates_contradict: 37,
      status_contradicts_dates: 4
    })
  }
)
