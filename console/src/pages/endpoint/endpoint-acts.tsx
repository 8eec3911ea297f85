import { Button, Checkbox } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { WebhookEndpoint } from '../../api/index.ts'
import { useAct } from '../../api/index.ts'
import { useMay } from '../../app/me.tsx'
import { ActDialog } from '../../components/act-dialog.tsx'
import { announce } from '../../components/announce.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { useWords } from '../../text/index.ts'
import { SecretOnce } from '../developers/secret.tsx'

type Dialog = 'state' | 'secret'
/** The list in which a test stands as soon as it is put in line. */
const deliveries = ['/v1/webhook-endpoints/{endpointId}/deliveries']

/** What can be done with an endpoint. */
export function EndpointActs({ endpoint }: Readonly<{ endpoint: WebhookEndpoint }>) {
  const { t } = useWords()
  const may = useMay()
  const [open, setOpen] = useState<Dialog | null>(null)
  const [secret, setSecret] = useState<string | null>(null)
  const test = useAct('post', '/v1/webhook-endpoints/{endpointId}/test', { endpointId: endpoint.id })
  const queries = useQueryClient()
  if (!may('webhooks.write')) return null
  const close = () => setOpen(null)
  const tested = () => {
    announce(t.endpoint.tested)
    for (const ms of [1000, 3000, 8000])
      setTimeout(() => void queries.invalidateQueries({ queryKey: deliveries }), ms)
  }
  return (
    <>
      <Button
        variant="default"
        loading={test.isPending}
        onClick={() => test.mutate({}, { onSuccess: tested })}
      >
        {t.endpoint.test}
      </Button>
      <Button variant="default" onClick={() => setOpen('secret')}>
        {t.endpoint.rotate}
      </Button>
      <Button variant="default" onClick={() => setOpen('state')}>
        {endpoint.state === 'enabled' ? t.endpoint.pause : t.endpoint.enable}
      </Button>
      {test.error === null ? null : <ProblemNotice problem={test.error} />}
      {open === 'state' ? <StateDialog endpoint={endpoint} close={close} /> : null}
      {open === 'secret' ? <RotateDialog endpoint={endpoint} close={close} made={setSecret} /> : null}
      {secret === null ? null : (
        <SecretOnce secret={secret} title={t.endpoint.rotate} close={() => setSecret(null)} />
      )}
    </>
  )
}

function StateDialog({ endpoint, close }: Readonly<{ endpoint: WebhookEndpoint; close(): void }>) {
  const { t } = useWords()
  const act = useAct('post', '/v1/webhook-endpoints/{endpointId}/state', { endpointId: endpoint.id })
  const isOn = endpoint.state === 'enabled'
  return (
    <ActDialog
      opened
      close={close}
      title={isOn ? t.endpoint.pause : t.endpoint.enable}
      what={isOn ? t.endpoint.pauseWhat : t.endpoint.enableWhat}
      confirm={isOn ? t.endpoint.pause : t.endpoint.enable}
      done={t.endpoint.stateDone}
      act={act}
      input={{ body: { state: isOn ? 'paused' : 'enabled' } }}
    />
  )
}

function RotateDialog({
  endpoint,
  close,
  made
}: Readonly<{ endpoint: WebhookEndpoint; close(): void; made(secret: string): void }>) {
  const { t } = useWords()
  const [endsAtOnce, setEndsAtOnce] = useState(false)
  const act = useAct('post', '/v1/webhook-endpoints/{endpointId}/secret', { endpointId: endpoint.id })
  const sending = {
    ...act,
    mutateAsync: async (input: Parameters<typeof act.mutateAsync>[0]) =>
      made((await act.mutateAsync(input)).secret)
  }
  return (
    <ActDialog
      opened
      close={close}
      title={t.endpoint.rotate}
      what={endsAtOnce ? t.endpoint.rotateNow : t.endpoint.rotateWhat}
      confirm={t.endpoint.rotate}
      isDangerous
      done={t.endpoint.rotateDone}
      act={sending}
      input={{ body: { oldSecretHours: endsAtOnce ? 0 : 24 } }}
    >
      <Checkbox
        label={t.endpoint.oldEnds}
        description={t.endpoint.oldEndsNote}
        checked={endsAtOnce}
        onChange={({ currentTarget }) => setEndsAtOnce(currentTarget.checked)}
      />
    </ActDialog>
  )
}
