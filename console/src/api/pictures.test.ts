import { expect, test } from 'vitest'
import { handInEach, type LostPicture } from './pictures.ts'
import { Problem } from './problem.ts'

test('a picture that is refused takes none of the others with it, and is named', async () => {
  const kept: string[] = []
  const lost: LostPicture[] = []
  const unknown = new Problem(400, { code: 'orders.picture_unknown' })
  const send = ({ name }: File) =>
    name === 'list.txt' ? Promise.reject(unknown) : Promise.resolve(`kept ${name}`)
  const files = ['one.jpg', 'list.txt', 'two.jpg'].map((name) => new File(['x'], name))
  await handInEach(files, send, {
    kept: (id) => void kept.push(id),
    lost: (picture) => void lost.push(picture)
  })
  expect(kept).toEqual(['kept one.jpg', 'kept two.jpg'])
  expect(lost).toEqual([{ name: 'list.txt', problem: unknown }])
})
