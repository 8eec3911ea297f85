import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Order, OrderPart, Shipment } from '../../api/index.ts'
import { useAct, usePreview } from '../../api/index.ts'
import { useMay, useMe } from '../../app/me.tsx'
import { ActDialog } from '../../components/act-dialog.tsx'
import { Foreseen } from '../../components/effect.tsx'
import { usePaused } from '../../components/paused.ts'
import { ReasonField } from '../../components/reason-field.tsx'
import { minorOf, useWords } from '../../text/index.ts'
import { unitsLeft } from './part.tsx'

type Dialog = 'confirm' | 'cancel' | 'refund'
type Props = Readonly<{ order: Order; close(): void }>

/** What can be done with an order now, by whoever is signed in. */
export function OrderActs({ order }: Readonly<{ order: Order }>) {
  const { t } = useWords()
  const may = useMay()
  const [open, setOpen] = useState<Dialog | null>(null)
  const close = () => setOpen(null)
  const isOver = order.endedAt !== null
  const hasUnshipped = order.parts.some((part) => part.items.some((item) => unitsLeft(item) > 0))
  const hasShipped = order.parts.some(({ shipments }) => shipments.some(isOnItsWay))
  const isBegun = order.parts.some(({ shipments }) => shipments.length > 0)
  const left = order.money.paid.amount - order.money.refunded.amount - order.money.frozen.amount
  return (
    <>
      {may('orders.confirm') && hasShipped ? (
        <Button onClick={() => setOpen('confirm')}>{t.order.confirm}</Button>
      ) : null}
      {may('refunds.create') && isBegun && left > 0 ? (
        <Button variant="default" onClick={() => setOpen('refund')}>
          {t.order.refund}
        </Button>
      ) : null}
      {may('orders.cancel') && !isOver && hasUnshipped ? (
        <Button variant="default" onClick={() => setOpen('cancel')}>
          {t.order.cancel}
        </Button>
      ) : null}
      {open === 'confirm' ? <ConfirmDialog order={order} close={close} /> : null}
      {open === 'cancel' ? <CancelDialog order={order} close={close} /> : null}
      {open === 'refund' ? <RefundDialog order={order} close={close} /> : null}
    </>
  )
}

const isOnItsWay = ({ state }: Shipment) => state === 'shipped' || state === 'delivered'

function ConfirmDialog({ order, close }: Props) {
  const { t, f } = useWords()
  const path = { orderId: order.id }
  const act = useAct('post', '/v1/orders/{orderId}/confirm', path)
  const shipmentIds = order.parts.flatMap(({ shipments }) => shipments.filter(isOnItsWay).map(({ id }) => id))
  const body = { shipmentIds }
  const { data: after, error } = usePreview('/v1/orders/{orderId}/confirm', { path, body })
  return (
    <ActDialog
      opened
      close={close}
      title={t.order.confirmTitle}
      what={t.order.confirmWhat(f.money(order.money.held))}
      confirm={t.order.confirm}
      done={t.order.confirmDone}
      act={act}
      input={{ body }}
      effect={<Foreseen before={order.money} after={after?.money} problem={error} />}
    />
  )
}

function CancelDialog({ order, close }: Props) {
  const { t } = useWords()
  const path = { orderId: order.id }
  const act = useAct('post', '/v1/orders/{orderId}/cancel', path)
  const [reason, setReason] = useState('')
  const { data: after, error } = usePreview('/v1/orders/{orderId}/cancel', {
    path,
    body: { reason: 'preview' }
  })
  return (
    <ActDialog
      opened
      close={close}
      title={t.order.cancelTitle}
      what={order.money.paid.amount === 0 ? t.order.cancelUnpaid : t.order.cancelWhat}
      confirm={t.order.cancel}
      isDangerous
      done={t.order.cancelDone}
      act={act}
      input={reason.trim() === '' || error !== null ? null : { body: { reason: reason.trim() } }}
      effect={<Foreseen before={order.money} after={after?.money} problem={error} />}
    >
      <ReasonField value={reason} change={setReason} />
    </ActDialog>
  )
}

/** The parts that a refund can be taken from: those of merchants from which not all was given back. */
const refundable = ({ merchantId, money }: OrderPart) =>
  merchantId !== null && money.paid.amount > money.refunded.amount

function RefundDialog({ order, close }: Props) {
  const { t, f } = useWords()
  const me = useMe()
  const path = { orderId: order.id }
  const act = useAct('post', '/v1/orders/{orderId}/refunds', path)
  const parts = order.parts.filter(refundable)
  const [merchantId, setMerchantId] = useState(parts[0]?.merchantId ?? '')
  const [text, setText] = useState('')
  const [reason, setReason] = useState('')
  const amount = minorOf(text, order.currency)
  const name = (id: string | null) => order.merchants?.find((each) => each.id === id)?.displayName ?? id ?? ''
  const money = amount === null || amount === 0 ? null : { amount, currency: order.currency }
  const from = me.kind === 'merchant' || merchantId === '' ? {} : { merchantId }
  const hasPaused = usePaused(amount)
  const isAsked = money !== null && hasPaused
  const { data: after, error } = usePreview(
    '/v1/orders/{orderId}/refunds',
    isAsked
      ? { path, query: { include: 'order' }, body: { amount: money, reason: 'preview', ...from } }
      : null
  )
  const why = reason.trim()
  return (
    <ActDialog
      opened
      close={close}
      title={t.order.refundTitle}
      what={money === null ? t.order.refundWhatNothing : t.order.refundWhat(f.money(money), name(merchantId))}
      confirm={t.order.refund}
      isDangerous
      done={t.order.refundDone}
      act={act}
      input={
        money === null || why === '' || (isAsked && error !== null)
          ? null
          : { body: { amount: money, reason: why, ...from } }
      }
      effect={isAsked ? <Foreseen before={order.money} after={after?.order?.money} problem={error} /> : null}
    >
      {parts.length < 2 ? null : (
        <NativeSelect
          label={t.order.refundFrom}
          value={merchantId}
          data={parts.map((part) => ({ value: part.merchantId ?? '', label: name(part.merchantId) }))}
          onChange={({ currentTarget }) => setMerchantId(currentTarget.value)}
        />
      )}
      <TextInput
        label={t.order.amountIn(order.currency)}
        inputMode="decimal"
        required
        value={text}
        error={text !== '' && money === null ? t.order.amountWrong : undefined}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <ReasonField value={reason} change={setReason} />
    </ActDialog>
  )
}
