import { readAt, useRead } from '../../api/index.ts'
import { useMay, useMe } from '../../app/me.tsx'
import { Amount } from '../../components/amount.tsx'
import { Loading } from '../../components/loading.tsx'
import { Moment } from '../../components/moment.tsx'
import { Notice, ProblemNotice } from '../../components/notice.tsx'
import { Section } from '../../components/page.tsx'
import { useWords } from '../../text/index.ts'
import { whenOf } from '../merchant/profile.tsx'
import { AskPayout } from './ask-payout.tsx'
import style from './next-payout.module.css'
import { owingOf } from './owing.ts'

/** When a merchant is paid next, how much, and why it is not more. */
export function NextPayout({ merchantId }: Readonly<{ merchantId: string }>) {
  const { t, f } = useWords()
  const may = useMay()
  const { kind } = useMe()
  const found = useRead('/v1/merchants/{merchantId}/next-payout', { path: { merchantId } })
  if (found.error !== null) return <ProblemNotice problem={found.error} retry={() => void found.refetch()} />
  if (found.data === undefined) return <Loading lines={2} />
  const { at, schedule, amounts, keptBack, keptBackDays, reasons } = found.data
  const isStopped = reasons.some(({ code }) => code === 'blocked' || code === 'merchant_suspended')
  return (
    <Section
      title={t.money.next}
      lead={t.money.nextLead}
      counted={t.counted.nextPayout}
      at={readAt(found)}
      actions={may('payouts.write') ? <AskPayout merchantId={merchantId} /> : undefined}
    >
      <div className={style.next}>
        <div className={style.when}>
          {isStopped ? t.money.stopped : at === null ? t.money.notByItself : <Moment at={at} />}
          {at === null || isStopped ? null : (
            <span>
              <Moment at={at} relative />
            </span>
          )}
        </div>
        <div className={style.amounts}>
          {amounts.length === 0 ? (
            <span>{t.money.nothing}</span>
          ) : (
            amounts.map((amount) => <Amount key={amount.currency} of={amount} />)
          )}
        </div>
      </div>
      {isStopped || schedule === null ? null : (
        <p className={style.because}>
          {t.money.because(whenOf(schedule, t))}{' '}
          {keptBackDays === null
            ? null
            : t.money.keptBack(keptBack.map((amount) => f.money(amount)).join(', '), keptBackDays)}
        </p>
      )}
      <div className={style.reasons}>
        {reasons.map(({ code, reason, advice }) => (
          <Notice
            key={`${code} ${reason}`}
            tone="quiet"
            title={code === 'owing' ? owingOf(reason, t, f, kind === 'merchant') : t.problems.said(reason)}
          >
            <p>{code === 'on_demand' ? t.money.askHow : t.problems.said(advice)}</p>
          </Notice>
        ))}
      </div>
    </Section>
  )
}
