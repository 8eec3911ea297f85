import { Button, Modal, Stack } from '@mantine/core'
import { Identifier } from '../../components/identifier.tsx'
import { Notice } from '../../components/notice.tsx'
import { useWords } from '../../text/index.ts'

/** Shows a secret once. It cannot be shown again. */
export function SecretOnce({
  secret,
  title,
  close
}: Readonly<{ secret: string; title: string; close(): void }>) {
  const { t } = useWords()
  return (
    <Modal
      opened
      onClose={close}
      title={title}
      closeButtonProps={{ 'aria-label': t.shell.close }}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      <Stack>
        <Notice tone="care" title={t.developers.once}>
          <p>{t.developers.onceHow}</p>
        </Notice>
        <Identifier id={secret} />
        <Button onClick={close}>{t.developers.kept}</Button>
      </Stack>
    </Modal>
  )
}
