import { ActionIcon, CopyButton } from '@mantine/core'
import { useWords } from '../text/index.ts'
import { announce } from './announce.tsx'
import { Icon } from './icon.tsx'
import style from './identifier.module.css'

/** An id, whole, with a button that copies it. */
export function Identifier({ id }: Readonly<{ id: string }>) {
  const { t } = useWords()
  return (
    <span className={style.identifier}>
      <code>{id}</code>
      <CopyButton value={id}>
        {({ copied, copy }) => (
          <ActionIcon
            variant="subtle"
            color={copied ? 'jade' : 'gray'}
            size="sm"
            aria-label={t.shell.copy(id)}
            onClick={() => {
              copy()
              announce(t.shell.copied)
            }}
          >
            <Icon name={copied ? 'done' : 'copy'} size={14} />
          </ActionIcon>
        )}
      </CopyButton>
    </span>
  )
}

/** The end of an id, by which people tell it from others; its title has all of it. */
export function ShortId({ id }: Readonly<{ id: string }>) {
  const [prefix = '', rest] = id.split('_')
  if (rest === undefined || rest.length < 20) return <code className={style.short}>{id}</code>
  return (
    <code className={style.short} title={id}>
      {prefix}_…{rest.slice(-6)}
    </code>
  )
}
