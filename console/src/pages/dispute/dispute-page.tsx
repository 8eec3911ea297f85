import { Link, useParams } from '@tanstack/react-router'
import type { Dispute } from '../../api/index.ts'
import { kontorNow, readAt, useRead } from '../../api/index.ts'
import { useMay, useMe } from '../../app/me.tsx'
import { Amount } from '../../components/amount.tsx'
import { DisputeBadge } from '../../components/badges.tsx'
import { Counted } from '../../components/counted.tsx'
import { Facts } from '../../components/facts.tsx'
import { Identifier } from '../../components/identifier.tsx'
import { Loading } from '../../components/loading.tsx'
import { Moment } from '../../components/moment.tsx'
import { Notice, ProblemNotice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import { useWords } from '../../text/index.ts'
import { AnswerForm } from './answer.tsx'
import { DecisionForm } from './decision.tsx'
import { Evidence } from './evidence.tsx'
import style from './dispute-page.module.css'

/** One dispute: what each side says and shows, by when somebody must answer, and the decision. */
export function DisputePage() {
  const { disputeId = '' } = useParams({ strict: false })
  const { t } = useWords()
  const found = useRead('/v1/disputes/{disputeId}', { path: { disputeId } })
  if (found.data === undefined)
    return (
      <Page title={t.dispute.title} eyebrow={disputeId}>
        {found.error === null ? (
          <Loading />
        ) : (
          <ProblemNotice problem={found.error} retry={() => void found.refetch()} />
        )}
      </Page>
    )
  return <DisputeView dispute={found.data} at={readAt(found)} />
}

function DisputeView({ dispute, at }: Readonly<{ dispute: Dispute; at: string | null }>) {
  const { t } = useWords()
  const may = useMay()
  const { kind } = useMe()
  const isMerchantsTurn = kind === 'merchant' && dispute.state === 'open' && may('disputes.answer')
  return (
    <Page
      title={t.words.disputeReasons[dispute.reason]}
      eyebrow={t.dispute.title}
      at={at}
      lead={
        <>
          <DisputeBadge state={dispute.state} /> <Amount of={dispute.amount} />{' '}
          <Counted about={t.disputes.amount} counts={t.counted.inDispute} at={at} />
          {dispute.state === 'decided' ? null : <> · {t.dispute.frozen}</>}
        </>
      }
    >
      <Deadline dispute={dispute} />
      <div className={style.sides}>
        <Side
          title={t.dispute.buyer}
          statement={dispute.statement}
          evidence={dispute.evidence}
          more={dispute.rejoinder}
        />
        <Side
          title={kind === 'merchant' ? t.dispute.you : t.dispute.merchant}
          statement={dispute.response}
          evidence={dispute.responseEvidence}
          more={null}
        />
      </div>
      {isMerchantsTurn ? <AnswerForm dispute={dispute} /> : null}
      {may('disputes.decide') && dispute.state !== 'decided' ? <DecisionForm dispute={dispute} /> : null}
      {dispute.state === 'decided' ? <Decision dispute={dispute} /> : null}
      <Section title={t.order.about}>
        <Facts
          facts={[
            [
              t.order.title,
              <Link key="order" to="/orders/$orderId" params={{ orderId: dispute.orderId }}>
                {dispute.orderReference}
              </Link>
            ],
            [t.disputes.opened, <Moment key="at" at={dispute.openedAt} />],
            [t.order.id, <Identifier key="id" id={dispute.id} />],
            [t.order.shipment, <Identifier key="shipment" id={dispute.shipmentId} />]
          ]}
        />
      </Section>
    </Page>
  )
}

/** Who must act by when, and what happens otherwise. */
function Deadline({ dispute }: Readonly<{ dispute: Dispute }>) {
  const { t, f } = useWords()
  const isOwn = useMe().kind === 'merchant'
  if (dispute.state === 'decided') return null
  if (dispute.dueAt === null) return <Notice tone="care" title={t.dispute.operatorDecides} />
  const title =
    dispute.state === 'open'
      ? (isOwn ? t.dispute.youMust : t.dispute.merchantMust)(f.moment(dispute.dueAt))
      : t.dispute.buyerMust(f.moment(dispute.dueAt))
  return (
    <Notice tone="quiet" icon="clock" title={title}>
      <p>
        {f.relative(dispute.dueAt, kontorNow())}.{' '}
        {dispute.state === 'open' ? t.dispute.elseBuyer : t.dispute.elseMerchant}
      </p>
    </Notice>
  )
}

function Side({
  title,
  statement,
  evidence,
  more
}: Readonly<{ title: string; statement: string | null; evidence: readonly string[]; more: string | null }>) {
  const { t } = useWords()
  return (
    <Section title={title}>
      {statement === null ? (
        <p className={style.silent}>{t.dispute.silent}</p>
      ) : (
        <p className={style.statement}>{statement}</p>
      )}
      {more === null ? null : (
        <>
          <h3 className={style.small}>{t.dispute.rejoinder}</h3>
          <p className={style.statement}>{more}</p>
        </>
      )}
      {evidence.length === 0 ? null : (
        <>
          <h3 className={style.small}>{t.dispute.evidence}</h3>
          <Evidence pieces={evidence} of={title} />
        </>
      )}
    </Section>
  )
}

function Decision({ dispute }: Readonly<{ dispute: Dispute }>) {
  const { t } = useWords()
  const toMerchant = useMe().kind === 'merchant' ? t.disputes.toYou : t.disputes.toMerchant
  return (
    <Section
      title={t.dispute.decision}
      lead={dispute.outcome === null ? undefined : t.words.outcomes[dispute.outcome]}
      counted={[
        [t.disputes.toBuyer, t.counted.toBuyer],
        [toMerchant, t.counted.toMerchant]
      ]}
    >
      {dispute.decision === null ? null : (
        <p className={style.statement}>{t.problems.said(dispute.decision)}</p>
      )}
      <Facts
        facts={[
          [t.disputes.toBuyer, <Amount key="buyer" of={dispute.toBuyer} />],
          [toMerchant, <Amount key="merchant" of={dispute.toMerchant} />],
          [t.disputes.decidedBy, dispute.decidedBy === null ? '' : t.words.deciders[dispute.decidedBy]],
          [t.disputes.decidedAt, dispute.decidedAt === null ? '' : <Moment key="at" at={dispute.decidedAt} />]
        ]}
      />
    </Section>
  )
}
