import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Difference } from '../../api/index.ts'
import { useAct } from '../../api/index.ts'
import { ActDialog } from '../../components/act-dialog.tsx'
import { MerchantField } from '../../components/party-field.tsx'
import { ReasonField } from '../../components/reason-field.tsx'
import { useWords } from '../../text/index.ts'

const ways = ['noted', 'written_off', 'merchant', 'payout', 'settlement'] as const
type Way = (typeof ways)[number]

/** What a resolution says on the wire; null while its subject or reason is missing. */
export function resolutionOf(as: Way, subject: string, reason: string) {
  if (reason === '') return null
  if (as === 'noted' || as === 'written_off') return { as, reason }
  if (subject === '') return null
  if (as === 'merchant') return { as, merchantId: subject, reason }
  return as === 'payout' ? { as, payoutId: subject, reason } : { as, settlementId: subject, reason }
}

/** Says where the money of a difference belongs, and why. */
export function ResolveDialog({ difference, close }: Readonly<{ difference: Difference; close(): void }>) {
  const { t, f } = useWords()
  const act = useAct('post', '/v1/differences/{differenceId}/resolution', { differenceId: difference.id })
  const waits = difference.unmatched.amount !== 0
  const [as, setAs] = useState<Way>(waits ? 'merchant' : 'noted')
  const [subject, setSubject] = useState('')
  const [reason, setReason] = useState('')
  const body = resolutionOf(as, subject.trim(), reason.trim())
  const needsSubject = as === 'payout' || as === 'settlement'
  return (
    <ActDialog
      opened
      close={close}
      title={t.payouts.resolveTitle}
      what={
        <>
          <p>{t.problems.said(difference.detail)}</p>
          <p>
            {waits ? t.payouts.resolveMoves(f.money(difference.unmatched)) : t.payouts.resolveMovesNothing}
          </p>
        </>
      }
      confirm={t.payouts.resolve}
      isDangerous={as === 'written_off'}
      done={t.payouts.resolveDone}
      act={act}
      input={body === null ? null : { body }}
    >
      <NativeSelect
        label={t.payouts.resolveAs}
        description={t.words.resolutionMeanings[as]}
        value={as}
        data={ways.map((way) => ({ value: way, label: t.words.resolutions[way] }))}
        onChange={({ currentTarget: { value } }) => {
          setAs(ways.find((way) => way === value) ?? 'noted')
          setSubject('')
        }}
      />
      {as === 'merchant' ? (
        <MerchantField
          label={t.orders.merchantId}
          required
          value={subject === '' ? undefined : subject}
          choose={(id) => setSubject(id ?? '')}
        />
      ) : needsSubject ? (
        <TextInput
          label={t.payouts.resolveId}
          required
          value={subject}
          onChange={({ currentTarget }) => setSubject(currentTarget.value)}
          spellCheck={false}
        />
      ) : null}
      <ReasonField value={reason} change={setReason} />
    </ActDialog>
  )
}
