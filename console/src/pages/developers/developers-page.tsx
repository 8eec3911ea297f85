import { useMe } from '../../app/me.tsx'
import { Page } from '../../components/page.tsx'
import { useFilters } from '../../components/search.ts'
import { Views } from '../../components/views.tsx'
import { useWords } from '../../text/index.ts'
import { Calls } from './calls.tsx'
import { Endpoints } from './endpoints.tsx'
import { Events } from './events.tsx'
import { Keys } from './keys.tsx'
import { Requests } from './requests.tsx'

const needs = {
  endpoints: 'webhooks.read',
  keys: 'keys.read',
  requests: 'requests.read',
  calls: 'payments.calls.read',
  events: 'events.read'
} as const
type View = keyof typeof needs
const views: readonly View[] = ['endpoints', 'keys', 'requests', 'calls', 'events']

/** For those who connect programs: webhooks, keys, what happened. */
export function DevelopersPage() {
  const { t } = useWords()
  const { permissions } = useMe()
  const { filters } = useFilters(['view'])
  const mine = views.filter((view) => permissions.includes(needs[view]))
  const view = mine.find((each) => each === filters.view) ?? mine[0]
  return (
    <Page
      title={t.developers.title}
      lead={
        <>
          {t.developers.lead} <a href="/docs">{t.developers.docs}</a>
        </>
      }
    >
      {view === undefined ? null : (
        <Views
          label={t.developers.title}
          now={view}
          views={mine.map((each) => [each, t.developers.views[each]])}
        />
      )}
      {view === 'endpoints' ? <Endpoints /> : null}
      {view === 'keys' ? <Keys /> : null}
      {view === 'requests' ? <Requests /> : null}
      {view === 'calls' ? <Calls /> : null}
      {view === 'events' ? <Events /> : null}
    </Page>
  )
}
