import { Button } from '@mantine/core'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Payout } from '../../api/index.ts'
import { readAt, useAct, useRead } from '../../api/index.ts'
import { useMay, useMe } from '../../app/me.tsx'
import { ActDialog } from '../../components/act-dialog.tsx'
import { Amount } from '../../components/amount.tsx'
import { PayoutBadge } from '../../components/badges.tsx'
import { Facts } from '../../components/facts.tsx'
import { Identifier } from '../../components/identifier.tsx'
import { Loading } from '../../components/loading.tsx'
import { Moment } from '../../components/moment.tsx'
import { Notice, ProblemNotice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import { useWords } from '../../text/index.ts'
import { Breakdown } from './breakdown.tsx'
import { Steps } from './steps.tsx'

/** One payout: how far it has come, and what it is made of. */
export function PayoutPage() {
  const { payoutId = '' } = useParams({ strict: false })
  const { t } = useWords()
  const found = useRead('/v1/payouts/{payoutId}', { path: { payoutId }, query: { include: 'merchant' } })
  if (found.data === undefined)
    return (
      <Page title={t.payout.title} eyebrow={payoutId}>
        {found.error === null ? (
          <Loading />
        ) : (
          <ProblemNotice problem={found.error} retry={() => void found.refetch()} />
        )}
      </Page>
    )
  return <PayoutView payout={found.data} at={readAt(found)} />
}

function PayoutView({ payout, at }: Readonly<{ payout: Payout; at: string | null }>) {
  const { t, f } = useWords()
  const { kind } = useMe()
  return (
    <Page
      title={f.money(payout.amount)}
      at={at}
      eyebrow={`${t.payout.title} ${payout.endToEndId}`}
      lead={<PayoutBadge state={payout.state} />}
      actions={<Acts payout={payout} />}
    >
      {payout.state === 'returned' ? (
        <Notice
          tone="bad"
          title={t.payout.returned(t.problems.said(payout.returnReason ?? payout.returnCode ?? ''))}
        >
          <p>{kind === 'merchant' ? t.payout.returnedMerchant : t.payout.returnedHow}</p>
        </Notice>
      ) : null}
      <Section title={t.payout.steps} lead={t.payout.stepsLead(f.day(payout.executionDate))}>
        <Steps payout={payout} />
      </Section>
      <Breakdown payoutId={payout.id} />
      <Section
        title={t.order.about}
        counted={[
          [t.disputes.amount, t.counted.payout],
          [t.payout.sold, t.counted.sold],
          [t.payout.reserve, t.counted.payoutReserve]
        ]}
      >
        <Facts
          facts={[
            [t.disputes.amount, <Amount key="amount" of={payout.amount} />],
            ...(payout.sold === null
              ? []
              : [[t.payout.sold, <Amount key="sold" of={payout.sold} />] as const]),
            [t.payout.reserve, <Amount key="reserve" of={payout.reserve} />],
            [t.payouts.endToEndId, <Identifier key="e2e" id={payout.endToEndId} />],
            [t.payout.origin, t.words.origins[payout.origin]],
            [t.order.created, <Moment key="created" at={payout.createdAt} />],
            [
              t.payouts.merchant,
              kind === 'merchant' ? (
                (payout.merchant?.displayName ?? '')
              ) : (
                <Link key="merchant" to="/merchants/$merchantId" params={{ merchantId: payout.merchantId }}>
                  {payout.merchant?.displayName ?? payout.merchantId}
                </Link>
              )
            ],
            [t.order.id, <Identifier key="id" id={payout.id} />]
          ]}
        />
      </Section>
    </Page>
  )
}

function Acts({ payout }: Readonly<{ payout: Payout }>) {
  const { t, f } = useWords()
  const may = useMay()
  const [isOpen, setOpen] = useState(false)
  const cancel = useAct('post', '/v1/payouts/{payoutId}/cancellation', { payoutId: payout.id })
  if (!may('payouts.write') || payout.state !== 'planned') return null
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {t.payout.cancel}
      </Button>
      <ActDialog
        opened={isOpen}
        close={() => setOpen(false)}
        title={t.payout.cancelTitle}
        what={t.payout.cancelWhat(f.money(payout.amount))}
        confirm={t.payout.cancel}
        isDangerous
        done={t.payout.cancelDone}
        act={cancel}
        input={{ body: {} }}
      />
    </>
  )
}
