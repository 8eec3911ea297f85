import { ActionIcon } from '@mantine/core'
import type { Today } from '../../api/index.ts'
import { useRead } from '../../api/index.ts'
import { Empty } from '../../components/empty.tsx'
import { Icon } from '../../components/icon.tsx'
import { Loading } from '../../components/loading.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import { useWords } from '../../text/index.ts'
import { InAndOut } from './in-and-out.tsx'
import { MoneyOf } from './money-of.tsx'
import style from './today-page.module.css'
import { Waiting } from './waiting.tsx'

const everyMs = 60_000
const days = 30

/** The operator's first page: where all money stands, what waits for somebody, what came in and went out. */
export function TodayPage() {
  const { t, f } = useWords()
  const found = useRead('/v1/today', { query: { days } }, { everyMs })
  const asOf = found.data?.asOf
  return (
    <Page
      title={t.today.title}
      at={asOf ?? null}
      lead={asOf === undefined ? t.today.lead : `${t.today.lead} ${t.shell.asOf(f.moment(asOf))}.`}
      actions={
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={t.today.refresh}
          loading={found.isFetching}
          onClick={() => void found.refetch()}
        >
          <Icon name="refresh" />
        </ActionIcon>
      }
    >
      {found.error === null ? null : (
        <ProblemNotice problem={found.error} retry={() => void found.refetch()} />
      )}
      {found.data === undefined ? (
        found.error === null ? (
          <Loading lines={9} />
        ) : null
      ) : (
        <TodayView today={found.data} />
      )}
    </Page>
  )
}

function TodayView({ today }: Readonly<{ today: Today }>) {
  const { t } = useWords()
  return (
    <div className={style.columns}>
      <Waiting waiting={today.waiting} asOf={today.asOf} />
      <div className={style.main}>
        {today.money.length === 0 ? (
          <Section title={t.today.money}>
            <Empty title={t.today.none}>{t.today.noneHow}</Empty>
          </Section>
        ) : null}
        {today.money.map((money) => (
          <MoneyOf key={money.currency} money={money} />
        ))}
        <InAndOut days={today.days} />
      </div>
    </div>
  )
}
