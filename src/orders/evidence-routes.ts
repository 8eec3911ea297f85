import { z } from 'zod'
import { ImageBody, ImageReply, route } from '../api/index.ts'
import { idSchema, minute } from '../kernel/index.ts'
import { addEvidence, seeEvidence } from './add-evidence.ts'
import { evidenceBytesMax, EvidenceView } from './evidence.ts'
import { partyOf } from './show-order.ts'

const tag = 'Disputes'

/** The routes of pictures that are evidence. */
export const evidenceRoutes = [
  route({
    method: 'POST',
    path: '/v1/evidence',
    tag,
    summary: 'Hand in a picture, to be referred to.',
    description:
      'A JPEG, PNG or WebP of at most 5 MiB. Place, time, camera and comments are taken out before it is kept. Until a ' +
      'dispute, an answer or a signed proof of delivery refers to it by its id, only whoever handed it in can see it; ' +
      'after seven days without a reference it is forgotten.',
    permission: 'evidence.write',
    grantedTo: ['service', 'merchant', 'buyer'],
    body: ImageBody,
    bodyType: 'image/*',
    bodyBytesMax: evidenceBytesMax,
    bodyMs: 3 * minute,
    reply: EvidenceView,
    failures: [
      'orders.picture_unknown',
      'orders.picture_broken',
      'orders.picture_too_large',
      'orders.evidence_too_many'
    ],
    handle: ({ tx, actor, body }) => addEvidence(tx, body, partyOf(actor))
  }),
  route({
    method: 'GET',
    path: '/v1/evidence/:evidenceId',
    tag,
    summary: 'Show a picture that was handed in.',
    description: 'For whoever handed it in and for both sides of what it is evidence of.',
    permission: 'evidence.read',
    grantedTo: ['operator', 'service', 'merchant', 'buyer', 'auditor'],
    params: z.strictObject({ evidenceId: idSchema('evd') }),
    reply: ImageReply,
    replyType: 'image/*',
    failures: ['orders.evidence_unknown'],
    handle: async ({ tx, actor, params: { evidenceId } }) => {
      const { type, bytes } = await seeEvidence(tx, evidenceId, partyOf(actor))
      return { type, bytes: new Uint8Array(bytes), name: `${evidenceId}.${type.slice('image/'.length)}` }
    }
  })
]
