import type { ActorKind } from '../api/index.ts'
import { useWords } from '../text/index.ts'
import { ShortId } from './identifier.tsx'

/** Who did something: a key or a session, a payment service, a command; or nobody, by itself. */
export function ByWhom({ actor, kind = null }: Readonly<{ actor: string; kind?: ActorKind | null }>) {
  const { t } = useWords()
  if (actor === 'system') return <span>{t.order.byItself}</span>
  if (actor === 'command-line') return <span>{t.order.byCommand}</span>
  if (actor.startsWith('provider:')) return <span>{t.order.byService(actor.slice('provider:'.length))}</span>
  return (
    <span>
      {kind === null ? t.order.by : t.order.byKind[kind]} <ShortId id={actor} />
    </span>
  )
}
