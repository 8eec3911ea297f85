import { Link, useParams } from '@tanstack/react-router'
import type { Merchant } from '../../api/index.ts'
import { useRead } from '../../api/index.ts'
import { useMay } from '../../app/me.tsx'
import { MerchantBadge } from '../../components/badges.tsx'
import { Facts } from '../../components/facts.tsx'
import { Identifier } from '../../components/identifier.tsx'
import { Loading } from '../../components/loading.tsx'
import { Moment } from '../../components/moment.tsx'
import { Notice, ProblemNotice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import { useWords } from '../../text/index.ts'
import { Balances } from '../money/balances.tsx'
import { NextPayout } from '../money/next-payout.tsx'
import { Profile } from './profile.tsx'
import { StateButton } from './state.tsx'

/** One merchant, as the marketplace sees it: its money, how it is paid, and whether it may trade. */
export function MerchantPage() {
  const { merchantId = '' } = useParams({ strict: false })
  const { t } = useWords()
  const found = useRead('/v1/merchants/{merchantId}', { path: { merchantId } })
  if (found.data === undefined)
    return (
      <Page title={t.merchant.title} eyebrow={merchantId}>
        {found.error === null ? (
          <Loading />
        ) : (
          <ProblemNotice problem={found.error} retry={() => void found.refetch()} />
        )}
      </Page>
    )
  return <MerchantView merchant={found.data} />
}

function MerchantView({ merchant }: Readonly<{ merchant: Merchant }>) {
  const { t } = useWords()
  const may = useMay()
  const { id: merchantId } = merchant
  return (
    <Page
      title={merchant.displayName}
      eyebrow={`${t.merchant.title} ${merchant.reference}`}
      lead={<MerchantBadge state={merchant.state} />}
      actions={may('merchants.suspend') ? <StateButton merchant={merchant} /> : undefined}
    >
      {merchant.state === 'suspended' ? (
        <Notice tone="care" title={t.merchant.suspended(merchant.stateReason ?? '')}>
          <p>{t.merchant.suspendedHow}</p>
        </Notice>
      ) : null}
      <NextPayout merchantId={merchantId} />
      <Balances merchantId={merchantId} />
      <Profile merchantId={merchantId} />
      <Section title={t.order.about}>
        <Facts
          facts={[
            [
              t.orders.title,
              <Link key="orders" to="/orders" search={{ merchantId } as never}>
                {t.merchant.itsOrders}
              </Link>
            ],
            [
              t.payouts.title,
              <Link key="payouts" to="/payouts" search={{ merchantId } as never}>
                {t.merchant.itsPayouts}
              </Link>
            ],
            [t.merchants.paidIn, merchant.payoutCurrency],
            [t.merchants.since, <Moment key="since" at={merchant.createdAt} />],
            [t.order.id, <Identifier key="id" id={merchantId} />]
          ]}
        />
      </Section>
    </Page>
  )
}
