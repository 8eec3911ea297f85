import { Button } from '@mantine/core'
import { useId, useState } from 'react'
import type { BankStatement } from '../../api/index.ts'
import { useAct } from '../../api/index.ts'
import { ActDialog } from '../../components/act-dialog.tsx'
import { Icon } from '../../components/icon.tsx'
import { useWords } from '../../text/index.ts'
import { type ReadFile, readXml } from './read-xml.ts'
import style from './import.module.css'

/** Imports a bank statement from a file. The same statement again changes nothing. */
export function ImportButton() {
  const { t } = useWords()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button leftSection={<Icon name="upload" size={16} />} size="xs" onClick={() => setOpen(true)}>
        {t.payouts.import}
      </Button>
      {isOpen ? <ImportDialog close={() => setOpen(false)} /> : null}
    </>
  )
}

function ImportDialog({ close }: Readonly<{ close(): void }>) {
  const { t, f } = useWords()
  const act = useAct('post', '/v1/statements')
  const [file, setFile] = useState<ReadFile | null>(null)
  const id = useId()
  const problem = file === null || 'text' in file ? null : t.payouts.unreadable[file.problem](file.encoding)
  return (
    <ActDialog
      opened
      close={close}
      title={t.payouts.importTitle}
      what={t.payouts.importWhat}
      confirm={t.payouts.import}
      done={({ statements, known }) => {
        const [lines, matched] = [sumOf(statements, 'lines'), sumOf(statements, 'matched')]
        const isKnown = known.length === statements.length
        return t.payouts.importDone(
          isKnown,
          f.count(matched),
          f.count(lines),
          statements.length - known.length
        )
      }}
      act={act}
      input={file !== null && 'text' in file ? { body: file.text } : null}
    >
      <div className={style.field}>
        <label htmlFor={id}>{t.payouts.importFile}</label>
        <input
          id={id}
          type="file"
          accept=".xml,application/xml,text/xml"
          aria-describedby={problem === null ? undefined : `${id}-problem`}
          onChange={({ currentTarget: { files } }) => {
            const chosen = files?.[0]
            setFile(null)
            void chosen?.arrayBuffer().then((bytes) => setFile(readXml(new Uint8Array(bytes))))
          }}
        />
        <p id={`${id}-problem`} role="alert" className={style.problem}>
          {problem}
        </p>
      </div>
    </ActDialog>
  )
}

const sumOf = (statements: readonly BankStatement[], name: 'lines' | 'matched') =>
  statements.reduce((sum, statement) => sum + statement[name], 0)
