import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Loading } from '../components/loading.tsx'
import { Notice } from '../components/notice.tsx'
import { Page } from '../components/page.tsx'
import { useMe } from './me.tsx'
import { useWords } from '../text/index.ts'

/** Stands where a page is still on its way. */
export const PagePending = () => <Loading lines={8} />

/** Stands where a page cannot be shown: usually a new version was installed, and the old page's files are gone. */
export function PageFailed({ error }: Readonly<{ error: unknown }>) {
  const { t } = useWords()
  return (
    <Page title={t.problems.page}>
      <Notice tone="bad" title={error instanceof Error ? error.message : String(error)}>
        <p>{t.problems.pageAdvice}</p>
        <Button variant="default" size="xs" mt="xs" onClick={() => location.reload()}>
          {t.problems.reload}
        </Button>
      </Notice>
    </Page>
  )
}

/** Stands where an address leads to a page that whoever is signed in does not have. */
export function PageElsewhere() {
  const { t } = useWords()
  const { kind } = useMe()
  return (
    <Page title={t.problems.notYours} lead={t.problems.notYoursAdvice(t.words.actors[kind])}>
      <p>
        <Link to="/">{t.problems.toStart}</Link>
      </p>
    </Page>
  )
}

/** Stands where an address leads nowhere. */
export function PageUnknown() {
  const { t } = useWords()
  return (
    <Page title={t.problems.noPage} lead={t.problems.noPageAdvice}>
      <p>
        <Link to="/">{t.problems.toStart}</Link>
      </p>
    </Page>
  )
}
