import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { CsvError, parse } from 'csv-parse'
import { z } from 'zod'
import { parseDecimal, Timestamp } from '../kernel/index.ts'
import { columnMissing, fileMissing, lineInvalid } from './failures.ts'

/** The files carry no time zone; they are read as UTC, so that a replay is the same everywhere. */
const Moment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/, 'is not a time of the form 2018-05-16 20:57:03')
  .transform((text) => `${text.replace(' ', 'T')}Z`)
  .refine((text) => Timestamp.safeParse(text).success, 'is not a time of the calendar')
  .transform((text) => new Date(text))
const MomentOrNone = z.union([z.literal('').transform(() => null), Moment])
const Key = z.string().regex(/^[0-9A-Za-z_-]{1,64}$/, 'is not an id')
const Minor = z.string().transform((text, context) => {
  try {
    return parseDecimal(text, 'BRL')
  } catch {
    context.addIssue({ code: 'custom', message: 'is not an amount of BRL' })
    return z.NEVER
  }
})

const OrderRow = z.object({
  order_id: Key,
  customer_id: Key,
  order_status: z.string().max(40),
  order_purchase_timestamp: Moment,
  order_approved_at: MomentOrNone,
  order_delivered_carrier_date: MomentOrNone,
  order_delivered_customer_date: MomentOrNone,
  order_estimated_delivery_date: MomentOrNone
})
const ItemRow = z.object({
  order_id: Key,
  order_item_id: z.string(),
  product_id: Key,
  seller_id: Key,
  price: Minor,
  freight_value: Minor
})
const PaymentRow = z.object({
  order_id: Key,
  payment_sequential: z.string().regex(/^\d{1,4}$/),
  payment_type: z.string().max(40),
  payment_installments: z.string().regex(/^\d{1,3}$/),
  payment_value: Minor
})
const SellerRow = z.object({ seller_id: Key })
const ProductRow = z.object({ product_id: Key, product_category_name: z.string().max(100) })
const CustomerRow = z.object({ customer_id: Key, customer_unique_id: Key })

export type OlistOrder = z.output<typeof OrderRow>
export type OlistItem = z.output<typeof ItemRow>
export type OlistPayment = z.output<typeof PaymentRow>

/** What a folder of Olist files says, by order. */
export type Olist = Readonly<{
  orders: readonly OlistOrder[]
  items: ReadonlyMap<string, readonly OlistItem[]>
  payments: ReadonlyMap<string, readonly OlistPayment[]>
  sellers: ReadonlySet<string>
  /** Category by product. */
  products: ReadonlyMap<string, string>
  /** The person (`customer_unique_id`) by customer: a customer row belongs to one order. */
  customers: ReadonlyMap<string, string>
}>

/** Reads the files of `folder`. A file that is missing, lacks a column or has a broken line is refused by name. */
export async function readOlist(folder: string): Promise<Olist> {
  const read = <T extends z.ZodObject>(file: string, row: T) => readRows(folder, file, row)
  const orders = await read('olist_orders_dataset.csv', OrderRow)
  const items = await read('olist_order_items_dataset.csv', ItemRow)
  const payments = await read('olist_order_payments_dataset.csv', PaymentRow)
  const sellers = await read('olist_sellers_dataset.csv', SellerRow)
  const products = await read('olist_products_dataset.csv', ProductRow)
  const customers = await read('olist_customers_dataset.csv', CustomerRow)
  return {
    orders,
    items: Map.groupBy(items, (item) => item.order_id),
    payments: Map.groupBy(payments, (payment) => payment.order_id),
    sellers: new Set(sellers.map((seller) => seller.seller_id)),
    products: new Map(products.map((product) => [product.product_id, product.product_category_name])),
    customers: new Map(customers.map((customer) => [customer.customer_id, customer.customer_unique_id]))
  }
}

async function readRows<T extends z.ZodObject>(folder: string, file: string, row: T): Promise<z.output<T>[]> {
  const path = join(folder, file)
  if (!existsSync(path)) throw fileMissing(file, folder)
  const rows: z.output<T>[] = []
  const columns = (header: string[]) => {
    const missing = Object.keys(row.shape).filter((column) => !header.includes(column))
    if (missing.length > 0) throw columnMissing(file, missing)
    return header
  }
  const lines = createReadStream(path).pipe(parse({ bom: true, columns, info: true, skip_empty_lines: true }))
  try {
    for await (const { record, info } of lines) rows.push(parseRow(file, row, record, info.lines))
  } catch (error) {
    if (error instanceof CsvError)
      throw lineInvalid(file, globalThis.Number(error['lines'] ?? 0), error.message)
    throw error
  }
  return rows
}

function parseRow<T extends z.ZodObject>(file: string, row: T, record: unknown, line: number): z.output<T> {
  const parsed = row.safeParse(record)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw lineInvalid(
    file,
    line,
    `${String(issue?.path[0] ?? 'the line')} ${issue?.message ?? 'is not of the expected form'}.`
  )
}
