import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Shipment } from '../../api/index.ts'
import { useAct } from '../../api/index.ts'
import { ActDialog } from '../../components/act-dialog.tsx'
import { useWords } from '../../text/index.ts'

const proofs = ['signed', 'code', 'carrier_event'] as const

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
  const [kind, setKind] = useState<(typeof proofs)[number]>('signed')
  const [text, setText] = useState('')
  const proof = kind === 'code' ? { kind, code: text.trim() } : { kind, reference: text.trim() }
  const input = text.trim() === '' ? null : { body: { proof } }
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
        value={kind}
        data={proofs.map((each) => ({ value: each, label: t.words.proofs[each] }))}
        onChange={({ currentTarget: { value } }) =>
          setKind(proofs.find((each) => each === value) ?? 'signed')
        }
      />
      <TextInput
        label={kind === 'code' ? t.order.deliveryCode : t.order.proofReference}
        required
        value={text}
        maxLength={100}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
    </ActDialog>
  )
}
