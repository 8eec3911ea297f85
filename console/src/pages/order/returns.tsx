import { Button, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Order, Return } from '../../api/index.ts'
import { useAct, usePreview } from '../../api/index.ts'
import { useMay } from '../../app/me.tsx'
import { ActDialog } from '../../components/act-dialog.tsx'
import { Amount } from '../../components/amount.tsx'
import { ReturnBadge } from '../../components/badges.tsx'
import { Choices } from '../../components/choices.tsx'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { Foreseen } from '../../components/effect.tsx'
import { Moment } from '../../components/moment.tsx'
import { Section } from '../../components/page.tsx'
import { usePaused } from '../../components/paused.ts'
import { minorOf, type Text, useWords } from '../../text/index.ts'

const columnsOf = (t: Text, choose: ((goods: Return) => void) | null): readonly Column<Return>[] => [
  {
    id: 'reason',
    head: t.disputes.reason,
    wide: true,
    cell: (goods) => (
      <>
        {goods.reason}
        {choose !== null && waits(goods) ? (
          <div>
            <Button size="xs" mt={6} variant="default" onClick={() => choose(goods)}>
              {goods.state === 'requested' ? t.order.answerReturn : t.order.received}
            </Button>
          </div>
        ) : null}
      </>
    )
  },
  { id: 'state', head: t.orders.state, cell: (goods) => <ReturnBadge state={goods.state} /> },
  { id: 'amount', head: t.disputes.amount, align: 'end', cell: (goods) => <Amount of={goods.amount} /> },
  {
    id: 'requested',
    head: t.order.requested,
    align: 'end',
    cell: (goods) => <Moment at={goods.requestedAt} dayOnly />
  }
]

/** Whether the merchant has something to say to it: an answer, or that the goods have come back. */
const waits = ({ state }: Return) =>
  state === 'requested' || state === 'authorised' || state === 'shipped_back'

/** The returns of an order, and what the merchant does with them. */
export function Returns({ order }: Readonly<{ order: Order }>) {
  const { t } = useWords()
  const may = useMay()
  const [chosen, choose] = useState<Return | null>(null)
  const close = () => choose(null)
  const canAct = may('returns.answer') && order.returns.some(waits)
  return (
    <Section title={t.order.returns} counted={[[t.disputes.amount, t.counted.returned]]} flush>
      <DataTable
        caption={t.order.returns}
        columns={columnsOf(t, canAct ? choose : null)}
        rows={order.returns}
        keyOf={({ id }) => id}
      />
      {chosen?.state === 'requested' ? <AnswerDialog goods={chosen} close={close} /> : null}
      {chosen === null || chosen.state === 'requested' ? null : (
        <ReceiptDialog order={order} goods={chosen} close={close} />
      )}
    </Section>
  )
}

type Answer = 'authorise' | 'reject'

function AnswerDialog({ goods, close }: Readonly<{ goods: Return; close(): void }>) {
  const { t, f } = useWords()
  const act = useAct('post', '/v1/returns/{returnId}/answer', { returnId: goods.id })
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [note, setNote] = useState('')
  const why = note.trim()
  const body = answer === null ? null : { answer, ...(why === '' ? {} : { note: why }) }
  return (
    <ActDialog
      opened
      close={close}
      title={t.order.answerReturnTitle}
      what={t.order.answerReturnWhat(f.money(goods.amount))}
      confirm={t.order.answerReturn}
      isDangerous={answer === 'reject'}
      done={t.order.answerReturnDone}
      act={act}
      input={body === null ? null : { body }}
    >
      <Choices<Answer>
        legend={t.dispute.yourAnswer}
        name="answer"
        value={answer}
        values={[
          ['authorise', t.order.authorise, t.order.authoriseMeans],
          ['reject', t.order.reject, t.order.rejectMeans]
        ]}
        choose={setAnswer}
      />
      <Note value={note} change={setNote} required={false} />
    </ActDialog>
  )
}

function Note({
  value,
  change,
  required
}: Readonly<{ value: string; change(text: string): void; required: boolean }>) {
  const { t } = useWords()
  return (
    <Textarea
      label={t.order.note}
      description={t.order.reasonNote}
      required={required}
      rows={2}
      maxLength={500}
      value={value}
      onChange={({ currentTarget }) => change(currentTarget.value)}
    />
  )
}

function ReceiptDialog({ order, goods, close }: Readonly<{ order: Order; goods: Return; close(): void }>) {
  const { t, f } = useWords()
  const path = { returnId: goods.id }
  const act = useAct('post', '/v1/returns/{returnId}/receipt', path)
  const [text, setText] = useState('')
  const [note, setNote] = useState('')
  const { currency } = goods.amount
  const typed = text.trim() === '' ? goods.amount.amount : minorOf(text, currency)
  const isFit = typed !== null && typed > 0 && typed <= goods.amount.amount
  const isLess = isFit && typed < goods.amount.amount
  const why = note.trim()
  const amount = isLess ? { amount: { amount: typed, currency } } : {}
  const hasPaused = usePaused(typed)
  const { data: received, error } = usePreview(
    '/v1/returns/{returnId}/receipt',
    isFit && hasPaused
      ? { path, query: { include: 'order' }, body: { ...amount, ...(isLess ? { note: 'preview' } : {}) } }
      : null
  )
  const isReady = isFit && (!isLess || why !== '')
  return (
    <ActDialog
      opened
      close={close}
      title={t.order.receivedTitle}
      what={t.order.receivedWhat(f.money(goods.amount))}
      confirm={t.order.received}
      done={t.order.receivedDone}
      act={act}
      input={isReady ? { body: { ...amount, ...(why === '' ? {} : { note: why }) } } : null}
      effect={isFit ? <Foreseen before={order.money} after={received?.order?.money} problem={error} /> : null}
    >
      <TextInput
        label={t.order.amountLess(currency)}
        inputMode="decimal"
        value={text}
        error={isFit ? undefined : t.order.amountLessWrong}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Note value={note} change={setNote} required={isLess} />
    </ActDialog>
  )
}
