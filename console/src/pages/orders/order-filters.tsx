import { useMe } from '../../app/me.tsx'
import { ChoiceFilter, Filters, TextFilter } from '../../components/filters.tsx'
import { BuyerField, MerchantField } from '../../components/party-field.tsx'
import { useWords } from '../../text/index.ts'
import type { OrderFilters } from './query.ts'

const none: OrderFilters = {
  search: undefined,
  state: undefined,
  merchantId: undefined,
  buyerId: undefined,
  from: undefined,
  to: undefined
}

/** By what orders are found. */
export function OrderFilterRow({
  filters,
  set
}: Readonly<{ filters: OrderFilters; set(changed: OrderFilters): void }>) {
  const { t } = useWords()
  const { kind } = useMe()
  const isFiltered = Object.keys(none).some((name) => name in filters)
  return (
    <Filters clear={isFiltered ? () => set(none) : null}>
      <TextFilter label={t.orders.search} value={filters.search} choose={(search) => set({ search })} />
      <ChoiceFilter
        label={t.orders.state}
        any={t.orders.anyState}
        value={filters.state}
        values={Object.entries(t.words.orderStates)}
        choose={(state) => set({ state })}
      />
      <TextFilter label={t.orders.from} type="date" value={filters.from} choose={(from) => set({ from })} />
      <TextFilter label={t.orders.to} type="date" value={filters.to} choose={(to) => set({ to })} />
      {kind === 'merchant' ? null : (
        <>
          <MerchantField
            label={t.orders.merchantId}
            value={filters.merchantId}
            choose={(merchantId) => set({ merchantId })}
          />
          <BuyerField
            label={t.orders.buyerId}
            value={filters.buyerId}
            choose={(buyerId) => set({ buyerId })}
          />
        </>
      )}
      <ChoiceFilter
        label={t.orders.sort}
        any={t.orders.newest}
        value={filters.sort}
        values={[['oldest', t.orders.oldest]]}
        choose={(sort) => set({ sort })}
      />
    </Filters>
  )
}
