import { Button, Group, Modal, Stack } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { Problem } from '../api/index.ts'
import { useWords } from '../text/index.ts'
import { announce } from './announce.tsx'
import { Notice, ProblemNotice } from './notice.tsx'

/** What a dialog needs of an act: useAct gives it. */
export type Sending<Input> = Readonly<{
  mutateAsync(input: Input): Promise<unknown>
  reset(): void
  error: Problem | null
  isPending: boolean
}>

type DialogProps<Input> = Readonly<{
  opened: boolean
  close(): void
  title: string
  /** What will happen, in whole sentences. */
  what: ReactNode
  /** What it would change, as far as the server can tell before. */
  effect?: ReactNode
  /** The fields that the act asks for. */
  children?: ReactNode
  confirm: string
  /** Acts that take something from somebody are red. */
  isDangerous?: boolean
  /** What is said when it has happened. */
  done: string
  act: Sending<Input>
  /** What is sent; null while something is missing. */
  input: Input | null
}>

/**
 * Asks once before something happens, naming what. Where no answer came, its fields are locked and only the very same act
 * can be sent again, which is safe: it happens once.
 */
export function ActDialog<Input>(props: DialogProps<Input>) {
  const { opened, close, title, what, effect, children, act, input, done } = props
  const { t } = useWords()
  useReturnOfFocus(opened)
  const [sent, setSent] = useState<Input | null>(null)
  const isOpen = act.error?.outcome === 'unknown'
  const finish = () => {
    act.reset()
    setSent(null)
    close()
  }
  const leave = () => {
    if (!act.isPending) finish() // what was sent cannot be taken back, and what becomes of it is to be seen
  }
  const send = async () => {
    const chosen = isOpen && sent !== null ? sent : input
    if (chosen === null) return
    setSent(chosen)
    try {
      await act.mutateAsync(chosen)
    } catch (error) {
      if (error instanceof Problem) return // it stands in the dialog
      throw error
    }
    announce(done)
    finish()
  }
  return (
    <Modal
      opened={opened}
      onClose={leave}
      title={title}
      returnFocus={false}
      closeButtonProps={{ 'aria-label': t.shell.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <Stack gap="md">
          <div>{what}</div>
          {effect ?? null}
          {children === undefined ? null : (
            <fieldset disabled={isOpen || act.isPending} data-plain>
              <Stack gap="sm">{children}</Stack>
            </fieldset>
          )}
          <Outcome problem={act.error} />
          <Buttons {...props} leave={leave} isOpen={isOpen} />
        </Stack>
      </form>
    </Modal>
  )
}

/**
 * Whoever leaves a dialog is where it was opened from, or at the heading of the page where that is gone. Dialogs that are
 * taken away while they are open leave it too.
 */
function useReturnOfFocus(opened: boolean): void {
  const [origin, setOrigin] = useState<Element | null>(null)
  if (opened && origin === null) setOrigin(document.activeElement)
  if (!opened && origin !== null) setOrigin(null)
  useEffect(() => {
    if (origin === null) return
    return () => {
      setTimeout(() => {
        const place = origin.isConnected && origin !== document.body ? origin : document.querySelector('h1')
        if (place instanceof HTMLElement) place.focus()
      })
    }
  }, [origin])
}

function Outcome({ problem }: Readonly<{ problem: Problem | null }>) {
  const { t } = useWords()
  if (problem === null) return null
  if (problem.outcome === 'refused') return <ProblemNotice problem={problem} />
  return (
    <Notice tone="care" title={t.problems.unknown}>
      <p>{t.problems.unknownAdvice}</p>
    </Notice>
  )
}

function Buttons<Input>(props: DialogProps<Input> & Readonly<{ leave(): void; isOpen: boolean }>) {
  const { act, input, confirm, isDangerous = false, leave, isOpen } = props
  const { t } = useWords()
  return (
    <Group justify="flex-end" gap="sm">
      <Button variant="default" onClick={leave} disabled={act.isPending}>
        {t.shell.back}
      </Button>
      <Button
        type="submit"
        color={isDangerous ? 'red.8' : undefined}
        loading={act.isPending}
        disabled={input === null && !isOpen}
      >
        {isOpen ? t.problems.sendAgain : confirm}
      </Button>
    </Group>
  )
}
