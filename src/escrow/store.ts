import { z } from 'zod'
import { given, sql, type Tx } from '../db/index.ts'
import { Currency, type Id, idSchema } from '../kernel/index.ts'
import { type Movement, movementKinds, type RecordedMovement } from './movement.ts'
import type { NewPart, OrderId, PartId, PartSums } from './part.ts'

const PartRow = z
  .strictObject({
    id: idSchema('opt'),
    order_id: idSchema('ord'),
    merchant_id: idSchema('mer').nullable(),
    book: z.string(),
    currency: Currency,
    due: z.bigint(),
    paid: z.bigint(),
    held: z.bigint(),
    released: z.bigint(),
    commission: z.bigint(),
    refunded: z.bigint(),
    charged_back: z.bigint(),
    frozen: z.bigint()
  })
  .transform(({ id, order_id, merchant_id, charged_back, ...rest }): PartSums => ({
    partId: id,
    orderId: order_id,
    merchantId: merchant_id,
    chargedBack: charged_back,
    ...rest
  }))
const partColumns = sql`
  id, order_id, merchant_id, book, currency, due, paid, held, released, commission, refunded, charged_back, frozen`

/** Locks in id order until the transaction ends. */
export function lockParts(tx: Tx, ids: readonly PartId[]): Promise<PartSums[]> {
  return tx.many(
    PartRow,
    sql`select ${partColumns} from escrow_part where id = any(${ids}) order by id for update`
  )
}

/** All parts of these orders, locked in id order until the transaction ends. */
export function lockPartsOfOrders(tx: Tx, orderIds: readonly OrderId[]): Promise<PartSums[]> {
  return tx.many(
    PartRow,
    sql`select ${partColumns} from escrow_part where order_id = any(${orderIds}) order by id for update`
  )
}

/** The part that a dispute has frozen money of, locked. */
export function lockPartOfDispute(tx: Tx, disputeId: string): Promise<PartSums | undefined> {
  return tx.maybe(
    PartRow,
    sql`
    select ${partColumns} from escrow_part
    where id = (select part_id from escrow_freeze where dispute_id = ${disputeId}) for update`
  )
}

/** All parts of these orders, in id order. */
export function findParts(tx: Tx, orderIds: readonly OrderId[]): Promise<PartSums[]> {
  return tx.many(
    PartRow,
    sql`select ${partColumns} from escrow_part where order_id = any(${orderIds}) order by id`
  )
}

/** Parts in the order of their ids, after `after`. */
export function pageOfParts(tx: Tx, after: string, limit: number): Promise<PartSums[]> {
  return tx.many(
    PartRow,
    sql`select ${partColumns} from escrow_part where id > ${after} order by id limit ${limit}`
  )
}

/** Inserts the parts whose id is free, and answers how many those were. */
export function insertParts(
  tx: Tx,
  parts: readonly (NewPart & Readonly<{ orderId: OrderId; book: string }>)[]
): Promise<number> {
  return tx.run(sql`
    insert into escrow_part (id, order_id, merchant_id, book, currency, due, created_at)
    select id, order_id, merchant_id, book, currency, due, ${tx.now}
    from unnest(${parts.map((part) => part.id)}::text[], ${parts.map((part) => part.orderId)}::text[],
      ${parts.map((part) => part.merchantId)}::text[], ${parts.map((part) => part.book)}::text[],
      ${parts.map((part) => part.amount.currency)}::text[], ${parts.map((part) => part.amount.minor)}::bigint[])
      as new (id, order_id, merchant_id, book, currency, due)
    order by id
    on conflict (id) do nothing`)
}

const movementFields = {
  part_id: idSchema('opt'),
  kind: z.enum(movementKinds),
  reference: z.string(),
  amount: z.bigint(),
  paid: z.bigint(),
  released: z.bigint(),
  commission: z.bigint(),
  refunded: z.bigint(),
  charged_back: z.bigint(),
  frozen: z.bigint(),
  owed: z.bigint(),
  loss: z.bigint(),
  transaction_id: idSchema('txn').nullable()
}
const MovementRow = z
  .strictObject(movementFields)
  .transform(({ part_id, charged_back, transaction_id, ...rest }): Movement => ({
    partId: part_id,
    chargedBack: charged_back,
    transactionId: transaction_id,
    ...rest
  }))
const movementColumns = sql`
  m.part_id, m.kind, m.reference, m.amount, m.paid, m.released, m.commission, m.refunded, m.charged_back, m.frozen,
  m.owed, m.loss, m.transaction_id`

