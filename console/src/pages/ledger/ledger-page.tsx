import { Page } from '../../components/page.tsx'
import { useFilters } from '../../components/search.ts'
import { Views } from '../../components/views.tsx'
import { useWords } from '../../text/index.ts'
import { Accounts } from './accounts.tsx'
import { Trial } from './trial-balance.tsx'

const views = ['trial', 'accounts'] as const

/** The ledger: its accounts, and whether they balance. */
export function LedgerPage() {
  const { t } = useWords()
  const { filters } = useFilters(['view'])
  const view = views.find((each) => each === filters.view) ?? 'trial'
  return (
    <Page title={t.ledger.title} lead={t.ledger.lead}>
      <Views label={t.ledger.title} now={view} views={views.map((each) => [each, t.ledger.views[each]])} />
      {view === 'trial' ? <Trial /> : null}
      {view === 'accounts' ? <Accounts /> : null}
    </Page>
  )
}
