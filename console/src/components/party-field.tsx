import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useEffect, useId, useState } from 'react'
import { useList, useRead } from '../api/index.ts'
import { useWords } from '../text/index.ts'

type FieldProps = Readonly<{
  label: string
  /** The id of who is chosen. */
  value: string | undefined
  choose(id: string | undefined): void
  required?: boolean
}>

/** How many are offered; who is not among them is found by writing more. */
const offeredMax = 10

/** A merchant: found by a part of its name, the beginning of its reference, or its id. */
export function MerchantField(props: FieldProps) {
  const { value } = props
  const { t } = useWords()
  const [sought, seek] = useState('')
  const query = { search: sought }
  const list = useList('/v1/merchants', { query }, { size: offeredMax, enabled: sought !== '' })
  const chosen = useRead(
    '/v1/merchants/{merchantId}',
    { path: { merchantId: value ?? '' } },
    { enabled: value !== undefined }
  )
  const named = list.items.map(({ id, reference, displayName: name }) => ({ id, reference, name }))
  return (
    <PartyField
      {...props}
      found={named}
      isFinding={list.isPending}
      isCut={list.more !== null}
      unknown={t.shell.noneLikeIt}
      seek={seek}
      sought={sought}
      chosen={
        chosen.data === undefined || value === undefined
          ? null
          : { ...chosen.data, name: chosen.data.displayName }
      }
    />
  )
}

/** A buyer: found by the shop's reference, or the id. */
export function BuyerField(props: FieldProps) {
  const { value } = props
  const { t } = useWords()
  const [sought, seek] = useState('')
  const isId = /^buy_[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(sought)
  const list = useList(
    '/v1/buyers',
    { query: { reference: sought } },
    { size: 1, enabled: sought !== '' && !isId }
  )
  const byId = useRead('/v1/buyers/{buyerId}', { path: { buyerId: sought } }, { enabled: isId })
  const chosen = useRead(
    '/v1/buyers/{buyerId}',
    { path: { buyerId: value ?? '' } },
    { enabled: value !== undefined }
  )
  const found = isId ? (byId.data === undefined ? [] : [byId.data]) : list.items
  return (
    <PartyField
      {...props}
      found={found.map(({ id, reference }) => ({ id, reference, name: null }))}
      isFinding={isId ? byId.isFetching : list.isPending}
      isCut={false}
      unknown={t.shell.noBuyerLikeIt}
      seek={seek}
      sought={sought}
      chosen={chosen.data === undefined || value === undefined ? null : { ...chosen.data, name: null }}
    />
  )
}

type Party = Readonly<{ id: string; reference: string; name: string | null }>

const labelOf = ({ reference, name }: Party) => (name === null ? reference : `${name} · ${reference}`)

type PartyProps = FieldProps &
  Readonly<{
    chosen: Party | null
    found: readonly Party[]
    isFinding: boolean
    /** Whether there are more than those that are offered. */
    isCut: boolean
    sought: string
    /** What is said where nobody is found. */
    unknown: string
    seek(text: string): void
  }>

const pauseMs = 300

/** What stands in the field: what somebody types, until another is chosen or none. */
function useTyped(value: string | undefined, chosenLabel: string | undefined) {
  const [typed, set] = useState({ text: value ?? '', isTyped: false })
  useEffect(() => {
    if (chosenLabel !== undefined) set({ text: chosenLabel, isTyped: false })
  }, [chosenLabel])
  useEffect(() => {
    if (value === undefined) set({ text: '', isTyped: false })
  }, [value])
  return { ...typed, type: (text: string) => set({ text, isTyped: true }) }
}

/** A text for which the server finds parties; one of them is chosen by writing or picking all of its name, reference or id. */
function PartyField(props: PartyProps) {
  const {
    label,
    value,
    choose,
    required = false,
    chosen,
    found,
    isFinding,
    isCut,
    sought,
    seek,
    unknown
  } = props
  const { t } = useWords()
  const list = useId()
  const chosenLabel = chosen === null ? undefined : labelOf(chosen)
  const { text, isTyped, type } = useTyped(value, chosenLabel)
  const clean = text.trim()
  const [paused] = useDebouncedValue(clean, pauseMs)
  const isChosen = chosen !== null && [chosenLabel, chosen.id, chosen.reference].includes(clean)
  const only = found.length === 1 ? found[0]?.name : undefined
  const hit = found.find((party) => [labelOf(party), party.reference, party.id, only].includes(clean))
  useEffect(() => {
    if (!isChosen) seek(paused)
  }, [paused, isChosen, seek])
  useEffect(() => {
    if (isTyped && hit !== undefined && !isChosen && hit.id !== value) choose(hit.id)
  }, [isTyped, hit, isChosen, value, choose])
  const isOpen = clean !== '' && !isChosen && hit === undefined && sought === clean && !isFinding
  return (
    <>
      <TextInput
        label={label}
        list={list}
        required={required}
        value={text}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        description={
          isOpen && found.length > 0 ? (isCut ? t.shell.moreLikeIt : t.shell.chooseOne) : undefined
        }
        error={isOpen && found.length === 0 ? unknown : undefined}
        autoComplete="off"
        spellCheck={false}
        onChange={({ currentTarget }) => {
          type(currentTarget.value)
          if (currentTarget.value.trim() === '' && value !== undefined) choose(undefined)
        }}
      />
      <datalist id={list}>
        {found.map((party) => (
          <option key={party.id} value={labelOf(party)} />
        ))}
      </datalist>
    </>
  )
}