/** What is recorded of these business acts. The parts must be locked: then nobody else can record them meanwhile. */
export function findMovements(tx: Tx, references: readonly string[]): Promise<Movement[]> {
  return tx.many(
    MovementRow,
    sql`
    select ${movementColumns} from escrow_movement m where reference = any(${[...new Set(references)]}) order by no`
  )
}

const RecordedRow = z
  .strictObject({
    ...movementFields,
    at: z.date(),
    order_id: idSchema('ord'),
    merchant_id: idSchema('mer').nullable(),
    currency: Currency
  })
  .transform(
    ({ part_id, charged_back, transaction_id, order_id, merchant_id, ...rest }): RecordedMovement => ({
      partId: part_id,
      orderId: order_id,
      merchantId: merchant_id,
      chargedBack: charged_back,
      transactionId: transaction_id,
      ...rest
    })
  )

/** Everything that happened to the parts of these orders, oldest first. */
export function listMovements(tx: Tx, orderIds: readonly OrderId[]): Promise<RecordedMovement[]> {
  return tx.many(
    RecordedRow,
    sql`
    select ${movementColumns}, m.at, p.order_id, p.merchant_id, p.currency
    from escrow_movement m join escrow_part p on p.id = m.part_id
    where p.order_id = any(${orderIds}) order by m.no`
  )
}

/** Records movements and adds them to the sums of their parts, which must be locked. */
export async function recordMovements(tx: Tx, movements: readonly Movement[]): Promise<void> {
  const column = <K extends keyof Movement>(name: K) => movements.map((movement) => movement[name])
  await tx.run(sql`
    with added as (
      insert into escrow_movement (part_id, kind, reference, at, amount, paid, released, commission, refunded,
        charged_back, frozen, owed, loss, transaction_id)
      select part_id, kind, reference, ${tx.now}, amount, paid, released, commission, refunded, charged_back, frozen,
        owed, loss, transaction_id
      from unnest(${column('partId')}::text[], ${column('kind')}::text[], ${column('reference')}::text[],
        ${column('amount')}::bigint[], ${column('paid')}::bigint[], ${column('released')}::bigint[],
        ${column('commission')}::bigint[], ${column('refunded')}::bigint[], ${column('chargedBack')}::bigint[],
        ${column('frozen')}::bigint[], ${column('owed')}::bigint[], ${column('loss')}::bigint[],
        ${column('transactionId')}::text[])
        with ordinality as new (part_id, kind, reference, amount, paid, released, commission, refunded, charged_back,
          frozen, owed, loss, transaction_id, place)
      order by place
      returning part_id, paid, released, commission, refunded, charged_back, frozen
    )
    update escrow_part p
    set paid = p.paid + a.paid, released = p.released + a.released, commission = p.commission + a.commission,
      refunded = p.refunded + a.refunded, charged_back = p.charged_back + a.charged_back, frozen = p.frozen + a.frozen
    from (
      select part_id, sum(paid)::bigint as paid, sum(released)::bigint as released,
        sum(commission)::bigint as commission, sum(refunded)::bigint as refunded,
        sum(charged_back)::bigint as charged_back, sum(frozen)::bigint as frozen
      from added group by part_id) a
    where p.id = a.part_id`)
}

const TotalRow = z.strictObject({
  currency: Currency,
  paid: z.bigint(),
  held: z.bigint(),
  released: z.bigint(),
  commission: z.bigint(),
  refunded: z.bigint(),
  frozen: z.bigint()
})

const HeldRow = z.strictObject({ book: z.string(), currency: Currency, held: z.bigint() })

/** What is held for orders of a merchant in each book, by currency, where it is not nothing. */
export function sumHeld(tx: Tx, merchantId: Id<'mer'>) {
  return tx.many(
    HeldRow,
    sql`
    select book, currency, sum(held)::bigint as held from escrow_part where merchant_id = ${merchantId}
    group by book, currency having sum(held) > 0 order by book, currency`
  )
}

/** The sums over all parts, of one merchant or of everybody, by currency. */
export function sumParts(tx: Tx, merchantId: Id<'mer'> | null) {
  return tx.many(
    TotalRow,
    sql`
    select currency, sum(paid)::bigint as paid, sum(held)::bigint as held, sum(released)::bigint as released,
      sum(commission)::bigint as commission, sum(refunded)::bigint as refunded, sum(frozen)::bigint as frozen
    from escrow_part ${given(merchantId, (id) => sql`where merchant_id = ${id}`)}
    group by currency order by currency`
  )
}
