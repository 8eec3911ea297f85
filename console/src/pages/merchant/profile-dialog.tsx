import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { PayoutProfile } from '../../api/index.ts'
import { useAct } from '../../api/index.ts'
import { ActDialog } from '../../components/act-dialog.tsx'
import { minorOf, useWords } from '../../text/index.ts'
import { isIban, newProfile, type Typed, weekdays } from './new-profile.ts'

const everies = ['day', 'week', 'demand'] as const

type Props = Readonly<{
  merchantId: string
  currency: PayoutProfile['currency']
  /** As it is; null where there is none yet. */
  profile: PayoutProfile | null
  close(): void
}>

const before = (profile: PayoutProfile | null): Typed => ({
  every: profile?.schedule.every ?? 'day',
  weekday: profile?.schedule.every === 'week' ? profile.schedule.weekday : 'monday',
  holder: '',
  number: '',
  bic: '',
  bankCode: ''
})

/** Asks when, from how much on, and to which bank account a merchant is paid. Of an account only its end is shown again. */
export function ProfileDialog({ merchantId, currency, profile, close }: Props) {
  const { t } = useWords()
  const act = useAct('put', '/v1/merchants/{merchantId}/payout-profile', { merchantId })
  const [typed, setTyped] = useState(() => before(profile))
  const [minimum, setMinimum] = useState('')
  const amount = minimum.trim() === '' ? undefined : minorOf(minimum, currency)
  const change = (part: Partial<Typed>) => setTyped((now) => ({ ...now, ...part }))
  const body =
    amount === null
      ? null
      : newProfile(typed, amount === undefined ? undefined : { amount, currency }, profile !== null)
  return (
    <ActDialog
      opened
      close={close}
      title={t.merchant.setTitle}
      what={t.merchant.setWhat}
      confirm={t.merchant.set}
      done={t.merchant.setDone}
      act={act}
      input={body === null ? null : { body }}
    >
      <NativeSelect
        label={t.merchant.schedule}
        value={typed.every}
        data={everies.map((every) => ({ value: every, label: t.merchant.every[every] }))}
        onChange={({ currentTarget: { value } }) =>
          change({ every: everies.find((every) => every === value) ?? 'day' })
        }
      />
      {typed.every === 'week' ? (
        <NativeSelect
          label={t.merchant.weekday}
          value={typed.weekday}
          data={weekdays.map((weekday) => ({ value: weekday, label: t.merchant.weekdays[weekday] }))}
          onChange={({ currentTarget: { value } }) =>
            change({ weekday: weekdays.find((weekday) => weekday === value) ?? 'monday' })
          }
        />
      ) : null}
      <TextInput
        label={t.merchant.minimumIn(currency)}
        description={t.merchant.minimumNote}
        inputMode="decimal"
        value={minimum}
        error={amount === null ? t.order.amountWrong : undefined}
        onChange={({ currentTarget }) => setMinimum(currentTarget.value)}
      />
      <AccountFields typed={typed} change={change} isNew={profile === null} />
    </ActDialog>
  )
}

function AccountFields({
  typed,
  change,
  isNew
}: Readonly<{ typed: Typed; change(part: Partial<Typed>): void; isNew: boolean }>) {
  const { t } = useWords()
  const field = (name: 'holder' | 'number' | 'bic' | 'bankCode') => ({
    value: typed[name],
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) =>
      change({ [name]: currentTarget.value }),
    autoComplete: 'off',
    spellCheck: false
  })
  const needsBank = typed.number.trim() !== '' && !isIban(typed.number)
  return (
    <>
      <TextInput label={t.merchant.holder} required={isNew} maxLength={140} {...field('holder')} />
      <TextInput
        label={t.merchant.number}
        description={isNew ? undefined : t.merchant.numberNote}
        required={isNew}
        maxLength={50}
        {...field('number')}
      />
      {needsBank ? (
        <>
          <TextInput
            label={t.merchant.bic}
            description={t.merchant.bankNote}
            maxLength={11}
            {...field('bic')}
          />
          <TextInput label={t.merchant.bankCode} maxLength={28} {...field('bankCode')} />
        </>
      ) : null}
    </>
  )
}
