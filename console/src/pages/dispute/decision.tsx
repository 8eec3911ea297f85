import { Button, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Dispute, Money } from '../../api/index.ts'
import { useAct, usePreview, useRead } from '../../api/index.ts'
import { ActDialog } from '../../components/act-dialog.tsx'
import { Foreseen } from '../../components/effect.tsx'
import { Section } from '../../components/page.tsx'
import { minorOf, useWords } from '../../text/index.ts'
import { Choices } from '../../components/choices.tsx'
import style from './dispute-page.module.css'
import { type Share, shareOf } from './share.ts'

type Outcome = 'buyer' | 'merchant' | 'split'

/** The operator's decision: for the buyer, for the merchant, or some to each. It cannot be taken back. */
export function DecisionForm({ dispute }: Readonly<{ dispute: Dispute }>) {
  const { t, f } = useWords()
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [text, setText] = useState('')
  const [reason, setReason] = useState('')
  const [isAsking, setAsking] = useState(false)
  const { currency } = dispute.amount
  const share = outcome === null ? null : shareOf(dispute.amount, outcome, minorOf(text, currency))
  const whole = f.money(dispute.amount)
  return (
    <Section title={t.dispute.decide} lead={t.dispute.decideLead}>
      <div className={style.form}>
        <Choices<Outcome>
          legend={t.dispute.outcome}
          name="outcome"
          value={outcome}
          values={[
            ['buyer', t.words.outcomes.buyer, t.dispute.allToBuyer(whole)],
            ['merchant', t.words.outcomes.merchant, t.dispute.allToMerchant(whole)],
            ['split', t.words.outcomes.split, t.dispute.someToEach]
          ]}
          choose={setOutcome}
        />
        {outcome === 'split' ? (
          <SplitField dispute={dispute} text={text} change={setText} rest={share?.toMerchant ?? null} />
        ) : null}
        <Textarea
          label={t.dispute.why}
          description={t.order.reasonNote}
          required
          rows={3}
          maxLength={500}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
        <Button
          onClick={() => setAsking(true)}
          disabled={share === null || reason.trim() === ''}
          style={{ justifySelf: 'start' }}
        >
          {t.dispute.decide}
        </Button>
      </div>
      {share !== null && isAsking ? (
        <DecisionDialog dispute={dispute} share={share} reason={reason} close={() => setAsking(false)} />
      ) : null}
    </Section>
  )
}

type DialogProps = Readonly<{ dispute: Dispute; share: Share; reason: string; close(): void }>

/** Asks once, with what the decision would do to the order's money. */
function DecisionDialog({ dispute, share, reason, close }: DialogProps) {
  const { t, f } = useWords()
  const path = { disputeId: dispute.id }
  const act = useAct('post', '/v1/disputes/{disputeId}/decision', path)
  const { data: order } = useRead('/v1/orders/{orderId}', { path: { orderId: dispute.orderId } })
  const { data: decided, error } = usePreview('/v1/disputes/{disputeId}/decision', {
    path,
    query: { include: 'order' },
    body: { ...share, reason: 'preview' }
  })
  return (
    <ActDialog
      opened
      close={close}
      title={t.dispute.decideTitle}
      what={t.dispute.decideWhat(f.money(share.toBuyer), f.money(share.toMerchant))}
      confirm={t.dispute.decide}
      isDangerous
      done={t.dispute.decideDone}
      act={act}
      input={{ body: { ...share, reason: reason.trim() } }}
      effect={<Foreseen before={order?.money} after={decided?.order?.money} problem={error} />}
    />
  )
}

/** How much the buyer gets where both get some; the rest is the merchant's. */
function SplitField({
  dispute,
  text,
  change,
  rest
}: Readonly<{ dispute: Dispute; text: string; change(text: string): void; rest: Money | null }>) {
  const { t, f } = useWords()
  return (
    <TextInput
      label={t.dispute.toBuyerIn(dispute.amount.currency)}
      description={rest === null ? undefined : t.dispute.restToMerchant(f.money(rest))}
      error={text !== '' && rest === null ? t.dispute.splitWrong(f.money(dispute.amount)) : undefined}
      inputMode="decimal"
      required
      value={text}
      onChange={({ currentTarget }) => change(currentTarget.value)}
    />
  )
}
