import { useEffect, useState, useSyncExternalStore } from 'react'
import { useWords } from '../text/index.ts'
import style from './announce.module.css'
import { Icon } from './icon.tsx'

/** Something was said; each time anew, though it may be the same. */
type Said = Readonly<{ text: string }>

let said: Said = { text: '' }
const listeners = new Set<() => void>()

function say(text: string): void {
  said = { text }
  for (const listener of listeners) listener()
}

/** Says something to those who hear the page and to those who see it, for some seconds. Said twice, it is heard twice. */
export function announce(text: string): void {
  say(said.text === text ? `${text}\u00a0` : text)
}

const listen = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const shownMs = 8000

/** The place where announcements are made. There is one in the page. Whoever points at one, or is in it, has time to read it. */
export function Announcements() {
  const { t } = useWords()
  const now = useSyncExternalStore(listen, () => said)
  const [isHeld, setHeld] = useState(false)
  useEffect(() => {
    if (now.text === '' || isHeld) return
    const timer = setTimeout(() => say(''), shownMs)
    return () => clearTimeout(timer)
  }, [now, isHeld])
  return (
    <div
      className={style.place}
      data-shown={now.text !== '' || undefined}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {now.text === '' ? null : <Icon name="done" size={18} />}
      <p role="status" aria-live="polite">
        {now.text}
      </p>
      {now.text === '' ? null : (
        <button
          type="button"
          aria-label={t.shell.dismiss}
          onClick={() => {
            setHeld(false)
            say('')
          }}
        >
          <Icon name="close" size={16} />
        </button>
      )}
    </div>
  )
}
