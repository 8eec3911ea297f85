import { Button } from '@mantine/core'
import { useState } from 'react'
import type { PayoutProfile } from '../../api/index.ts'
import { readAt, useRead } from '../../api/index.ts'
import { useMay, useMe } from '../../app/me.tsx'
import { Amount } from '../../components/amount.tsx'
import { Empty } from '../../components/empty.tsx'
import { Facts } from '../../components/facts.tsx'
import { Loading } from '../../components/loading.tsx'
import { Notice, ProblemNotice } from '../../components/notice.tsx'
import { Section } from '../../components/page.tsx'
import { type Format, type Text, useWords } from '../../text/index.ts'
import { ProfileDialog } from './profile-dialog.tsx'

/** How a merchant is paid: when, from how much on, what is kept back, and to which bank account. */
export function Profile({ merchantId }: Readonly<{ merchantId: string }>) {
  const { t } = useWords()
  const may = useMay()
  const { kind } = useMe()
  const [isOpen, setOpen] = useState(false)
  const found = useRead('/v1/merchants/{merchantId}/payout-profile', { path: { merchantId } })
  const merchant = useRead('/v1/merchants/{merchantId}', { path: { merchantId } })
  const isMissing = found.error?.code === 'payouts.profile_missing'
  const currency = found.data?.currency ?? merchant.data?.payoutCurrency
  const isKnown = found.data !== undefined || isMissing
  return (
    <Section
      title={kind === 'merchant' ? t.merchant.profileOwn : t.merchant.profile}
      counted={[[t.merchant.minimum, t.counted.minimum]]}
      at={readAt(found)}
      actions={
        may('payout_profiles.write') && isKnown ? (
          <Button variant="default" size="xs" onClick={() => setOpen(true)}>
            {t.merchant.set}
          </Button>
        ) : undefined
      }
    >
      {isMissing ? (
        <Empty title={t.merchant.noProfile}>{t.merchant.noProfileHow}</Empty>
      ) : found.error === null ? null : (
        <ProblemNotice problem={found.error} retry={() => void found.refetch()} />
      )}
      {found.isPending ? <Loading lines={3} /> : null}
      {found.data === undefined ? null : <Known profile={found.data} />}
      {isOpen && currency !== undefined ? (
        <ProfileDialog
          merchantId={merchantId}
          currency={currency}
          profile={found.data ?? null}
          close={() => setOpen(false)}
        />
      ) : null}
    </Section>
  )
}

/** When a schedule pays, in words. */
export const whenOf = (schedule: PayoutProfile['schedule'], t: Text): string =>
  schedule.every === 'week'
    ? t.merchant.onWeekday(t.merchant.weekdays[schedule.weekday])
    : t.merchant.every[schedule.every]

/** What is kept back of each payout, in words: 1000 basis points are 10 %. */
function keptOf({ basisPoints, days }: PayoutProfile['reserve'], t: Text, f: Format): string {
  if (basisPoints === 0) return t.merchant.nothingKept
  return t.merchant.keptFor(f.percent(basisPoints), days)
}

function Known({ profile }: Readonly<{ profile: PayoutProfile }>) {
  const { t, f } = useWords()
  const { bankAccount, blocked } = profile
  return (
    <>
      {blocked === null ? null : (
        <Notice tone="bad" title={t.merchant.blocked(t.problems.said(blocked))}>
          <p>{t.merchant.blockedHow}</p>
        </Notice>
      )}
      <Facts
        facts={[
          [t.merchant.schedule, whenOf(profile.schedule, t)],
          [t.merchant.bank, t.merchant.ending(bankAccount.ending, bankAccount.country ?? '')],
          [t.merchant.minimum, <Amount key="minimum" of={profile.minimum} />],
          [t.merchant.keptBack, keptOf(profile.reserve, t, f)]
        ]}
      />
    </>
  )
}
