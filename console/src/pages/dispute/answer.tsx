import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { Dispute, Pictures } from '../../api/index.ts'
import { useAct, usePictures, usePreview, useRead } from '../../api/index.ts'
import { ActDialog } from '../../components/act-dialog.tsx'
import { Foreseen } from '../../components/effect.tsx'
import { Section } from '../../components/page.tsx'
import { useWords } from '../../text/index.ts'
import { Choices } from '../../components/choices.tsx'
import { PictureField } from '../../components/picture-field.tsx'
import style from './dispute-page.module.css'

/** The references that a merchant wrote, one a line. */
export const evidenceOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** A merchant's answer in a dispute: it accepts, or it contests and shows why. */
export function AnswerForm({ dispute }: Readonly<{ dispute: Dispute }>) {
  const { t, f } = useWords()
  const act = useAct('post', '/v1/disputes/{disputeId}/answers', { disputeId: dispute.id })
  const [answer, setAnswer] = useState<'accept' | 'contest' | null>(null)
  const [statement, setStatement] = useState('')
  const [evidence, setEvidence] = useState('')
  const pictures = usePictures()
  const [isAsking, setAsking] = useState(false)
  const amount = f.money(dispute.amount)
  const isReady = answer !== null && statement.trim() !== '' && !pictures.isOpen
  const body = {
    answer: answer ?? 'contest',
    statement: statement.trim(),
    evidence: [...pictures.ids, ...evidenceOf(evidence)]
  }
  return (
    <Section title={t.dispute.answer} lead={t.dispute.answerLead}>
      <div className={style.form}>
        <Choices<'accept' | 'contest'>
          legend={t.dispute.yourAnswer}
          name="answer"
          value={answer}
          values={[
            ['accept', t.dispute.accept, t.dispute.acceptMeans(amount)],
            ['contest', t.dispute.contest, t.dispute.contestMeans]
          ]}
          choose={setAnswer}
        />
        <Textarea
          label={t.dispute.statement}
          description={t.order.reasonNote}
          required
          rows={4}
          maxLength={2000}
          value={statement}
          onChange={({ currentTarget }) => setStatement(currentTarget.value)}
        />
        <EvidenceFields pictures={pictures} text={evidence} write={setEvidence} />
        <Button onClick={() => setAsking(true)} disabled={!isReady} style={{ justifySelf: 'start' }}>
          {t.dispute.answer}
        </Button>
      </div>
      <ActDialog
        opened={isAsking}
        close={() => setAsking(false)}
        title={t.dispute.answerTitle}
        what={answer === 'accept' ? t.dispute.acceptWhat(amount) : t.dispute.contestWhat}
        confirm={t.dispute.answer}
        isDangerous={answer === 'accept'}
        done={t.dispute.answerDone}
        act={act}
        input={isReady ? { body } : null}
        effect={isAsking && answer === 'accept' ? <AcceptEffect dispute={dispute} /> : null}
      />
    </Section>
  )
}

/** What the merchant shows: photos, and references to what is kept elsewhere. */
function EvidenceFields({
  pictures,
  text,
  write
}: Readonly<{
  pictures: Pictures
  text: string
  write(text: string): void
}>) {
  const { t } = useWords()
  return (
    <>
      <PictureField pictures={pictures} />
      <Textarea
        label={t.dispute.references}
        description={t.dispute.evidenceNote}
        rows={3}
        value={text}
        onChange={({ currentTarget }) => write(currentTarget.value)}
      />
    </>
  )
}

/** What accepting would do to the merchant's money of the order. */
function AcceptEffect({ dispute }: Readonly<{ dispute: Dispute }>) {
  const { orderId, id: disputeId } = dispute
  const { data: order } = useRead('/v1/orders/{orderId}', { path: { orderId } })
  const { data: answered, error } = usePreview('/v1/disputes/{disputeId}/answers', {
    path: { disputeId },
    query: { include: 'order' },
    body: { answer: 'accept', statement: 'preview', evidence: [] }
  })
  return <Foreseen before={order?.money} after={answered?.order?.money} problem={error} />
}
