import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Merchant } from '../../api/index.ts'
import { useAct } from '../../api/index.ts'
import { ActDialog } from '../../components/act-dialog.tsx'
import { ReasonField } from '../../components/reason-field.tsx'
import { useWords } from '../../text/index.ts'

/** Suspends a merchant, or reinstates one that is suspended; both with a reason. */
export function StateButton({ merchant }: Readonly<{ merchant: Merchant }>) {
  const { t } = useWords()
  const [isOpen, setOpen] = useState(false)
  const isSuspended = merchant.state === 'suspended'
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {isSuspended ? t.merchant.reinstate : t.merchant.suspend}
      </Button>
      {isOpen ? <StateDialog merchant={merchant} close={() => setOpen(false)} /> : null}
    </>
  )
}

function StateDialog({ merchant, close }: Readonly<{ merchant: Merchant; close(): void }>) {
  const { t } = useWords()
  // What it was when the dialog was opened: the act itself changes it.
  const [isSuspended] = useState(merchant.state === 'suspended')
  const { displayName: name, id: merchantId } = merchant
  const suspend = useAct('post', '/v1/merchants/{merchantId}/suspension', { merchantId })
  const reinstate = useAct('post', '/v1/merchants/{merchantId}/reinstatement', { merchantId })
  const [reason, setReason] = useState('')
  const why = reason.trim()
  return (
    <ActDialog
      opened
      close={close}
      title={isSuspended ? t.merchant.reinstateTitle(name) : t.merchant.suspendTitle(name)}
      what={isSuspended ? t.merchant.reinstateWhat : t.merchant.suspendWhat}
      confirm={isSuspended ? t.merchant.reinstate : t.merchant.suspend}
      isDangerous={!isSuspended}
      done={isSuspended ? t.merchant.reinstateDone : t.merchant.suspendDone}
      act={isSuspended ? reinstate : suspend}
      input={why === '' ? null : { body: { reason: why } }}
    >
      <ReasonField value={reason} change={setReason} />
    </ActDialog>
  )
}
