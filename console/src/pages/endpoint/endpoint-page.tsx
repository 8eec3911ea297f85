import { useParams } from '@tanstack/react-router'
import type { WebhookEndpoint } from '../../api/index.ts'
import { useRead } from '../../api/index.ts'
import { EndpointBadge } from '../../components/badges.tsx'
import { Facts } from '../../components/facts.tsx'
import { Identifier } from '../../components/identifier.tsx'
import { Loading } from '../../components/loading.tsx'
import { Moment } from '../../components/moment.tsx'
import { Notice, ProblemNotice } from '../../components/notice.tsx'
import { Page, Section } from '../../components/page.tsx'
import { useWords } from '../../text/index.ts'
import { Deliveries } from './deliveries.tsx'
import { EndpointActs } from './endpoint-acts.tsx'

/** One webhook endpoint: how it does, what was sent to it, and sending it again. */
export function EndpointPage() {
  const { endpointId = '' } = useParams({ strict: false })
  const { t } = useWords()
  const found = useRead('/v1/webhook-endpoints/{endpointId}', { path: { endpointId } })
  if (found.data === undefined)
    return (
      <Page title={t.endpoint.title} eyebrow={endpointId}>
        {found.error === null ? (
          <Loading />
        ) : (
          <ProblemNotice problem={found.error} retry={() => void found.refetch()} />
        )}
      </Page>
    )
  return <EndpointView endpoint={found.data} />
}

function EndpointView({ endpoint }: Readonly<{ endpoint: WebhookEndpoint }>) {
  const { t, f } = useWords()
  return (
    <Page
      title={endpoint.url}
      eyebrow={t.endpoint.title}
      lead={<EndpointBadge state={endpoint.state} />}
      actions={<EndpointActs endpoint={endpoint} />}
    >
      {endpoint.state === 'paused' ? (
        <Notice tone="bad" title={t.endpoint.paused}>
          <p>{endpoint.reason ?? t.endpoint.pausedHow}</p>
        </Notice>
      ) : null}
      <Section title={t.order.about} counted={[[t.developers.failures, t.counted.failures]]}>
        <Facts
          facts={[
            [t.developers.description, endpoint.description === '' ? '–' : endpoint.description],
            [
              t.developers.events,
              endpoint.events.length === 0 ? t.developers.allEvents : f.list(endpoint.events)
            ],
            [t.developers.failures, f.count(endpoint.failures)],
            [t.order.created, <Moment key="created" at={endpoint.createdAt} />],
            [t.order.id, <Identifier key="id" id={endpoint.id} />]
          ]}
        />
      </Section>
      <Deliveries endpoint={endpoint} />
    </Page>
  )
}
