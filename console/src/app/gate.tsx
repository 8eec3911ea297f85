import { type ReactNode, useEffect, useRef } from 'react'
import { actAs, type Me, useRead } from '../api/index.ts'
import { Loading } from '../components/loading.tsx'
import { ProblemNotice } from '../components/notice.tsx'
import { useWords } from '../text/index.ts'
import { Frame } from './frame.tsx'
import style from './gate.module.css'
import { MeProvider } from './me.tsx'
import { LanguageChoice } from './scheme.tsx'

/** For whom the window acts, as `Kontor-Person` says it: a merchant or a buyer in any session, others in this one. */
const personOf = ({ merchantId, buyerId, id }: Me) => merchantId ?? buyerId ?? id

/** Lets in who is signed in, and tells everybody else how to get in. */
export function Gate() {
  const me = useRead('/v1/me')
  const { t } = useWords()
  const person = me.data === undefined ? null : personOf(me.data)
  const loadedFor = useRef<string>(null)
  useEffect(() => {
    if (person === null || person === loadedFor.current) return
    // What stands on the page, in its dialogs and in memory is another's.
    if (loadedFor.current !== null) location.reload()
    else {
      loadedFor.current = person
      actAs(person)
    }
  }, [person])
  if (me.data !== undefined && me.data.kind === 'buyer')
    return (
      <Outside title={t.gate.buyer}>
        <a href="/pocket/">{t.gate.toPocket}</a>
      </Outside>
    )
  if (me.data !== undefined)
    return (
      <MeProvider value={me.data}>
        <Frame />
      </MeProvider>
    )
  if (me.error === null) return <Loading />
  if (me.error.status === 401)
    return (
      <Outside title={t.gate.title}>
        <p>{t.gate.how}</p>
        <pre>kontor sign-in operator</pre>
        <p>{t.gate.merchant}</p>
      </Outside>
    )
  return (
    <Outside title={t.gate.noServer}>
      <ProblemNotice problem={me.error} retry={() => void me.refetch()} />
    </Outside>
  )
}

function Outside({ title, children }: Readonly<{ title: string; children: ReactNode }>) {
  const { t } = useWords()
  useEffect(() => {
    document.title = `${title} · ${t.shell.product}`
  }, [title, t])
  return (
    <main className={style.outside}>
      <div className={style.card}>
        <h1>{title}</h1>
        {children}
        <div className={style.language}>
          <LanguageChoice />
        </div>
      </div>
    </main>
  )
}
