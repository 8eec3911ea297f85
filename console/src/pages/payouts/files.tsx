import { Button } from '@mantine/core'
import { useState } from 'react'
import type { BankFile } from '../../api/index.ts'
import { addressOf, useAct, useList, usePreview } from '../../api/index.ts'
import { useMay } from '../../app/me.tsx'
import { ActDialog } from '../../components/act-dialog.tsx'
import { Amount } from '../../components/amount.tsx'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { Empty } from '../../components/empty.tsx'
import { Icon } from '../../components/icon.tsx'
import { ListView } from '../../components/list-view.tsx'
import { Loading } from '../../components/loading.tsx'
import { ProblemNotice } from '../../components/notice.tsx'
import { Section } from '../../components/page.tsx'
import { StateBadge } from '../../components/state-badge.tsx'
import { decimal, type Format, type Text, useWords } from '../../text/index.ts'

const columnsOf = (
  t: Text,
  f: Format,
  mayWrite: boolean,
  send: (file: BankFile) => void
): readonly Column<BankFile>[] => [
  {
    id: 'message',
    head: t.payouts.file,
    cell: ({ messageId }) => <code>{messageId}</code>,
    csv: ({ messageId }) => messageId
  },
  {
    id: 'state',
    head: t.orders.state,
    cell: ({ state }) => (
      <StateBadge tone={state === 'sent' ? 'good' : 'care'}>{t.words.fileStates[state]}</StateBadge>
    ),
    csv: ({ state }) => state
  },
  {
    id: 'payouts',
    head: t.payouts.title,
    align: 'end',
    cell: ({ transactions }) => f.count(transactions),
    csv: ({ transactions }) => String(transactions)
  },
  {
    id: 'sum',
    head: t.payouts.sum,
    align: 'end',
    cell: ({ controlSum }) => <Amount of={controlSum} />,
    csv: ({ controlSum }) => decimal(controlSum)
  },
  { id: 'currency', head: '', hidden: true, cell: () => null, csv: ({ controlSum }) => controlSum.currency },
  {
    id: 'date',
    head: t.payouts.executionDate,
    align: 'end',
    cell: ({ executionDate }) => f.day(executionDate),
    csv: ({ executionDate }) => executionDate
  },
  ...(mayWrite
    ? [
        {
          id: 'act',
          head: t.payouts.act,
          align: 'end' as const,
          cell: (file: BankFile) => <FileActs file={file} send={send} />
        }
      ]
    : [])
]

function FileActs({ file, send }: Readonly<{ file: BankFile; send(file: BankFile): void }>) {
  const { t } = useWords()
  return (
    <Button.Group orientation="vertical">
      <Button
        component="a"
        size="xs"
        variant="default"
        leftSection={<Icon name="download" size={15} />}
        href={addressOf('/v1/bank-files/{bankFileId}/document', { bankFileId: file.id })}
        download={`${file.messageId}.xml`}
        aria-label={t.payouts.downloadFile(file.messageId)}
      >
        {t.payouts.download}
      </Button>
      {file.state === 'written' ? (
        <Button size="xs" variant="default" onClick={() => send(file)}>
          {t.payouts.markSent}
        </Button>
      ) : null}
    </Button.Group>
  )
}

/** The payment files for the bank: written at the cut-off or now, downloaded, and marked as given to the bank. */
export function FilesView() {
  const { t, f } = useWords()
  const may = useMay()
  const list = useList('/v1/bank-files')
  const [open, setOpen] = useState<BankFile | 'write' | null>(null)
  const close = () => setOpen(null)
  const mayWrite = may('bank.write')
  return (
    <>
      <Section
        title={t.payouts.views.files}
        lead={t.payouts.filesLead}
        counted={[
          [t.payouts.title, t.counted.filePayouts],
          [t.payouts.sum, t.counted.fileSum]
        ]}
        at={list.at}
        actions={
          mayWrite ? (
            <Button size="xs" onClick={() => setOpen('write')}>
              {t.payouts.write}
            </Button>
          ) : undefined
        }
        flush
      >
        <ListView
          list={list}
          caption={t.payouts.views.files}
          columns={columnsOf(t, f, mayWrite, setOpen)}
          keyOf={({ id }) => id}
          csv="payment-files"
          empty={<Empty title={t.payouts.noFiles}>{t.payouts.noFilesHow}</Empty>}
        />
      </Section>
      {open === 'write' ? <WriteDialog close={close} /> : null}
      {open === null || open === 'write' ? null : <SendDialog file={open} close={close} />}
    </>
  )
}

function WriteDialog({ close }: Readonly<{ close(): void }>) {
  const { t } = useWords()
  const act = useAct('post', '/v1/bank-files')
  const { data: would, error } = usePreview('/v1/bank-files', { body: {} })
  return (
    <ActDialog
      opened
      close={close}
      title={t.payouts.writeTitle}
      what={t.payouts.writeWhat}
      confirm={t.payouts.write}
      done={({ bankFiles }) => t.payouts.writeDone(bankFiles.length)}
      act={act}
      input={would?.bankFiles.length === 0 ? null : { body: {} }}
      effect={
        <div aria-live="polite">
          {error !== null ? (
            <ProblemNotice problem={error} />
          ) : would === undefined ? (
            <Loading lines={2} />
          ) : (
            <WouldWrite files={would.bankFiles} />
          )}
        </div>
      }
    />
  )
}

/** How many payouts would go into which files, and their sums. */
function WouldWrite({ files }: Readonly<{ files: readonly BankFile[] }>) {
  const { t, f } = useWords()
  if (files.length === 0)
    return (
      <p>
        <strong>{t.payouts.noneToWrite}</strong>
      </p>
    )
  const shown = columnsOf(t, f, false, () => undefined).filter(({ id }) =>
    ['payouts', 'sum', 'date'].includes(id)
  )
  return <DataTable caption={t.payouts.wouldWrite} columns={shown} rows={files} keyOf={({ id }) => id} />
}

function SendDialog({ file, close }: Readonly<{ file: BankFile; close(): void }>) {
  const { t, f } = useWords()
  const act = useAct('post', '/v1/bank-files/{bankFileId}/transmission', { bankFileId: file.id })
  return (
    <ActDialog
      opened
      close={close}
      title={t.payouts.sendTitle}
      what={t.payouts.sendWhat(file.transactions, f.count(file.transactions), f.money(file.controlSum))}
      confirm={t.payouts.markSent}
      done={t.payouts.sendDone}
      act={act}
      input={{ body: {} }}
    />
  )
}
