import { useMe } from '../../app/me.tsx'
import { Empty } from '../../components/empty.tsx'
import { Page } from '../../components/page.tsx'
import { useWords } from '../../text/index.ts'
import { Profile } from '../merchant/profile.tsx'
import { PayoutList } from '../payouts/payout-list.tsx'
import { Balances } from './balances.tsx'
import { NextPayout } from './next-payout.tsx'

/** A merchant's money: what it can have, what waits for what, when it is paid next and why, and to where. */
export function MoneyPage() {
  const { t } = useWords()
  const { merchantId } = useMe()
  return (
    <Page title={t.money.title} lead={t.money.lead}>
      {merchantId === null ? (
        <Empty title={t.money.notMerchant} />
      ) : (
        <>
          <NextPayout merchantId={merchantId} />
          <Balances merchantId={merchantId} />
          <Profile merchantId={merchantId} />
          <PayoutList />
        </>
      )}
    </Page>
  )
}
