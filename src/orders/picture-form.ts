import { z } from 'zod'

/** The kinds of pictures that are taken. */
export const PictureType = z.enum(['image/jpeg', 'image/png', 'image/webp']).meta({ id: 'PictureType' })

/** A picture that shows what was in front of the camera, and tells nothing of where, when and by whom it was taken. */
export type Picture = Readonly<{
  type: z.infer<typeof PictureType>
  width: number
  height: number
  bytes: Buffer
}>

/** What is found in a file: the picture without anything beside it, and its size in pixels; undefined where it is broken. */
export type Stripped = Omit<Picture, 'type'> | undefined
