import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Refund } from '../../api/index.ts'
import { useAct } from '../../api/index.ts'
import { useMay } from '../../app/me.tsx'
import { ActDialog } from '../../components/act-dialog.tsx'
import { Amount } from '../../components/amount.tsx'
import { RefundBadge } from '../../components/badges.tsx'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { Moment } from '../../components/moment.tsx'
import { Section } from '../../components/page.tsx'
import { type Text, useWords } from '../../text/index.ts'

const columnsOf = (t: Text, retry: ((refund: Refund) => void) | null): readonly Column<Refund>[] => [
  {
    id: 'cause',
    head: t.order.refundCause,
    wide: true,
    cell: (refund) => (
      <>
        {t.words.refundCauses[refund.cause]}: {t.problems.said(refund.reason)}
        {retry !== null && refund.state === 'failed' ? (
          <div>
            <Button size="xs" mt={6} variant="default" onClick={() => retry(refund)}>
              {t.order.retry}
            </Button>
          </div>
        ) : null}
      </>
    )
  },
  { id: 'state', head: t.orders.state, cell: (refund) => <RefundBadge state={refund.state} /> },
  { id: 'amount', head: t.disputes.amount, align: 'end', cell: (refund) => <Amount of={refund.amount} /> },
  {
    id: 'created',
    head: t.orders.created,
    align: 'end',
    cell: (refund) => <Moment at={refund.createdAt} dayOnly />
  }
]

/** The refunds of an order. One that the provider has refused can be sent again. */
export function Refunds({ refunds }: Readonly<{ refunds: readonly Refund[] }>) {
  const { t } = useWords()
  const may = useMay()
  const [chosen, choose] = useState<Refund | null>(null)
  const canRetry = may('refunds.retry') && refunds.some(({ state }) => state === 'failed')
  return (
    <Section title={t.order.refunds} counted={[[t.disputes.amount, t.counted.refund]]} flush>
      <DataTable
        caption={t.order.refunds}
        columns={columnsOf(t, canRetry ? choose : null)}
        rows={refunds}
        keyOf={({ id }) => id}
      />
      {chosen === null ? null : <RetryDialog refund={chosen} close={() => choose(null)} />}
    </Section>
  )
}

function RetryDialog({ refund, close }: Readonly<{ refund: Refund; close(): void }>) {
  const { t, f } = useWords()
  const act = useAct('post', '/v1/refunds/{refundId}/retry', { refundId: refund.id })
  return (
    <ActDialog
      opened
      close={close}
      title={t.order.retryTitle}
      what={t.order.retryWhat(f.money(refund.amount))}
      confirm={t.order.retry}
      done={t.order.retryDone}
      act={act}
      input={{}}
    />
  )
}
