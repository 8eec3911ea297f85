import type { MerchantBalance } from '../../api/index.ts'
import { useRead } from '../../api/index.ts'
import { Amount } from '../../components/amount.tsx'
import { Empty } from '../../components/empty.tsx'
import { Figure, Figures } from '../../components/figure.tsx'
import { Loading } from '../../components/loading.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Section } from '../../components/page.tsx'
import { useWords } from '../../text/index.ts'

const figures = ['available', 'held', 'onItsWay', 'owed', 'reserve'] as const

/** A merchant's money by currency: what it can have, and what waits for what. */
export function Balances({ merchantId }: Readonly<{ merchantId: string }>) {
  const { t } = useWords()
  const found = useRead('/v1/merchants/{merchantId}/balance', { path: { merchantId } })
  if (found.error !== null) return <ProblemNotice problem={found.error} retry={() => void found.refetch()} />
  if (found.data === undefined) return <Loading lines={3} />
  const { balances, at } = found.data
  if (balances.length === 0)
    return (
      <Section title={t.money.balances}>
        <Empty title={t.money.none}>{t.money.noneHow}</Empty>
      </Section>
    )
  return balances.map((balance) => <Balance key={balance.currency} balance={balance} at={at} />)
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
