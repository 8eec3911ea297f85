import { Button, NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Order, OrderPart } from '../../api/index.ts'
import { useAct } from '../../api/index.ts'
import { useMe } from '../../app/me.tsx'
import { ActDialog } from '../../components/act-dialog.tsx'
import { Icon } from '../../components/icon.tsx'
import { useWords } from '../../text/index.ts'
import { unitsLeft } from './part.tsx'

type Units = Readonly<Record<string, number>>

/** Records that goods of a part are on their way: all that is left, or some of it. */
export function ShipButton({ order, part }: Readonly<{ order: Order; part: OrderPart }>) {
  const { t, f } = useWords()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button size="xs" leftSection={<Icon name="truck" size={16} />} onClick={() => setOpen(true)}>
        {t.order.ship}
      </Button>
      {isOpen ? <ShipDialog order={order} part={part} close={() => setOpen(false)} say={f.count} /> : null}
    </>
  )
}

function ShipDialog({
  order,
  part,
  close,
  say
}: Readonly<{ order: Order; part: OrderPart; close(): void; say(count: number): string }>) {
  const { t } = useWords()
  const me = useMe()
  const act = useAct('post', '/v1/orders/{orderId}/shipments', { orderId: order.id })
  const left = part.items.filter((item) => unitsLeft(item) > 0)
  const [units, setUnits] = useState<Units>(() =>
    Object.fromEntries(left.map((item) => [item.id, unitsLeft(item)]))
  )
  const [carrier, setCarrier] = useState('')
  const [number, setNumber] = useState('')
  const lines = Object.entries(units).flatMap(([itemId, quantity]) =>
    quantity > 0 ? [{ itemId, quantity }] : []
  )
  const body = {
    lines,
    ...(me.kind === 'merchant' || part.merchantId === null ? {} : { merchantId: part.merchantId }),
    ...(carrier === '' ? {} : { carrier }),
    ...(number === '' ? {} : { trackingNumber: number })
  }
  return (
    <ActDialog
      opened
      close={close}
      title={t.order.shipTitle}
      what={t.order.shipWhat}
      confirm={t.order.ship}
      done={t.order.shipDone}
      act={act}
      input={lines.length === 0 ? null : { body }}
    >
      {left.map((item) => (
        <NumberInput
          key={item.id}
          label={item.title}
          description={t.order.left(say(unitsLeft(item)))}
          min={0}
          max={unitsLeft(item)}
          clampBehavior="strict"
          allowDecimal={false}
          value={units[item.id] ?? 0}
          onChange={(value) => setUnits({ ...units, [item.id]: typeof value === 'number' ? value : 0 })}
        />
      ))}
      <Line label={t.order.carrier} value={carrier} change={setCarrier} />
      <Line label={t.order.trackingNumber} value={number} change={setNumber} />
    </ActDialog>
  )
}

function Line({
  label,
  value,
  change
}: Readonly<{ label: string; value: string; change(text: string): void }>) {
  return (
    <TextInput
      label={label}
      value={value}
      maxLength={100}
      onChange={({ currentTarget }) => change(currentTarget.value)}
    />
  )
}
