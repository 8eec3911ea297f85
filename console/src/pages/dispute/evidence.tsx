import { addressOf } from '../../api/index.ts'
import { useWords } from '../../text/index.ts'
import { PictureList } from '../../components/pictures.tsx'
import style from './evidence.module.css'

const isPicture = (piece: string) => /^evd_[0-9a-z]{26}$/.test(piece)
const pictureOf = (evidenceId: string) => addressOf('/v1/evidence/{evidenceId}', { evidenceId })

/** What a side shows: the pictures that it has handed in, and references to what is kept elsewhere. */
export function Evidence({ pieces, of }: Readonly<{ pieces: readonly string[]; of: string }>) {
  const { t } = useWords()
  const pictures = pieces.filter(isPicture)
  const others = pieces.filter((piece) => !isPicture(piece))
  return (
    <>
      {pictures.length === 0 ? null : (
        <PictureList>
          {pictures.map((id, i) => (
            <li key={id}>
              <a href={pictureOf(id)} target="_blank" rel="noreferrer">
                <img src={pictureOf(id)} alt={t.dispute.photo(of, i + 1)} loading="lazy" />
              </a>
            </li>
          ))}
        </PictureList>
      )}
      {others.length === 0 ? null : (
        <ul className={style.others}>
          {others.map((piece) => (
            <li key={piece}>
              <code>{piece}</code>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
