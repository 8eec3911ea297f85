import { Button } from '@mantine/core'
import { useId } from 'react'
import { addressOf, type Pictures } from '../api/index.ts'
import { useWords } from '../text/index.ts'
import { ProblemNotice } from './notice.tsx'
import style from './picture-field.module.css'
import { PictureList } from './pictures.tsx'

/**
 * Photos as evidence: each is handed in as soon as it is chosen, and stands there to be seen or left out. One that was
 * refused is named, and its form waits until somebody has said that it goes without it.
 */
export function PictureField({
  pictures: { ids, lost, isSending, add, drop, goWithoutLost },
  isSingle = false
}: Readonly<{ pictures: Pictures; isSingle?: boolean }>) {
  const { t } = useWords()
  const id = useId()
  return (
    <div className={style.field}>
      <label htmlFor={id}>{isSingle ? t.dispute.onePhoto : t.dispute.photos}</label>
      <p id={`${id}-note`} className={style.note}>
        {t.dispute.photosNote}
      </p>
      <input
        id={id}
        type="file"
        accept="image/jpeg,image/png,image/webp"
        multiple={!isSingle}
        aria-describedby={`${id}-note`}
        disabled={isSending || (isSingle && ids.length > 0)}
        onChange={({ currentTarget }) => {
          const chosen = [...(currentTarget.files ?? [])]
          currentTarget.value = ''
          if (chosen.length === 0) return
          goWithoutLost() // whoever chooses anew has seen what was refused
          add(chosen)
        }}
      />
      <div role="status">{isSending ? t.dispute.photosBeingSent : null}</div>
      {lost.map(({ name, problem }, i) => (
        <div key={`${i} ${name}`}>
          <strong>{t.dispute.photoLost(name)}</strong>
          <ProblemNotice problem={problem} />
        </div>
      ))}
      {lost.length === 0 || isSending ? null : (
        <Button variant="default" size="xs" className={style.without} onClick={goWithoutLost}>
          {t.dispute.goWithout}
        </Button>
      )}
      {ids.length === 0 ? null : (
        <PictureList>
          {ids.map((each, i) => (
            <HandedIn key={each} id={each} no={i + 1} drop={() => drop(each)} />
          ))}
        </PictureList>
      )}
    </div>
  )
}

/** A picture that was just handed in, with a button that leaves it out. */
function HandedIn({ id, no, drop }: Readonly<{ id: string; no: number; drop(): void }>) {
  const { t } = useWords()
  const name = t.dispute.photo(t.dispute.yourPhoto, no)
  return (
    <li>
      <img src={addressOf('/v1/evidence/{evidenceId}', { evidenceId: id })} alt={name} />
      <button type="button" className={style.drop} onClick={drop} aria-label={t.dispute.without(name)}>
        ×
      </button>
    </li>
  )
}
