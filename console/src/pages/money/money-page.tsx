import type { MerchantBalance } from '../../api/index.ts'
import { useRead } from '../../api/index.ts'
import { useMe } from '../../app/me.tsx'
import { Amount } from '../../components/amount.tsx'
import { Empty } from '../../components/empty.tsx'
import { Figure, Figures } from '../../components/figure.tsx'
import { Loading } from '../../components/loading.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import { PayoutList } from '../payouts/payout-list.tsx'
import { useWords } from '../../text/index.ts'
import { NextPayout } from './next-payout.tsx'

const figures = ['available', 'held', 'onItsWay', 'owed', 'reserve'] as const

/** A merchant's money: what it can have, what waits for what, and when it is paid next and why. */
export function MoneyPage() {
  const { t } = useWords()
  const { merchantId } = useMe()
  const path = { merchantId: merchantId ?? '' }
  const found = useRead('/v1/merchants/{merchantId}/balance', { path }, { enabled: merchantId !== null })
  return (
    <Page title={t.money.title} lead={t.money.lead}>
      {merchantId === null ? <Empty title={t.money.notMerchant} /> : <NextPayout merchantId={merchantId} />}
      {found.error === null ? null : (
        <ProblemNotice problem={found.error} retry={() => void found.refetch()} />
      )}
      {found.isPending && merchantId !== null ? <Loading lines={3} /> : null}
      {found.data?.balances.length === 0 ? (
        <Section title={t.money.balances}>
          <Empty title={t.money.none}>{t.money.noneHow}</Empty>
        </Section>
      ) : null}
      {found.data?.balances.map((balance) => (
        <Balance key={balance.currency} balance={balance} at={found.data.at} />
      ))}
      <PayoutList />
    </Page>
  )
}

function Balance({ balance, at }: Readonly<{ balance: MerchantBalance; at: string }>) {
  const { t } = useWords()
  return (
    <section aria-label={balance.currency}>
      <Figures>
        {figures.map((name) => (
          <Figure
            key={name}
            label={t.money.figures[name]}
            at={at}
            counted={t.money.counted[name]}
            tone={name === 'owed' && balance.owed.amount > 0 ? 'bad' : undefined}
          >
            <Amount of={balance[name]} />
          </Figure>
        ))}
      </Figures>
    </section>
  )
}
