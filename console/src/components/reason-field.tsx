import { Textarea } from '@mantine/core'
import { useWords } from '../text/index.ts'

/** Why something is done, in a sentence that others will read. */
export function ReasonField({ value, change }: Readonly<{ value: string; change(text: string): void }>) {
  const { t } = useWords()
  return (
    <Textarea
      label={t.order.reason}
      description={t.order.reasonNote}
      required
      rows={3}
      maxLength={500}
      value={value}
      onChange={({ currentTarget }) => change(currentTarget.value)}
    />
  )
}
