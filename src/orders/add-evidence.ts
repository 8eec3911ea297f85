import { claimWork } from '../api/index.ts'
import type { Tx } from '../db/index.ts'
import { type EvidenceId, evidenceIn, type EvidenceView } from './evidence.ts'
import {
  attachEvidence,
  countLoose,
  type EvidenceSubject,
  findEvidence,
  insertEvidence
} from './evidence-store.ts'
import { evidenceTooMany, unknown } from './failures.ts'
import type { Party } from './order.ts'
import type { Picture } from './picture-form.ts'
import { readPicture } from './picture.ts'

const looseMax = 40

/** Keeps a picture for the party, without anything but the picture. A party has at most forty that nothing refers to. */
export async function addEvidence(tx: Tx, sent: Uint8Array, party: Party): Promise<EvidenceView> {
  const picture = readPicture(sent)
  const one = party.merchantId ?? party.buyerId
  if (one !== null) {
    await claimWork(tx, `evidence of ${one}`, 'wait')
    if ((await countLoose(tx, party)) >= looseMax) throw evidenceTooMany(looseMax)
  }
  return insertEvidence(tx, tx.newId('evd'), picture, party)
}

/** From now on these pictures belong to the subject, for both of its sides to see. Refuses what is not the party's to show. */
export async function showAsEvidence(
  tx: Tx,
  references: readonly string[],
  subject: EvidenceSubject,
  party: Party
): Promise<void> {
  const ids = evidenceIn(references)
  if (ids.length === 0) return
  const attached = await attachEvidence(tx, ids, subject, party)
  const missing = ids.find((id) => !attached.includes(id))
  if (missing !== undefined) throw unknown('evidence', missing)
}

/** The picture, as the party may see it. */
export async function seeEvidence(tx: Tx, id: EvidenceId, party: Party): Promise<Picture> {
  const picture = await findEvidence(tx, id, party)
  if (picture === undefined) throw unknown('evidence', id)
  return picture
}
