import { Button } from '@mantine/core'
import { useState } from 'react'
import { useAct, usePreview } from '../../api/index.ts'
import { ActDialog } from '../../components/act-dialog.tsx'
import { Amount } from '../../components/amount.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { Loading } from '../../components/loading.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { useWords } from '../../text/index.ts'

/** Pays a merchant all that is available, now. */
export function AskPayout({ merchantId }: Readonly<{ merchantId: string }>) {
  const { t } = useWords()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t.merchant.ask}
      </Button>
      {isOpen ? <AskDialog merchantId={merchantId} close={() => setOpen(false)} /> : null}
    </>
  )
}

function AskDialog({ merchantId, close }: Readonly<{ merchantId: string; close(): void }>) {
  const { t } = useWords()
  const act = useAct('post', '/v1/payouts')
  const input = { body: { merchantId } }
  return (
    <ActDialog
      opened
      close={close}
      title={t.merchant.askTitle}
      what={t.merchant.askWhat}
      confirm={t.merchant.ask}
      done={t.merchant.askDone}
      act={act}
      input={input}
      effect={<WouldPay merchantId={merchantId} />}
    />
  )
}

/** What would be paid, or why nothing can be. */
function WouldPay({ merchantId }: Readonly<{ merchantId: string }>) {
  const { t, f } = useWords()
  const { data, error } = usePreview('/v1/payouts', { body: { merchantId } })
  if (error !== null) return <ProblemNotice problem={error} />
  if (data === undefined) return <Loading lines={2} />
  return (
    <DataTable
      caption={t.merchant.wouldPay}
      rows={data.payouts}
      keyOf={({ id }) => id}
      columns={[
        {
          id: 'amount',
          head: t.merchant.wouldPay,
          cell: ({ amount }) => <Amount of={amount} />
        },
        {
          id: 'reserve',
          head: t.payout.reserve,
          align: 'end',
          cell: ({ reserve }) => <Amount of={reserve} />
        },
        {
          id: 'day',
          head: t.payouts.executionDate,
          align: 'end',
          cell: ({ executionDate }) => f.day(executionDate)
        }
      ]}
    />
  )
}
