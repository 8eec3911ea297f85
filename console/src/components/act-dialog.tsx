import { Button, Group, Modal, Stack } from '@mantine/core'
import { type ReactNode, useEffect, useState } from 'react'
import { Problem } from '../api/index.ts'
import { useWords } from '../text/index.ts'
import { announce } from './announce.tsx'
import { Notice, ProblemNotice } from './notice.tsx'

/** What a dialog needs of an act: useAct gives it. */
export type Sending<Input, Answer = unknown> = Readonly<{
  mutateAsync(input: Input | null): Promise<Answer>
  reset(): void
  /** One was sent and had no answer: only that one can be sent again. */
  isUnanswered: boolean
  /** What was said of the one that was sent last. */
  said: { what: ReactNode }
  error: Problem | null
  isPending: boolean
}>

type DialogProps<Input, Answer> = Readonly<{
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
  /** What is said when it has happened; where that depends on what was answered, how it is said. */
  done: string | ((answer: Answer) => string)
  act: Sending<Input, Answer>
  /** What is sent; null while something is missing. */
  input: Input | null
}>

/**
 * Asks once before something happens, naming what. Where no answer came, its fields are locked and only the very same act
 * can be sent again, which is safe: it happens once. That holds for one that was sent before the dialog was opened, too:
 * then what was said of that one is shown, and nothing of what stands here now.
 */
export function ActDialog<Input, Answer>(props: DialogProps<Input, Answer>) {
  const { opened, close, title, what, effect, children, act, input, done } = props
  const { t } = useWords()
  useReturnOfFocus(opened)
  const [sent, setSent] = useState<'here' | 'earlier' | null>(null)
  const isEarlier = sent === 'earlier' || (sent === null && act.isUnanswered)
  const finish = () => {
    act.reset()
    setSent(null)
    close()
  }
  const leave = () => {
    if (!act.isPending) finish() // what was sent cannot be taken back, and what becomes of it is to be seen
  }
  const send = async () => {
    if (input === null && !act.isUnanswered) return
    setSent(isEarlier ? 'earlier' : 'here')
    if (!isEarlier) act.said.what = what
    let answer: Answer
    try {
      answer = await act.mutateAsync(input)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (error.outcome === 'refused') setSent(null)
      return // it stands in the dialog
    }
    announce(typeof done === 'string' ? done : done(answer))
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
          <div>{isEarlier ? act.said.what : what}</div>
          {isEarlier ? null : (effect ?? null)}
          {children === undefined || isEarlier ? null : (
            <fieldset disabled={act.isUnanswered || act.isPending} data-plain>
              <Stack gap="sm">{children}</Stack>
            </fieldset>
          )}
          <Outcome act={act} />
          <Buttons {...props} leave={leave} />
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

function Outcome({ act: { error, isUnanswered } }: Readonly<{ act: Sending<never> }>) {
  const { t } = useWords()
  if (isUnanswered)
    return (
      <>
        <Notice tone="care" title={t.problems.unknown}>
          <p>{t.problems.unknownAdvice}</p>
        </Notice>
        {error?.code === 'http.person_changed' ? <ProblemNotice problem={error} /> : null}
      </>
    )
  return error === null ? null : <ProblemNotice problem={error} />
}

function Buttons<Input, Answer>(props: DialogProps<Input, Answer> & Readonly<{ leave(): void }>) {
  const { act, input, confirm, isDangerous = false, leave } = props
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
        disabled={input === null && !act.isUnanswered}
      >
        {act.isUnanswered ? t.problems.sendAgain : confirm}
      </Button>
    </Group>
  )
}
