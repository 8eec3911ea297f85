import { useId } from 'react'
import { usePictures } from '../../api/index.ts'
import { ProblemNotice } from '../../components/notice.tsx'
import { useWords } from '../../text/index.ts'
import { HandedIn } from './evidence.tsx'
import style from './evidence.module.css'

/** Photos as evidence: each is handed in as soon as it is chosen, and stands there to be seen or left out. */
export function PictureField({
  ids,
  change
}: Readonly<{ ids: readonly string[]; change(ids: readonly string[]): void }>) {
  const { t } = useWords()
  const send = usePictures()
  const id = useId()
  return (
    <div className={style.field}>
      <label htmlFor={id}>{t.dispute.photos}</label>
      <p id={`${id}-note`}>{t.dispute.photosNote}</p>
      <input
        id={id}
        type="file"
        accept="image/jpeg,image/png,image/webp"
        multiple
        aria-describedby={`${id}-note`}
        disabled={send.isPending}
        onChange={({ currentTarget }) => {
          const chosen = [...(currentTarget.files ?? [])]
          currentTarget.value = ''
          if (chosen.length > 0) send.mutate(chosen, { onSuccess: (made) => change([...ids, ...made]) })
        }}
      />
      <div role="status">{send.isPending ? t.dispute.photosBeingSent : null}</div>
      {send.error === null ? null : <ProblemNotice problem={send.error} />}
      {ids.length === 0 ? null : (
        <ul className={style.pictures}>
          {ids.map((each, i) => (
            <HandedIn
              key={each}
              id={each}
              no={i + 1}
              drop={() => change(ids.filter((one) => one !== each))}
            />
          ))}
        </ul>
      )}
    </div>
  )
}
