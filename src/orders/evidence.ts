import { z } from 'zod'
import { type Id, idSchema, Timestamp } from '../kernel/index.ts'
import { PictureType } from './picture-form.ts'

export type EvidenceId = Id<'evd'>

/** A picture that was handed in, without the picture. */
export const EvidenceView = z
  .strictObject({
    id: idSchema('evd').meta({
      description: 'What a dispute, an answer or a signed proof of delivery refers to.'
    }),
    type: PictureType,
    width: z.number().int(),
    height: z.number().int(),
    size: z.number().int().meta({ description: 'Bytes, without what the camera wrote beside the picture.' }),
    createdAt: Timestamp
  })
  .meta({ id: 'Evidence' })
export type EvidenceView = z.output<typeof EvidenceView>

/** The most bytes of a picture. */
export const evidenceBytesMax = 5 * 1024 * 1024

/** Those among these references that name pictures kept here. */
export function evidenceIn(references: readonly string[]): EvidenceId[] {
  const id = idSchema('evd')
  return [...new Set(references.flatMap((reference) => id.safeParse(reference).data ?? []))]
}
