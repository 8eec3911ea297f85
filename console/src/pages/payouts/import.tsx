import { Button } from '@mantine/core'
import { useId, useState } from 'react'
import { useAct } from '../../api/index.ts'
import { ActDialog } from '../../components/act-dialog.tsx'
import { Icon } from '../../components/icon.tsx'
import { useWords } from '../../text/index.ts'
import style from './import.module.css'

type Chosen = Readonly<{ name: string; text: string }>

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
  const { t } = useWords()
  const act = useAct('post', '/v1/statements')
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const id = useId()
  return (
    <ActDialog
      opened
      close={close}
      title={t.payouts.importTitle}
      what={t.payouts.importWhat}
      confirm={t.payouts.import}
      done={t.payouts.importDone}
      act={act}
      input={chosen === null ? null : { body: chosen.text }}
    >
      <div className={style.field}>
        <label htmlFor={id}>{t.payouts.importFile}</label>
        <input
          id={id}
          type="file"
          accept=".xml,application/xml,text/xml"
          onChange={({ currentTarget: { files } }) => {
            const file = files?.[0]
            if (file === undefined) setChosen(null)
            else void file.text().then((text) => setChosen({ name: file.name, text }))
          }}
        />
      </div>
    </ActDialog>
  )
}
