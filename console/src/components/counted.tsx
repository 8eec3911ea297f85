import { ActionIcon, Popover } from '@mantine/core'
import { createContext, use } from 'react'
import { useWords } from '../text/index.ts'
import style from './counted.module.css'
import { Icon } from './icon.tsx'

/** A figure by the name that stands beside it, and how it is counted. */
export type Count = readonly [figure: string, how: string]

/** When what a page shows was so: what a part of it does not say itself. */
export const ReadAt = createContext<string | null>(null)

/** How figures are counted, and when they were so: a small button beside them, for the mouse and the keyboard alike. */
export function Counted({
  about,
  counts,
  at
}: Readonly<{ about: string; counts: string | readonly Count[]; at?: string | null | undefined }>) {
  const { t, f } = useWords()
  const whole = use(ReadAt)
  const moment = at ?? whole
  return (
    <Popover width={300} position="bottom" withArrow trapFocus={false} returnFocus>
      <Popover.Target>
        <ActionIcon
          className={style.button}
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t.shell.howCounted(about)}
          data-counted
        >
          <Icon name="info" size={15} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown fz="sm">
        {typeof counts === 'string' ? (
          <p className={style.text}>{counts}</p>
        ) : (
          <dl className={style.counts}>
            {counts.map(([figure, how]) => (
              <div key={figure}>
                <dt>{figure}</dt>
                <dd>{how}</dd>
              </div>
            ))}
          </dl>
        )}
        {moment === null ? null : <p className={style.at}>{t.shell.asOf(f.exact(moment))}</p>}
      </Popover.Dropdown>
    </Popover>
  )
}
