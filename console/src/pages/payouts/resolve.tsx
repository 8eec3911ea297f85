import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Difference, Money, ResolvedDifference } from '../../api/index.ts'
import { useAct, usePreview, useRead } from '../../api/index.ts'
import { ActDialog } from '../../components/act-dialog.tsx'
import { Amount } from '../../components/amount.tsx'
import { Facts } from '../../components/facts.tsx'
import { IdLink } from '../../components/id-link.tsx'
import { Loading } from '../../components/loading.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { MerchantField } from '../../components/party-field.tsx'
import { ReasonField } from '../../components/reason-field.tsx'
import { useWords } from '../../text/index.ts'
import { likelySubject, likelyWay, moneyWaits, resolutionOf, type Way, ways } from './resolution.ts'

const path = '/v1/differences/{differenceId}/resolution'

/** Says where the money of a difference belongs, and why. What would move is named before. */
export function ResolveDialog({ difference, close }: Readonly<{ difference: Difference; close(): void }>) {
  const { t } = useWords()
  const names = { differenceId: difference.id }
  const act = useAct('post', path, names)
  const [as, setAs] = useState<Way | null>(likelyWay(difference))
  const [written, setWritten] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const merchantId = useMerchantOf(difference)
  const subject = written ?? likelySubject(as, difference, merchantId)
  const body = resolutionOf(as, subject.trim(), reason.trim())
  const asked = resolutionOf(as, subject.trim(), 'preview')
  const preview = usePreview(path, asked === null ? null : { path: names, body: asked })
  const would = asked === null || preview.error !== null ? undefined : preview.data
  return (
    <ActDialog
      opened
      close={close}
      title={t.payouts.resolveTitle}
      what={
        <>
          <What difference={difference} />
          <div aria-live="polite">
            {would === undefined || as === null ? null : <Moves as={as} would={would} />}
          </div>
        </>
      }
      effect={
        asked === null || would !== undefined ? null : preview.error === null ? (
          <Loading lines={2} />
        ) : (
          <ProblemNotice problem={preview.error} />
        )
      }
      confirm={t.payouts.resolve}
      isDangerous={as === 'written_off' || (would !== undefined && would.writtenOff.amount !== 0)}
      done={t.payouts.resolveDone}
      act={act}
      input={body === null ? null : { body }}
    >
      <WayField
        difference={difference}
        as={as}
        choose={(way) => {
          setAs(way)
          setWritten(null)
        }}
      />
      <SubjectField as={as} subject={subject} write={setWritten} />
      <ReasonField value={reason} change={setReason} />
    </ActDialog>
  )
}

/** Whose the payout is that a difference is about: money of it is that merchant's, if it is not the payout's. */
function useMerchantOf({ subject }: Difference): string | null {
  const { data } = useRead(
    '/v1/payouts/{payoutId}',
    { path: { payoutId: subject } },
    { enabled: subject.startsWith('pot_') }
  )
  return data?.merchantId ?? null
}

/** What it is: in the server's words and the bank's, with its statement, and what waits for it. */
function What({ difference }: Readonly<{ difference: Difference }>) {
  const { t, f } = useWords()
  const { bankText, statementId, subject, expected, found, unmatched } = difference
  const sum = f.money({ ...unmatched, amount: Math.abs(unmatched.amount) })
  const moves = unmatched.amount > 0 ? t.payouts.resolveMovesIn(sum) : t.payouts.resolveMovesOut(sum)
  return (
    <>
      <p>{t.problems.said(difference.detail)}</p>
      <Facts
        facts={[
          ...(bankText === null ? [] : [[t.payouts.bankSays, <q key="text">{bankText}</q>] as const]),
          ...(statementId === null
            ? []
            : [[t.payouts.statement, <IdLink key="statement" id={statementId} />] as const]),
          ...(subject === difference.lineId
            ? []
            : [[t.payouts.about, <IdLink key="about" id={subject} />] as const]),
          ...(expected === null
            ? []
            : [[t.payouts.expected, <Amount key="expected" of={expected} />] as const]),
          ...(found === null ? [] : [[t.payouts.found, <Amount key="found" of={found} />] as const])
        ]}
      />
      <p>{moneyWaits(difference) ? moves : t.payouts.resolveMovesNothing}</p>
    </>
  )
}

/** Each amount that moves, and where it goes. */
function Moves({ as, would }: Readonly<{ as: Way; would: ResolvedDifference }>) {
  const { t, f } = useWords()
  const said = ({ amount, currency }: Money, sentence: (sum: string, isPlus: boolean) => string) =>
    amount === 0 ? [] : [sentence(f.money({ amount: Math.abs(amount), currency }), amount > 0)]
  const sentences = [
    ...(as === 'noted' || as === 'written_off' ? [] : said(would.placed, t.payouts.placed[as])),
    ...said(would.writtenOff, as === 'written_off' ? t.payouts.writtenOff : t.payouts.leftOver)
  ]
  if (sentences.length === 0) return null
  return (
    <ul>
      {sentences.map((sentence) => (
        <li key={sentence}>
          <strong>{sentence}</strong>
        </li>
      ))}
    </ul>
  )
}

function WayField({
  difference,
  as,
  choose
}: Readonly<{ difference: Difference; as: Way | null; choose(way: Way | null): void }>) {
  const { t } = useWords()
  if (!moneyWaits(difference)) return null
  const isOut = difference.unmatched.amount < 0
  const meanings = t.words.resolutionMeanings[isOut ? 'out' : 'in']
  return (
    <NativeSelect
      label={t.payouts.resolveAs}
      description={as === null ? undefined : meanings[as]}
      required
      value={as ?? ''}
      data={[
        { value: '', label: t.payouts.choose, disabled: true },
        ...ways.map((way) => ({ value: way, label: t.words.resolutions[way] }))
      ]}
      onChange={({ currentTarget: { value } }) => choose(ways.find((way) => way === value) ?? null)}
    />
  )
}

function SubjectField({
  as,
  subject,
  write
}: Readonly<{ as: Way | null; subject: string; write(text: string): void }>) {
  const { t, f } = useWords()
  const id = as === 'payout' ? subject.trim() : ''
  const { data: payout } = useRead(
    '/v1/payouts/{payoutId}',
    { path: { payoutId: id }, query: { include: 'merchant' } },
    { enabled: resolutionOf('payout', id, 'known') !== null }
  )
  if (as === 'merchant')
    return (
      <MerchantField
        label={t.orders.merchantId}
        required
        value={subject === '' ? undefined : subject}
        choose={(found) => write(found ?? '')}
      />
    )
  if (as !== 'payout' && as !== 'settlement') return null
  return (
    <TextInput
      label={as === 'payout' ? t.payouts.payoutId : t.payouts.settlementId}
      description={
        as === 'payout' && payout !== undefined
          ? [payout.merchant?.displayName, f.money(payout.amount), t.words.payoutStates[payout.state]].join(
              ' · '
            )
          : undefined
      }
      required
      value={subject}
      onChange={({ currentTarget }) => write(currentTarget.value)}
      spellCheck={false}
    />
  )
}
