import type { Order, OrderPart, Shipment } from '../../api/index.ts'
import { useMay } from '../../app/me.tsx'
import { Amount } from '../../components/amount.tsx'
import { OrderBadge, ShipmentBadge } from '../../components/badges.tsx'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { ShortId } from '../../components/identifier.tsx'
import { Moment } from '../../components/moment.tsx'
import { MoneyWay } from '../../components/money-way.tsx'
import { Section } from '../../components/page.tsx'
import { type Text, useWords } from '../../text/index.ts'
import { DeliverButton } from './deliver.tsx'
import style from './order-page.module.css'
import { ShipButton } from './ship.tsx'

type Item = OrderPart['items'][number]

/** How many units of an item are neither shipped nor cancelled. */
export const unitsLeft = ({ quantity, shipped, cancelled }: Item) => quantity - shipped - cancelled

const columnsOf = (t: Text): readonly Column<Item>[] => [
  { id: 'title', head: t.order.item, wide: true, cell: (item) => item.title },
  { id: 'quantity', head: t.order.quantity, align: 'end', cell: (item) => <Units item={item} /> },
  { id: 'price', head: t.order.unitPrice, align: 'end', cell: (item) => <Amount of={item.unitPrice} /> },
  {
    id: 'commission',
    head: t.words.money.commission,
    align: 'end',
    cell: (item) => <Amount of={item.commission} />
  }
]

function Units({ item }: Readonly<{ item: Item }>) {
  const { t, f } = useWords()
  const left = unitsLeft(item)
  return (
    <>
      {f.count(item.quantity)}
      {left > 0 && left < item.quantity ? ` (${t.order.left(f.count(left))})` : null}
      {item.cancelled > 0 ? ` (${t.order.cancelled(f.count(item.cancelled))})` : null}
    </>
  )
}

/** One merchant's part of an order, or the marketplace's fee: its goods, its shipments, its money. */
export function Part({ order, part, isOnly }: Readonly<{ order: Order; part: OrderPart; isOnly: boolean }>) {
  const { t, f } = useWords()
  const may = useMay()
  const merchant = order.merchants?.find(({ id }) => id === part.merchantId)
  const title = part.merchantId === null ? t.order.fee : (merchant?.displayName ?? part.merchantId)
  const canShip =
    may('shipments.write') && part.items.some((item) => unitsLeft(item) > 0) && part.money.held.amount > 0
  return (
    <Section
      title={title}
      lead={<OrderBadge state={part.state} />}
      counted={
        part.items.length === 0
          ? t.order.counted
          : [
              [t.order.unitPrice, t.counted.unitPrice],
              [t.words.money.commission, t.counted.commission],
              [t.order.shipment, t.counted.shipmentValue]
            ]
      }
      actions={canShip ? <ShipButton order={order} part={part} /> : undefined}
      flush
    >
      {part.items.length === 0 ? null : (
        <DataTable
          caption={t.order.items(title)}
          columns={columnsOf(t)}
          rows={part.items}
          keyOf={(item) => item.id}
        />
      )}
      {part.shipping.amount === 0 ? null : (
        <p className={style.shipment}>
          {t.order.shipping} <Amount of={part.shipping} />
        </p>
      )}
      {part.shipments.map((shipment) => (
        <ShipmentRow key={shipment.id} shipment={shipment} />
      ))}
      {isOnly || part.money.paid.amount === 0 ? null : (
        <div className={style.partMoney}>
          <MoneyWay money={part.money} caption={t.order.wayOf(f.money(part.total))} />
        </div>
      )}
    </Section>
  )
}

function ShipmentRow({ shipment }: Readonly<{ shipment: Shipment }>) {
  const { t } = useWords()
  const may = useMay()
  const carried = [shipment.carrier, shipment.trackingNumber].filter((text) => text !== null).join(' ')
  return (
    <div className={style.shipment}>
      <div className={style.shipmentHead}>
        <strong>{t.order.shipment}</strong>
        <ShortId id={shipment.id} />
        <ShipmentBadge state={shipment.state} />
        <Amount of={shipment.value} />
        <div className={style.shipmentActs}>
          {may('shipments.write') && shipment.state === 'shipped' ? (
            <DeliverButton shipment={shipment} />
          ) : null}
        </div>
      </div>
      <p className={style.small}>
        {t.order.shippedAt} <Moment at={shipment.shippedAt} />
        {carried === '' ? null : ` · ${carried}`}
        {shipment.deliveredAt === null ? null : (
          <>
            {' · '}
            {t.order.deliveredAt} <Moment at={shipment.deliveredAt} />
            {shipment.proof === null ? null : ` (${t.words.proofs[shipment.proof]})`}
          </>
        )}
        {shipment.releaseAt === null ? null : (
          <>
            {' · '}
            {t.order.releaseAt} <Moment at={shipment.releaseAt} />
          </>
        )}
      </p>
    </div>
  )
}
