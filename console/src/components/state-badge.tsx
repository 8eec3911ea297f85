import style from './state-badge.module.css'

export type Tone = 'quiet' | 'going' | 'good' | 'care' | 'bad'

/** A state in a word. Its colour says nothing that the word does not. */
export function StateBadge({ tone, children }: Readonly<{ tone: Tone; children: string }>) {
  return (
    <span className={style.badge} data-tone={tone}>
      {children}
    </span>
  )
}
