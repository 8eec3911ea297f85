import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Shipment } from '../../api/index.ts'
import { useAct, usePictures } from '../../api/index.ts'
import { useMe } from '../../app/me.tsx'
import { ActDialog } from '../../components/act-dialog.tsx'
import { PictureField } from '../../components/picture-field.tsx'
import { useWords } from '../../text/index.ts'

/** A carrier's report is proof only when the marketplace hands it in; a photo of the signed paper, when the merchant does. */
const proofs = {
  merchant: ['photo', 'signed', 'code'],
  marketplace: ['signed', 'code', 'carrier_event']
} as const
type Way = (typeof proofs)[keyof typeof proofs][number]

/** Hands in the proof that a shipment has arrived; from then on the inspection period runs. */
export function DeliverButton({ shipment }: Readonly<{ shipment: Shipment }>) {
  const { t } = useWords()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpen(true)}>
        {t.order.deliver}
      </Button>
      {isOpen ? <DeliverDialog shipment={shipment} close={() => setOpen(false)} /> : null}
    </>
  )
}

function DeliverDialog({ shipment, close }: Readonly<{ shipment: Shipment; close(): void }>) {
  const { t } = useWords()
  const act = useAct('post', '/v1/shipments/{shipmentId}/deliveries', { shipmentId: shipment.id })
  const ways: readonly Way[] = proofs[useMe().kind === 'merchant' ? 'merchant' : 'marketplace']
  const [way, setWay] = useState<Way>('signed')
  const [typed, setText] = useState('')
  const pictures = usePictures()
  const text = way === 'photo' ? (pictures.ids[0] ?? '') : typed.trim()
  const input =
    text === '' || (way === 'photo' && pictures.isOpen) ? null : { body: { proof: proofOf(way, text) } }
  return (
    <ActDialog
      opened
      close={close}
      title={t.order.deliverTitle}
      what={t.order.deliverWhat}
      confirm={t.order.deliver}
      done={t.order.deliverDone}
      act={act}
      input={input}
    >
      <NativeSelect
        label={t.order.proof}
        value={way}
        data={ways.map((each) => ({
          value: each,
          label: each === 'photo' ? t.order.proofPhoto : t.words.proofs[each]
        }))}
        onChange={({ currentTarget: { value } }) => setWay(ways.find((each) => each === value) ?? 'signed')}
      />
      {way === 'photo' ? (
        <PictureField pictures={pictures} isSingle />
      ) : (
        <TextInput
          label={way === 'code' ? t.order.deliveryCode : t.order.proofReference}
          required
          value={typed}
          maxLength={100}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
        />
      )}
    </ActDialog>
  )
}

/** A photo is a signed paper whose reference is the id under which it is kept. */
const proofOf = (way: Way, text: string) =>
  way === 'code'
    ? ({ kind: 'code', code: text } as const)
    : ({ kind: way === 'photo' ? 'signed' : way, reference: text } as const)
