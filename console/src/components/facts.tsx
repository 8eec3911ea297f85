import type { ReactNode } from 'react'
import style from './facts.module.css'

/** What is known of a thing: names and values. */
export function Facts({
  facts
}: Readonly<{ facts: readonly (readonly [name: string, value: ReactNode])[] }>) {
  return (
    <dl className={style.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
