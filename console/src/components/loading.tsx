import { Loader, Skeleton, Stack, VisuallyHidden } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useWords } from '../text/index.ts'

/** Lines where something will stand in a moment. Where it takes long, it says so. */
export function Loading({ lines = 5 }: Readonly<{ lines?: number }>) {
  const { t } = useWords()
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), 4000)
    return () => clearTimeout(timer)
  }, [])
  return (
    <Stack gap="sm" p="md" aria-busy="true">
      <VisuallyHidden role="status">{isLong ? t.shell.stillLoading : t.shell.loading}</VisuallyHidden>
      {Array.from({ length: lines }, (_, i) => (
        <Skeleton key={i} height={14} width={`${92 - ((i * 17) % 40)}%`} animate={false} />
      ))}
      {isLong ? (
        <span aria-hidden="true">
          <Loader size="xs" mr="xs" />
          {t.shell.stillLoading}
        </span>
      ) : null}
    </Stack>
  )
}
