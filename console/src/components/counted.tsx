import { ActionIcon, Popover } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../text/index.ts'
import { Icon } from './icon.tsx'

/** How a figure was counted: a small button beside it, for the mouse and the keyboard alike. */
export function Counted({ about, children }: Readonly<{ about: string; children: ReactNode }>) {
  const { t } = useWords()
  return (
    <Popover width={300} position="bottom" withArrow trapFocus={false} returnFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label={t.shell.howCounted(about)}>
          <Icon name="info" size={15} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown fz="sm">{children}</Popover.Dropdown>
    </Popover>
  )
}
