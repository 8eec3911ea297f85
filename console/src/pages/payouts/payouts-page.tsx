import { useMe } from '../../app/me.tsx'
import { Page } from '../../components/page.tsx'
import { useFilters } from '../../components/search.ts'
import { Views } from '../../components/views.tsx'
import { useWords } from '../../text/index.ts'
import { FilesView } from './files.tsx'
import { PayoutList } from './payout-list.tsx'
import { Reconciliation } from './reconciliation.tsx'
import { RefundsView } from './refunds-view.tsx'
import { StatementsView } from './statements.tsx'

const views = ['payouts', 'reconciliation', 'statements', 'files', 'refunds'] as const

/** What is paid out, and whether the bank agrees. A merchant sees its own payouts alone. */
export function PayoutsPage() {
  const { t } = useWords()
  const { permissions, kind } = useMe()
  const { filters } = useFilters(['view'])
  const hasBank = permissions.includes('bank.read')
  const view = (hasBank && views.find((each) => each === filters.view)) || 'payouts'
  return (
    <Page
      title={hasBank ? t.shell.places.payouts : t.payouts.title}
      lead={kind === 'merchant' ? t.payouts.leadMerchant : t.payouts.lead}
    >
      {hasBank ? (
        <Views
          label={t.shell.places.payouts}
          now={view}
          views={views.map((each) => [each, t.payouts.views[each]])}
        />
      ) : null}
      {view === 'payouts' ? <PayoutList /> : null}
      {view === 'reconciliation' ? <Reconciliation /> : null}
      {view === 'statements' ? <StatementsView /> : null}
      {view === 'files' ? <FilesView /> : null}
      {view === 'refunds' ? <RefundsView /> : null}
    </Page>
  )
}
