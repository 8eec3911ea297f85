import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { newKey } from './acts.ts'
import { handIn } from './client.ts'
import { asProblem, type Problem } from './problem.ts'

/** A picture that was chosen and is not kept, by the name of its file. */
export type LostPicture = Readonly<{ name: string; problem: Problem }>

/** Hands in one picture after another. One that is refused takes none of the others with it. */
export async function handInEach(
  pictures: readonly File[],
  send: (picture: File) => Promise<string>,
  told: Readonly<{ kept(id: string): void; lost(picture: LostPicture): void }>
): Promise<void> {
  for (const picture of pictures)
    try {
      told.kept(await send(picture))
    } catch (error) {
      told.lost({ name: picture.name, problem: asProblem(error) })
    }
}

/**
 * The pictures of a form, which are handed in as soon as they are chosen. `isOpen`: some are on their way, or were refused
 * and nobody has said yet that it goes without them; the form waits until then.
 */
export function usePictures() {
  const [ids, setIds] = useState<readonly string[]>([])
  const [lost, setLost] = useState<readonly LostPicture[]>([])
  const { mutate, isPending } = useMutation<void, never, readonly File[]>({
    mutationFn: (pictures) =>
      handInEach(pictures, (picture) => handIn(picture, newKey()), {
        kept: (id) => setIds((before) => [...before, id]),
        lost: (picture) => setLost((before) => [...before, picture])
      })
  })
  return {
    ids,
    lost,
    isSending: isPending,
    isOpen: isPending || lost.length > 0,
    add: mutate,
    drop: (id: string) => setIds((before) => before.filter((each) => each !== id)),
    goWithoutLost: () => setLost([])
  }
}

export type Pictures = ReturnType<typeof usePictures>
