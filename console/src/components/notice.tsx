import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Problem } from '../api/index.ts'
import { useWords } from '../text/index.ts'
import { Icon, type IconName } from './icon.tsx'
import style from './notice.module.css'

/** Something that the reader should know before going on. */
export function Notice({
  tone,
  title,
  children,
  icon
}: Readonly<{ tone: 'bad' | 'care' | 'quiet'; title: string; children?: ReactNode; icon?: IconName }>) {
  return (
    <div className={style.notice} data-tone={tone} role={tone === 'bad' ? 'alert' : undefined}>
      <Icon name={icon ?? (tone === 'quiet' ? 'info' : 'warn')} size={20} />
      <div className={style.words}>
        <strong>{title}</strong>
        {children}
      </div>
    </div>
  )
}

/** What the server, or the network, said no to, and what to do now. */
export function ProblemNotice({ problem, retry }: Readonly<{ problem: Problem; retry?: () => void }>) {
  const { t } = useWords()
  const isSilent = problem.status === 0
  const title = isSilent ? t.problems.noAnswer : t.problems.refusal(problem.code, problem.message)
  const advice = isSilent ? t.problems.noAnswerAdvice : t.problems.advice(problem.code, problem.advice ?? '')
  return (
    <Notice tone="bad" title={title}>
      {advice === '' ? null : <p>{advice}</p>}
      {problem.fields.length === 0 || problem.code === 'http.path_invalid' ? null : (
        <ul>
          {problem.fields.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              <code>{path}</code>: {t.problems.said(message)}
            </li>
          ))}
        </ul>
      )}
      {problem.requestId === null ? null : (
        <p className={style.small}>
          {t.problems.request} <code>{problem.requestId}</code> · <code>{problem.code}</code>
        </p>
      )}
      {retry === undefined ? null : (
        <Button variant="default" size="xs" mt="xs" onClick={retry}>
          {t.problems.retry}
        </Button>
      )}
    </Notice>
  )
}
